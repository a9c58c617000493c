"""The data protection officer reads the log of use; nobody else does, and nobody writes in it."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from interview.accounts import Event
from interview.models import Interview
from interview.moments import moment
from interview.stubs import Why
from interview.traces import reading
from interview.traces.events import keep
from tests.markup import attribute, attributes, part, parts, words

PAGE, FILE = "/admin/interview/event/", "/admin/interview/event/csv/"
NEVER_WAS = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
def desk(officer):
    client = Client()
    client.force_login(officer)
    return client


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def rows(page) -> list[list[str]]:
    return [[words(cell) for cell in parts(row, "td")] for row in parts(page, "#uses tbody tr")]


def in_file(answer) -> list[list[str]]:
    written = b"".join(answer.streaming_content).decode()
    return [*csv.reader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";")]


def test_an_officers_pages_are_not_headed_by_the_guidance(desk, supervisor):
    assert words(desk.get(PAGE), "#site-name") == "Rinnalla · hallinta"
    assert words(client_of(supervisor).get("/admin/"), "#site-name") == "Rinnalla · ohjeiston muokkaus"


# --- Who may ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["worker", "supervisor", "administrator"])
@pytest.mark.parametrize(("method", "address"), [("get", PAGE), ("post", FILE)])
def test_nobody_but_an_officer_reads_it(db, request, who, method, address):
    answer = getattr(client_of(request.getfixturevalue(who)), method)(address)
    assert answer.status_code in (302, 403)
    assert not Event.objects.filter(kind="log-exported").exists()


def test_an_administrator_reads_it_once_they_are_an_officer_too(administrator):
    administrator.groups.add(Group.objects.get(name="Officers"))
    assert client_of(administrator).get(PAGE).status_code == 200


def test_an_officer_who_is_no_longer_let_in_at_the_desk_reads_nothing(officer, desk):
    officer.is_staff = False
    officer.save()
    assert client_of(officer).get(PAGE).status_code == 302


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize("of_a_line", ["", "{}/", "{}/change/", "{}/delete/", "{}/history/", "add/"])
@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_there_is_no_page_that_adds_changes_or_deletes(worker, request, who, of_a_line):
    keep("logged-in", worker)
    if not of_a_line:
        return
    client = client_of(request.getfixturevalue(who))
    for method in (client.get, client.post):
        assert method(PAGE + of_a_line.format(Event.objects.first().pk)).status_code in (403, 404)
    assert Event.objects.filter(account=worker.pk).count() == 1


def test_a_list_s_actions_do_nothing(desk, worker):
    keep("logged-in", worker)
    sent = {"action": "delete_selected", "_selected_action": Event.objects.first().pk, "post": "yes"}
    assert desk.post(PAGE, sent).status_code == 405
    assert Event.objects.filter(account=worker.pk).exists()


def test_the_desks_first_page_leads_the_officer_to_it_and_nobody_else(desk, administrator, supervisor):
    assert PAGE in attributes(desk.get("/admin/"), "a", "href")
    for other in (administrator, supervisor):
        assert PAGE not in attributes(client_of(other).get("/admin/"), "a", "href")


# --- Reading ------------------------------------------------------------------------------------------------


def test_a_line_has_when_who_what_whom_and_which_interview(desk, interview, worker, colleague):
    keep("invited", colleague, by=worker, interview=interview.pk)
    row = rows(desk.get(PAGE))[0]
    assert row[0].startswith("Tänään klo ")
    assert row[1:] == ["worker", "Kutsuttiin keskusteluun", "colleague", interview.code]


def test_it_holds_nothing_of_what_was_written(desk, interview, worker_client, at):
    worker_client.post(at(2), {"version": 0, "note-safety": "Kanarialintu", "label": "Kanarialintu"})
    for answer in (desk.get(PAGE), desk.get(PAGE, {"interview": interview.code})):
        assert "Kanarialintu" not in answer.content.decode()
    assert "Kanarialintu" not in str(in_file(desk.post(FILE)))


def test_a_reason_that_an_administrator_wrote_is_shown(desk, worker, administrator):
    keep("factor-reset", worker, by=administrator, reason="Puhelin <hukkui>.")
    assert words(part(desk.get(PAGE), "#uses q")) == "Puhelin <hukkui>."


def test_a_long_log_is_read_a_page_at_a_time_and_the_filter_goes_along(desk, worker, monkeypatch):
    monkeypatch.setattr(reading, "ON_A_PAGE", 2)
    for _ in range(3):
        keep("opened", worker)
    page = desk.get(PAGE, {"person": "worker", "kind": "opened"})
    assert len(rows(page)) == 2
    older = next(href for href in attributes(page, "a.button", "href") if "before" in href)
    page = desk.get(PAGE + older)
    assert len(rows(page)) == 1
    assert attribute(page, "[name=person]", "value") == "worker"


def test_a_page_costs_as_many_queries_for_many_lines_as_for_one(
    desk, worker, interview, begin, worker_client
):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(PAGE).status_code == 200
        return len(captured)

    queries()
    few = queries()
    for number in range(30):
        other = User.objects.create_user(f"person{number}")
        keep("opened", other, by=worker, interview=begin(worker_client).pk)
    assert (queries(), few) == (few, 6)


# --- Filtering ----------------------------------------------------------------------------------------------


def test_by_person_whoever_did_it_or_had_it_done_to_them(desk, worker, colleague, administrator):
    keep("opened", worker)
    keep("handed-to", colleague, by=worker)
    keep("opened", administrator)
    assert [row[2] for row in rows(desk.get(PAGE, {"person": "Worker"}))] == [
        "Keskustelu siirrettiin tunnukselle",
        "Keskustelu avattiin",
    ]


def test_by_an_account_that_is_gone_by_its_number(desk, worker):
    keep("opened", worker)
    number = worker.pk
    worker.delete()
    assert [row[1] for row in rows(desk.get(PAGE, {"person": number}))] == [f"poistettu tunnus {number}"]


@pytest.mark.parametrize("by", ["code", "lower", "pk", "hex"])
def test_by_interview_by_its_code_or_its_id(desk, interview, begin, worker_client, by):
    begin(worker_client)
    named = {
        "code": interview.code,
        "lower": f" {interview.code.lower()} ",
        "pk": str(interview.pk),
        "hex": interview.pk.hex,
    }
    assert [row[4] for row in rows(desk.get(PAGE, {"interview": named[by]}))] == [interview.code]


def test_by_kind(desk, worker):
    keep("opened", worker)
    keep("left", worker)
    assert [row[2] for row in rows(desk.get(PAGE, {"kind": "left"}))] == ["Jäätiin pois keskustelusta"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        ("2026-03-02", "", 2),
        ("", "2026-03-02", 2),
        ("2.3.2026", "2.3.2026", 1),
        ("2026-03-04", "", 0),
        ("2026-03-01", "2026-03-03", 3),
    ],
)
def test_by_days_both_ends_included(desk, since, until, found):
    for day in (1, 2, 3):
        Event.objects.create(kind="opened", at=f"2026-03-0{day}T23:30:00+02:00")
    asked = {"kind": "opened", "since": since, "until": until}
    assert len(rows(desk.get(PAGE, asked))) == found


@pytest.mark.variants(stay=6)
@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("person", "nobody", "Tällä nimellä ei ole tunnusta."),
        ("person", "x" * 151, "150"),
        ("interview", "KAI", "Tällä koodilla tai tunnisteella ei ole keskustelua."),
        ("interview", "x" * 61, "60"),
        ("kind", "everything", "Tällaista tapahtumaa ei ole."),
        ("since", "yesterday", "Kirjoita päivä näin: 28.11.2026."),
        ("since", "0001-01-01", ""),
        ("until", "9999-12-31", ""),
        ("until", "2026-02-30", "Kirjoita päivä näin: 28.11.2026."),
    ],
)
@pytest.mark.parametrize("as_file", [False, True])
def test_what_cannot_be_meant_is_said_and_no_line_is_shown(desk, worker, field, value, said, as_file):
    keep("opened", worker)
    answer = desk.post(FILE, {field: value}) if as_file else desk.get(PAGE, {field: value})
    assert answer.status_code == 422
    assert said in words(part(answer, ".log-filter .errorlist"))
    assert rows(answer) == []
    assert not Event.objects.filter(kind="log-exported").exists()


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize("value", ["\0", "9" * 40])
@pytest.mark.parametrize("field", ["person", "interview", "kind", "since"])
def test_what_no_page_sends_is_refused(desk, worker, field, value):
    keep("opened", worker)
    for answer in (desk.get(PAGE, {field: value}), desk.post(FILE, {field: value})):
        assert answer.status_code in (404, 422)
    assert not Event.objects.filter(kind="log-exported").exists()


def test_days_the_wrong_way_round_are_said(desk):
    answer = desk.get(PAGE, {"since": "2026-03-02", "until": "2026-03-01"})
    assert answer.status_code == 422
    assert "Viimeinen päivä on ennen ensimmäistä." in words(answer, ".errorlist")


@pytest.mark.parametrize("asked", [{"before": "x"}, {"before": "9" * 40}, {"q": "\0"}, {"nothing": "known"}])
def test_what_else_stands_in_the_address_does_no_harm(desk, worker, asked):
    keep("opened", worker)
    assert desk.get(PAGE, asked).status_code in (200, 404, 422)


# --- One interview ------------------------------------------------------------------------------------------


def test_of_an_interview_it_says_that_it_is_there_whose_and_when_it_goes(desk, interview):
    said = words(desk.get(PAGE, {"interview": str(interview.pk)}), "#named")
    for each in (interview.code, str(interview.pk), "worker", moment(interview.due_at)):
        assert each in said


def test_nothing_is_opened_to_say_so(desk, interview, monkeypatch):
    monkeypatch.setattr(Interview, "open_sheet", lambda self: pytest.fail("it was opened"))
    assert desk.get(PAGE, {"interview": str(interview.pk)}).status_code == 200


@pytest.mark.parametrize("by_code", [True, False])
def test_of_one_that_is_gone_it_says_whose_it_was_and_when_it_went(desk, interview, worker, by_code):
    key, code = str(interview.pk), interview.code
    interview.delete()
    page = desk.get(PAGE, {"interview": code if by_code else key})
    said = words(page, "#named")
    assert {code, key, "worker", "Poistettiin"} <= {*said.split()}
    assert [row[4] for row in rows(page)] == [code]


def test_why_one_went_is_said_in_words(desk, interview, worker):
    for why in Why:
        keep("deleted", worker, interview=interview.pk, reason=why)
    page = desk.get(PAGE, {"kind": "deleted"})
    assert [row[2] for row in rows(page)] == ["Keskustelu poistettiin", "Keskustelu poistui määräpäivänään"]


def test_of_one_that_never_was_it_says_so(desk, worker):
    keep("refused", worker, interview=NEVER_WAS)
    page = desk.get(PAGE, {"interview": NEVER_WAS})
    assert "ei ole keskustelua" in words(page, "#named")
    assert [row[4] for row in rows(page)] == [NEVER_WAS]
