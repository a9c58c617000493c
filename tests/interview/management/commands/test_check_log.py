"""`manage.py check_log`: what it can vouch for, every fault, and exit 1 where there is one."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from interview.accounts import Event
from interview.management.commands import check_log
from interview.traces.anchors import anchor
from interview.traces.events import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(worker):
    for _ in range(5):
        keep("opened", worker)
    anchor(timezone.now())
    return models.QuerySet(Event).order_by("pk")


def test_a_whole_log_is_vouched_for_up_to_its_newest_anchor(lines, worker, capsys):
    keep("opened", worker)
    call_command("check_log")
    said = capsys.readouterr().out
    assert "5 lines stand as they were anchored" in said
    assert f"(line {lines[4].pk}). Not anchored yet: 1 later lines." in said


def test_a_fault_is_said_and_what_still_stands_too(lines, capsys):
    key = lines[1].pk
    lines.filter(pk=key).delete()
    with pytest.raises(CommandError, match=f"Line {key} was taken out"):
        call_command("check_log")
    assert "4 lines stand as they were anchored" in capsys.readouterr().out


def test_many_faults_are_counted(lines, monkeypatch):
    monkeypatch.setattr(check_log, "MOST_SAID", 2)
    lines.update(kind="left")
    with pytest.raises(CommandError, match="… and 3 more."):
        call_command("check_log")


def test_before_the_first_anchor_nothing_is_vouched_for(worker, capsys):
    keep("opened", worker)
    call_command("check_log")
    assert "Nothing is anchored yet, so nothing is vouched for." in capsys.readouterr().out


def test_what_was_printed_of_an_anchor_is_asked_for_later(lines, worker, capsys):
    call_command("check_log")
    kept = capsys.readouterr().out.rpartition(" ")[2].strip()
    keep("opened", worker)
    anchor(timezone.now())
    call_command("check_log", "--expect", kept)
    with pytest.raises(CommandError, match="is not there"):
        call_command("check_log", "--expect", f"1:{'0' * 64}")


def test_what_was_looked_into_is_left_out(lines, worker):
    lines.filter(pk=lines[0].pk).delete()
    keep("opened", worker)
    anchor(timezone.now() + timedelta(seconds=1))
    call_command("check_log", "--after", "1")
