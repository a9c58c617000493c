"""The try: the whole walk with nothing stored, of the draft for whoever may see it or of the live one."""

import html
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from guidance.models import Answer, Check, Phone, Sign, Stage, Step, StepContact
from guidance.publishing.editions import publish
from interview.practice import ends as practice_ends
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


@pytest.mark.variants(stay=3)
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


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("place", ["1", "2", "3", "4", "signs", "summary"])
def test_every_page_says_that_nothing_is_stored_and_is_not_stored(trying, place):
    trying.go(place)
    assert "Kokeilet luonnosta: mitään ei tallenneta." in trying.page
    assert trying.response["Cache-Control"] == "no-store, private"
    assert "htmx" not in trying.page
    assert "save.js" not in trying.page
    assert 'href="/i/' not in trying.page


def test_the_draft_can_begin_with_an_editors_case_and_the_live_edition_with_nothing(desk):
    case = {"check-threat": "yes", "sign-nervous": "noticed", "note-safety": "Kanarialintu", "go": "2"}
    draft = desk.get(DRAFT, case | {"draft": ""})
    assert attribute(draft, "[name=check-threat][checked]", "value") == "yes"
    assert "Kanarialintu" not in draft.content.decode()
    live = desk.get(LIVE, case)
    assert parts(live, "[name=check-threat]")
    assert not parts(live, "[name=check-threat][checked]")


def test_the_live_edition_is_not_called_a_draft(desk):
    page = Trying(desk, LIVE).page
    assert "Mitään ei tallenneta, eikä tähän voi palata." in page
    assert "luonnosta" not in page
    assert "Älä kirjoita oikeita tietoja." not in page


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


@pytest.mark.variants(stay=0)
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


@pytest.mark.variants(stay=0)
def test_answers_come_back_where_they_were_given(trying):
    walk_through(trying)
    trying.go("2")
    assert trying.checked("check-threat") == "yes"
    trying.press(check_threat="no").go("2")
    assert trying.checked("check-threat") == "no"
    assert trying.checked("check-interpreter") == "companion"
    assert parts(trying.go("1").tree, "#id-gone-pace[type=checkbox][name=gone-pace][value=on][checked]")


@pytest.mark.variants(stay=0)
def test_the_way_from_a_step_back_to_its_question_is_a_button(trying):
    button = part(walk_through(trying).tree, "#step-change-interpreter .change button").attributes
    assert button == {"type": "submit", "name": "go", "value": "2", "formaction": "/try/?draft#q7"}
    assert 'id="q7"' in trying.go("2").page


def test_a_link_of_a_step_to_a_page_of_ours_opens_beside_the_answers(trying):
    trying.go("signs").press(sign_untreated="noticed").go("summary")
    assert attribute(trying.tree, "#step-basic-needs .step-link a", "target") == "_blank"


@pytest.mark.variants(stay=0)
def test_a_step_is_ticked_off_and_the_tick_goes_with_its_step(trying):
    trying.press(check_threat="yes").go("summary", done_call_emergency="on")
    assert "Tehty" in trying.page
    trying.press(check_threat="no").press(check_threat="yes")
    assert "Tehty" not in trying.page


@pytest.mark.variants(stay=0)
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


def test_what_cannot_be_come_back_to_asks_for_no_name_and_is_not_marked_finished(trying):
    page = trying.go("summary").page
    assert not parts(page, "[name=label], [name=finish]")
    assert parts(page, "#finish [form=end]")
    assert "Merkitty päättyneeksi" not in trying.press("finish", "yes").page


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


@pytest.mark.sqlite
def test_nothing_is_written_anywhere(trying, desk, caplog):
    before, session = rows(), dict(desk.session)
    with connection.execute_wrapper(refuse_to_write):
        trying.press(note_safety=CANARY, label=CANARY, meeting_place=CANARY)
        walk_through(trying).press("read", "full").press("leave", "break").press()
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


AFRESH = "Edellinen ei aukea täällä, eikä sitä voi jatkaa. Tämä alkaa alusta."
TOO_LATE = "Edellinen alkoi yli kaksi tuntia sitten, eikä sitä voi jatkaa. Tämä alkaa alusta."
ENDED = "Edellinen on lopetettu, eikä sitä voi jatkaa. Tämä alkaa alusta."


