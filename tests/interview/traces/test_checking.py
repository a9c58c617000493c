"""A line that was changed, taken out, put in or moved is found, and said by its number."""

from datetime import timedelta

import pytest

from interview.accounts import Anchor, Event
from interview.traces.anchors import anchor, fingerprint
from interview.traces.checking import Check, is_still_there

from .conftest import NIGHT

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(write, few_at_a_time):
    """Eight lines in three anchors."""
    keys = write(8)
    anchor(NIGHT)
    return keys


def faults(now=NIGHT, **named) -> list[str]:
    return [*Check(now, **named).faults()]


def put_in(behind_its_back, key: int, like: Event) -> None:
    behind_its_back().bulk_create([Event(pk=key, at=like.at, kind="opened", account=like.account)])


def test_a_log_as_it_was_anchored_has_no_fault(keys):
    check = Check(NIGHT)
    assert [*check.faults()] == []
    assert (check.lines, check.last.number, check.not_anchored()) == (8, 3, 0)


def test_lines_that_came_since_are_counted_and_not_vouched_for(keys, write, behind_its_back):
    (later, _) = write(2)
    check = Check(NIGHT)
    assert [*check.faults()] == []
    assert check.not_anchored() == 2
    behind_its_back(pk=later).delete()
    assert faults() == []


@pytest.mark.variants(stay=12)
@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize(
    "change",
    [
        {"kind": "changed"},
        {"account": 99},
        {"by": 1},
        {"reason": "toinen"},
        {"interview": "00000000-0000-4000-8000-000000000000"},
        {"at": NIGHT},
    ],
)
def test_a_line_that_was_changed_is_found(keys, behind_its_back, number, change):
    behind_its_back(pk=keys[number]).update(**change)
    assert faults() == [f"Line {keys[number]} was changed (anchor {number // 3 + 1}, 2026-11-28)."]


@pytest.mark.parametrize("number", range(8))
def test_a_line_that_was_taken_out_is_found(keys, behind_its_back, number):
    behind_its_back(pk=keys[number]).delete()
    assert faults() == [f"Line {keys[number]} was taken out (anchor {number // 3 + 1}, 2026-11-28)."]


def test_a_line_that_was_put_in_where_one_had_failed_is_found(write, behind_its_back, few_at_a_time):
    keys = write(3)
    behind_its_back(pk=keys[1]).delete()  # a number that was given and never used
    anchor(NIGHT)
    put_in(behind_its_back, keys[1], Event.objects.first())
    assert faults() == [f"Line {keys[1]} was put in (anchor 1, 2026-11-28)."]


def test_a_line_that_was_put_in_before_all_others_is_found(keys, behind_its_back):
    put_in(behind_its_back, -1, Event.objects.first())
    put_in(behind_its_back, 0, Event.objects.first())
    assert faults() == [f"Line {key} was put in, before all that was anchored." for key in (-1, 0)]


def test_lines_in_another_order_are_found(keys, behind_its_back):
    first, second = behind_its_back(pk__in=keys[:2]).order_by("pk")
    first.pk, second.pk = second.pk, first.pk
    behind_its_back(pk__in=keys[:2]).delete()
    behind_its_back().bulk_create([first, second])
    assert faults() == [
        f"Line {key} was put in another order (anchor 1, 2026-11-28)." for key in sorted(keys[:2])
    ]


def test_each_of_many_faults_is_said(keys, behind_its_back):
    behind_its_back(pk=keys[0]).delete()
    behind_its_back(pk=keys[7]).update(kind="left")
    assert len(faults()) == 2


# --- The anchors themselves --------------------------------------------------------------------------------


def test_a_spoilt_anchor_is_found_and_the_others_still_vouch(keys, behind_its_back):
    Anchor.objects.filter(number=2).update(sealed=b"spoilt")
    behind_its_back(pk=keys[0]).update(kind="left")
    assert faults() == [
        f"Line {keys[0]} was changed (anchor 1, 2026-11-28).",
        "Anchor 2 was changed, or its key is missing: it vouches for nothing.",
    ]


def test_an_anchor_that_was_taken_out_is_found(keys):
    Anchor.objects.filter(number=2).delete()
    assert faults() == ["The anchors between 1 and 3 were taken out."]


def test_the_first_anchors_with_all_their_lines_are_missed(keys, behind_its_back):
    Anchor.objects.filter(number__lt=3).delete()
    behind_its_back(pk__lte=keys[5]).delete()
    assert faults() == ["The anchors between 0 and 3 were taken out."]


def test_an_anchor_of_another_chain_is_found(keys, write):
    ours = [*Anchor.objects.all()]
    Anchor.objects.filter(number=3).delete()
    write(1)
    anchor(NIGHT)
    other = Anchor.objects.get(number=3)
    Anchor.objects.all().delete()
    Anchor.objects.bulk_create([ours[0], other])
    assert "The anchors between 1 and 3 were taken out." in faults()
    Anchor.objects.all().delete()
    Event.objects.forget([*Event.objects.values_list("pk", flat=True)])
    Anchor.objects.bulk_create([ours[1], other])
    assert any("was taken out" in fault for fault in faults())


def test_a_chain_that_was_begun_anew_in_the_middle_is_found(keys):
    first, second, third = Anchor.objects.all()
    Anchor.objects.filter(number__gt=1).delete()
    Anchor.objects.filter(number=1).update(sealed=b"spoilt")
    anchor(NIGHT)
    Anchor.objects.filter(number=1).update(sealed=first.sealed)
    assert faults() == ["Anchor 2 does not follow the one before it."]


def test_an_installation_without_lines_has_no_fault(db):
    assert faults() == []


@pytest.mark.parametrize(("days", "number"), [(0, 0), (1, 0), (3, 1)])
def test_anchors_that_stay_away_are_said(keys, days, number):
    assert len(faults(now=NIGHT + timedelta(days=days))) == number


def test_lines_of_which_none_was_ever_anchored_are_said_once_they_are_old(write):
    write(1)
    now = Event.objects.get().at
    assert faults(now=now) == []
    (fault,) = faults(now=now + timedelta(days=3))
    assert "purge" in fault


def test_a_fault_that_was_looked_into_can_be_left_behind(keys, behind_its_back):
    behind_its_back(pk=keys[0]).delete()
    assert faults(known=1) == []
    behind_its_back(pk=keys[4]).delete()
    assert len(faults(known=1)) == 1


# --- A fingerprint kept elsewhere --------------------------------------------------------------------------


def test_an_anchor_is_known_again_by_what_was_kept_of_it(keys, write):
    kept = fingerprint(Anchor.objects.last())
    assert is_still_there(kept)
    write(2)
    anchor(NIGHT)
    assert is_still_there(kept)


def test_a_chain_that_was_cut_and_went_on_is_known_by_what_was_kept(keys, write, behind_its_back):
    kept = fingerprint(Anchor.objects.last())
    Anchor.objects.filter(number=3).delete()
    behind_its_back(pk__gt=keys[5]).delete()
    write(2)
    anchor(NIGHT)
    assert faults() == []  # nothing here tells
    assert not is_still_there(kept)


@pytest.mark.parametrize("kept", ["", "x", "9", "9:", ":", "3:00", "²:1", "9" * 40 + ":1"])
def test_what_is_no_fingerprint_is_not_there(keys, kept):
    assert not is_still_there(kept)
