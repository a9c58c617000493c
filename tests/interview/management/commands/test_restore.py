import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from interview.management.commands import restore as command
from interview.traces.backups import restoring
from interview.traces.backups.carried_over import CarriedOver
from interview.traces.backups.contents import Contents
from interview.traces.backups.folder import Backup
from interview.traces.backups.refused import Refused
from interview.traces.backups.restoring import Offer, Present, Restored
from interview.traces.backups.sealed_file import Head
from interview.traces.deleted_ids import Known

HEAD = Head("one", "2026-11-27T02:00:00+00:00", "sqlite", "", {})
BACKUP = Backup(Path("/backups/one"), HEAD)
HOLDS = Contents({"interview_interview": 12}, {})


def offer(until=None, present=None):
    until = until or timezone.now()
    return Offer(BACKUP, HOLDS, present or Present(True, True, 7), Known({}, until))


KNOWN, UNKNOWN = offer(), offer(datetime(2026, 1, 2, 3, 4, tzinfo=UTC))


@pytest.fixture
def restore(monkeypatch):
    """restore(offer, *options, typed=…): what is said; what somebody types in turn, if anybody is there."""

    def restore(made, *options, typed=None, done=None):
        answers, said = iter(typed or []), io.StringIO()
        terminal = io.StringIO()
        terminal.isatty = lambda: typed is not None
        monkeypatch.setattr(command.sys, "stdin", terminal)
        monkeypatch.setattr("builtins.input", lambda question: (said.write(question), next(answers))[1])

        def restored(path, agreed):
            if not agreed(made):
                raise Refused("Nothing was replaced.")
            return done or Restored()

        monkeypatch.setattr(command, "restore", restored)
        call_command("restore", "/backups/one", *options, stdout=said)
        return said.getvalue()

    return restore


def test_it_says_what_the_backup_holds_and_what_it_would_replace_and_asks(restore):
    said = restore(KNOWN, typed=["yes"])
    assert "made on 2026-11-27 at 02:00 UTC and holds 12 interviews" in said
    assert "would replace the database that is there, with 7 interviews" in said
    assert "Type yes to replace it" in said
    assert "Restored." in said
    assert "WOULD COME BACK" not in said


@pytest.mark.parametrize("typed", ["no", "", "y"])
def test_anything_but_yes_is_no(restore, typed):
    with pytest.raises(CommandError, match="Nothing was replaced"):
        restore(KNOWN, typed=[typed])


def test_where_deletions_are_not_known_it_says_up_to_when_and_asks_once_more(restore):
    said = restore(UNKNOWN, typed=["yes", "yes"])
    assert "Deletions are known up to 2026-01-02 03:04 UTC" in said
    assert "INTERVIEWS THAT WERE DELETED AFTER 2026-01-02 03:04 UTC WOULD COME BACK" in said
    with pytest.raises(CommandError, match="Nothing was replaced"):
        restore(UNKNOWN, typed=["yes", "no"])


def test_a_script_agrees_by_options(restore):
    assert "Restored." in restore(KNOWN, "--yes")
    assert "Restored." in restore(UNKNOWN, "--yes", "--deletions-unknown")
    with pytest.raises(CommandError, match="Give --yes"):
        restore(KNOWN)
    with pytest.raises(CommandError, match="Give --deletions-unknown"):
        restore(UNKNOWN, "--yes")


def test_a_database_of_another_installation_or_none_is_said(restore):
    assert "OF ANOTHER INSTALLATION" in restore(offer(present=Present(True, False, 7)), "--yes")
    assert "No database that can be read" in restore(offer(present=Present(False)), "--yes")


def test_what_was_done_is_said(restore):
    done = Restored(BACKUP, 3, CarriedOver(lines=40, accounts=2, invitations=1), "5 interviews were due.")
    said = restore(KNOWN, "--yes", done=done)
    for words in (
        "What was there before is sealed in /backups/one.",
        "3 interviews had been deleted since, and stayed out.",
        "40 lines of the log of use since then were kept.",
        "2 accounts were closed since then, and stay closed.",
        "1 invitations were revoked since then, and stay revoked.",
        "5 interviews were due.",
        "Now start the service.",
    ):
        assert words in said


def test_what_was_cut_short_is_taken_back(monkeypatch):
    taken, said = [], io.StringIO()
    monkeypatch.setattr(restoring, "take_back", lambda: taken.append(True))
    call_command("restore", "--take-back", stdout=said)
    assert taken
    assert "What was there before is in its place." in said.getvalue()


@pytest.mark.parametrize("arguments", [[], ["/backups/one", "--take-back"]])
def test_one_of_the_two_is_asked_for(arguments):
    with pytest.raises(CommandError, match="Name a backup, or give --take-back"):
        call_command("restore", *arguments)
