"""Editing in the admin: who may, what is kept right, what is retired rather than deleted."""

import copy
import json

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.draft import read_draft, write_draft
from guidance.models import (
    Answer,
    Area,
    Check,
    Checklist,
    Contact,
    Draft,
    Expectation,
    Point,
    Remark,
    Sign,
    Stage,
    Step,
)
from guidance.texts import source_hash
from interview.accounts import Event
from interview.models import Organisation
from tests import markup
from tests.guidance.filled_in import form_on

pytestmark = pytest.mark.django_db

WITH_A_PAGE = (Draft, Stage, Area, Check, Checklist, Step, Contact)
LISTED = (Stage, Area, Check, Checklist, Step, Contact)


def list_of(model) -> str:
    return reverse(f"admin:guidance_{model._meta.model_name}_changelist")


def adding(model) -> str:
    return reverse(f"admin:guidance_{model._meta.model_name}_add")


def page_of(row) -> str:
    return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk])


def deleting(row) -> str:
    return reverse(f"admin:guidance_{row._meta.model_name}_delete", args=[row.pk])


def untouched(client, address: str) -> dict:
    model_name = address.split("/")[3]
    return form_on(client.get(address).content.decode(), f"{model_name}_form")


def save(client, row, **changes):
    """Change something on a row's page and save: True when saved, otherwise the page with its faults."""
    response = client.post(page_of(row), untouched(client, page_of(row)) | changes)
    return True if response.status_code == 302 else response.content.decode()


# --- Nothing changes by itself ---------------------------------------------------------------------------


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize(
    "most",
    [
        pytest.param(2, id="two of a kind"),
        pytest.param(None, id="all", marks=[pytest.mark.heavy, pytest.mark.whole_guidance]),
    ],
)
def test_saving_every_page_untouched_changes_nothing(desk, published_pack, most):
    for model in WITH_A_PAGE:
        for row in model.objects.all()[:most]:
            assert save(desk, row) is True, row
    assert read_draft() == published_pack


def test_a_language_without_a_box_stays(desk):
    sign = Sign.objects.get(identifier="nervous")
    sign.short["de"] = "Nervös"
    sign.save()
    place = [*sign.checklist.signs.all()].index(sign)
    assert save(desk, sign.checklist, **{f"signs-{place}-short_fi": "Hermostunut"}) is True
    sign.refresh_from_db()
    assert sign.short["fi"] == "Hermostunut"
    assert sign.short["de"] == "Nervös"


