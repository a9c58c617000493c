"""Keys change while the service runs: nothing is lost, and what could not be opened is named."""

import os
import threading
from base64 import b64encode

import pytest
from allauth.mfa.adapter import get_adapter as second_factors
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client

from interview.accounts import Anchor
from interview.keys import lost_keys, lost_keys_in_a_sample
from interview.models import Interview
from interview.seals import LatestSeal
from interview.sheet.answers import AnswerSheet
from interview.sheet.sealing import key_id_of
from interview.traces import rotation
from interview.traces.anchors import anchor
from interview.traces.checking import Check
from interview.traces.rotation import keys_still_needed, rotate

from .conftest import NIGHT

pytestmark = pytest.mark.django_db

OLD, NEW, OTHER = (os.urandom(32) for _ in range(3))


def quietly(done: int, number: int) -> None:
    pass


@pytest.fixture(autouse=True)
def old_keys(settings):
    """Everything is sealed with the old key, until a test sets the new one in front of it."""
    settings.SEALING_KEYS = {"old": OLD}


@pytest.fixture
def new_in_front(settings):
    def new_in_front() -> None:
        settings.SEALING_KEYS = {"new": NEW, "old": OLD}

    return new_in_front


@pytest.fixture
def made(worker, edition):
    """made(3): so many interviews, the number of each as its sheet's version."""

    def made(number: int) -> list[Interview]:
        interviews = [Interview(owner=worker, edition=edition) for _ in range(number)]
        for version, interview in enumerate(interviews):
            interview.keep(AnswerSheet(version=version))
            interview.save(force_insert=True)
        return interviews

    return made


@pytest.fixture
def factors(worker):
    """An app's secret and the seed of recovery codes, one of which is used."""
    app = {"secret": second_factors().encrypt("appsecret")}
    codes = {"seed": second_factors().encrypt("c0de"), "used_mask": 5}
    return [
        Authenticator.objects.create(user=worker, type=type, data=data)
        for type, data in [("totp", app), ("recovery_codes", codes), ("webauthn", {"name": "Avain"})]
    ]


def versions(interviews: list[Interview]) -> list[int]:
    found = Interview.objects.in_bulk([interview.pk for interview in interviews])
    return [found[interview.pk].open_sheet().version for interview in interviews]


def keys_in_front() -> set[str]:
    return {key_id_of(bytes(sealed)) for sealed in Interview.objects.values_list("sealed", flat=True)}


def test_everything_is_sealed_with_the_first_key_and_opens_without_the_old_one(
    made, factors, new_in_front, settings
):
    interviews = made(7)
    new_in_front()
    assert rotate(quietly).number == 9
    settings.SEALING_KEYS = {"new": NEW}
    assert versions(interviews) == [0, 1, 2, 3, 4, 5, 6]
    app, codes, passkey = (Authenticator.objects.get(pk=factor.pk).data for factor in factors)
    assert second_factors().decrypt(app["secret"]) == "appsecret"
    assert second_factors().decrypt(codes["seed"]) == "c0de"
    assert codes["used_mask"] == 5
    assert passkey == {"name": "Avain"}
    assert lost_keys() == {}


def test_when_somebody_last_wrote_stays_as_it_is_and_so_does_all_else_in_the_row(made, new_in_front):
    made(3)
    columns = [each.attname for each in Interview._meta.concrete_fields if each.attname != "sealed"]
    before = [*Interview.objects.order_by("pk").values_list(*columns)]
    new_in_front()
    rotate(quietly)
    assert [*Interview.objects.order_by("pk").values_list(*columns)] == before


def test_what_was_sealed_before_the_rotation_does_not_open_when_it_is_put_back(made, new_in_front):
    (interview,) = made(1)
    new_in_front()
    rotate(quietly)
    Interview.objects.update(sealed=bytes(interview.sealed))
    assert rotate(quietly).refused == [f"interview {interview.pk}"]


