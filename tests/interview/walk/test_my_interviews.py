"""My interviews: each can be named from the list, and one that was begun by mistake deleted."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interview.models import Interview
from interview.sheet.answers import AnswerSheet
from interview.walk.beginning import MOST_A_MINUTE
from interview.walk.my_interviews import A_PAGE
from tests.markup import attribute, attributes, part, parts, words

LABEL = "Torstain toinen tapaaminen"


@pytest.fixture
def name(worker_client, at, sheet):
    """Give the interview a name as its page does, or as one that was opened earlier: version=0."""

    def name(label, **fields):
        return worker_client.post(at("name"), {"version": sheet().version, "label": label, **fields})

    return name


def listed(client):
    return client.get("/i/")


def test_each_interview_of_the_list_leads_to_its_name_its_log_and_to_deleting_it(
    worker_client, begin, at, interview
):
    other = begin(worker_client)
    ways = attributes(listed(worker_client), ".row-actions a", "href")
    pages = ("name", "log", "delete")
    assert ways == [f"/i/{pk}/{page}/" for pk in (other.pk, interview.pk) for page in pages]


def test_a_name_typed_from_the_list_stands_there_and_on_the_summary(worker_client, name, at):
    answer = name(LABEL)
    assert (answer.status_code, answer["Location"]) == (302, "/i/")
    assert words(listed(worker_client), ".label") == LABEL
    for page in ("summary", "name"):
        assert attribute(worker_client.get(at(page)), "[name=label]", "value") == LABEL


def test_a_name_is_sealed_and_in_no_title(worker_client, name, at, interview):
    name(LABEL)
    assert LABEL.encode() not in bytes(Interview.objects.get(pk=interview.pk).sealed)
    for page in (at("name"), at("delete"), "/i/"):
        assert words(worker_client.get(page), "title") == "Keskustelut – Rinnalla"


def test_a_name_that_is_too_long_stands_on_the_page_that_refuses_it(name, sheet):
    answer = name("ä" * 201)
    assert answer.status_code == 422
    assert attribute(answer, "[name=label]", "value") == "ä" * 201
    assert words(answer, "#errors li") == "Tähän mahtuu enintään 200 merkkiä."
    assert sheet().value("label") == ""


def test_where_two_devices_named_it_somebody_chooses(name, sheet):
    name(LABEL)
    answer = name("Toinen nimi", version=0)
    assert answer.status_code == 409
    assert attributes(answer, "button[name=label]", "value") == ["Toinen nimi", LABEL]
    assert sheet().value("label") == LABEL
    name("Toinen nimi", version=0, **{"version-label": sheet().version})
    assert sheet().value("label") == "Toinen nimi"


def test_before_it_is_deleted_its_page_says_what_goes(worker_client, name, at, interview):
    name(LABEL)
    page = worker_client.get(at("delete"))
    said = words(page, "main")
    assert [said.count(words) for words in (interview.code, LABEL, "muistiinpanot", "ei saa takaisin")] == [
        1
    ] * 4
    assert attribute(page, "main form[method=post]", "action") == at("delete")
    assert Interview.objects.filter(pk=interview.pk).exists()


def test_deleting_takes_the_row_itself_and_no_other(worker_client, begin, at, interview):
    other = begin(worker_client)
    answer = worker_client.post(at("delete"))
    assert (answer.status_code, answer["Location"]) == (302, "/i/")
    assert [*Interview.objects.all()] == [other]
    assert words(listed(worker_client), "main").count(interview.code) == 1
    assert interview.code not in words(listed(worker_client))


def test_the_list_says_once_by_its_code_what_was_deleted(worker_client, name, at, interview):
    name(LABEL)
    worker_client.post(at("delete"))
    page = listed(worker_client)
    assert words(page, "[role=status]") == f"Poistettu: {interview.code}"
    assert LABEL not in words(page)
    assert not parts(listed(worker_client), "[role=status]")


def test_the_list_says_once_by_its_code_what_was_taken_out_to_a_file(worker_client, at, interview):
    worker_client.post(at("export"))
    assert words(listed(worker_client), "[role=status]") == f"Viety tiedostoon: {interview.code}"
    assert not parts(listed(worker_client), "[role=status]")


def test_what_others_left_to_be_said_stands_in_no_list(worker, worker_client):
    """Django's and allauth's own words on a log-in wait in the same place."""
    worker_client.logout()
    worker_client.force_login(worker)
    assert not parts(listed(worker_client), "[role=status]")


@pytest.mark.parametrize("page", ["delete", 2])
def test_whoever_had_it_is_told_that_it_is_gone_by_its_code_and_nobody_else_is(
    worker_client, at, interview, colleague, page
):
    worker_client.post(at("delete"))
    listed(worker_client)
    assert f"Keskustelu {interview.code} on poistettu." in words(worker_client.get(at(page)), "main")
    other = Client()
    other.force_login(colleague)
    assert interview.code not in words(other.get(at(page)))


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize("page", ["delete", "name", 2, "summary"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_second_press_and_another_tab_are_told_calmly_that_it_is_gone(worker_client, at, page, method):
    worker_client.post(at("delete"))
    answer = getattr(worker_client, method)(at(page))
    assert answer.status_code == 404
    assert words(answer, "h1") == "Tätä keskustelua ei ole"
    assert attribute(answer, "main a.button", "href") == "/i/"


def test_anothers_interview_is_not_told_from_one_that_is_gone(worker_client, at, interview, colleague):
    other = Client()
    other.force_login(colleague)
    anothers = other.post(at("delete"))
    assert Interview.objects.filter(pk=interview.pk).exists()
    Interview.objects.filter(pk=interview.pk).delete()
    gone = other.post(at("delete"))
    assert (anothers.status_code, gone.status_code) == (404, 404)
    assert without_tokens(anothers) == without_tokens(gone)


def without_tokens(page) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value)="\w+"', r"\1", page.content.decode())


def test_nothing_is_deleted_for_a_form_of_another_site(worker, at, interview):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(worker)
    assert browser.post(at("delete")).status_code == 403
    assert Interview.objects.filter(pk=interview.pk).exists()


def test_one_that_cannot_be_opened_can_be_deleted(worker_client, at, interview):
    Interview.objects.filter(pk=interview.pk).update(sealed=b"spoiled")
    row = part(listed(worker_client), ".interviews li")
    assert attributes(row, "a", "href") == [at("log"), at("delete")]
    assert words(worker_client.get(at("delete")), "h1") == "Poistetaanko keskustelu?"
    worker_client.post(at("delete"))
    assert not Interview.objects.exists()


def test_the_list_takes_no_more_queries_when_it_grows(worker_client, begin, name):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            listed(worker_client)
        return len(captured)

    name(LABEL)
    queries()  # which edition is live is remembered
    with_one = queries()
    for _ in range(5):
        begin(worker_client)
    assert len(parts(listed(worker_client), ".interviews li")) == 6
    assert queries() == with_one


def written_in(client, first_page: str) -> None:
    version = Interview.objects.latest("began_at").open_sheet().version
    assert client.post(first_page, {"version": version, "gone-pace": "on"}).status_code == 302


def test_an_account_begins_sixty_interviews_in_a_minute_and_no_more(
    worker_client, colleague, worker, edition, monkeypatch
):
    monkeypatch.setattr("interview.walk.beginning.MOST_A_MINUTE", 3)
    for _ in range(3):
        written_in(worker_client, worker_client.post("/i/").headers["Location"])
    refused = worker_client.post("/i/")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "60")
    assert "Odota minuutti" in words(part(refused, "main"))
    assert worker_client.get("/i/").status_code == 200
    assert Interview.objects.owned_by(worker).count() == 3
    worker_client.force_login(colleague)
    assert worker_client.post("/i/").status_code == 302

    Interview.objects.owned_by(worker).update(began_at=timezone.now() - timedelta(seconds=61))
    worker_client.force_login(worker)
    assert worker_client.post("/i/").status_code == 302
    assert MOST_A_MINUTE == 60


# --- Many of them ----------------------------------------------------------------------------------------


@pytest.fixture
def many(worker, edition, settings):
    """Three more than stand on a page, the oldest of which goes tomorrow."""
    now = timezone.now()
    for number in range(A_PAGE + 3):
        interview = Interview(owner=worker, edition=edition, due_at=now + timedelta(days=10))
        interview.keep(AnswerSheet())
        interview.save()
        Interview.objects.filter(pk=interview.pk).update(began_at=now - timedelta(hours=number))
    Interview.objects.filter(pk=interview.pk).update(due_at=now + timedelta(days=1))


def test_a_page_of_the_list_holds_fifty_and_leads_to_those_before_them(worker_client, many):
    first, second = worker_client.get("/i/"), worker_client.get("/i/?page=2")
    assert len(attributes(first, ".interviews .open", "href")) == A_PAGE
    assert len(attributes(second, ".interviews .open", "href")) == 3
    assert attributes(first, "a[rel]", "href") == ["?page=2"]
    assert attributes(second, "a[rel]", "href") == ["?page=1"]


def test_what_goes_soon_on_another_page_is_told(worker_client, many):
    sentence = "Muilla sivuilla 1 keskustelu poistuu pian."
    assert sentence in words(worker_client.get("/i/"), "main")
    assert sentence not in words(worker_client.get("/i/?page=2"), "main")


@pytest.mark.parametrize("number", ["0", "99", "x", ""])
def test_a_page_that_there_is_not_is_the_nearest_one(worker_client, many, number):
    assert worker_client.get(f"/i/?page={number}").status_code == 200