# --- Who may ---------------------------------------------------------------------------------------------


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("model", LISTED)
def test_supervisors_edit_every_kind_of_content(desk, model):
    for address in (list_of(model), adding(model), page_of(model.objects.first())):
        assert desk.get(address).status_code == 200


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_nobody_else_does(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    for model in LISTED:
        row = model.objects.first()
        for address in (list_of(model), adding(model), page_of(row), deleting(row)):
            assert client.get(address).status_code in (302, 403)
            assert client.post(address, {}).status_code in (302, 403)
    assert Step.objects.first().title["fi"]


@pytest.mark.variants(stay=4)
@pytest.mark.parametrize(
    "model",
    [model for model in admin.site._registry if model is not Event],  # it has a page of its own
    ids=lambda model: model._meta.model_name,
)
def test_whoever_may_only_look_opens_every_page(client, edition, officer, model):
    Organisation().save()
    Expectation.objects.create(
        identifier="one", title={"fi": "Yksi"}, checks={"threat": "yes"}, steps=["propose"]
    )
    Remark.objects.create(place="steps/propose", kind="unclear", sentence="Epäselvä", edition=edition)
    below = [model, *(inline.model for inline in admin.site._registry[model].inlines)]
    names = [f"view_{each._meta.model_name}" for each in below]
    officer.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(officer)
    page = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    address = reverse(f"{page}_change", args=[model._default_manager.order_by("pk").first().pk])
    for there in (reverse(f"{page}_changelist"), address):
        assert client.get(there, follow=True).status_code == 200
    assert client.post(address, {}).status_code == 403


def test_interviews_have_no_page_in_the_admin():
    of_interviews = {model for model in admin.site._registry if model._meta.app_label == "interview"}
    assert of_interviews == {Organisation, Event}


# --- Ids -------------------------------------------------------------------------------------------------


def test_an_id_stays_once_it_is_saved(desk):
    check = Check.objects.get(identifier="threat")
    assert save(desk, check, identifier="other", **{"answers-0-identifier": "other"}) is True
    check.refresh_from_db()
    assert check.identifier == "threat"
    assert check.answers.first().identifier == "yes"


def test_an_id_left_empty_is_made_of_the_finnish_text(desk):
    for _ in range(2):
        fields = untouched(desk, adding(Check))
        fields |= {"stage": Stage.objects.first().pk, "short_fi": "Onko päivä hyvä?", "reason_fi": "päivä"}
        fields |= {"answers-0-text_fi": "Kyllä vain"}
        assert desk.post(adding(Check), fields).status_code == 302
    made = Check.objects.filter(identifier__startswith="onko-paiva-hyva")
    assert [check.identifier for check in made] == ["onko-paiva-hyva", "onko-paiva-hyva-2"]
    assert made[0].answers.get().identifier == "kylla-vain"


def test_an_id_is_made_of_the_beginning_of_a_text(desk, monkeypatch):
    """Accents are put in order one by one: a hundred thousand of them would take for ever."""
    read = []
    monkeypatch.setattr(
        "guidance.desk.kit.forms.slugify", lambda words: read.append(len(words)) or "uusi-vaihe"
    )
    title = "Uusi vaihe" + "\u0301" * 2000 + "\u0327" * 2000
    fields = untouched(desk, adding(Stage)) | {"title_fi": title, "label_fi": "Uusi"}
    assert desk.post(adding(Stage), fields).status_code == 302
    assert max(read) <= 1000
    assert Stage.objects.get(identifier="uusi-vaihe").title["fi"] == title


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(
    ("identifier", "sentence"),
    [
        ("always", "Tämä tunniste on varattu."),
        ("nervous", "Kysymyksillä ja merkeillä ei voi olla samaa."),
        ("threat", "jolla on tämä Tunniste, on jo olemassa"),
        ("Ei näin", "pieniä kirjaimia a–z"),
    ],
)
def test_an_id_that_cannot_be_is_refused_and_nothing_typed_is_lost(desk, identifier, sentence):
    fields = untouched(desk, adding(Check)) | {
        "stage": Stage.objects.first().pk,
        "short_fi": "Uusi kysymys",
        "reason_fi": "uusi",
        "identifier": identifier,
    }
    page = desk.post(adding(Check), fields).content.decode()
    assert sentence in page
    assert "Uusi kysymys" in page


@pytest.mark.parametrize("typed", [True, False])
def test_a_stage_and_a_sign_share_no_id(desk, typed):
    """Pack reading refuses it, so that notes are never mixed up; one made of the text gets a number."""
    fields = untouched(desk, adding(Stage)) | {"title_fi": "Nervous", "label_fi": "Uusi"}
    fields |= {"identifier": "nervous"} if typed else {}
    response = desk.post(adding(Stage), fields)
    if typed:
        assert "Vaiheilla, merkeillä ja askelilla ei voi olla samaa." in response.content.decode()
    else:
        assert Stage.objects.filter(identifier="nervous-2").exists()


@pytest.mark.parametrize("taken", ["pace", "nervous"])
def test_a_step_takes_no_id_of_a_stage_or_a_sign(desk, taken):
    fields = untouched(desk, adding(Step)) | {"title_fi": "Uusi", "identifier": taken}
    page = desk.post(adding(Step), fields).content.decode()
    assert "Vaiheilla, merkeillä ja askelilla ei voi olla samaa." in page
    assert not Step.objects.filter(identifier=taken).exists()


def test_a_sign_takes_no_id_of_a_stage(desk):
    checklist = Checklist.objects.first()
    stage = Stage.objects.first()
    number = checklist.signs.count()
    new = {"short_fi": "Uusi", "full_fi": "Uusi", "reason_fi": "uusi", "identifier": stage.identifier}
    sent = untouched(desk, reverse("admin:guidance_checklist_change", args=[checklist.pk])) | {
        f"signs-{number}-{name}": words for name, words in new.items()
    }
    page = desk.post(reverse("admin:guidance_checklist_change", args=[checklist.pk]), sent).content.decode()
    assert "Vaiheilla, merkeillä ja askelilla ei voi olla samaa." in page
    assert not Sign.objects.filter(identifier=stage.identifier).exists()


# --- Texts -----------------------------------------------------------------------------------------------


def test_finnish_is_needed_and_the_other_languages_are_not(desk):
    step = Step.objects.get(identifier="propose")
    assert "Kirjoita ainakin suomenkielinen teksti." in save(desk, step, title_fi="", title_sv="Föreslå")
    assert save(desk, step, title_fi="Ehdottakaa", title_sv="") is True


def test_a_line_stays_one_line_and_a_long_text_keeps_its_paragraphs(desk):
    step = Step.objects.get(identifier="propose")
    assert save(desk, step, short_fi="Yksi\r\nrivi ", full_fi="Ensin tämä.\r\n\r\n- sitten tämä") is True
    step.refresh_from_db()
    assert step.short["fi"] == "Yksi rivi"
    assert step.full["fi"] == "Ensin tämä.\n\n- sitten tämä"


@pytest.mark.variants(stay=0)
def test_a_word_too_long_for_the_bar_is_refused_in_any_language(desk):
    stage = Stage.objects.first()
    assert "Sana on liian pitkä palkkiin" in save(desk, stage, label_sv="Säkerhet")


@pytest.mark.variants
@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Föreslå \u202ehjälp", "Svenska: Tekstin ”Föreslå” jälkeen on merkki, jota ei näe"),
        ("\u200b\u2060", "Svenska: Tekstissä on vain merkkejä, joita ei näe."),
        ("a" * 5001, "Svenska: Tekstissä on 5001 merkkiä, ja enintään saa olla 5000."),
    ],
)
def test_what_nobody_sees_or_reads_is_refused_by_its_language(desk, words, fault):
    assert fault in save(desk, Step.objects.get(identifier="propose"), full_sv=words)