def test_what_carries_the_first_key_is_left_alone(made, new_in_front):
    made(2)
    new_in_front()
    made(3)
    rotate(quietly)
    sealed = {*Interview.objects.values_list("pk", "sealed")}
    assert rotate(quietly).number == 0
    assert {*Interview.objects.values_list("pk", "sealed")} == sealed


@pytest.mark.parametrize("after", range(6))
def test_killed_at_any_row_nothing_is_lost_and_run_again_it_goes_on(
    made, factors, new_in_front, monkeypatch, after
):
    """Also between a row and its mark, which are written together or not at all."""
    interviews, saved = made(5), 0
    new_in_front()
    save = LatestSeal.save

    def dies(self, **kwargs):
        nonlocal saved
        saved += 1
        if saved > after:
            raise KeyboardInterrupt
        save(self, **kwargs)

    with monkeypatch.context() as killing:
        killing.setattr(LatestSeal, "save", dies)
        if after < 5:
            with pytest.raises(KeyboardInterrupt):
                rotate(quietly)
    assert versions(interviews) == [0, 1, 2, 3, 4]
    assert rotate(quietly).number == (5 - after if after < 5 else 7)
    assert versions(interviews) == [0, 1, 2, 3, 4]
    assert keys_in_front() == {"new"}
    assert keys_still_needed() == []


def test_a_row_that_cannot_be_opened_is_named_and_left_and_the_others_go_on(made, new_in_front):
    moved, cut, unmarked, *sound = made(6)
    Interview.objects.filter(pk=moved.pk).update(sealed=bytes(sound[0].sealed))
    Interview.objects.filter(pk=cut.pk).update(sealed=bytes(cut.sealed)[:-1])
    LatestSeal.objects.filter(pk=unmarked.pk).delete()
    before = {each.pk: bytes(each.sealed) for each in Interview.objects.all()}
    new_in_front()
    rotated = rotate(quietly)
    assert sorted(rotated.refused) == sorted(f"interview {each.pk}" for each in (moved, cut, unmarked))
    assert rotated.number == 3
    assert versions(sound) == [3, 4, 5]
    for each in Interview.objects.filter(pk__in=[moved.pk, cut.pk, unmarked.pk]):
        assert bytes(each.sealed) == before[each.pk]
    assert keys_still_needed() == ["old"]


@pytest.mark.parametrize(
    "data", [{"secret": "?"}, {"secret": 5}, {"seed": "b2xk"}, {"secret": b64encode(b"\x03old").decode()}]
)
def test_a_second_factor_that_cannot_be_opened_is_named_and_left(factors, new_in_front, data):
    app, *_ = factors
    Authenticator.objects.filter(pk=app.pk).update(data=data)
    new_in_front()
    rotated = rotate(quietly)
    assert (rotated.number, rotated.refused) == (1, [f"second factor {app.pk}"])
    assert Authenticator.objects.get(pk=app.pk).data == data


def test_a_key_is_needed_as_long_as_anything_is_sealed_with_it(made, factors, settings):
    settings.SEALING_KEYS = {"third": OTHER, "unused": NEW, "old": OLD}
    assert keys_still_needed() == ["old"]
    rotate(quietly)
    assert keys_still_needed() == []
    settings.SEALING_KEYS = {"old": OLD, "third": OTHER}
    made(1)
    settings.SEALING_KEYS = {"third": OTHER, "old": OLD}
    assert keys_still_needed() == ["old"]


def test_it_reads_ids_in_batches_and_says_how_far_it_is(made, new_in_front, monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 2)
    made(5)
    new_in_front()
    said = []
    rotate(lambda done, number: said.append((done, number)))
    assert said == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]
    assert keys_in_front() == {"new"}


def test_what_a_process_sealed_with_the_old_key_meanwhile_is_found_in_the_second_round(
    made, new_in_front, settings
):
    first, *_ = made(3)
    new_in_front()

    def saved_by_a_process_that_seals_with_the_old_key(done: int, number: int) -> None:
        if (done, number) == (3, 3):
            settings.SEALING_KEYS = {"old": OLD, "new": NEW}
            first.keep(AnswerSheet(version=9))
            first.save()
            new_in_front()

    assert rotate(saved_by_a_process_that_seals_with_the_old_key).number == 4
    assert keys_in_front() == {"new"}
    assert versions([first]) == [9]


