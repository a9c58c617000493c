"""What leads to what: who may see it, that picture and words agree, and what the built-in draft leads to."""

import copy

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance.draft import write_draft
from guidance.models import Check, Draft, Sign, Step, StepContact
from guidance.rules.leads import RELATIONS, leads
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import ALWAYS
from tests.markup import attributes, joined_words, part, parts

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, supervisor, published_pack):
    """A test client in which a supervisor has logged in; the draft is the built-in guidance, unpublished."""
    write_draft(published_pack)
    client.force_login(supervisor)
    return client


def page_of(client) -> str:
    response = client.get(reverse("admin:guidance_leads"))
    assert response.status_code == 200
    return response.content.decode()


def row(page: str, identifier: str) -> str:
    """The words of one row of the tables, by its id."""
    return joined_words(part(page, f"tr#{identifier}"))


def cells(page: str) -> list[list[str]]:
    """What the marks of the picture say, row by row."""
    return [[mark.text() for mark in parts(each, "title")] for each in parts(page, "g.leads-row")]


def names(page: str) -> list[str]:
    """The steps at the edge of the picture, from the top."""
    return [joined_words(name) for name in parts(page, ".leads-names li")]


# --- Who may see it --------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["worker", "officer"])
def test_those_who_do_not_see_steps_do_not_see_what_leads_to_them(client, request, person):
    client.force_login(request.getfixturevalue(person))
    assert client.get(reverse("admin:guidance_leads")).status_code in (302, 403)
    assert reverse("admin:guidance_leads") not in client.get(reverse("admin:index")).content.decode()


def test_to_see_steps_is_enough(client, published_pack):
    write_draft(published_pack)
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_step"))
    client.force_login(reader)
    assert "Pyydä apua heti" in page_of(client)


def test_the_way_there_is_on_the_indexes_the_list_and_every_form_it_concerns(desk):
    address = reverse("admin:guidance_leads")
    check, sign, step = (model.objects.first() for model in (Check, Sign, Step))
    places = {
        reverse("admin:index"): address,
        reverse("admin:app_list", args=["guidance"]): address,
        reverse("admin:guidance_step_changelist"): address,
        reverse("admin:guidance_step_change", args=[step.pk]): f"{address}#step-{step.identifier}",
        reverse("admin:guidance_check_change", args=[check.pk]): f"{address}#subject-{check.identifier}",
        reverse("admin:guidance_checklist_change", args=[sign.checklist_id]): f"{address}#subjects",
        reverse("admin:guidance_draft_change", args=[1]): f"{address}#company",
    }
    page = page_of(desk)
    for place, link in places.items():
        assert f'href="{link}"' in desk.get(place).content.decode(), place
        assert "#" not in link or f'id="{link.partition("#")[2]}"' in page


# --- The built-in draft ----------------------------------------------------------------------------------


TOLD = {
    "step-call-emergency": ("Pyydä apua heti Näytä, kun turvallisuus uhattuna juuri nyt on kyllä"),
    "step-propose": (
        "Tehkää esitys yhdessä kahden Näytä, kun suostumus esitykseen on kyllä Mutta ei, kun "
        "asiakas kanssasi ilman muita on ei tai en tiedä tai kun kieli ja tulkkaus on mukana "
        "tullut tulkkaa tai kun joku mukana on kyllä, haluaa olla läsnä ja asiakas kanssasi ilman "
        "muita on vastaamatta tai kun asiakas alle 18-vuotias on kyllä tai en tiedä Korosta, kun "
        "kieli ja tulkkaus on käännössovelluksella"
    ),
    "step-take-a-moment": ("Pysähdy hetkeksi näytetään aina Näytä, kun aina"),
    "company": (
        "Kahden puhuttavat odottavat Odottavat, kun asiakas kanssasi ilman muita on ei tai en "
        "tiedä tai kun kieli ja tulkkaus on mukana tullut tulkkaa tai kun joku mukana on kyllä, "
        "haluaa olla läsnä ja asiakas kanssasi ilman muita on vastaamatta"
    ),
    "subject-nervous": ("Hermostuneisuus tuo esiin: Palaa asiaan rauhassa huomattu"),
    "subject-interpreter": (
        "Kieli ja tulkkaus tuo esiin: Järjestä hetki kahden kesken mukana tullut tulkkaa; Varaa "
        "ammattitulkki mukana tullut tulkkaa; Kysy neuvoa nimeä kertomatta mukana tullut tulkkaa "
        "tuo esiin yhdessä toisen kanssa: Kysy suostumus mukana tullut tulkkaa estää: Tehkää "
        "esitys yhdessä mukana tullut tulkkaa; Kysy neuvoa asiantuntijalta mukana tullut tulkkaa "
        "korostaa: Tehkää esitys yhdessä "
        "käännössovelluksella laittaa odottamaan: askeleet, joista puhutaan kahden mukana tullut "
        "tulkkaa"
    ),
    "subject-no-sign-noticed": ("Yhtään merkkiä ei ole huomattu tuo esiin: Ota oma huolesi vakavasti"),
}


