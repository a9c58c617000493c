"""A row whose sealed value is not the latest that was sealed in it is refused, and no other row with it."""

import os

import pytest
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interview.models import Interview
from interview.seals import LatestSeal
from interview.sheet.answers import AnswerSheet
from interview.sheet.sealing import CannotOpen
from tests.markup import parts, words

pytestmark = pytest.mark.django_db

REFUSED = "Ei aukea. Kerro ylläpidolle."
changes = st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255))  # where, and which bits
on_many = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def other(worker_client, begin):
    """Another interview of the worker's, with a note in it."""
    return noted(worker_client, begin(worker_client), "Toinen")


@pytest.fixture
def refused(worker, interview, other):
    """The ids of the worker's interviews that do not open: refused()."""

    def refused() -> set:
        return {each.pk for each in Interview.objects.owned_by(worker) if not opens(each)}

    assert not refused()
    return refused


def opens(interview: Interview) -> bool:
    try:
        interview.open_sheet()
    except CannotOpen:
        return False
    return True


def noted(client, interview: Interview, note: str) -> Interview:
    version = Interview.objects.get(pk=interview.pk).open_sheet().version
    client.post(f"/i/{interview.pk}/2/", {"version": version, "note-safety": note})
    interview.refresh_from_db()
    return interview


def put(interview: Interview, sealed: object, as_text: bool = False) -> None:
    """Whatever value, whatever its type, past all that Django knows of the column."""
    _put("interview_interview", "sealed", "id", interview, sealed, as_text)


def put_mark(interview: Interview, mark: object, as_text: bool = False) -> None:
    _put("interview_latestseal", "mark", "interview_id", interview, mark, as_text)


def _put(table: str, column: str, key: str, interview: Interview, value: object, as_text: bool) -> None:
    given = "CAST(%s AS TEXT)" if as_text else "%s"
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = {given} WHERE {key} = %s", [value, interview.pk.hex])
        assert cursor.rowcount == 1


def with_a_change(value: bytes, change: tuple[float, int]) -> bytes:
    at, bits = change
    changed = bytearray(value)
    changed[int(at * len(changed))] ^= bits
    return bytes(changed)


@on_many
@given(change=changes)
def test_a_sealed_row_with_any_one_byte_changed_is_refused_alone(interview, refused, change):
    put(interview, with_a_change(interview.sealed, change))
    assert refused() == {interview.pk}
    put(interview, interview.sealed)
    assert not refused()


@on_many
@given(change=changes)
def test_a_mark_with_any_one_byte_changed_closes_its_row_alone(interview, refused, change):
    put_mark(interview, with_a_change(interview.latest_seal.mark, change))
    assert refused() == {interview.pk}
    put_mark(interview, interview.latest_seal.mark)
    assert not refused()


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("length", [0, 1, 4, 5, 16, 17, 40, 100, -100, -1])
def test_a_row_cut_short_anywhere_is_refused_alone(interview, refused, length):
    put(interview, bytes(interview.sealed)[:length])
    assert refused() == {interview.pk}


NO_SEALED_VALUES = [b"", b"\x04test", "", "words", "ei", 0, 7, -1, 2.5, b"\x00" * 3_000_000, "x" * 3_000_000]


@pytest.mark.sqlite
@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("value", NO_SEALED_VALUES, ids=lambda value: f"{type(value).__name__} {value!r:.9}")
def test_what_was_never_sealed_is_refused_alone_whatever_its_type(
    worker_client, at, interview, refused, value
):
    put(interview, value)
    assert refused() == {interview.pk}
    assert worker_client.get(at(2)).status_code == 500


@pytest.mark.sqlite
@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("value", NO_SEALED_VALUES, ids=lambda value: f"{type(value).__name__} {value!r:.9}")
def test_what_is_no_mark_closes_its_row_alone(interview, refused, value):
    put_mark(interview, value)
    assert refused() == {interview.pk}


