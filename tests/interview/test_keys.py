"""The keys that are set are those that the stored answers need, each with the bytes that sealed them."""

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from interview import keys
from interview.keys import SAMPLE, lost_keys, lost_keys_in_a_sample
from interview.models import Interview
from interview.seals import LatestSeal
from interview.sheet.answers import AnswerSheet

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = bytes(range(32)), bytes(range(1, 33)), bytes(range(2, 34))

looked_at = pytest.mark.parametrize("look", [lost_keys, lost_keys_in_a_sample])


@pytest.fixture
def stored(worker, edition):
    """stored({"one": ONE}, 3): so many interviews, sealed with the first of these keys."""

    def stored(sealing_keys: dict[str, bytes], number: int = 1) -> list[Interview]:
        interviews = [Interview(owner=worker, edition=edition) for _ in range(number)]
        with override_settings(SEALING_KEYS=sealing_keys):
            for interview in interviews:
                interview.keep(AnswerSheet())
        Interview.objects.bulk_create(interviews)
        LatestSeal.objects.bulk_create(interview.latest_seal for interview in interviews)
        return interviews

    return stored


@looked_at
def test_with_nothing_stored_any_key_will_do(settings, look):
    settings.SEALING_KEYS = {"one": ONE}
    assert look() == {}


@looked_at
def test_every_key_that_sealed_something_is_there(settings, stored, look):
    stored({"one": ONE}, 3)
    stored({"two": TWO}, 2)
    settings.SEALING_KEYS = {"three": THREE, "two": TWO, "one": ONE}
    assert look() == {}


@looked_at
def test_a_key_that_is_missing_is_named(settings, stored, look):
    stored({"one": ONE}, 30)
    stored({"old-2024": TWO})
    stored({"on": TWO})  # as "one" begins
    settings.SEALING_KEYS = {"one": ONE}
    assert look() == {"old-2024": "is missing", "on": "is missing"}


@looked_at
def test_a_key_of_the_right_name_and_other_bytes_is_named(settings, stored, look):
    stored({"one": ONE}, 30)
    stored({"two": TWO})
    settings.SEALING_KEYS = {"one": ONE, "two": THREE}
    assert look() == {"two": "is another key"}


@looked_at
def test_a_row_that_was_spoiled_makes_no_key_a_wrong_one(settings, stored, look):
    """Nor does it stand for a key that nobody has: no setting could put it right."""
    first, *_ = stored({"one": ONE}, 10)
    spoiled = bytes(first.sealed)[:-1] + b"?"
    Interview.objects.filter(pk=first.pk).update(sealed=spoiled)
    for value in (b"", b"\x00", b"\xff", b"\x03", b"\x03on", b"\x03\xff\xfe\xfd" + bytes(30), b"words"):
        (row,) = stored({"one": ONE})
        Interview.objects.filter(pk=row.pk).update(sealed=value)
    settings.SEALING_KEYS = {"one": ONE}
    assert look() == {}


@looked_at
def test_a_row_that_was_cut_short_hides_no_missing_key(settings, stored, look):
    for value in (b"\x03", b"\x03on", b"\x03two"):
        (row,) = stored({"one": ONE})
        Interview.objects.filter(pk=row.pk).update(sealed=value)
    stored({"two": TWO})
    settings.SEALING_KEYS = {"one": ONE}
    assert look() == {"two": "is missing"}


def test_behind_any_number_of_spoiled_rows_a_missing_key_is_found(settings, stored):
    for row in stored({"one": ONE}, 60):
        Interview.objects.filter(pk=row.pk).update(sealed=bytes([200 + row.pk.int % 50]) + row.pk.bytes)
    stored({"two": TWO})
    settings.SEALING_KEYS = {"one": ONE}
    assert lost_keys() == {"two": "is missing"}


@pytest.mark.heavy
@looked_at
def test_the_work_does_not_grow_with_the_number_of_interviews(settings, stored, monkeypatch, look):
    def work() -> tuple[int, int]:
        opened = []
        with monkeypatch.context() as patched, CaptureQueriesContext(connection) as queries:
            patched.setattr(keys, "unseal", lambda sealed, place: opened.append(place))
            assert look() == {"three": "is missing"}
        return len(queries), len(opened)

    settings.SEALING_KEYS = {"one": ONE, "two": TWO}
    stored({"one": ONE}), stored({"two": TWO}), stored({"three": THREE})
    of_few = work()
    stored({"one": ONE}, 50), stored({"two": TWO}, 50), stored({"three": THREE}, 50)
    assert work() == of_few
    assert of_few[1] == 2  # one row opened for each key that is there


def test_a_sample_is_of_so_many_rows_however_many_there_are(settings, stored, monkeypatch):
    monkeypatch.setattr(keys, "SAMPLE", 5)
    stored({"one": ONE}, 5)
    settings.SEALING_KEYS = {"one": ONE}
    ids = sorted(Interview.objects.values_list("pk", flat=True))
    assert sorted(row.pk for row in keys._sample()) == ids
    stored({"one": ONE}, 20)
    assert len(keys._sample()) == 5
    assert SAMPLE >= 1000