def test_a_text_that_stood_so_before_does_not_keep_its_form_from_being_saved(desk):
    step = Step.objects.get(identifier="propose")
    step.full["sv"] = "Föreslå \u202ehjälp"
    step.save()
    assert save(desk, step, title_fi="Ehdottakaa") is True


def test_a_tab_in_a_long_text_becomes_spaces(desk):
    step = Step.objects.get(identifier="propose")
    assert save(desk, step, full_fi="- yksi\r\n\t- kaksi") is True
    step.refresh_from_db()
    assert step.full["fi"] == "- yksi\n    - kaksi"


def test_a_contact_cannot_stand_in_for_itself(desk):
    contact = Contact.objects.exclude(stand_in="").first()
    assert "Yhteystieto ei voi olla oma sijaisensa." in save(desk, contact, stand_in=contact.identifier)
    assert save(desk, contact, web="https://example.org/apu/") is True
    contact.refresh_from_db()
    assert contact.web == "example.org/apu/"


# --- What a translation was made from --------------------------------------------------------------------


@pytest.fixture
def step(desk):
    step = Step.objects.get(identifier="propose")
    step.title = {"fi": "Vanha", "sv": "Gammal", "en": "Old"}
    step.made_from = {"title": {"sv": source_hash({"fi": "Vanha"})}}  # the English one was never noted
    step.save()
    return step


def made_from(step) -> dict:
    step.refresh_from_db()
    return step.made_from["title"]


def test_a_changed_source_leaves_its_translations_stale(desk, step):
    assert save(desk, step, title_fi="Uusi") is True
    old = source_hash({"fi": "Vanha"})
    assert made_from(step) == {"sv": old, "en": old}