@pytest.mark.sqlite
@pytest.mark.parametrize("put_text", [put, put_mark])
def test_text_that_is_no_text_closes_its_row_alone(interview, refused, put_text):
    """SQLite keeps any bytes as text, and whoever reads them as text reads no row of the list."""
    put_text(interview, b"\xff\xfe", as_text=True)
    assert refused() == {interview.pk}


def test_without_its_mark_a_row_is_refused_alone(interview, refused):
    LatestSeal.objects.filter(pk=interview.pk).delete()
    assert refused() == {interview.pk}


def test_rows_that_were_swapped_are_both_refused(worker_client, begin, interview, other, refused):
    noted(worker_client, begin(worker_client), "Kolmas")
    put(interview, other.sealed), put(other, interview.sealed)
    assert refused() == {interview.pk, other.pk}


def test_rows_that_were_swapped_with_their_marks_are_both_refused(interview, other, refused):
    put(interview, other.sealed), put(other, interview.sealed)
    put_mark(interview, other.latest_seal.mark), put_mark(other, interview.latest_seal.mark)
    assert refused() == {interview.pk, other.pk}


def test_an_older_value_that_was_put_back_is_refused_and_its_list_says_so(
    worker_client, interview, other, refused
):
    older = bytes(interview.sealed)
    noted(worker_client, interview, "Uudempi")
    put(interview, older)
    assert refused() == {interview.pk}
    newest, refused_row = (words(row) for row in parts(worker_client.get("/i/"), ".interviews li"))
    assert other.code in newest
    assert REFUSED not in newest
    assert interview.code in refused_row
    assert REFUSED in refused_row


def test_an_older_mark_that_was_put_back_closes_its_row(worker_client, interview, refused):
    older = bytes(interview.latest_seal.mark)
    noted(worker_client, interview, "Uudempi")
    put_mark(interview, older)
    assert refused() == {interview.pk}


def test_a_row_that_is_refused_takes_no_save_and_stays_as_it_is(worker_client, at, interview):
    older = bytes(interview.sealed)
    noted(worker_client, interview, "Uudempi")
    put(interview, older)
    answer = worker_client.post(at(2), {"version": 1, "note-safety": "Vielä uudempi"})
    assert answer.status_code == 500
    assert "Tätä keskustelua ei voi avata" in words(answer, "main")
    assert bytes(Interview.objects.get(pk=interview.pk).sealed) == older


def test_what_another_installation_sealed_under_the_same_id_is_refused(settings, interview, refused):
    sealed_at_home, ids = interview.sealed, list(settings.SEALING_KEYS)
    with override_settings(SEALING_KEYS={ids[0]: os.urandom(32)}):
        interview.keep(AnswerSheet())
        interview.save()
    assert sealed_at_home != interview.sealed
    assert refused() == {interview.pk}


def test_every_save_has_a_mark_of_its_own(worker_client, interview):
    marks = {bytes(interview.latest_seal.mark)}
    for number in range(3):
        marks.add(bytes(noted(worker_client, interview, f"{number}").latest_seal.mark))
    assert len(marks) == 4


@pytest.mark.django_db(transaction=True)
def test_the_mark_and_what_it_is_of_are_saved_both_or_neither(monkeypatch, interview, sheet):
    def breaks(self, **kwargs):
        raise ConnectionError

    interview.keep(AnswerSheet(version=5))
    monkeypatch.setattr(LatestSeal, "save", breaks)
    with pytest.raises(ConnectionError):
        interview.save()
    assert sheet().version == 0


def test_a_save_of_something_else_touches_neither(interview, sheet):
    interview.keep(AnswerSheet(version=5))
    interview.save(update_fields=["finished_at"])
    assert sheet().version == 0
    interview.save()
    assert sheet().version == 5


def test_a_mark_goes_with_its_interview(worker_client, at, interview, other):
    worker_client.post(at("delete"))
    assert [each.pk for each in LatestSeal.objects.all()] == [other.pk]
