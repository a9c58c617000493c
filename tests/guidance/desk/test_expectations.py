"""Example cases at the editor's desk: picked, ticked, and at once told whether they hold."""

import html

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guidance.draft import read_draft
from guidance.models import Answer, Draft, Edition, Expectation, Sign, Step
from guidance.publishing.editions import PublishRefused, publish
from guidance.rules.schema import format_of
from tests.guidance.at_the_desk import opened
from tests.guidance.formats import of_format
from tests.markup import attributes, part, parts, words

pytestmark = pytest.mark.django_db

LIST = "/admin/guidance/expectation/"
ADD = f"{LIST}add/"
CASE = {
    "title_fi": "Mukana tullut tulkkaa",
    "checks-interpreter": "companion",
    "signs-nervous": "noticed",
    "steps": ["change-interpreter", "whole-picture"],
    "not_steps": ["propose"],
}


@pytest.fixture
def save(desk):
    def save(address, **fields):
        response = desk.post(address, CASE | fields, follow=True)
        return html.unescape(response.content.decode())

    return save


def stored():
    return Expectation.objects.get(identifier="mukana-tullut-tulkkaa")


def row_of(page, identifier):
    key = Expectation.objects.get(identifier=identifier).pk
    return words(page, f'tr:has([href$="/expectation/{key}/change/"])')


def title(step: str) -> str:
    return Step.objects.get(identifier=step).title["fi"]


def test_a_case_is_kept_as_a_pack_has_it_and_told_to_hold(save):
    page = save(ADD)
    case = stored()
    assert (case.checks, case.signs) == ({"interpreter": "companion"}, {"nervous": "noticed"})
    assert (case.steps, case.not_steps) == (["change-interpreter", "whole-picture"], ["propose"])
    [line] = parts(page, ".messagelist li")
    assert "on tallennettu. Se toteutuu luonnoksessa ja käytössä olevassa painoksessa." in words(line)


def test_a_story_is_kept_and_leads_to_its_practice_in_the_draft(save, desk):
    told = {"story_fi": "Asiakas tulee.\r\n\r\nTäti tulkkaa.", "notice_fi": "Odota.", "say_fi": "Tervetuloa."}
    save(ADD, **told)
    case = stored()
    assert case.story == {"fi": "Asiakas tulee.\n\nTäti tulkkaa."}
    assert (case.notice, case.say) == ({"fi": "Odota."}, {"fi": "Tervetuloa."})
    form = desk.get(f"{LIST}{case.pk}/change/")
    (address,) = attributes(form, ".field-practice a", "href")
    assert "Täti tulkkaa." in desk.get(address).content.decode()
    Draft.objects.update(with_additions=False)
    assert not parts(desk.get(f"{LIST}{case.pk}/change/"), ".field-practice a")


def test_a_case_without_a_story_leads_to_no_practice(save, desk):
    save(ADD)
    assert not parts(desk.get(f"{LIST}{stored().pk}/change/"), ".field-practice a")


def test_a_case_that_does_not_hold_is_kept_and_says_why(save):
    page = save(ADD, steps=["call-emergency"])
    assert stored().steps == ["call-emergency"]
    assert f"Luonnoksessa: Esimerkki ei toteudu: askel ”{title('call-emergency')}” ei tule esiin" in page
    with pytest.raises(PublishRefused):
        publish()


def test_what_does_not_hold_leads_to_the_step_whose_rule_changed(desk):
    Step.objects.filter(identifier="whole-picture").update(show=[{"threat": ["yes"]}])
    case = Expectation.objects.create(
        identifier="one", title={"fi": "Yksi"}, signs={"nervous": "noticed"}, steps=["whole-picture"]
    )
    page = desk.get(f"{LIST}{case.pk}/change/")
    assert attributes(page, ".outcome a", "href") == [
        "/admin/guidance/edition/place/steps/whole-picture/show/"
    ]
    Step.objects.filter(identifier="whole-picture").update(show=[{"always": True}])
    assert not parts(desk.get(f"{LIST}{case.pk}/change/"), ".outcome a")


def test_the_draft_and_the_live_edition_are_told_apart(save):
    Step.objects.filter(identifier="whole-picture").update(show=[{"threat": ["yes"]}])
    page = save(ADD)
    assert f"Luonnoksessa: Esimerkki ei toteudu: askel ”{title('whole-picture')}” ei tule esiin" in page
    assert "Käytössä olevassa painoksessa:" not in words(page, ".messagelist")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"steps": [], "not_steps": []}, "Valitse ainakin yksi askel"),
        ({"not_steps": ["change-interpreter"]}, "Sama askel ei voi sekä tulla että olla tulematta"),
        ({"checks-interpreter": "maybe"}, "ei ole vastausta ”maybe”."),
        ({"signs-nobody": "noticed"}, "Kysymystä tai merkkiä ”nobody” ei ole."),
        ({"title_fi": ""}, "Kirjoita ainakin suomenkielinen teksti."),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_on_the_page(save, fields, sentence):
    before = Expectation.objects.count()
    page = save(ADD, **fields)
    assert sentence in page
    assert 'value="noticed" selected' in page
    assert Expectation.objects.count() == before


def test_answers_can_be_taken_out_again(save, desk):
    save(ADD)
    seen = {"seen": opened(desk, stored())["seen"]}
    save(f"{LIST}{stored().pk}/change/", **{"signs-nervous": "", "steps": ["change-interpreter"]}, **seen)
    assert stored().signs == {}
    assert stored().steps == ["change-interpreter"]


@pytest.mark.whole_guidance
def test_steps_are_ticked_by_tier(desk):
    page = desk.get(ADD)
    boxes = attributes(page, "[name=not_steps]", "value")
    assert boxes[:2] == ["call-emergency", "child-now"]
    assert boxes[-1] == "take-a-moment"
    assert "Ennen kuin asiakas lähtee" in words(page)


