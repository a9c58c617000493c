"""What publishing would change, on a page; and the way from a place to the form where it is mended."""

import html
import re
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from guidance.desk.kit.finding.places import form_of, place_view
from guidance.draft import write_draft
from guidance.models import (
    Answer,
    Area,
    CardText,
    Check,
    Checklist,
    ClosedNumber,
    Contact,
    Draft,
    Expectation,
    Milestone,
    Passage,
    Point,
    Preparation,
    Recipient,
    RecordingPoint,
    Sign,
    Stage,
    Step,
    StepContact,
)
from guidance.rules.places import Place
from tests.guidance.at_the_desk import page_of
from tests.guidance.rules.places_in import places_in
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db

CHANGES = "/admin/guidance/edition/changes/"


def read(client, address: str = CHANGES) -> str:
    return html.unescape(client.get(address).content.decode())


def change(row, name: str, **texts) -> None:
    setattr(row, name, getattr(row, name) | texts)
    row.save()


# --- The page --------------------------------------------------------------------------------------------


def test_it_says_when_nothing_has_changed(desk):
    assert "Mikään ei ole muuttunut." in read(desk)


def test_a_changed_text_stands_before_and_after_with_its_language_and_a_way_to_its_form(desk):
    sign = Sign.objects.get(identifier="nervous")
    change(sign, "short", sv="Tittar på dörren")
    page = read(desk)
    assert "Lyhyesti: Svenska" in page
    said = [words(each) for each in parts(page, 'dd.change-words[lang="sv"]')]
    assert said == ["Nervositet", "Tittar på dörren"]
    assert f'href="{form_of(Place.parse("checklists/card/signs/nervous"))}"' in page
    assert "Lyhyesti: Suomi" not in page


def test_two_that_changed_places_are_told_as_that_on_the_page_and_on_the_form(desk):
    one, other = Sign.objects.order_by("pk")[:2]
    for name in ("short", "full", "reason", "made_from"):
        ours, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, ours)
    one.save()
    other.save()
    said = "ovat vaihtaneet paikkaa keskenään."
    assert words(read(desk)).count(said) == 1
    assert "Lyhyesti" not in read(desk)
    assert words(read(desk, page_of(one.checklist)), ".effect").count(said) == 1


def test_when_a_helper_is_named_is_told_in_words_old_and_new(desk):
    named = StepContact.objects.filter(step__identifier="call-emergency").get()
    named.when = [{"minor": ["yes", "unsure"], "nervous": ["noticed"]}, {"threat": ["yes"]}]
    named.save()
    said = words(read(desk))
    assert re.search(
        r", kun \S.*-vuotias on kyllä tai en tiedä ja merkki hermostuneisuus on huomattu,"
        r" tai kun turvallisuus uhattuna juuri nyt on kyllä",
        said,
    )


def test_the_answer_that_a_step_settles_is_told_in_words(desk):
    Step.objects.filter(identifier="call-emergency").update(settles={"consent": "yes"})
    page = words(read(desk))
    assert "suostumus esitykseen: kyllä" in page
    assert "{" not in page


def test_rules_are_told_as_sentences_old_and_new(desk):
    Step.objects.filter(identifier="call-emergency").update(
        show=[{"threat": ["yes", "unsure"], "nervous": ["noticed"]}]
    )
    page = " ".join(read(desk).split())
    assert "Näytä, kun" in page
    threat = Check.objects.get(identifier="threat").reason["fi"]
    assert page.count(f"<strong>{threat}</strong>") == 2
    assert "merkki <strong>" in page
    assert '<span class="rule-answer">huomattu</span>' in page


def test_values_are_told_in_words(desk):
    Step.objects.filter(identifier="call-emergency").update(urgency="soon", alone=True)
    named = Step.objects.get(identifier="call-emergency")
    named.contacts.add(Contact.objects.get(identifier="assistance-system"))
    page = read(desk)
    for text in (">nyt<", ">pian<", ">kyllä<", ">ei<", "Hätäkeskus, Auttamisjärjestelmä"):
        assert text in page


@pytest.mark.whole_guidance
def test_what_came_went_moved_and_was_retired_is_said(desk):
    Stage.objects.create(identifier="new", title={"fi": "Uusi vaihe"}, label={"fi": "Uusi"}, position=9)
    Point.objects.get(identifier="pace-calm").delete()
    Point.objects.filter(identifier="pace-time").update(stage=Stage.objects.last())
    Answer.objects.filter(question__identifier="threat", identifier="unsure").update(retired=True)
    page = read(desk)
    for text in ("Uusi vaihe", "Jäänyt pois", "Siirretty toiseen paikkaan", "Poistettu käytöstä"):
        assert text in page
    assert "Sana palkissa: Suomi" in page[page.index("Mitä siinä on") :]


