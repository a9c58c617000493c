"""The log of use has its own time; what stays is vouched for as before."""

from datetime import timedelta

import pytest

from interview.accounts import Anchor, Event, EventQuerySet
from interview.traces import old_lines
from interview.traces.anchors import anchor, fingerprint
from interview.traces.checking import Check, is_still_there
from interview.traces.old_lines import A_YEAR, forget_old_lines

from .conftest import NIGHT

pytestmark = pytest.mark.django_db
KEPT_FOR = 2 * A_YEAR
A_MONTH = timedelta(days=30)


@pytest.fixture
def months(write, few_at_a_time):
    """Four lines a month for three months, each month in two anchors."""
    keys = []
    for month in range(3):
        keys.append(write(4))
        anchor(NIGHT + month * A_MONTH)
    return keys


def faults(now) -> list[str]:
    return [*Check(now).faults()]


def left() -> list[int]:
    return [*Event.objects.order_by("pk").values_list("pk", flat=True)]


AT_THE_LAST = NIGHT + 2 * A_MONTH


def test_lines_stay_for_their_time(months):
    assert forget_old_lines(NIGHT + KEPT_FOR) == 0
    assert left() == [*months[0], *months[1], *months[2]]


def test_then_they_go_and_what_stays_is_vouched_for(months):
    assert forget_old_lines(NIGHT + KEPT_FOR + timedelta(seconds=1)) == 4
    assert left() == [*months[1], *months[2]]
    assert [each.number for each in Anchor.objects.all()] == [2, 3, 4, 5, 6]
    check = Check(AT_THE_LAST)
    assert [*check.faults()] == []
    assert check.lines == 8


def test_all_of_them_may_go(months):
    forget_old_lines(NIGHT + KEPT_FOR + 4 * A_MONTH)
    assert left() == []
    assert faults(AT_THE_LAST) == []
    assert Anchor.objects.get().number == 6


def test_what_was_never_anchored_stays(write):
    write(2)
    assert forget_old_lines(NIGHT + 2 * KEPT_FOR) == 0
    assert len(left()) == 2


def test_lines_are_found_missing_after_others_have_gone(months, behind_its_back):
    forget_old_lines(NIGHT + KEPT_FOR + A_MONTH / 2)
    behind_its_back(pk=months[1][0]).delete()
    assert faults(AT_THE_LAST) == [f"Line {months[1][0]} was taken out (anchor 3, 2026-12-28)."]


def test_lines_that_were_put_in_where_others_have_gone_are_found(months, behind_its_back):
    line = Event.objects.first()
    forget_old_lines(NIGHT + KEPT_FOR + A_MONTH / 2)
    behind_its_back().bulk_create([line])
    assert len(faults(AT_THE_LAST)) == 1


def test_killed_half_way_nothing_is_missed_and_it_goes_on_the_next_time(months, monkeypatch):
    monkeypatch.setattr(old_lines, "AT_A_TIME", 3)
    forget, calls = EventQuerySet.forget, []

    def killed(self, keys):
        calls.append(keys)
        if len(calls) == 2:
            raise KeyboardInterrupt
        forget(self, keys)

    monkeypatch.setattr(EventQuerySet, "forget", killed)
    with pytest.raises(KeyboardInterrupt):
        forget_old_lines(NIGHT + KEPT_FOR + A_MONTH / 2)
    assert len(left()) == 9
    assert faults(AT_THE_LAST) == []
    monkeypatch.undo()
    assert forget_old_lines(NIGHT + KEPT_FOR + A_MONTH / 2) == 1
    assert faults(AT_THE_LAST) == []


def test_a_fingerprint_of_lines_that_have_gone_is_no_fault(months):
    kept = fingerprint(Anchor.objects.get(number=1))
    forget_old_lines(NIGHT + KEPT_FOR + A_MONTH / 2)
    assert is_still_there(kept)


def test_the_queries_do_not_grow_with_the_number_of_anchors_that_go(months, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        forget_old_lines(NIGHT + KEPT_FOR + 4 * A_MONTH)
