"""The try: the whole walk with nothing stored, of the draft for whoever may see it or of the live one."""

import html
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from guidance.models import Answer, Check, Sign, Stage, Step, StepContact
from interview.practice.walk import PracticeInterview
from tests.markup import attribute, attributes, checked, part, parts, tree

DRAFT = "/try/?draft"
LIVE = "/try/"
CANARY = "Kanarialintu-4711"


class Trying:
    """Someone who tries: presses buttons, and sends along what the page holds."""

    def __init__(self, client, address):
        self.client, self.address = client, address
        self.take(client.get(address))

    def take(self, response):
        self.response = response
        self.page = html.unescape(response.content.decode())
        self.tree = tree(response)
        return self

    def press(self, name="", value="", **fields):
        sent = {"answers": self.held("answers"), "here": self.held("here")}
        named = {field.replace("_", "-"): answer for field, answer in fields.items()}
        return self.take(self.client.post(self.address, sent | named | ({name: value} if name else {})))

    def go(self, place, **fields):
        return self.press("go", place, **fields)

    def held(self, name):
        return attribute(self.tree, f"input[type=hidden][name={name}]", "value")

    def checked(self, name):
        return checked(self.tree, name)

    def title(self):
        return part(self.tree, "title").text()


@pytest.fixture
def desk(client, supervisor, edition):
    client.force_login(supervisor)
    return client


@pytest.fixture
def trying(desk):
    return Trying(desk, DRAFT)


BECAUSE = ("data-because", "data-held-because", "data-stressed-because")


def steps(page):
    """Step ids in order, each with its reasons."""
    return {
        step.attributes["data-step"]: [
            reason.attributes[name]
            for reason in parts(step, "*")
            for name in BECAUSE
            if name in reason.attributes
        ]
        for step in parts(page, "[data-step]")
    }


# --- Who may, and what is said -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "address", "status"),
    [
        ("supervisor", DRAFT, 200),
        ("supervisor", LIVE, 200),
        ("administrator", DRAFT, 200),
        ("worker", LIVE, 200),
        ("worker", DRAFT, 403),
        ("officer", LIVE, 403),
        ("officer", DRAFT, 403),
    ],
)
def test_the_draft_is_for_those_who_may_see_it_and_the_live_edition_for_workers_too(
    edition, request, who, address, status
):
    client = Client()
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == status
    assert client.post(address).status_code == status


def test_a_stranger_is_asked_to_log_in_and_keeps_what_was_sent(edition):
    stranger = Client()
    assert stranger.get(DRAFT).headers["Location"] == "/accounts/login/?next=/try/%3Fdraft"
    answered = stranger.post(DRAFT, {"answers": "x", "note-pace": CANARY})
    assert answered.status_code == 401
    assert CANARY in answered.content.decode()
    assert 'action="/try/?draft"' in answered.content.decode()


@pytest.mark.parametrize("place", ["1", "2", "3", "4", "signs", "summary"])
def test_every_page_says_that_nothing_is_stored_and_is_not_stored(trying, place):
    trying.go(place)
    assert "Kokeilet luonnosta: mitään ei tallenneta." in trying.page
    assert trying.response["Cache-Control"] == "no-store, private"
    assert "htmx" not in trying.page
    assert "save.js" not in trying.page
    assert 'href="/i/' not in trying.page


def test_the_live_edition_is_not_called_a_draft(desk):
    page = Trying(desk, LIVE).page
    assert "Kokeilu: mitään ei tallenneta." in page
    assert "luonnosta" not in page


def test_the_draft_is_what_is_walked_and_the_live_edition_what_is_not(desk):
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= {"fi": "Katsoo koko ajan ovea."}
    sign.save()
    assert "Katsoo koko ajan ovea." in Trying(desk, DRAFT).go("signs").page
    assert "Katsoo koko ajan ovea." not in Trying(desk, LIVE).go("signs").page


def test_a_page_can_be_linked_without_answers(desk):
    assert Trying(desk, f"{DRAFT}&go=signs").title() == "Merkit – Rinnalla"
    for unknown in ("17", "0", "²", "9" * 5000):
        assert Trying(desk, f"{DRAFT}&go={unknown}").held("here") == "1"


def test_a_draft_that_cannot_be_read_says_why(desk):
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"]}])
    response = desk.get(DRAFT)
    assert response.status_code == 409
    assert "Ehto koskee kohtaa ”nobody”" in html.unescape(response.content.decode())


def test_a_draft_that_falls_apart_meanwhile_keeps_the_answers_until_it_is_mended(trying):
    trying.go("2").press(check_threat="yes")
    rules = Step.objects.get(identifier="propose").show
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"]}])
    trying.press(check_minor="no", note_safety=CANARY)
    assert trying.response.status_code == 409
    hidden = (box.attributes for box in parts(trying.tree, "[type=hidden]"))
    kept = {box["name"]: box["value"] or "" for box in hidden}
    assert kept["note-safety"] == CANARY

    Step.objects.filter(identifier="propose").update(show=rules)
    trying.take(trying.client.post(DRAFT, kept))
    assert (trying.checked("check-threat"), trying.checked("check-minor")) == ("yes", "no")
    assert CANARY in trying.page


