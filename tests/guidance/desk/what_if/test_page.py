"""What if: the draft and the live edition side by side, by an address that can be linked."""

import html
from urllib.parse import parse_qs, urlsplit

import pytest
from django.apps import apps
from django.contrib.auth.models import Permission

from guidance.models import Answer, Check, Edition, Sign, Step
from tests.markup import attribute, attributes, part, parts, selected, steps, words

pytestmark = pytest.mark.django_db

TRY = "/admin/guidance/expectation/try/"


@pytest.fixture
def read(desk):
    def read(address):
        response = desk.get(TRY + address)
        assert response.status_code == 200
        return html.unescape(response.content.decode())

    return read


def row(page, step):
    """The words of a step's row, None where it has none."""
    found = parts(page, f'tr[data-step="{step}"]')
    return words(found[0]) if found else None


def test_the_step_that_is_tried_comes_first_and_leads_back_to_its_form(read):
    page = read("?threat=yes&of_step=record-safely")
    assert steps(page)[0] == "record-safely"
    form = attribute(page, "tr[data-step=record-safely] [href]", "href")
    assert f'<a class="button" href="{form}">Takaisin: ' in page
    assert 'name="of_step" value="record-safely"' in page
    assert "samat askeleet kuin käytössä olevassa painoksessa" in page


def test_the_step_that_is_tried_says_why_it_does_not_come_up(read):
    unshown = read("?threat=no&of_step=call-emergency")
    assert steps(unshown)[0] == "call-emergency"
    assert "mikään ”Näytä, kun” -rivi ei täyty" in row(unshown, "call-emergency")
    Step.objects.filter(identifier="call-emergency").update(but_not=[{"minor": ["yes"]}])
    prevented = read("?threat=yes&minor=yes&of_step=call-emergency")
    assert "Ei tule enää esiin" in row(prevented, "call-emergency")
    Edition.objects.all().delete()
    alone = read("?threat=yes&minor=yes&of_step=call-emergency")
    assert "jokin ”Mutta ei, kun” -rivi täyttyy" in row(alone, "call-emergency")


def test_a_step_that_is_none_is_left_aside(read):
    assert not parts(read("?threat=yes&of_step=not-one"), "[name=of_step]")


def test_the_step_that_is_tried_stays_when_the_address_is_shortened(desk):
    response = desk.get(TRY + "?threat=yes&minor=&of_step=record-safely")
    assert response.headers["Location"] == f"{TRY}?threat=yes&of_step=record-safely#follows"


def test_the_answers_in_the_address_are_marked_and_lead_to_steps_with_their_reasons(read):
    page = read("?threat=yes&nervous=noticed&clothing=not-noticed")
    assert (selected(page, "threat"), selected(page, "nervous"), selected(page, "clothing")) == (
        "yes",
        "noticed",
        "not-noticed",
    )
    assert "Koska:" in row(page, "call-emergency")
    assert "– kyllä" in row(page, "call-emergency")
    assert "huomattu" in row(page, "whole-picture")
    assert "tulee esiin samoin" in row(page, "call-emergency")
    assert row(page, "propose") is None


@pytest.mark.whole_guidance
def test_without_answers_the_steps_that_always_come_up_are_there(read):
    page = read("")
    assert "aina" in row(page, "record-safely")
    assert "vastaamatta" in row(page, "tell-rights")


def test_empty_selects_leave_the_address(desk):
    response = desk.get(TRY + "?threat=yes&minor=&nervous=")
    assert response.headers["Location"] == f"{TRY}?threat=yes"
    assert desk.get(TRY + "?threat=").headers["Location"] == TRY


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("?nobody=yes", "Kysymystä tai merkkiä ”nobody” ei ole."),
        ("?always=yes", "Kysymystä tai merkkiä ”always” ei ole."),
        ("?threat=maybe", "ei ole vastausta ”maybe”."),
        ("?nervous=yes", "ei ole vastausta ”yes”."),
    ],
)
def test_what_nobody_knows_is_said_and_left_aside(read, address, sentence):
    page = read(f"{address}&minor=yes")
    assert sentence in page
    assert selected(page, "minor") == "yes"


def change(step, **values):
    Step.objects.filter(identifier=step).update(**values)


@pytest.mark.whole_guidance
def test_every_difference_is_said_in_words(read):
    change("call-emergency", urgency="soon")
    change("assess-threat", show=[{"threat": ["yes"]}])
    change("child-welfare", stress=[{"always": True}])
    change("debrief", retired=True)
    change("consult-unnamed", alone=True)
    page = read("?threat=yes&minor=yes&alone=no")
    said = {
        "call-emergency": "Kiireellisyys muuttuu.",
        "assess-threat": "Tulee esiin vain luonnoksessa.",
        "child-welfare": "Korostetaan luonnoksessa.",
        "debrief": "Ei tule enää esiin.",
        "consult-unnamed": "Odottaa luonnoksessa kahdenkeskistä hetkeä.",
    }
    assert {step: sentence in row(page, step) for step, sentence in said.items()} == dict.fromkeys(said, True)
    assert "tulee esiin samoin" in row(page, "record-safely")