def assert_afresh(trying, why=AFRESH):
    assert part(trying.tree, "#trying [role=alert]").text() == why
    assert trying.held("here") == "1"
    assert not trying.checked("check-alone")
    assert CANARY not in trying.page
    assert not parts(trying.press().tree, "#trying [role=alert]")


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("spoilt", ["", "zz", "öö", "AAAA", "%"])
def test_a_spoilt_field_starts_afresh_and_says_so(trying, desk, spoilt):
    fields = {"answers": spoilt, "here": "2", "check-alone": "yes"}
    assert_afresh(trying.take(desk.post(DRAFT, fields)))


def test_a_changed_field_starts_afresh(trying, desk):
    sealed = trying.press(check_alone="yes").held("answers")
    other = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    assert_afresh(trying.take(desk.post(DRAFT, {"answers": other, "here": "2"})))


@pytest.fixture
def at_another_time(monkeypatch):
    """at_another_time(hours=-1): so the clocks are now."""
    now = timezone.now()

    def moved(**by):
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(**by))

    return moved


@pytest.mark.parametrize("address", [DRAFT, LIVE, "/try/?example"])
def test_two_hours_after_it_began_it_starts_afresh_however_lately_it_was_used(desk, at_another_time, address):
    at_another_time(minutes=-119)
    trying = Trying(desk, address)
    at_another_time(minutes=0)
    sealed = trying.press(check_alone="yes", note_pace=CANARY).held("answers")
    assert trying.checked("check-alone") == "yes"
    at_another_time(minutes=1, seconds=1)
    assert_afresh(trying.take(desk.post(address, {"answers": sealed, "here": "2"})), TOO_LATE)


def test_a_page_says_until_when_it_can_be_gone_on_with(desk, at_another_time):
    at_another_time(minutes=0)
    until = timezone.localtime(timezone.now() + timedelta(hours=2))
    page = Trying(desk, LIVE).page
    assert f"Voit jatkaa klo {until.hour}.{until.minute:02d} asti." in page


# --- Its end -----------------------------------------------------------------------------------------------


def end(trying):
    """Press the button of the page that ends it."""
    form = part(trying.tree, "form#end")
    sent = {"end": attribute(form, "input[name=end]", "value")}
    return trying.client.post(form.attributes["action"], sent)


@pytest.mark.variants
@pytest.mark.parametrize(("address", "onward"), [(LIVE, "/"), (DRAFT, "/admin/"), ("/try/?example", "/")])
def test_one_that_was_ended_starts_afresh_wherever_it_is_sent_from_again(desk, address, onward):
    trying = Trying(desk, address).press(check_alone="yes", note_pace=CANARY)
    first, last = trying.held("answers"), trying.go("2").held("answers")
    ended = end(trying)
    assert (ended.status_code, ended.headers["Location"]) == (302, onward)
    for sealed in (last, first):
        fields = {"answers": sealed, "here": "2", "check-alone": "yes"}
        assert_afresh(trying.take(desk.post(address, fields)), ENDED)


def test_the_end_of_one_leaves_another_open(desk):
    one, other = Trying(desk, LIVE), Trying(desk, LIVE).press(check_alone="yes")
    end(one)
    assert other.press().checked("check-alone") == "yes"


def test_what_ends_it_carries_nothing_that_was_written_and_no_key_in_a_line_of_text_presses_it(desk):
    trying = Trying(desk, LIVE).press(note_pace=CANARY)
    assert CANARY not in part(trying.tree, "form#end").html
    assert attributes(trying.tree, "form#answers [name=end]", "name") == []
    assert {each.attributes["form"] for each in parts(trying.tree, "button[form]")} == {"end"}
    assert len(parts(trying.tree, "button[form=end]")) == 2  # above, and in the column at a desk


def test_of_one_that_was_ended_the_session_keeps_that_it_was_and_no_more(desk):
    before = rows()
    trying = Trying(desk, LIVE).press(note_pace=CANARY)
    end(trying)
    assert rows() == before
    kept = desk.session[practice_ends.ENDED]
    assert kept == [part(trying.tree, "form#end input[name=end]").attributes["value"]]


@pytest.mark.variants(stay=0)
def test_a_session_remembers_no_more_ends_than_anybody_has_in_two_hours(desk):
    for number in range(practice_ends.MOST + 5):
        desk.post(LIVE, {"end": f"{number:016}"})
    desk.post(LIVE, {"end": "x" * 5000})
    assert desk.session[practice_ends.ENDED] == [
        f"{number:016}" for number in range(5, practice_ends.MOST + 5)
    ]