def test_without_a_live_edition_there_is_nothing_to_try(client, supervisor):
    client.force_login(supervisor)
    assert client.get(LIVE).status_code == 503


# --- The walk ----------------------------------------------------------------------------------------------


ANSWERS = [
    ("1", {"check-alone": "no", "note-pace": "Rauhassa.", "gone-pace": "on"}),
    ("2", {"check-threat": "yes", "check-interpreter": "companion", "check-minor": "unsure"}),
    ("3", {"check-consent": "yes", "check-meeting": "yes", "meeting-place": "Kirjasto"}),
    ("signs", {"sign-nervous": "noticed", "sign-clothing": "not-noticed", "note-nervous": "Kädet."}),
]


def walk_through(trying):
    for place, fields in ANSWERS:
        trying.go(place)
        trying.press(**fields)
    return trying.go("summary")


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_summary_is_that_of_an_interview_with_the_same_answers(trying, worker, language):
    tried = walk_through(trying).press("language", language)
    assert attribute(tried.tree, "html", "lang") == language

    worker_client = Client()
    worker_client.force_login(worker)
    worker_client.cookies["django_language"] = language
    walk = worker_client.post("/i/").headers["Location"].removesuffix("1/")
    for version, (place, fields) in enumerate(ANSWERS):
        assert worker_client.post(f"{walk}{place}/", {"version": version} | fields).status_code == 302
    kept = steps(worker_client.get(f"{walk}summary/"))

    assert len(kept) > 8
    assert [*steps(tried.tree).items()] == [*kept.items()]
    assert [words for words in ("Rauhassa.", "Kirjasto", "Kädet.") if words not in tried.page] == []


def test_answers_come_back_where_they_were_given(trying):
    walk_through(trying)
    trying.go("2")
    assert trying.checked("check-threat") == "yes"
    trying.press(check_threat="no").go("2")
    assert trying.checked("check-threat") == "no"
    assert trying.checked("check-interpreter") == "companion"
    assert parts(trying.go("1").tree, "#id-gone-pace[type=checkbox][name=gone-pace][value=on][checked]")


def test_the_way_from_a_step_back_to_its_question_is_a_button(trying):
    button = part(walk_through(trying).tree, "#step-change-interpreter .change button").attributes
    assert button == {"type": "submit", "name": "go", "value": "2", "formaction": "/try/?draft#q7"}
    assert 'id="q7"' in trying.go("2").page


def test_a_link_of_a_step_to_a_page_of_ours_opens_beside_the_answers(trying):
    trying.go("signs").press(sign_untreated="noticed").go("summary")
    assert attribute(trying.tree, "#step-basic-needs .step-link a", "target") == "_blank"


def test_a_step_is_ticked_off_and_the_tick_goes_with_its_step(trying):
    trying.press(check_threat="yes").go("summary", done_call_emergency="on")
    assert "Tehty" in trying.page
    trying.press(check_threat="no").press(check_threat="yes")
    assert "Tehty" not in trying.page


def test_a_tick_settles_an_answer_in_practice_too(trying):
    trying.go("summary").press(done_tell_rights="on")
    assert attributes(trying.tree, "#done [data-done-step]", "data-done-step") == ["tell-rights"]
    trying.go("3")
    assert trying.checked("check-rights-told") == "yes"
    trying.go("summary").press(done_tell_rights="").go("3")
    assert not trying.checked("check-rights-told")


def test_what_must_be_done_now_stands_on_top(trying):
    trying.press(check_threat="yes")
    assert 'aria-labelledby="do-now-title"' in trying.page
    assert "Soita 112" not in Trying(trying.client, DRAFT).page


def test_it_is_finished_and_opened_again(trying):
    assert "Merkitty päättyneeksi" in trying.go("summary").press("finish", "yes").page
    assert "Merkitty päättyneeksi" not in trying.press("finish", "no").page


def test_how_much_is_read_goes_along(trying):
    trying.press("read", "full").go("2")
    assert 'class="walk stage-page full with-languages"' in trying.page
    assert 'class="walk stage-page short with-languages"' in trying.press("read", "short").page


def test_the_cover_keeps_the_answers_out_of_sight_and_brings_them_back(trying):
    trying.go("2").press("leave", "break", check_threat="yes", note_safety=CANARY)
    assert trying.title() == "Kalenteri"
    assert CANARY not in trying.page
    trying.press()
    assert trying.held("here") == "2"
    assert trying.checked("check-threat") == "yes"
    assert CANARY in trying.page


def test_what_cannot_be_taken_is_said_on_its_page_and_stays(trying):
    trying.go("3").go("signs", meeting_date="2001-01-01", check_police="yes")
    assert trying.response.status_code == 422
    assert trying.held("here") == "3"
    assert "Päivä on jo mennyt." in trying.page
    assert "2001-01-01" in trying.page
    assert trying.checked("check-police") == "yes"


# --- Nothing is stored -------------------------------------------------------------------------------------


