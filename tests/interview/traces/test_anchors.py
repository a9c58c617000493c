"""What the log of use is held against: a chain of sealed anchors, one a day or more."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from interview.accounts import Anchor
from interview.sheet.sealing import CannotOpen
from interview.traces import anchors
from interview.traces.anchors import anchor, content_of, fingerprint, let_lines_go, seal_again

from .conftest import NIGHT

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_each_line_is_in_one_anchor_and_each_anchor_follows_the_one_before(write, few_at_a_time):
    keys = write(7)
    newest = anchor(NIGHT)
    found = [content_of(each) for each in Anchor.objects.all()]
    assert [[key for key, _hash in content.lines] for content in found] == [keys[:3], keys[3:6], keys[6:]]
    assert [content.before for content in found] == ["", found[0].chain, found[1].chain]
    assert [content.after for content in found] == [0, keys[2], keys[5]]
    assert (newest.number, newest.up_to) == (3, keys[6])


def test_what_is_anchored_is_not_anchored_again(write):
    write(2)
    assert anchor(NIGHT) == anchor(NIGHT + timedelta(hours=1))
    assert Anchor.objects.count() == 1


def test_what_came_since_is_anchored_on_the_same_day_too(write):
    write(2)
    anchor(NIGHT)
    (later,) = write(1)
    assert anchor(NIGHT + timedelta(hours=1)).up_to == later


def test_a_day_without_lines_has_an_anchor_too(db):
    for day in range(3):
        anchor(NIGHT + day * DAY - timedelta(seconds=day))
    assert [(each.up_to, each.number) for each in Anchor.objects.all()] == [(0, 1), (0, 2), (0, 3)]


def test_a_second_purge_at_the_same_time_makes_no_second_chain(write, monkeypatch):
    write(2)
    add = anchors._add

    def add_after_the_other(newest, lines_end, now):
        monkeypatch.setattr(anchors, "_add", add)
        add(newest, lines_end, now)
        return add(newest, lines_end, now)

    monkeypatch.setattr(anchors, "_add", add_after_the_other)
    assert anchor(NIGHT).number == 1
    assert Anchor.objects.count() == 1


def test_there_is_one_anchor_of_a_number(write):
    write(1)
    first = anchor(NIGHT)
    with pytest.raises(IntegrityError):
        Anchor(number=1, at=NIGHT, up_to=1, sealed=first.sealed).save(force_insert=True)


@pytest.mark.parametrize("change", [{"up_to": 99}, {"at": NIGHT + DAY}, {"lines_may_be_gone": True}])
def test_what_stands_beside_the_seal_is_bound_into_it(write, change):
    write(1)
    anchor(NIGHT)
    Anchor.objects.update(**change)
    with pytest.raises(CannotOpen):
        content_of(Anchor.objects.get())


def test_an_anchor_opens_in_no_other_place(write):
    write(1)
    anchor(NIGHT)
    write(1)
    second = anchor(NIGHT)
    second.sealed = Anchor.objects.first().sealed
    with pytest.raises(CannotOpen):
        content_of(second)


def test_without_the_key_nobody_makes_an_anchor_that_holds(write, settings):
    write(1)
    real = settings.SEALING_KEYS
    settings.SEALING_KEYS = dict.fromkeys(real, bytes(32))
    anchor(NIGHT)
    settings.SEALING_KEYS = real
    with pytest.raises(CannotOpen):
        content_of(Anchor.objects.get())


def test_after_a_spoilt_anchor_later_lines_are_anchored_all_the_same(write):
    write(1)
    anchor(NIGHT)
    Anchor.objects.update(sealed=b"spoilt")
    (later,) = write(1)
    assert content_of(anchor(NIGHT)).lines[0][0] == later


def test_an_anchor_is_sealed_again_with_another_key_and_holds_the_same(write, settings):
    write(2)
    first = anchor(NIGHT)
    before = fingerprint(first)
    settings.SEALING_KEYS = {"new": bytes(range(32))} | settings.SEALING_KEYS
    seal_again(first)
    settings.SEALING_KEYS = {"new": bytes(range(32))}
    assert fingerprint(first) == before


def test_its_lines_may_go_and_the_chain_stays(write):
    write(2)
    first = anchor(NIGHT)
    before = fingerprint(first)
    let_lines_go(first)
    kept = Anchor.objects.get()
    assert kept.lines_may_be_gone
    assert content_of(kept).lines_may_be_gone
    assert fingerprint(kept) == before
