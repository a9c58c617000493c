"""Publishing: the whole draft becomes one immutable edition, or every reason why not is said."""

import copy
import threading

import pytest
from django.db import connection

from guidance.draft import read_draft, write_draft
from guidance.models import Edition, Sign, Step
from guidance.publishing import editions
from guidance.publishing.editions import (
    NothingToPublish,
    PublishRefused,
    guidance_of,
    hash_of,
    live_remembered,
    publish,
)
from tests.rounds import DEAR_ROUNDS

pytestmark = pytest.mark.django_db


def test_an_edition_holds_the_draft_as_it_was(edition, built_in_pack):
    assert edition.number == 1
    assert edition.content == built_in_pack
    assert edition.content_hash == hash_of(built_in_pack)


def test_a_change_shows_only_after_publishing(edition):
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= {"fi": "Levottomuutta"}
    sign.save()
    assert str(guidance_of(Edition.objects.live()).signs["nervous"].short) != "Levottomuutta"
    publish(note="Hermostuneisuus sanottiin toisin.")
    assert str(guidance_of(Edition.objects.live()).signs["nervous"].short) == "Levottomuutta"
    assert str(guidance_of(edition).signs["nervous"].short) != "Levottomuutta"


def test_publishing_the_same_draft_again_makes_no_edition(edition):
    with pytest.raises(NothingToPublish):
        publish()
    assert Edition.objects.count() == 1


def test_an_unsafe_draft_is_refused_and_nothing_changes(edition):
    Step.objects.filter(identifier="propose").update(show=[{"consent": ["yes", "unanswered"]}])
    with pytest.raises(PublishRefused) as refusal:
        publish()
    assert refusal.value.problems
    assert Edition.objects.live() == edition


def test_an_edition_never_changes(edition):
    edition.note = "toinen"
    with pytest.raises(TypeError):
        edition.save()
    with pytest.raises(TypeError):
        edition.delete()


def test_an_edition_is_read_once_a_process(edition, django_assert_num_queries):
    guidance = guidance_of(Edition.objects.live())
    with django_assert_num_queries(1):
        assert guidance_of(Edition.objects.live()) is guidance


def test_without_additions_the_pocket_card_alone_still_publishes(built_in_pack):
    pack = copy.deepcopy(built_in_pack) | {"with_additions": False}
    write_draft(pack)
    guidance = guidance_of(publish())
    assert "still-worried" not in guidance.checks
    assert "child-now" not in guidance.steps_by_id
    assert [checklist.id for checklist in guidance.checklists] == ["card"]
    assert read_draft() == pack


@pytest.mark.django_db(transaction=True)
@pytest.mark.faults
@pytest.mark.parametrize("number", DEAR_ROUNDS)
def test_publishing_twice_at_once_makes_one_edition(built_in_pack, number):
    write_draft(built_in_pack)
    outcomes = []

    def publish_once():
        try:
            outcomes.append(publish().number)
        except NothingToPublish:
            outcomes.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish_once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == [1, None]


def test_the_live_edition_is_remembered_for_five_seconds(edition, monkeypatch, django_assert_num_queries):
    assert live_remembered() == edition
    with django_assert_num_queries(0):
        assert live_remembered() == edition
    later = editions.time.monotonic() + 5.1
    monkeypatch.setattr(editions.time, "monotonic", lambda: later)
    with django_assert_num_queries(1):  # another process may have published
        assert live_remembered() == edition


def test_what_is_published_here_is_live_at_once(edition):
    assert live_remembered() == edition
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= {"fi": "Levottomuutta"}
    sign.save()
    newer = publish()
    assert live_remembered() == newer != edition


def test_that_nothing_is_published_yet_is_not_remembered(db, built_in_pack):
    assert live_remembered() is None
    write_draft(built_in_pack)
    assert publish() == live_remembered()