@pytest.mark.whole_guidance
def test_a_row_says_what_the_brief_says(desk):
    page = page_of(desk)
    assert {identifier: row(page, identifier) for identifier in TOLD} == TOLD


@pytest.mark.whole_guidance
def test_a_row_of_the_picture_says_what_its_marks_mean(desk):
    page = page_of(desk)
    marks = dict(zip(names(page), cells(page), strict=True))
    assert marks["Pyydä apua heti"] == ["Turvallisuus uhattuna juuri nyt – tuo esiin (kyllä)"]
    assert marks["Kirjaa turvallisesti näytetään aina"] == [
        "Joku muu voi nähdä tiedot – korostaa (kyllä tai en tiedä)",
        "Joku muu hallitsee papereita tai rahoja – korostaa (huomattu)",
        "Asiakas alle 18-vuotias – korostaa (kyllä tai en tiedä)",
        "Joku mukana – korostaa (kyllä, haluaa olla läsnä)",
    ]
    assert marks["Tehkää esitys yhdessä kahden"][2] == (
        "Kieli ja tulkkaus – estää (mukana tullut tulkkaa); korostaa (käännössovelluksella)"
    )


@pytest.mark.whole_guidance
def test_whom_a_step_names_with_which_answers_is_said_in_words_in_the_picture_and_its_legend(desk):
    page = page_of(desk)
    assert row(page, "step-legal-help").endswith(
        "Nimeä Työsuojelu, kun merkki työtä ilman kunnon palkkaa tai vapaata on huomattu tai kun "
        "kenestä huoli johtuu on työnantajasta, vuokranantajasta tai työpaikan väestä"
    )
    whom = row(page, "subject-whom")
    assert whom.startswith(
        "Kenestä huoli johtuu vaikuttaa siihen, kenet askel nimeää: Järjestä oikeudellista"
    )
    assert "Ei vaikuta" not in whom
    marks = dict(zip(names(page), cells(page), strict=True))
    said = (
        "vaikuttaa siihen, kenet askel nimeää"
        " (työnantajasta, vuokranantajasta tai työpaikan väestä: Työsuojelu)"
    )
    assert f"Kenestä huoli johtuu – {said}" in marks["Järjestä oikeudellista apua kahden"]
    legend = joined_words(part(page, ".leads-legend"))
    assert "vaikuttaa siihen, kenet askel nimeää" in legend
    assert "vaikuttaa yhdessä toisen kanssa siihen, kenet askel nimeää" in legend


def test_every_relation_has_its_mark_and_no_two_marks_are_drawn_alike(desk):
    symbols = parts(page_of(desk), ".leads-symbols symbol")
    assert {symbol.attributes["id"] for symbol in symbols} == {f"mark-{each}" for each in RELATIONS}
    assert len({symbol.html.partition(">")[2] for symbol in symbols}) == len(RELATIONS)


def test_a_helper_that_is_always_named_by_a_row_is_no_mark_beside_its_step(desk):
    StepContact.objects.filter(step__identifier="call-emergency").update(when=[{"always": True}])
    assert "Nimeä Hätäkeskus, kun aina" in row(page_of(desk), "step-call-emergency")


def test_the_picture_and_the_words_say_the_same(desk, published_pack):
    page = page_of(desk)
    told = [lead for lead in leads(read_guidance(published_pack)).all if lead.subject != ALWAYS]
    assert sum(len(said) for said in cells(page)) == len({(lead.rule, lead.subject) for lead in told})
    assert page.count('<span class="use-place">') == len(told)


