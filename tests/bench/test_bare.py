"""What is measured beside the app starts, whatever the app's migrations ask for."""

import pytest

from tests.bench.servers import BareServer
from tests.bench.visitors import Visitor


@pytest.mark.heavy
def test_the_bare_server_answers_on_a_database_of_ours(tmp_path):
    server = BareServer(tmp_path / "data").start()
    try:
        bare = Visitor(server)
        bare.ask("GET", "/enter/")
        status, page, _ = bare.ask("GET", "/bare/")
        bare.connection.close()
        assert (status, b"<main>" in page) == (200, True)
    finally:
        server.stop()
