"""Words typed into every field lie nowhere in the data folder or the log: only sealed."""

import pytest

from tests.canary import CANARY, files_of, singing
from tests.markup import attribute, attributes
from tests.visitor import Visitor, note_on


@pytest.fixture
def typed(server) -> Visitor:
    """Someone has typed the canary into every field of words that an interview has, saved and read it."""
    visitor = Visitor(server.url)
    first = visitor.begin()
    pages = [first, *(first.replace("/1/", f"/{page}/") for page in ("2", "3", "4", "signs", "summary"))]
    for address in pages:
        page = visitor.get(address)
        version = attribute(page, "[name=version]", "value")
        notes = attributes(page, "textarea", "name")
        lines = attributes(page, "input[type=text]", "name")
        assert notes or lines, address
        words = {name: f"{CANARY} {name} äö\nja {CANARY}" for name in notes} | dict.fromkeys(lines, CANARY)
        visitor.post(address, {"version": version, **words}, on=page)
        assert CANARY in visitor.get(address)
    assert CANARY in note_on(visitor.get(first), "note-pace")
    return visitor


@pytest.mark.heavy
def test_what_was_typed_is_found_nowhere(server, typed):
    searched = [*files_of(server.folder), server.log]
    assert any(path.suffix == ".sqlite3" for path in searched)
    assert singing(searched) == []
