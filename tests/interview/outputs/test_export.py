"""Right of access: all that is held about one interview, given out to its owner as one file."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from interview.accounts import Event
from interview.colleagues import Invitation
from interview.models import Interview
from interview.sheet.answers import Written
from interview.traces import outputs
from tests.markup import attribute, attributes, part, parts, words

WORDS = {
    "note-pace": "Rauhassa.\nToisella rivillä <b>ei</b> lihavaa.",
    "label": "Torstain toinen",
    "note-nervous": "Kädet.",
    "meeting-place": "Kirjasto",
    "meeting-channel": "Neuvolan kautta",
}
ANSWERS = {
    **{"check-alone": "no", "check-threat": "yes", "check-meeting": "yes", "sign-nervous": "noticed"},
    **{"gone-pace": "on", "meeting-date": "2099-12-03", "meeting-time": "9.30"},
}


@pytest.fixture
def filled_in(save):
    save(1, WORDS | ANSWERS)
    save("summary", {"done-call-emergency": "on", "note-call-emergency": "Puhelu 9.40"})


@pytest.fixture
def given(worker_client, at):
    """The file, as it is given out now."""
    return lambda: worker_client.post(at("export"))


def rows(file) -> dict[str, str]:
    """Question -> what stands below it."""
    asked = [
        (words(part(row, "dt")), [words(dd) for dd in parts(row, "dd")]) for row in parts(file, "dl > div")
    ]
    return {question: " / ".join(answers) for question, answers in asked}


def test_the_page_says_what_the_file_holds_and_where_it_may_end_up(worker_client, at, interview):
    page = worker_client.get(at("export"))
    said = words(part(page, "main"))
    for held in ("muistiinpanot", "kutsuttu", "latauksiin", "pilveen", "roskakorista", "käyttölokiin"):
        assert held in said
    assert attributes(page, "main form[method=post] [type=submit]", "type") == ["submit"]
    assert words(page, "title") == "Keskustelut – Rinnalla"
    assert not Event.objects.filter(kind="exported").exists()


def test_the_summary_leads_to_it_for_the_owner_alone(worker_client, at, interview, colleague):
    link = f"a[href='{at('export')}']"
    assert len(parts(worker_client.get(at("summary")), link)) == 1
    Invitation.objects.create(interview=interview, colleague=colleague)
    invited = Client()
    invited.force_login(colleague)
    assert parts(invited.get(at("summary")), link) == []
    assert invited.get(at("export")).status_code == invited.post(at("export")).status_code == 404


def test_the_file_opens_by_itself_and_has_a_name_that_says_nothing(given, filled_in, interview):
    file = given()
    assert file.status_code == 200
    assert file["Content-Type"] == "text/html; charset=utf-8"
    name = f"keskustelu-{interview.code.lower()}.html"
    assert file["Content-Disposition"] == f'attachment; filename="{name}"'
    assert file["Cache-Control"] == "no-store, private"
    assert parts(file, "script, link, img, form, a, iframe, [src], [href], [onclick]") == []
    assert "url(" not in part(file, "style").html
    assert words(file, "title") == f"Keskustelu {interview.code}"
    assert attribute(file, "html", "lang") == "fi"


def test_what_was_written_and_answered_stands_in_it_in_words(given, filled_in, interview):
    file, worker = given(), interview.owner
    said = words(part(file, "main"))
    assert [each for each in WORDS.values() if " ".join(each.split()) not in " ".join(said.split())] == []
    assert "<b>ei</b>" not in file.content.decode()
    read = rows(file)
    assert read["Onko asiakas kanssasi ilman muita?"] == "Ei"
    assert read["Hermostuneisuus"] == "Huomasin / Kädet."
    assert read["Tuliko joku mukaan?"] == "Ei vielä vastattu"
    assert read["Asiakkaalla on aina joku mukana"] == "Ei käyty läpi"
    assert read["Päivä"] == "3.12.2099"
    assert read["Kellonaika"] == "9.30"
    assert read["Tämä vaihe on käyty läpi"] == "Kyllä"
    assert re.fullmatch(r"Tehty \d+\.\d+\.\d{4} klo \d+\.\d\d / Puhelu 9\.40", read["Pyydä apua heti"])
    assert (read["Koodi"], read["Kenen keskustelu"]) == (interview.code, worker.username)
    for when in ("Aloitettu", "Viimeksi kirjattu", "Poistuu"):
        assert re.fullmatch(r"\d+\.\d+\.\d{4} klo \d+\.\d\d", read[when])
    assert read["Merkitty päättyneeksi"] == "Ei vielä"


def test_the_plan_stands_in_it_as_it_is_shown(given, filled_in, worker_client, at):
    shown = [words(title) for title in parts(worker_client.get(at("summary")), "[data-step] h3 label")]
    assert len(shown) > 8
    told = [words(title) for title in parts(given(), "li > p:first-child > strong")]
    assert told == shown
    assert attributes(given(), "li:first-child [data-because]", "data-because")[0] == "threat"


def test_the_plan_is_read_first(given, filled_in):
    headings = [words(each) for each in parts(given(), "h2")]
    assert headings[0] == "Koonti"
    assert headings[1] == "Keskustelu"


def test_whom_it_is_shared_with_stands_in_it(given, interview, colleague, worker):
    Invitation.objects.create(interview=interview, colleague=colleague, invited_by=worker)
    said = rows(given())["Kutsuttu: kuka, milloin, kenen kutsumana"]
    assert said.startswith("colleague, ")
    assert said.endswith(", worker")


def test_what_the_log_of_use_has_of_it_stands_in_it(given, filled_in, interview, colleague):
    Event.objects.create(kind="opened", account=colleague.pk, interview=interview.pk)
    given()
    said = words(part(given(), "main"))
    log = said[said.index("Käyttöloki") :]
    told = ["Keskustelu aloitettiin · worker", "Keskusteluun kirjattiin · worker"]
    told += ["Keskustelu avattiin · colleague", "Keskustelu vietiin tiedostoon · worker"]
    assert [log.count(each) for each in told] == [1, 1, 1, 2]


def test_nothing_on_the_sheet_is_left_out_whatever_the_guidance_knows(given, interview):
    """Questions, answers, signs, stages and steps that are gone since; and what no page would send."""
    names = ["check-gone", "check-alone", "sign-gone", "sign-nervous", "note-gone", "gone-gone"]
    names += ["meeting-other", "other", "other-thing"]
    values = {name: f"arvo-{number}" for number, name in enumerate(names)}
    values["done-gone"] = "2026-11-28T12:00:00+00:00"
    sheet = interview.open_sheet()
    sheet.fields |= {name: Written(value, 1) for name, value in values.items()}
    interview.keep(sheet)
    interview.save()
    said = words(part(given(), "main"))
    assert [name for name, value in values.items() if value not in said] == []


@pytest.mark.parametrize(("language", "heading"), [("sv", "Samtal"), ("en", "Meeting")])
def test_it_is_in_the_readers_language(worker_client, given, filled_in, interview, language, heading):
    worker_client.cookies["django_language"] = language
    file = given()
    assert attribute(file, "html", "lang") == language
    assert words(file, "h1") == f"{heading} {interview.code}"


def test_each_is_one_line_in_the_log_and_none_where_nothing_was_given(
    given, worker_client, at, interview, worker
):
    worker_client.get(at("export"))
    given()
    lines = Event.objects.filter(kind="exported")
    assert [(line.account, line.interview) for line in lines] == [(worker.pk, interview.pk)]


def test_twenty_files_leave_in_a_minute_and_no_more(given, worker_client, at, worker, monkeypatch):
    monkeypatch.setattr(outputs, "MOST_A_MINUTE", 3)
    assert [given().status_code for _ in range(3)] == [200] * 3
    refused = given()
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Odota minuutti" in words(part(refused, "main"))
    assert "Content-Disposition" not in refused
    assert Event.objects.filter(kind="exported").count() == 3
    assert worker_client.get(at("export")).status_code == 200
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=61))
    assert given().status_code == 200


def test_one_that_cannot_be_opened_says_so_and_is_not_in_the_log(worker_client, given, at, interview):
    Interview.objects.filter(pk=interview.pk).update(sealed=b"spoiled")
    for answer in (worker_client.get(at("export")), given()):
        assert answer.status_code == 500
        assert words(answer, "h1") == "Tätä keskustelua ei voi avata"
    assert not Event.objects.filter(kind="exported").exists()


def test_a_form_of_another_site_takes_nothing_out(worker, at):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(worker)
    assert browser.post(at("export")).status_code == 403
