"""Lines with names, newest first; what a line is about may be gone."""

import pytest

from interview.accounts import Event
from interview.stubs import Stub
from interview.traces import reading
from interview.traces.events import keep
from interview.traces.reading import page_of

pytestmark = pytest.mark.django_db


def lines(**more):
    return page_of(Event.objects.all(), **more).lines


def test_a_line_says_who_did_what_to_whom(interview, worker, colleague):
    keep("invited", colleague, by=worker, interview=interview.pk)
    line = lines()[0]
    assert (line.who, line.whom, line.what) == ("worker", "colleague", "Kutsuttiin keskusteluun")
    assert (line.interview, line.code) == (interview.pk, interview.code)


def test_what_somebody_did_alone_is_done_to_nobody(worker):
    keep("logged-in", worker)
    assert (lines()[0].who, lines()[0].whom) == ("worker", "")


def test_what_nobody_did_names_nobody(db):
    keep("address-closed", None)
    assert (lines()[0].who, lines()[0].whom, lines()[0].code) == ("", "", "")


def test_whoever_is_gone_is_a_number_and_what_is_gone_has_its_code_while_its_stub_stays(interview, colleague):
    keep("left", colleague, interview=interview.pk)
    number, key, code = colleague.pk, interview.pk, interview.code
    colleague.delete()
    interview.delete()
    line = next(line for line in lines() if line.kind == "left")
    assert (line.who, line.code, line.interview) == (f"poistettu tunnus {number}", code, key)
    Stub.objects.all().delete()
    assert next(line for line in lines() if line.kind == "left").code == ""


def test_a_page_is_one_query_and_leads_to_older_lines(write, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(reading, "ON_A_PAGE", 3)
    keys = write(7)
    before, found = "", []
    for size in (3, 3, 1):
        with django_assert_num_queries(1):
            page = page_of(Event.objects.all(), before)
        assert len(page.lines) == size
        found += [line.number for line in page.lines]
        before = str(page.older)
    assert page.older is None
    assert found == keys[::-1]


@pytest.mark.parametrize("before", ["", "x", "-1", "²", "9" * 19, "0" * 30 + "1", "\0"])
def test_what_is_no_number_shows_the_newest(write, before):
    (key,) = write(1)
    assert [line.number for line in lines(before=before)] == [key]