def test_what_goes_meanwhile_is_no_fault(made, factors, new_in_front):
    interviews = made(2)
    new_in_front()

    def all_is_deleted(done: int, number: int) -> None:
        for interview in interviews:
            Interview.objects.filter(pk=interview.pk).delete()
        Authenticator.objects.all().delete()

    rotated = rotate(all_is_deleted)
    assert (rotated.number, rotated.refused) == (1, [])


@pytest.mark.django_db(transaction=True)
def test_a_save_that_comes_while_its_row_is_sealed_anew_waits_and_is_kept(
    made, worker, new_in_front, monkeypatch
):
    (interview,), answers = made(1), []
    new_in_front()

    def save() -> None:
        client = Client()
        client.force_login(worker)
        answers.append(client.post(f"/i/{interview.pk}/2/", {"version": 0, "note-safety": "Kesken"}))
        connection.close()

    saver, seal_anew = threading.Thread(target=save), Interview.seal_anew

    def meanwhile(self, plain: bytes) -> None:
        if not saver.ident:
            saver.start()
            saver.join(timeout=0.3)  # it gets no further than to this row
        seal_anew(self, plain)

    monkeypatch.setattr(Interview, "seal_anew", meanwhile)
    rotate(quietly)
    saver.join()
    assert [answer.status_code for answer in answers] == [302]
    assert Interview.objects.get().open_sheet().value("note-safety") == "Kesken"


@pytest.mark.django_db(transaction=True)
def test_saves_under_way_while_the_keys_change_lose_nothing(made, worker, new_in_front):
    """Four savers, each with two interviews of their own."""
    interviews, saved, answers = made(8), {}, set()
    new_in_front()
    done = threading.Event()

    def save(number: int) -> None:
        client = Client()
        client.force_login(worker)
        turn = 0
        while not done.is_set() or turn < 3:
            interview = interviews[(number + 4 * turn) % 8]
            both = Interview.objects.select_related("latest_seal").get(pk=interview.pk)  # of one moment
            fields = {"version": both.open_sheet().version, "note-safety": f"{number} {turn}"}
            answers.add(client.post(f"/i/{interview.pk}/2/", fields).status_code)
            saved[interview.pk] = fields["note-safety"]
            turn += 1
        connection.close()

    savers = [threading.Thread(target=save, args=(number,)) for number in range(4)]
    for saver in savers:
        saver.start()
    rotated = rotate(quietly)
    done.set()
    for saver in savers:
        saver.join()
    assert answers == {302}
    assert rotated.refused == []
    assert keys_in_front() == {"new"}
    for pk, note in saved.items():
        assert Interview.objects.get(pk=pk).open_sheet().value("note-safety") == note


def test_the_log_of_use_is_vouched_for_without_the_old_key(made, write, new_in_front, settings):
    write(3)
    anchor(NIGHT)
    new_in_front()
    assert keys_still_needed() == ["old"]
    assert rotate(quietly).refused == []
    assert keys_still_needed() == []
    settings.SEALING_KEYS = {"new": NEW}
    assert [*Check(NIGHT).faults()] == []
    assert lost_keys() == {}


def test_an_anchor_that_was_changed_is_named_and_not_sealed_anew(write, new_in_front):
    write(1)
    anchor(NIGHT)
    Anchor.objects.update(up_to=99)
    new_in_front()
    assert rotate(quietly).refused == ["anchor 1 of the log of use"]
    assert keys_still_needed() == ["old"]


def test_a_key_that_an_anchor_needs_is_missed(write, settings):
    write(1)
    anchor(NIGHT)
    settings.SEALING_KEYS = {"new": NEW}
    assert lost_keys() == lost_keys_in_a_sample() == {"old": "is missing"}
