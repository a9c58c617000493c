"""A request that asks to be sent back as it came is refused at every address."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from tests.markup import parts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/", "/healthz", "/accounts/", "/i/", "/admin/", "/static/plain.css", "/no/"]
)
def test_nothing_is_sent_back_as_it_came(client, supervisor, edition, address):
    client.force_login(supervisor)
    answer = client.generic("TRACE", address, headers={"X-Said": "salainen"})
    assert answer.status_code == 405
    assert "salainen" not in answer.content.decode()
    assert "TRACE" not in answer.headers["Allow"]


def test_it_is_refused_in_words(client):
    answer = client.generic("TRACE", "/healthz")
    assert [heading.text() for heading in parts(answer, "h1")] == ["Näin tätä sivua ei voi käyttää"]


@pytest.mark.parametrize("address", ["/healthz", "/card/", "/no/"])
def test_a_head_brings_no_body_of_which_the_server_would_write_a_line(edition, address):
    """Whoever asks so again and again, a monitor or a stranger, would fill the log."""
    said = {}
    asked = RequestFactory().head(address).environ
    body = WSGIHandler()(asked, lambda status, headers: said.update(headers))
    assert b"".join(body) == b""
    assert int(said["Content-Length"]) > 0