def test_each_row_leads_to_its_form(desk):
    page = page_of(desk)
    step, check, sign = (model.objects.first() for model in (Step, Check, Sign))
    for address in (
        reverse("admin:guidance_step_change", args=[step.pk]),
        reverse("admin:guidance_check_change", args=[check.pk]),
        f"{reverse('admin:guidance_checklist_change', args=[sign.checklist_id])}#signs-of-{sign.identifier}",
        reverse("admin:guidance_draft_change", args=[1]),
    ):
        assert f'href="{address}"' in page
        if "#" in address:
            assert f'id="{address.partition("#")[2]}"' in desk.get(address).content.decode()


# --- Other drafts ----------------------------------------------------------------------------------------


def test_a_change_shows_at_once_and_nothing_in_a_text_becomes_markup(desk):
    Step.objects.filter(identifier="debrief").update(
        title={"fi": "<b>Uusi</b>"}, show=[{"police": ["yes"]}], but_not=[{"always": True}]
    )
    page = page_of(desk)
    assert row(page, "step-debrief") == (
        "<b>Uusi</b> estyy aina Näytä, kun yhteys poliisiin on kyllä Mutta ei, kun aina"
    )
    assert "<b>Uusi" not in page


def test_a_step_that_never_comes_up_and_a_sign_that_leads_nowhere_say_so(desk):
    Step.objects.filter(identifier="whole-picture").update(show=[])
    page = page_of(desk)
    assert "Askel ei tule esiin millään vastauksilla." in row(page, "step-whole-picture")
    assert "Ei vaikuta mihinkään askeleeseen." in row(page, "subject-nervous")


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_without_additions_only_the_card_is_told_and_that_is_said(desk):
    assert "Lisäykset ovat poissa käytöstä" not in page_of(desk)
    Draft.objects.update(with_additions=False)
    page = page_of(desk)
    assert "Lisäykset ovat poissa käytöstä" in page
    assert 'id="subject-marriage-talk"' not in page
    assert 'id="step-safety-plan"' not in page


def test_one_broken_row_is_marked_and_the_rest_is_shown(desk):
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"]}, {"consent": ["yes"]}])
    page = page_of(desk)
    assert "Luonnosta ei voi vielä näyttää kokonaan" in page
    assert "leads-drawing" in page
    [broken] = parts(page, ".leads-names li:has(.leads-unread)")
    assert Step.objects.get(identifier="propose").title["fi"] in joined_words(broken)
    assert "Ei voi lukea:" in row(page, "step-propose")
    assert "Näytä, kun" in row(page, "step-propose")
    assert "Ei voi lukea:" not in row(page, "step-child-welfare")
    links = attributes(page, "tr#step-propose .leads-amiss a, .errornote a", "href")
    assert {*links} == {"/admin/guidance/edition/place/steps/propose/show/1/"}


def test_what_rules_of_a_retired_check_say_is_left_out_by_its_name(desk):
    Check.objects.filter(identifier="threat").update(retired=True)
    said = joined_words(part(page_of(desk), ".errornote"))
    assert f"Ehto koskee kohtaa ”{Check.objects.get(identifier='threat').reason['fi']}”, joka on" in said
    assert "threat" not in said


def test_a_broken_company_rule_is_marked_as_well(desk):
    Draft.objects.update(company=[{"nobody": ["yes"]}])
    assert "Ei voi lukea:" in row(page_of(desk), "company")
    assert "Ei rivejä" not in row(page_of(desk), "company")


@pytest.mark.variants(stay=0)
def test_it_costs_as_many_queries_for_few_steps_as_for_many(desk, published_pack):
    many = queries_of(desk)
    pack = copy.deepcopy(published_pack)
    pack["steps"] = pack["steps"][:2]
    pack["checklists"][0]["signs"] = pack["checklists"][0]["signs"][:1]
    write_draft(pack | {"company": []})
    assert len(queries_of(desk)) == len(many) <= 34, many


def queries_of(client) -> list[str]:
    page_of(client)
    with CaptureQueriesContext(connection) as captured:
        page_of(client)
    return [query["sql"] for query in captured.captured_queries]