def test_a_changed_translation_was_made_from_the_source_beside_it(desk, step):
    assert save(desk, step, title_fi="Uusi", title_sv="Ny") is True
    assert made_from(step) == {"sv": source_hash({"fi": "Uusi"}), "en": source_hash({"fi": "Vanha"})}


@pytest.mark.variants(stay=0)
def test_a_translation_taken_away_leaves_no_trace_and_another_save_changes_nothing(desk, step):
    assert save(desk, step, title_fi="Uusi", title_sv="") is True
    assert save(desk, step, full_fi="Muuta.") is True
    assert made_from(step) == {"en": source_hash({"fi": "Vanha"})}


def test_signs_below_a_checklist_note_their_sources_too(desk):
    checklist = Checklist.objects.first()
    assert save(desk, checklist, **{"signs-0-short_sv": "Alltid med någon"}) is True
    sign = checklist.signs.first()
    assert sign.made_from["short"]["sv"] == source_hash(sign.short)


# --- Places ----------------------------------------------------------------------------------------------


def test_what_is_new_comes_last_wherever_blank_rows_were_left(desk):
    stage = Stage.objects.get(identifier="pace")
    last = stage.points.last()
    number = stage.points.count()
    point = {f"points-{number}-short_fi": "Uusi", f"points-{number}-full_fi": "Uusi ohje."}
    assert save(desk, stage, **point) is True
    assert stage.points.last().short == {"fi": "Uusi"}
    assert stage.points.last().position == last.position + 1


def test_a_blank_row_stays_blank_when_somebody_else_added_one_meanwhile(desk):
    stage = Stage.objects.get(identifier="pace")
    fields = untouched(desk, page_of(stage))
    Point.objects.create(
        stage=stage, identifier="meanwhile", position=99, short={"fi": "x"}, full={"fi": "x"}
    )
    assert desk.post(page_of(stage), fields).status_code == 302


# --- Retired, not deleted --------------------------------------------------------------------------------


def test_what_an_edition_holds_is_not_deleted(desk):
    for model in LISTED:
        row = model.objects.first()
        assert deleting(row) not in desk.get(page_of(row)).content.decode()
        assert desk.post(deleting(row), {"post": "yes"}).status_code == 403
        assert model.objects.filter(pk=row.pk).exists()


def test_what_was_never_published_is(desk):
    step = Step.objects.create(identifier="never", title={"fi": "Turha"}, urgency="soon")
    assert deleting(step) in desk.get(page_of(step)).content.decode()
    assert desk.post(deleting(step), {"post": "yes"}).status_code == 302
    assert not Step.objects.filter(pk=step.pk).exists()


def test_a_new_stage_is_not_deleted_while_something_published_stands_in_it(desk):
    stage = Stage.objects.create(identifier="never", title={"fi": "Turha"}, position=9)
    Point.objects.filter(identifier="pace-calm").update(stage=stage)
    assert desk.post(deleting(stage), {"post": "yes"}).status_code == 403


def test_rows_below_follow_the_same_rule(desk):
    check = Check.objects.get(identifier="threat")
    new = Answer.objects.create(question=check, identifier="later", text={"fi": "Myöhemmin"}, position=9)
    assert save(desk, check, **{"answers-0-DELETE": "on", "answers-3-DELETE": "on"}) is True
    assert not Answer.objects.filter(pk=new.pk).exists()
    assert check.answers.count() == 3


def test_a_retired_sign_stays_in_the_draft_and_leaves_the_content(desk):
    Step.objects.update(show=[], but_not=[], stress=[])  # nothing names it: named, it would ask once more
    Expectation.objects.all().delete()
    checklist = Checklist.objects.first()
    assert save(desk, checklist, **{"signs-0-retired": "on"}) is True
    assert read_draft()["checklists"][0]["signs"][0]["retired"] is True


# --- Lists -----------------------------------------------------------------------------------------------