def test_whoever_logs_out_has_ended_it(desk, supervisor):
    trying = Trying(desk, LIVE).press(check_alone="yes")
    sealed = trying.held("answers")
    desk.post("/accounts/logout/")
    desk.force_login(supervisor)
    assert_afresh(trying.take(desk.post(LIVE, {"answers": sealed})), ENDED)


def test_one_that_was_ended_stays_so_in_the_next_log_in(desk, supervisor):
    trying = Trying(desk, LIVE).press(check_alone="yes")
    sealed = trying.held("answers")
    end(trying)
    again = Client()  # another browser, or the same one after it was closed
    again.force_login(supervisor)
    assert_afresh(trying.take(again.post(LIVE, {"answers": sealed})), ENDED)


def test_a_log_in_that_ran_out_ends_nothing(desk, supervisor):
    trying = Trying(desk, LIVE).press(check_alone="yes")
    desk.session.flush()
    desk.force_login(supervisor)
    assert trying.press().checked("check-alone") == "yes"


# --- Another account, another edition ----------------------------------------------------------------------


def publish_another():
    sign = Sign.objects.get(identifier="nervous")
    sign.short |= {"fi": "Katsoo koko ajan ovea."}
    sign.save()
    return publish()


def test_when_an_edition_is_published_meanwhile_the_walk_stays_with_its_own(desk):
    trying = Trying(desk, LIVE).press(note_pace=CANARY)
    publish_another()
    assert "Katsoo koko ajan ovea." not in trying.go("signs").page
    assert CANARY in trying.go("1").page
    assert "Katsoo koko ajan ovea." in Trying(desk, LIVE).go("signs").page


def test_one_that_starts_afresh_walks_the_live_edition(desk):
    trying = Trying(desk, LIVE).press(note_pace=CANARY)
    publish_another()
    end(trying)
    assert_afresh(trying.press(), ENDED)
    assert "Katsoo koko ajan ovea." in trying.go("signs").page


def test_the_numbers_are_those_of_the_live_edition_all_the_same(desk):
    trying = Trying(desk, LIVE).press(check_threat="yes")
    shown = trying.press(check_consent="yes", check_minor="yes").go("summary").page
    phone = next(phone for phone in Phone.objects.all() if phone.number != "112" and phone.number in shown)
    phone.number = "029 123 4567"
    phone.save()
    publish()
    assert "029 123 4567" in trying.press().page


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("edition_named", ["2", "draft", "17", "", "²"])
def test_a_field_is_of_no_use_to_another_edition(desk, edition_named):
    trying = Trying(desk, LIVE).press(note_pace=CANARY)
    publish_another()
    _number, sealed = trying.held("answers").split(".")
    trying.address = DRAFT if edition_named == "draft" else LIVE
    assert_afresh(trying.take(desk.post(trying.address, {"answers": f"{edition_named}.{sealed}"})))


@pytest.mark.variants(stay=0)
def test_a_field_of_the_live_edition_is_of_no_use_to_the_draft_nor_the_other_way_round(desk):
    for address, other in ((LIVE, DRAFT), (DRAFT, LIVE)):
        trying = Trying(desk, address).press(note_pace=CANARY)
        trying.address = other
        assert_afresh(trying.press())


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
    assert_afresh(trying.take(desk.post(DRAFT, {"answers": f"draft.{sheet}"})))


def test_a_form_whose_protection_ran_out_is_shown_with_what_it_held(supervisor, edition):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(supervisor)
    answered = strict.post(DRAFT, {"answers": "x", "here": "2", "note-safety": CANARY})
    assert answered.status_code == 403
    page = answered.content.decode()
    assert CANARY in page
    assert 'action="/try/?draft"' in page


@pytest.mark.variants(stay=0)
def test_a_meeting_is_agreed_on_in_practice_too(trying):
    trying.go("summary").press(meeting_date="2099-12-03")
    assert part(trying.tree, "#meeting strong").text() == "to 3.12.2099"
    assert attribute(trying.tree, "#meeting button", "value") == "3"


@pytest.mark.variants(stay=0)
def test_in_company_the_fold_in_which_reading_was_switched_stays_open_once(trying):
    page = trying.press(check_alone="no").go("summary").press(read="full").page
    assert parts(page, "#all-steps[open] [name=read][value=full][aria-current]")
    assert parts(trying.go("1").go("summary").page, "#all-steps:not([open])")