def test_a_safety_rule_that_the_draft_breaks_is_said_with_a_link_to_its_case(read, desk):
    assert "rikkoo turvasääntöjä" not in read("")
    change("propose", but_not=[])
    page = read("")
    assert "Turvasääntö 1 ei pidä" in page
    links = attributes(page, f'[href^="{TRY}?"]', "href")
    assert links
    assert "propose" in steps(desk.get(links[0]))
    assert parse_qs(urlsplit(links[0]).query)["consent"] == ["yes"]


def test_what_a_broken_row_leaves_open_is_never_called_no_difference(read):
    change("propose", show=[{"nobody": ["yes"]}])
    change("record-safely", stress=[{"threat": ["yes"]}])
    page = read("?threat=yes&consent=yes&alone=yes&minor=no")
    assert "Ehto koskee kohtaa ”nobody”" in page
    assert "/admin/guidance/edition/place/steps/propose/show/1/" in attributes(page, ".errornote a", "href")
    assert "Ei voi päätellä, ennen kuin luonnos on korjattu." in row(page, "propose")
    assert "tulee esiin samoin" not in row(page, "propose")
    assert "Korostetaan luonnoksessa." in row(page, "record-safely")
    assert "tulee esiin samoin" in row(page, "call-emergency")


def test_a_draft_of_which_nothing_can_be_read_is_not_called_the_same(read):
    change("propose", urgency="some day")
    page = read("?threat=yes")
    assert "Ei voi päätellä" in row(page, "call-emergency")
    assert "tulee esiin samoin" not in row(page, "call-emergency")


def test_before_the_first_publishing_the_draft_stands_alone(desk, read):
    Edition.objects.all().delete()
    page = read("?threat=yes")
    assert "Ei vielä julkaistu" in page
    assert row(page, "call-emergency")


def test_the_answers_can_be_walked_through(read, desk):
    page = read("?threat=yes&nervous=noticed")
    form = part(page, 'form[method=get][action="/try/"]')
    fields = {box.attributes["name"]: box.attributes.get("value", "") for box in parts(form, "[name]")}
    assert fields == {"draft": "", "check-threat": "yes", "sign-nervous": "noticed"}
    walked = desk.get("/try/", fields | {"go": "summary"}).content.decode()
    assert 'data-step="call-emergency"' in walked


def test_the_answers_can_be_kept_as_an_example(read, desk):
    page = read("?threat=yes&nervous=noticed")
    page = desk.get(attribute(page, '[href^="/admin/guidance/expectation/add/?"]', "href"))
    assert selected(page, "checks-threat") == "yes"
    assert selected(page, "signs-nervous") == "noticed"
    assert not parts(page, "[name=steps][checked]")  # what is expected is the editor's to say
    now = [words(each) for each in parts(page, "label:has([name=steps])") if "nyt esiin" in words(each)]
    assert now[0].startswith(Step.objects.get(identifier="call-emergency").title["fi"])


def test_nothing_is_stored(desk):
    before = {model: model.objects.count() for model in apps.get_models()}
    session = dict(desk.session)
    desk.get(TRY + "?threat=yes&nobody=yes")
    assert {model: model.objects.count() for model in apps.get_models()} == before
    assert dict(desk.session) == session


def test_it_is_for_those_who_may_see_the_steps(client, officer, edition):
    client.force_login(officer)
    assert client.get(TRY).status_code == 403
    officer.user_permissions.add(Permission.objects.get(codename="view_step"))
    assert client.get(TRY).status_code == 200
    assert "expectation/add" not in client.get(TRY).content.decode()


def test_what_is_out_of_use_is_not_offered(read):
    Sign.objects.filter(identifier="clothing").update(retired=True)
    Check.objects.filter(identifier="police").update(retired=True)
    Answer.objects.filter(question__identifier="minor", identifier="unsure").update(retired=True)
    page = read("")
    assert 'name="clothing"' not in page
    assert 'name="police"' not in page
    assert "unsure" not in attributes(page, "select[name=minor] option", "value")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_it_reads_in_the_other_languages(desk, language):
    desk.cookies["django_language"] = language
    page = desk.get(TRY + "?threat=yes").content.decode()
    assert f'lang="{language}"' in page
    assert 'data-step="call-emergency"' in page