def test_a_list_is_searched_in_every_language(desk):
    Check.objects.filter(identifier="threat").update(short={"fi": "Hätä", "sv": "Nödläge"})
    for words in ("Hätä", "nödl", "threat"):
        page = desk.get(list_of(Check), {"q": words}).content.decode()
        assert page_of(Check.objects.get(identifier="threat")) in page
        assert page_of(Check.objects.get(identifier="alone")) not in page


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("model", LISTED)
def test_a_list_costs_as_many_queries_for_few_rows_as_for_many(desk, published_pack, model):
    many = queries_of(desk, list_of(model))
    model.objects.exclude(pk=model.objects.first().pk).delete()
    few = queries_of(desk, list_of(model))
    assert len(many) == len(few) <= 13, many  # steps show their rules and helpers


def queries_of(client, address: str) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_the_basics_are_one_row_that_opens_at_once(desk):
    assert desk.get(list_of(Draft)).headers["Location"] == page_of(Draft.objects.get())
    assert desk.get(adding(Draft)).status_code == 403
    assert desk.post(deleting(Draft.objects.get()), {"post": "yes"}).status_code == 403


def test_additions_are_switched_off_together(desk, published_pack):
    fields = untouched(desk, page_of(Draft.objects.get()))
    del fields["with_additions"]
    assert desk.post(page_of(Draft.objects.get()), fields).status_code == 302
    assert read_draft() == published_pack | {"with_additions": False}


def test_a_pack_with_other_signs_can_be_edited_right_after_it_was_loaded(desk, published_pack):
    pack = copy.deepcopy(published_pack)
    pack["checklists"][0]["signs"].append(
        {
            "id": "new",
            "origin": "addition",
            "short": {"fi": "Uusi"},
            "full": {"fi": "Uusi."},
            "reason": {"fi": "uusi"},
        }
    )
    write_draft(pack)
    assert save(desk, Checklist.objects.first()) is True
    assert read_draft() == pack


# --- Whom a step names, and for which answers ------------------------------------------------------------


@pytest.mark.variants(stay=0)
def test_a_helper_gets_rows_of_its_own_picked_like_those_of_its_step(desk):
    step = Step.objects.get(identifier="call-emergency")
    begins = "stepcontact_set-0-when-0-0"
    assert save(desk, step, **{f"{begins}-subject": "minor", f"{begins}-answers": ["minor:yes"]}) is True
    (entry,) = [each for each in read_draft()["steps"] if each["id"] == "call-emergency"]
    assert entry["contacts_when"] == {"emergency-112": [{"minor": ["yes"]}]}
    assert "Nimeä, kun" in desk.get(page_of(step)).content.decode()


def test_a_step_with_many_helpers_reads_what_rows_can_name_once(desk):
    step = Step.objects.get(identifier="call-emergency")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            desk.get(page_of(step))
        return sum('FROM "guidance_sign"' in query["sql"] for query in captured)

    before = cost()
    for position, contact in enumerate(Contact.objects.exclude(identifier="emergency-112"), start=1):
        step.stepcontact_set.create(contact=contact, position=position)
    assert cost() == before


def test_a_tick_answers_one_question_and_a_link_is_looked_at(desk):
    step = Step.objects.get(identifier="take-a-moment")
    assert save(desk, step, settles="consent=yes", link="/contacts/", link_text_fi="Numerot") is True
    step.refresh_from_db()
    assert (step.settles, step.link) == ({"consent": "yes"}, "/contacts/")
    assert "Osoite, joka alkaa https://" in save(desk, step, link="http://example.org/")
    assert save(desk, step, settles="") is True
    step.refresh_from_db()
    assert step.settles == {}


def test_ids_are_folded_away_and_the_link_for_another_row_has_no_capital_in_its_middle(desk):
    signs = Sign.objects.get(identifier="nervous").checklist
    page = desk.get(page_of(signs))
    shown = [markup.words(each) for each in markup.parts(page, "label")]
    folded = [markup.words(each) for each in markup.parts(page, "details:not(.folded) label")]
    assert shown.count("Tunniste:") == folded.count("Tunniste:") == signs.signs.count() + 3
    known = json.loads(markup.attribute(page, "#signs-group", "data-inline-formset"))
    assert known["options"]["addText"] == "Lisää toinen merkki"
