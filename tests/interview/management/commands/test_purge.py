"""`manage.py purge`: what goes is said, and a clock that jumped is confirmed."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from guidance.models import Edition
from interview.accounts import Anchor, Event
from interview.models import Interview
from interview.stubs import Stub, Upkeep

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(worker):
    edition = Edition.objects.create(number=1, content={})
    return Interview.objects.create(owner=worker, edition=edition, due_at=timezone.now(), sealed=b"sealed")


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def said(*given: str, out: StringIO | None = None) -> str:
    out = out or StringIO()
    call_command("purge", *given, stdout=out)
    return out.getvalue()


def test_it_says_what_went(due):
    assert said() == "Deleted: interviews 1.\n"
    assert said() == "Deleted: nothing.\n"
    assert Stub.objects.get().interview == due.pk


def test_the_server_waits_an_hour_after_it(due):
    said()
    assert timezone.now() - Upkeep.row().begun_at < timedelta(minutes=1)


def test_on_a_terminal_it_says_how_far_it_is(due):
    assert said(out=Terminal()).startswith("\rinterviews 1 …")


def test_after_a_jump_nothing_goes_until_an_administrator_says_that_the_clock_is_right(due):
    Upkeep.row()
    Upkeep.objects.update(purged_at=timezone.now() - timedelta(days=15))
    with pytest.raises(CommandError, match=r"more than 14 days.*--clock-is-right"):
        said()
    assert Interview.objects.exists()
    assert said("--clock-is-right") == "Deleted: interviews 1.\n"
    assert Event.objects.filter(kind="clock-confirmed").count() == 1
    assert said() == "Deleted: nothing.\n"


def test_nobodys_account_is_needed_to_confirm_it(due):
    assert said("--clock-is-right")
    assert Event.objects.get(kind="clock-confirmed").account is None
    assert User.objects.count() == 1


def test_by_hand_it_vouches_for_every_line_until_then(due):
    said()
    said()
    assert Anchor.objects.last().up_to == Event.objects.last().pk
    models.QuerySet(Event).filter(pk=Event.objects.last().pk).delete()
    with pytest.raises(CommandError, match="was taken out"):
        call_command("check_log", stdout=StringIO())
