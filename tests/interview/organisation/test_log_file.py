"""Lines of the log of use as a file: for a spreadsheet as for a tool, and no cell of it is a formula."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.test import Client

from interview.accounts import Event
from interview.traces.events import keep
from tests.markup import attribute

PAGE, FILE = "/admin/interview/event/", "/admin/interview/event/csv/"


@pytest.fixture
def desk(officer):
    client = Client()
    client.force_login(officer)
    return client


def in_file(answer) -> list[list[str]]:
    written = b"".join(answer.streaming_content).decode()
    return [*csv.reader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";")]


def test_the_file_has_what_is_filtered_and_taking_it_is_a_line(desk, officer, interview, worker):
    keep("opened", worker, interview=interview.pk)
    answer = desk.post(FILE, {"kind": "opened"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    head, line = in_file(answer)
    assert head[:4] == ["Rivi", "Aika", "Laji", "Tapahtuma"]
    assert line[2:6] == ["opened", "Keskustelu avattiin", str(worker.pk), "worker"]
    assert line[8:] == [str(interview.pk), interview.code, ""]
    assert Event.objects.get(kind="log-exported").account == officer.pk


def test_the_page_s_own_button_sends_the_filter_along(desk, worker):
    keep("opened", worker)
    page = desk.get(PAGE, {"person": "worker"})
    assert attribute(page, f"form[action='{FILE}'] [name=person]", "value") == "worker"


def test_excel_reads_its_letters_and_a_tool_its_semicolons(desk, worker):
    keep("factor-reset", worker, reason='Ääkkösiä; "lainattuna"\nkahdella rivillä')
    answer = desk.post(FILE, {"kind": "factor-reset"})
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")]
    assert rows[1][10] == 'Ääkkösiä; "lainattuna"\nkahdella rivillä'


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_read_as_a_formula(desk, worker, begins):
    keep("factor-reset", worker, reason=f"{begins}cmd|' /C calc'!A0")
    line = in_file(desk.post(FILE, {"kind": "factor-reset"}))[1]
    assert line[10].startswith(f"'{begins}")


@pytest.mark.parametrize("name", ["+anna", "@anna", "-anna"])
def test_no_user_name_is_read_as_a_formula(desk, name):
    keep("logged-in", User.objects.create_user(name))
    assert f"'{name}" in in_file(desk.post(FILE, {"person": name}))[1]


def test_the_file_is_one_query_however_long(desk, worker, django_assert_max_num_queries):
    for _ in range(20):
        keep("opened", worker)
    with django_assert_max_num_queries(8):
        assert len(in_file(desk.post(FILE, {"kind": "opened"}))) == 21


def test_a_file_that_could_not_be_logged_is_not_given(desk, worker, monkeypatch):
    keep("opened", worker)
    desk.raise_request_exception = False
    monkeypatch.setattr("interview.traces.events.keep", lambda *args, **named: 1 / 0)
    assert desk.post(FILE).status_code == 500