def rows():
    return {model._meta.label: model.objects.count() for model in apps.get_models()}


def test_nothing_is_written_anywhere(trying, desk, caplog):
    before, session = rows(), dict(desk.session)
    with connection.execute_wrapper(refuse_to_write):
        trying.press(note_safety=CANARY, label=CANARY, meeting_place=CANARY)
        walk_through(trying).press("finish", "yes").press("read", "full").press("leave", "break").press()
    assert CANARY in trying.go("2").page
    assert rows() == before
    assert dict(desk.session) == session
    assert CANARY.encode() not in Path(connection.settings_dict["NAME"]).read_bytes()
    assert CANARY not in caplog.text
    assert set(desk.cookies) <= {"sessionid", "csrftoken"}
    assert CANARY not in trying.held("answers")


def refuse_to_write(execute, sql, params, many, context):
    assert sql.lstrip().upper().startswith(("SELECT", "SAVEPOINT", "RELEASE", "BEGIN")), sql
    return execute(sql, params, many, context)


# --- What comes from another time, hand or draft -----------------------------------------------------------


AFRESH = "Kokeilu oli liian vanha tai vioittunut, eikä sitä voi jatkaa. Tämä alkaa alusta."


def assert_afresh(trying):
    assert AFRESH in trying.page
    assert trying.held("here") == "1"
    assert not trying.checked("check-alone")
    assert AFRESH not in trying.press().page


@pytest.mark.parametrize("spoilt", ["", "zz", "öö", "AAAA", "%"])
def test_a_spoilt_field_starts_afresh_and_says_so(trying, desk, spoilt):
    fields = {"answers": spoilt, "here": "2", "check-alone": "yes"}
    assert_afresh(trying.take(desk.post(DRAFT, fields)))


def test_a_changed_field_starts_afresh(trying, desk):
    sealed = trying.press(check_alone="yes").held("answers")
    other = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    assert_afresh(trying.take(desk.post(DRAFT, {"answers": other, "here": "2"})))


def test_a_field_of_yesterday_starts_afresh(trying, desk, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(hours=13))
    sealed = trying.press(check_alone="yes").held("answers")
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert_afresh(trying.take(desk.post(DRAFT, {"answers": sealed, "here": "2"})))


def test_a_field_of_someone_else_starts_afresh(trying, desk, administrator):
    sealed = trying.press(check_alone="yes").held("answers")
    desk.force_login(administrator)
    assert_afresh(trying.take(desk.post(DRAFT, {"answers": sealed, "here": "2"})))


def test_an_answer_given_as_a_form_of_another_page_begins_the_try(desk):
    trying = Trying(desk, DRAFT)
    trying.take(desk.post(DRAFT, {"check-threat": "yes", "sign-nervous": "noticed", "go": "summary"}))
    assert steps(trying.tree)["call-emergency"] == ["threat"]


def test_when_the_draft_changes_meanwhile_answers_stay_where_their_questions_do(trying):
    trying.go("2").press(check_threat="yes", check_minor="unsure", check_safe_contact="no")
    Check.objects.filter(identifier="children").update(retired=True)
    Answer.objects.filter(question__identifier="safe-contact", identifier="yes").delete()
    for step in Step.objects.all():
        for kind in ("show", "but_not", "stress"):
            rows = [row for row in getattr(step, kind) if not {"children", "safe-contact"} & set(row)]
            setattr(step, kind, rows)
        step.save()
    StepContact.objects.update(when=[])
    trying.press(check_children="yes", check_safe_contact="yes", check_minor="yes")
    assert trying.response.status_code == 200
    assert trying.checked("check-threat") == "yes"
    assert trying.checked("check-minor") == "yes"
    assert trying.checked("check-safe-contact") == "no"


def test_a_stage_that_is_gone_meanwhile_gives_way_to_the_first(trying):
    trying.go("4")
    Check.objects.filter(stage__identifier="not-alone").update(stage=Stage.objects.get(identifier="pace"))
    Stage.objects.filter(identifier="not-alone").update(retired=True)
    trying.press(note_not_alone="Leena")
    assert trying.held("here") == "1"


def test_a_try_takes_no_key_of_an_interview(trying, desk):
    """The seal of a try is its own: an interview's sealed value opens in no try."""
    sheet = PracticeInterview().sealed("interview_interview:1")
    assert_afresh(trying.take(desk.post(DRAFT, {"answers": sheet})))


def test_a_form_whose_protection_ran_out_is_shown_with_what_it_held(supervisor, edition):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor)
    answered = strict.post(DRAFT, {"answers": "x", "here": "2", "note-safety": CANARY})
    assert answered.status_code == 403
    page = answered.content.decode()
    assert CANARY in page
    assert 'action="/try/?draft"' in page


def test_a_meeting_is_agreed_on_in_practice_too(trying):
    trying.go("summary").press(meeting_date="2099-12-03")
    assert part(trying.tree, "#meeting strong").text() == "to 3.12.2099"
    assert attribute(trying.tree, "#meeting button", "value") == "3"
