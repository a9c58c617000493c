"""`manage.py move_to`: what it says of a move, and of one that was not made."""

import io

import pytest
from django.core.management import CommandError, call_command

from interview.management.commands import move_to
from interview.traces.backups.refused import Refused
from interview.traces.moving.move import Moved


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def say(db, monkeypatch):
    """say(moved, out, …): what the command says of a move that ends so."""

    def say(ends, out, address="postgresql:///new") -> str:
        def move(where, told):
            out.address = where
            told("Moved", 1, 2)
            if isinstance(ends, BaseException):
                raise ends
            return ends

        monkeypatch.setattr(move_to, "move", move)
        call_command("move_to", address, stdout=out)
        return out.getvalue()

    return say


def test_it_says_what_was_moved_and_what_comes_next(say):
    said = say(Moved(rows=7, tables=3, opened=2), io.StringIO())
    assert "Moved 7 rows of 3 tables." in said
    assert "2 sealed values were opened." in said
    assert "did not open" not in said
    assert "Set RINNALLA_DATABASE" in said


def test_what_does_not_open_is_named_and_not_without_end(say):
    said = say(
        Moved(rows=7, tables=3, opened=2, closed=[f"row {number}" for number in range(12)]), Terminal()
    )
    assert "12 did not open, as they do not here: row 0, row 1," in said
    assert "row 9 …" in said
    assert "row 10" not in said
    assert "Moved 1 of 2" in said  # how far it is, on a terminal


def test_an_address_with_a_password_is_read_from_standard_input(say, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("postgresql://anna:salaista@localhost/new\n"))
    out = io.StringIO()
    assert "salaista" not in say(Moved(rows=0, tables=0), out, address="-")
    assert out.address == "postgresql://anna:salaista@localhost/new"


@pytest.mark.parametrize(
    ("ends", "sentence"),
    [(Refused("It holds rows."), "It holds rows."), (KeyboardInterrupt(), "Nothing was moved")],
)
def test_one_that_is_not_made_is_told_in_a_sentence(say, ends, sentence):
    with pytest.raises(CommandError, match=sentence):
        say(ends, io.StringIO())