def test_what_is_out_of_use_stays_where_it_was_picked_and_is_offered_nowhere_else(save, desk):
    save(ADD, **{"checks-minor": "unsure"})
    Sign.objects.filter(identifier="nervous").update(retired=True)
    Step.objects.filter(identifier="propose").update(retired=True)
    Answer.objects.filter(question__identifier="minor", identifier="unsure").update(retired=True)
    kept = html.unescape(desk.get(f"{LIST}{stored().pk}/change/").content.decode())
    assert kept.count("(ei enää käytössä)") == 2
    assert parts(kept, "[name=not_steps][value=propose][checked]")
    fresh = desk.get(ADD).content.decode()
    assert 'name="signs-nervous"' not in fresh
    assert 'value="propose"' not in fresh


def test_answers_that_were_tried_tick_nothing_and_say_what_comes_up(desk):
    page = desk.get(f"{ADD}?interpreter=companion")
    assert not parts(page, "[name=steps][checked], [name=not_steps][checked], [name=held][checked]")
    assert "(tulee nyt esiin)" in words(part(page, "label:has([name=steps][value=change-interpreter])"))
    assert "(tulee nyt esiin)" not in words(part(page, "label:has([name=steps][value=propose])"))


OTHERWISE = {
    "steps": [],
    "not_steps": [],
    "checks-alone": "no",
    "checks-threat": "yes",
    "checks-interpreter": "",  # who interprets may be company too
    "first_step": "call-emergency",
    "in_order_0": "call-emergency",
    "in_order_1": "record-safely",
    "held": ["safety-plan"],
    "helpers": ["call-emergency=emergency-112"],
}


@pytest.mark.variants(stay=0)
def test_a_case_may_name_the_first_step_an_order_what_waits_and_a_helper(save, desk):
    page = save(ADD, **OTHERWISE)
    assert "Se toteutuu luonnoksessa" in page
    case = stored()
    assert (case.first_step, case.in_order) == ("call-emergency", ["call-emergency", "record-safely"])
    assert (case.held, case.helpers) == (["safety-plan"], {"call-emergency": ["emergency-112"]})
    address = f"{LIST}{case.pk}/change/"
    desk.post(address, opened(desk, case))
    case.refresh_from_db()
    assert case.helpers == {"call-emergency": ["emergency-112"]}
    page = save(address, **OTHERWISE | {"seen": opened(desk, case)["seen"], "checks-alone": "yes"})
    sentence = f"askel ”{title('safety-plan')}” ei odota kahdenkeskistä hetkeä, vaikka sen pitäisi."
    assert sentence in words(page, ".messagelist")
    [kept] = [each for each in read_draft()["expectations"] if each["id"] == case.identifier]
    assert format_of(of_format(5, read_draft())) == 5
    assert kept["held"] == ["safety-plan"]


def test_an_order_of_one_step_is_refused(save):
    assert "Valitse järjestykseen kaksi eri askelta" in save(ADD, in_order_0="call-emergency")


@pytest.mark.whole_guidance
def test_the_list_says_of_every_case_whether_it_holds(desk):
    Step.objects.filter(identifier="safe-channel").update(but_not=[{"always": True}])
    Expectation.objects.filter(identifier="client-declines").update(retired=True)
    page = html.unescape(desk.get(LIST).content.decode())
    assert f"askel ”{title('safe-channel')}” ei tule esiin" in row_of(page, "records-seen-by-another")
    assert row_of(page, "adult-consents").count("toteutuu") == 2
    assert "on poistettu käytöstä" in row_of(page, "client-declines")


@pytest.mark.whole_guidance
def test_a_case_of_an_addition_is_not_tried_while_additions_are_off(desk):
    Draft.objects.update(with_additions=False)
    page = html.unescape(desk.get(LIST).content.decode())
    assert "lisäykset ovat pois käytöstä" in row_of(page, "no-signs-still-worried")
    assert row_of(page, "adult-consents").count("toteutuu") == 2


@pytest.mark.whole_guidance
def test_a_draft_that_cannot_be_read_is_said(desk):
    Step.objects.filter(identifier="propose").update(show=[{"nobody": ["yes"]}])
    page = html.unescape(desk.get(LIST).content.decode())
    assert "Luonnosta ei voi lukea" in row_of(page, "adult-consents")


@pytest.mark.whole_guidance
def test_before_the_first_publishing_only_the_draft_is_tried(desk):
    Edition.objects.all().delete()
    assert "Yhtään painosta ei ole" in row_of(
        html.unescape(desk.get(LIST).content.decode()), "adult-consents"
    )


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_a_longer_list_costs_no_more_queries(desk):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            desk.get(LIST)
        return len(captured)

    desk.get(LIST)
    before = cost()
    for number in range(30):
        Expectation.objects.create(
            identifier=f"more-{number}", title={"fi": "Lisää"}, steps=["record-safely"], position=number
        )
    assert cost() == before


@pytest.mark.whole_guidance
def test_the_list_is_put_in_order_as_others_are(desk):
    second = Expectation.objects.all()[1]
    desk.post(LIST, {"move": f"{second.pk}-up"})
    assert Expectation.objects.first() == second


@pytest.mark.variants(stay=0)
def test_whoever_comes_second_is_told_in_words_what_stands(desk, save):
    save(ADD)
    mine = {"checks-interpreter": "professional", "steps": ["change-interpreter"]}
    page = save(f"{LIST}{stored().pk}/change/", **mine)
    assert "Nyt tallessa: Miten ymmärrätte toisianne? – mukana tullut" in page
    assert "Nyt tallessa: Varaa ammattitulkki, Palaa asiaan rauhassa" in page
