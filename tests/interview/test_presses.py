"""One press makes one thing, in every form that makes something; repeated, it leads to where it led."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, models
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from guidance.models import (
    Check,
    Checklist,
    ClosedNumber,
    Contact,
    Draft,
    Expectation,
    Milestone,
    Passage,
    Preparation,
    Proposal,
    Recipient,
    RecordingPoint,
    Remark,
    Sign,
    Stage,
    Step,
)
from interview.accounts import Event
from interview.colleagues import Invitation, Notice
from interview.models import Organisation
from interview.presses import OncePressed, Press, this_hour
from tests.guidance.filled_in import form_on
from tests.markup import attribute, attributes, parts, words

pytestmark = pytest.mark.django_db

SAID = {"place": "check:threat", "kind": "unclear", "sentence": "Epäselvä.", "page": "safety"}


@pytest.fixture
def published_pack(short_pack) -> dict:
    return short_pack


@dataclass(frozen=True)
class Made:
    """A form that makes rows: who fills it in, where, with what."""

    model: type[models.Model]
    address: str
    fields: dict[str, str]
    who: str = "administrator"


def added(model: type[models.Model], **fields: str) -> Made:
    name = f"{model._meta.app_label}/{model._meta.model_name}"
    return Made(model, f"/admin/{name}/add/", fields)


FORMS = [
    Made(Remark, "/remarks/new/?page=safety", SAID, "worker"),
    Made(Invitation, "/i/{interview}/colleagues/", {"colleague": "colleague"}, "worker"),
    Made(Notice, "/admin/auth/user/{worker}/hand-over/", {"to": "{colleague}"}),
    Made(Proposal, "/admin/guidance/edition/publish/", {"action": "propose"}, "supervisor"),
    added(Stage, title_fi="Uusi", label_fi="Uusi"),
    added(Check, stage="{stage}", short_fi="Uusi?", full_fi="Kokonaan.", reason_fi="Syy."),
    added(Checklist, title_fi="Uusi", intro_fi="Alku."),
    added(Step, title_fi="Uusi", short_fi="Uusi.", full_fi="Kokonaan.", urgency="soon"),
    added(Preparation, short_fi="Uusi", full_fi="Kokonaan."),
    added(Passage, heading_fi="Uusi", phrase_fi="Uusi.", why_fi="Syy.", advice="record"),
    added(RecordingPoint, topic="law", short_fi="Uusi"),
    added(Recipient, title_fi="Uusi"),
    added(Milestone, title_fi="Uusi", full_fi="Kokonaan."),
    added(Contact, name_fi="Uusi", short_name_fi="Uusi", purpose_fi="Auttaa"),
    added(ClosedNumber, number="09 471 72723", note_fi="Oli."),
    added(Expectation, title_fi="Uusi", steps="{step}"),
    added(User, username="new", password1="kolme pitkää sanaa", password2="kolme pitkää sanaa"),
    added(Group, name="New"),
    added(Organisation, name_fi="Alue"),
]
OF_MODELS = [form.model.__name__ for form in FORMS]


@pytest.fixture
def filled(request, edition, worker, colleague, interview):
    """filled(form): a client of whoever fills it in, its address, and what it sends."""

    def filled(form: Made) -> tuple[Client, str, dict]:
        if form.model is Proposal:
            Draft.objects.update(second_person=True, title={"fi": "Uusi", "sv": "Ny", "en": "New"})
        client = Client()
        client.force_login(request.getfixturevalue(form.who))
        known = {"interview": interview.pk, "worker": worker.pk, "colleague": colleague.pk}
        known |= {"stage": Stage.objects.first().pk, "step": Step.objects.first().identifier}
        address = form.address.format(**known)
        page = client.get(address).content.decode()
        fields = {name: value.format(**known) for name, value in form.fields.items()}
        return client, address.partition("?")[0], as_shown(page) | fields

    return filled


def as_shown(page: str) -> dict:
    """What the form that carries the word sends as it stands."""
    form = next(form for form in parts(page, "form") if parts(form, "input[name=press]"))
    if name := form.attributes.get("id"):
        return form_on(page, name)
    return {
        field.attributes["name"]: field.attributes["value"] for field in parts(form, "input[type=hidden]")
    }


def in_threads(number: int, do: Callable[[], None]) -> None:
    def done():
        do()
        connection.close()

    threads = [threading.Thread(target=done) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.variants(stay=5)
@pytest.mark.parametrize("form", FORMS, ids=OF_MODELS)
def test_three_presses_make_one_and_lead_where_the_first_one_led(filled, form):
    client, address, fields = filled(form)
    before = form.model.objects.count()
    first = client.post(address, fields)
    made = form.model.objects.count()
    again = [client.post(address, fields) for _ in range(2)]
    assert first.status_code == 302, [words(fault) for fault in parts(first, ".errorlist")]
    assert made > before
    assert form.model.objects.count() == made
    assert [(each.status_code, each.headers["Location"]) for each in again] == [
        (302, first.headers["Location"])
    ] * 2


def test_a_press_that_a_script_sends_again_is_led_where_the_first_one_led(filled):
    """static/js/send.js gives up the first press and sends the second as it stands."""
    client, address, fields = filled(FORMS[0])
    answers = [client.post(address, fields, headers={"X-By-Script": "form"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [204, 204]
    assert len({answer.headers["X-Redirect"] for answer in answers}) == 1


def test_a_row_below_another_is_made_once(client, supervisor, edition):
    client.force_login(supervisor)
    address = reverse("admin:guidance_checklist_change", args=[Checklist.objects.first().pk])
    page = client.get(address).content.decode()
    number = attribute(page, "[name=signs-TOTAL_FORMS]", "value")
    row = f"signs-{int(number) - 1}"
    new = {f"{row}-{text}_fi": "Uusi" for text in ("short", "full", "reason")}
    before = Sign.objects.count()
    for _ in range(3):
        answer = client.post(address, as_shown(page) | new)
        assert answer.status_code == 302, [words(fault) for fault in parts(answer, ".errorlist")]
    assert Sign.objects.count() == before + 1


@pytest.mark.variants
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "form", [FORMS[0], FORMS[1], added(ClosedNumber, number="09 471 72723", note_fi="Oli")]
)
def test_three_presses_at_once_make_one(filled, form):
    client, address, fields = filled(form)
    led_to = []

    def press():
        browser = Client()
        browser.cookies = client.cookies
        led_to.append(browser.post(address, fields).headers.get("Location"))

    before = form.model.objects.count()
    in_threads(3, press)
    assert form.model.objects.count() == before + 1
    assert len(led_to) == 3
    assert len(set(led_to) - {None}) == 1


def pressed(client, **more):
    return client.post("/remarks/new/", SAID | {"press": "a word"} | more)


def sentences() -> list[str]:
    return sorted(Remark.objects.values_list("sentence", flat=True))


def test_words_that_were_changed_before_the_second_press_are_not_lost(worker_client, edition):
    pressed(worker_client)
    pressed(worker_client, sentence="Epäselvä, kun lukee ääneen.")
    assert sentences() == ["Epäselvä, kun lukee ääneen.", "Epäselvä."]


def test_which_of_a_forms_buttons_is_pressed_again_makes_no_difference(filled):
    client, address, fields = filled(added(Group, name="New"))
    first = client.post(address, fields | {"_save": "1"})
    again = client.post(address, fields | {"_continue": "1"})
    assert first.headers["Location"] == again.headers["Location"]
    assert Group.objects.filter(name="New").count() == 1


def test_the_same_word_of_another_person_or_in_another_form_is_another_press(
    worker_client, worker, colleague, begin
):
    first, second = begin(worker_client), begin(worker_client)
    other = Client()
    other.force_login(colleague)
    theirs = begin(other)
    User.objects.get(username="worker").groups.add(Group.objects.get(name="Workers"))
    for client, interview in ((worker_client, first), (worker_client, second), (other, theirs)):
        whom = "colleague" if client is worker_client else "worker"
        client.post(f"/i/{interview.pk}/colleagues/", {"colleague": whom, "press": "a word"})
    assert Invitation.objects.count() == 3


def test_what_was_refused_can_be_pressed_again(worker_client, edition):
    assert pressed(worker_client, kind="").status_code == 422
    assert not Press.objects.exists()
    assert pressed(worker_client).status_code == 302
    assert Remark.objects.count() == 1


def test_a_log_in_that_ran_out_in_between_makes_nothing_and_loses_nothing(worker, edition, password):
    client = Client()
    shown = pressed(client)
    assert shown.status_code == 401
    assert attribute(shown, "main input[name=press]", "value") == "a word"
    client.force_login(worker)
    assert pressed(client).status_code == 302
    assert Remark.objects.count() == 1


@pytest.mark.parametrize("word", ["", "x" * 101])
def test_a_form_without_a_word_is_taken_as_it_comes(worker_client, edition, word):
    for sentence in ("Yksi.", "Kaksi."):
        assert pressed(worker_client, sentence=sentence, press=word).status_code == 302
    assert Remark.objects.count() == 2
    assert not Press.objects.exists()


def test_a_word_that_somebody_adds_where_no_page_carries_one_keeps_nobody_from_writing(
    worker_client, begin, monkeypatch
):
    """A paper takes its time, and may wait for another: with the word all others would wait as long."""
    kept = []

    def typeset(*paper):
        kept.extend(Press.objects.all())
        return b"%PDF"

    monkeypatch.setattr("interview.outputs.plan.typeset", typeset)
    address = f"/i/{begin(worker_client).pk}/pdf/"
    assert worker_client.post(address, {"press": "a word"}).status_code == 200
    assert kept == []


def test_what_is_kept_says_nothing_of_what_was_written_and_the_hour_alone(worker_client, edition):
    pressed(worker_client)
    kept = Press.objects.get()
    assert {field.name for field in Press._meta.fields} == {"key", "leads_to", "at"}
    assert len(kept.key) == 64
    assert "Epäselvä" not in kept.leads_to
    assert (kept.at.minute, kept.at.second, kept.at.microsecond) == (0, 0, 0)
    assert timedelta() <= this_hour() - kept.at <= timedelta(hours=1)
    assert str(kept) == f"{kept.at:%Y-%m-%d %H}"


def test_every_form_of_the_desk_that_adds_a_row_carries_a_word_and_never_the_same(
    client, administrator, edition
):
    client.force_login(administrator)
    addresses = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        for model in admin.site._registry
        if model not in (Event,)
    ]
    pages = [page for address in addresses if (page := client.get(address)).status_code == 200]
    found = [attributes(page, "#content-main form input[name=press]", "value") for page in pages]
    assert [len(each) for each in found] == [1] * len(pages)
    assert len({each[0] for each in found}) == len(pages) >= 10


# --- The middleware by itself ------------------------------------------------------------------------------


@pytest.fixture
def press(worker):
    """press(view): what a press of a form comes to, at a view that is no page's."""

    def press(view: Callable[..., HttpResponse]):
        request = RequestFactory().post("/remarks/new/", {"press": "a word"})
        request.resolver_match = resolve(request.path)
        request.user = worker
        return OncePressed(view).process_view(request, view, (), {})

    return press


def test_what_somebody_else_made_meanwhile_is_looked_at_again(press):
    answers = iter([IntegrityError, HttpResponse("It is there already.")])

    def view(request):
        answer = next(answers)
        if answer is IntegrityError:
            raise IntegrityError
        return answer

    assert press(view).content == b"It is there already."
    assert not Press.objects.exists()


def test_what_breaks_makes_nothing_and_can_be_pressed_again(press):
    def breaks(request):
        Group.objects.create(name="New")
        raise Http404

    with pytest.raises(Http404):
        press(breaks)
    assert not Group.objects.filter(name="New").exists()
    assert press(lambda request: HttpResponseRedirect("/there/")).headers["Location"] == "/there/"
    assert press(breaks).headers["Location"] == "/there/"


def test_a_page_that_takes_files_is_left_to_itself(press):
    def takes_files(request):
        raise AssertionError

    takes_files.csrf_exempt = True
    assert press(takes_files) is None
