"""What an administrator reads while the keys are changed, and afterwards."""

import io
import os

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from interview.accounts import Event
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
from interview.traces import rotation

pytestmark = pytest.mark.django_db

OLD, NEW = os.urandom(32), os.urandom(32)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def made(worker, edition, settings) -> list[Interview]:
    """Three interviews that the old key sealed; by now a new one stands in front of it."""
    settings.SEALING_KEYS = {"old": OLD}
    interviews = [Interview(owner=worker, edition=edition) for _ in range(3)]
    for interview in interviews:
        interview.keep(AnswerSheet())
        interview.save(force_insert=True)
    settings.SEALING_KEYS = {"new": NEW, "old": OLD}
    return interviews


def said(into: io.StringIO | None = None) -> str:
    out = into or io.StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def test_it_says_how_many_it_sealed_anew_and_which_keys_may_go(made):
    assert said() == "3 sealed anew with the key new.\nNeeded no more, and may be taken away: old.\n"
    assert said() == "0 sealed anew with the key new.\nNeeded no more, and may be taken away: old.\n"


def test_with_one_key_there_is_nothing_to_do(made, settings):
    settings.SEALING_KEYS = {"old": OLD}
    assert said() == "0 sealed anew with the key old.\n"


def test_it_is_a_line_of_the_log_where_anything_was_sealed_anew(made):
    said()
    said()
    assert Event.objects.filter(kind="keys-rotated").count() == 1


def test_on_a_terminal_it_says_how_far_it_is(made):
    assert said(Terminal()).startswith("\r1 of 3\r2 of 3\r3 of 3\n3 sealed anew")


def test_a_row_that_cannot_be_opened_is_named_and_the_command_fails(made):
    spoiled, *_ = made
    Interview.objects.filter(pk=spoiled.pk).update(sealed=bytes(spoiled.sealed)[:-1])
    out = io.StringIO()
    with pytest.raises(CommandError) as refusal:
        said(out)
    assert out.getvalue() == "2 sealed anew with the key new.\n"
    left = f"Cannot be opened, and left as it is: interview {spoiled.pk}."
    assert str(refusal.value).splitlines()[0] == left
    assert str(refusal.value).splitlines()[-1] == "Still needed: old."
    assert refusal.value.returncode == 1


def test_a_key_that_is_missing_is_named(made, settings):
    settings.SEALING_KEYS = {"new": NEW}
    with pytest.raises(CommandError, match="The key old is missing: see RINNALLA_SEALING_KEYS"):
        said()


def test_a_first_key_that_is_another_than_its_id_says_is_named(made, settings):
    said()
    settings.SEALING_KEYS = {"new": OLD}
    with pytest.raises(CommandError, match="^The key new is another key: see RINNALLA_SEALING_KEYS.$"):
        said()


def test_where_a_process_goes_on_sealing_with_the_old_key_it_says_so(made, monkeypatch):
    monkeypatch.setattr(rotation, "ROUNDS", 0)  # as if all were sealed with the old key again
    with pytest.raises(CommandError, match="Still needed: old.\nSome process still seals"):
        said()


def test_stopped_it_says_that_it_goes_on_when_it_is_run_again(made, monkeypatch):
    def stopped(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as stopping:
        stopping.setattr(rotation.time, "sleep", stopped)
        with pytest.raises(CommandError, match="run it again, and it goes on"):
            said()
    assert said().startswith("2 sealed anew")