def test_an_answer_is_told_with_its_question(desk):
    Answer.objects.filter(question__identifier="threat", identifier="unsure").update(text={"fi": "Ehkä"})
    question = Check.objects.get(identifier="threat").short["fi"]
    assert f">{question} › Ehkä</a>" in read(desk)


def test_an_example_case_is_told_by_names(desk):
    Expectation.objects.create(
        identifier="one",
        title={"fi": "Yksi tapaus"},
        checks={"threat": "yes"},
        signs={"nervous": "noticed"},
        steps=["call-emergency"],
    )
    page = read(desk)
    assert "Yksi tapaus" in page
    assert "Pyydä apua heti" in page
    assert "hermostuneisuus: huomattu" in page


def test_texts_are_shown_as_they_were_typed(desk):
    change(Sign.objects.get(identifier="nervous"), "short", fi="<b>x</b> {{ 7|add:7 }} {% now 'Y' %}")
    page = desk.get(CHANGES).content.decode()
    assert "&lt;b&gt;x&lt;/b&gt; {{ 7|add:7 }} {% now &#x27;Y&#x27; %}" in page
    assert "<b>x</b>" not in page


def test_the_page_is_linked_from_the_editions_the_publish_page_and_the_guidance_index(desk):
    for address in ("/admin/guidance/edition/", "/admin/guidance/edition/publish/", "/admin/guidance/"):
        assert f'href="{CHANGES}"' in read(desk, address)
    assert reverse("admin:guidance_changes") == CHANGES


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_others_do_not_see_it(client, edition, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(CHANGES).status_code in (302, 403)


def test_before_the_first_publishing_everything_is_new(client, supervisor, published_pack):
    client.force_login(supervisor)
    write_draft(published_pack)
    page = read(client)
    assert "Mitään ei ole vielä julkaistu" in page
    assert "Pyydä apua heti" in page


def test_an_empty_draft_has_a_page_too(client, supervisor):
    client.force_login(supervisor)
    assert client.get(CHANGES).status_code == 200
    assert client.get("/admin/guidance/edition/publish/").status_code == 200


@pytest.mark.parametrize("address", [CHANGES, "/admin/guidance/edition/publish/"])
def test_a_draft_that_is_all_changed_asks_no_more_of_the_database(desk, address):
    few = queries_of(desk, address)
    for step in Step.objects.all():
        step.title = {"fi": "Toisin"}
        step.show = [{"nobody": ["yes"]}] if step.pk % 2 else []
        step.save()
    assert queries_of(desk, address) == few


def queries_of(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured.captured_queries)


# --- Places ----------------------------------------------------------------------------------------------

PLACES = {
    "steps/propose/show/2": (Step, "propose", "#show-1"),
    "steps/propose/show": (Step, "propose", "#id_show"),
    "steps/safety-plan/contacts_when/nollalinja/1": (Step, "safety-plan", "#stepcontact_set-"),
    "steps/propose/title/sv": (Step, "propose", "#id_title_1"),
    "steps/propose/title": (Step, "propose", "#id_title_0"),
    "steps/propose/contacts": (Step, "propose", "#stepcontact_set-group"),
    "steps/propose/contacts/1": (Step, "propose", "#stepcontact_set-group"),
    "steps/propose/urgency": (Step, "propose", "#id_urgency"),
    "steps/propose": (Step, "propose", ""),
    "contacts/emergency-112/phones": (Contact, "emergency-112", "#phones-group"),
    "contacts/emergency-112/phones/1/tel": (Contact, "emergency-112", "#phones-0"),
    "contacts/emergency-112/verified_on": (Contact, "emergency-112", "#id_verified_on"),
    "stages/pace": (Stage, "pace", ""),
    "stages/pace/points/pace-calm/short/fi": (Stage, "pace", "#points-of-pace-calm"),
    "stages/pace/points/gone": (Stage, "pace", "#points-group"),
    "stages/pace/checks/threat/answers/unsure": (Check, "threat", "#answers-of-unsure"),
    "stages/pace/checks/threat/short": (Check, "threat", "#id_short_0"),
    "checklists/card/signs/nervous/full/sv": (Sign, "nervous", "#signs-of-nervous"),
    "points/pace-calm": (Point, "pace-calm", "#points-of-pace-calm"),
    "checks/threat/answers/unsure": (Check, "threat", "#answers-of-unsure"),
    "company/1": (Draft, None, "#company-0"),
    "title/sv": (Draft, None, "#id_title_1"),
    "required_languages": (Draft, None, "#id_required_languages"),
    "": (Draft, None, "#id_title_0"),
    "made_from": (Draft, None, ""),
}


@pytest.mark.variants(stay=0)
def test_a_place_leads_to_the_form_where_it_is_mended(desk):
    for place, (model, identifier, fragment) in PLACES.items():
        row = model.objects.get(**({"identifier": identifier} if identifier else {}))
        page = row.checklist if model is Sign else row.stage if model is Point else row
        form = reverse(f"admin:guidance_{page._meta.model_name}_change", args=[page.pk])
        address, _, anchor = desk.get(form_of(Place.parse(place))).headers["Location"].partition("#")
        address, _, opened = address.partition("?")
        assert (address, f"#{anchor}"[: len(fragment)]) == (form, fragment), place
        assert bool(opened) == ("-of-" in anchor or anchor[-2:] in ("-0", "-1", "-2")), place
        if anchor:
            shown = desk.get(f"{form}?{opened}").content.decode()
            assert f'id="{anchor}"' in shown, place
        if place.endswith(("show/2", "company/1", "nollalinja/1")):
            there = part(shown, f'[id="{anchor}"]')
            assert "open" in (parts(there, "details") or [there])[0].attributes


def test_a_place_that_is_gone_leads_to_the_list_and_a_kind_to_its_list(desk):
    steps = reverse("admin:guidance_step_changelist")
    assert form_of(Place.parse("steps")) == steps
    gone = desk.get(form_of(Place.parse("steps/gone")), follow=True).content.decode()
    assert "Kohtaa ei ole enää luonnoksessa." in gone
    assert desk.get(form_of(Place.parse("steps/gone/show/1"))).headers["Location"] == steps
    assert desk.get(form_of(Place.parse("contacts"))).status_code == 200


def test_an_answer_of_an_example_case_leads_to_the_example_and_not_to_its_check(desk):
    example = Expectation.objects.create(identifier="example", title={"fi": "Yksi"})
    address = desk.get(form_of(Place.parse("expectations/example/checks/threat"))).headers["Location"]
    assert address == f"{page_of(example)}#id_checks"


@pytest.mark.heavy
@pytest.mark.whole_guidance
def test_every_place_of_the_built_in_guidance_has_an_address_that_answers(
    desk, built_in_pack, rf, supervisor
):
    """Each leads on to a row that is there, and one page of each kind is opened."""
    request = rf.get("/")
    request.user = supervisor
    pages = {_page_at(request, place) for place in _each_entry_and_one_of_each_field(built_in_pack)}
    models = {model for model, _key in pages}
    with_pages = {Draft, Stage, Area, Check, Checklist, Step, Contact, Expectation, Preparation, ClosedNumber}
    assert models == with_pages | {Passage, RecordingPoint, Recipient, Milestone, CardText}
    for model in models:
        known = {None, *map(str, model.objects.values_list("pk", flat=True))}
        assert {key for name, key in pages if name is model} <= known
        assert desk.get(page_of(model.objects.first())).status_code == 200


def _each_entry_and_one_of_each_field(pack: dict) -> list[Place]:
    """All else of a place, such as a language, is for the fragment, which names what one form has."""
    shapes: dict[tuple, Place] = {}
    for place in places_in(pack):
        shapes.setdefault((place.kind, place.field) if place.field else (place,), place)
    return list(shapes.values())


def _page_at(request, place: Place) -> tuple:
    """The model and the key of the form that a place leads to; of a list no key."""
    match = resolve(form_of(place))
    if match.url_name == "guidance_place":
        match = resolve(urlsplit(place_view(request, None, match.kwargs["place"]).url).path)
    model = apps.get_model("guidance", match.url_name.split("_")[1])
    return model, match.kwargs.get("object_id")


def test_a_place_costs_nothing_to_link_to(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        form_of(Place.parse("steps/propose/show/2"))


def test_a_place_leads_nobody_else_anywhere(client, officer, edition):
    client.force_login(officer)
    assert client.get(form_of(Place.parse("steps/propose"))).status_code == 403


def test_a_form_says_what_publishing_would_change_of_its_entry(desk):
    sign = Sign.objects.get(identifier="nervous")
    page = page_of_checklist(desk)
    assert "Tallennettu luonnos on tältä osin sama kuin Painos 1." in page
    assert "Kaikki kuusi turvasääntöä pitävät, kaikilla vastauksilla." in page
    Sign.objects.filter(pk=sign.pk).update(short=sign.short | {"fi": "Levottomuus"})
    Step.objects.filter(identifier="propose").update(but_not=[])
    page = page_of_checklist(desk)
    assert "Tallennettu luonnos, verrattuna: Painos 1." in page
    assert page.count('class="changes-entry"') == 1  # the step's own change is told on its form
    assert "Luonnosta ei voi vielä julkaista" in page


def page_of_checklist(desk) -> str:
    checklist = Sign.objects.get(identifier="nervous").checklist
    page = desk.get(f"/admin/guidance/checklist/{checklist.pk}/change/").content.decode()
    return html.unescape(page)
