"""From a row that was changed to answers that show the change, and the way on after saving."""

import copy
from urllib.parse import parse_qs, urlsplit

import pytest

from guidance.desk.what_if.cases import case_of
from guidance.models import Check, Contact, Draft, Expectation, Preparation, Sign, Stage, Step
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Guidance
from tests.growth import LINEAR, growth_of
from tests.guidance.at_the_desk import opened, page_of
from tests.markup import part, parts, words

pytestmark = pytest.mark.django_db

TRY = "/admin/guidance/expectation/try/"


def tried(desk, row) -> tuple[dict, str]:
    """The answers and the step that *Kokeile* leads to from a row's form."""
    address = urlsplit(desk.get(page_of(row).replace("change", "try")).headers["Location"])
    assert address.path == TRY
    answers = {name: one for name, [one] in parse_qs(address.query).items()}
    tried_step = answers.pop("of_step", "")
    assert address.fragment == ("follows" if tried_step else "")
    return answers, tried_step


def step(identifier: str) -> Step:
    return Step.objects.get(identifier=identifier)


def change(identifier: str, **values) -> Step:
    Step.objects.filter(identifier=identifier).update(**values)
    return step(identifier)


def difference_of(desk, row) -> str:
    """What the page that *Kokeile* opens says of the step, as its reader has it."""
    page = desk.get(page_of(row).replace("change", "try"), follow=True)
    return words(page, f'tr[data-step="{row.identifier}"]')


@pytest.mark.variants(stay=2)
@pytest.mark.whole_guidance
@pytest.mark.parametrize(
    ("identifier", "values", "said"),
    [
        ("record-safely", {"stress": [{"alone": ["no"]}]}, "Korostetaan luonnoksessa."),
        ("assess-threat", {"show": [{"nervous": ["noticed"]}]}, "Ei tule enää esiin."),
        ("call-emergency", {"show": []}, "Ei tule enää esiin."),
        ("call-emergency", {"urgency": "soon"}, "Kiireellisyys muuttuu."),
        ("call-emergency", {"but_not": [{"minor": ["yes"]}]}, "Ei tule enää esiin."),
        ("call-emergency", {"alone": True}, "Odottaa luonnoksessa kahdenkeskistä hetkeä."),
    ],
)
def test_a_changed_rule_is_tried_with_answers_that_show_it(desk, identifier, values, said):
    row = change(identifier, **values)
    assert tried(desk, row)[1] == identifier
    assert said in difference_of(desk, row)


@pytest.mark.variants(stay=0)
@pytest.mark.whole_guidance
def test_where_help_is_lost_the_answers_of_the_counter_example_show_it(desk):
    """Of a rule that is broken at the row, and of a helper who is no longer named."""
    urgent = change("call-emergency", show=[{"threat": ["yes"], "minor": ["no", "unanswered"]}])
    assert tried(desk, urgent) == ({"threat": "yes", "minor": "yes"}, "call-emergency")
    change("call-emergency", show=[{"threat": ["yes"]}])
    at_night = change(
        "safe-place", show=[{"safe-tonight": ["no", "unsure"], "consent": ["no", "unanswered"]}]
    )
    assert tried(desk, at_night) == ({"safe-tonight": "no", "consent": "yes"}, "safe-place")
    proposal = change("propose", but_not=[])
    answers, tried_step = tried(desk, proposal)
    assert tried_step == "propose"
    assert "Turvasääntö 1 ei pidä" in words(desk.get(TRY, answers), ".errornote")
    assert tried(desk, Check.objects.get(identifier="consent"))[1] == "propose"
    named = change("safe-place", show=[{"safe-tonight": ["no", "unsure"]}]).stepcontact_set.first()
    named.when = [{"minor": ["no"]}]
    named.save()
    assert "Yhteystiedot muuttuvat." in difference_of(desk, step("safe-place"))


@pytest.mark.heavy
def test_twice_the_rows_of_a_step_are_twice_the_work(published_pack):
    both = {
        size: [with_rows(published_pack, size, state) for state in ("noticed", "not-noticed")]
        for size in (1, 100, 200)
    }

    def try_it(size):
        found = case_of(Step(identifier="record-safely"), *both[size])
        assert (found[0], {*found[1]}) == ("record-safely", {"s-0"})

    assert growth_of(try_it, 100) < LINEAR


def with_rows(pack: dict, size: int, state: str) -> Guidance:
    """The pack with as many signs, each of which alone brings up one step."""
    pack = copy.deepcopy(pack)
    signs, first = pack["checklists"][0]["signs"], pack["checklists"][0]["signs"][0]
    signs += [first | {"id": f"s-{number}"} for number in range(size)]
    step = next(each for each in pack["steps"] if each["id"] == "record-safely")
    step["show"] = [{f"s-{number}": [state]} for number in range(size)]
    return read_guidance(pack)


def test_an_answer_added_to_a_row_is_the_one_that_is_tried(desk):
    row = change("record-safely", stress=[{"threat": ["yes"]}])
    assert tried(desk, row)[0] == {"threat": "yes"}
    live = step("call-emergency").show
    assert live[0] == {"threat": ["yes"]}
    row = change("call-emergency", show=[{"threat": ["yes", "unsure"]}, *live[1:]])
    assert tried(desk, row)[0] == {"threat": "unsure"}


def test_a_step_as_it_is_live_is_tried_with_a_row_that_shows_it(desk):
    assert tried(desk, step("call-emergency")) == ({"threat": "yes"}, "call-emergency")


def test_a_question_is_tried_with_a_step_that_it_leads_to_changed_ones_first(desk):
    threat = Check.objects.get(identifier="threat")
    assert tried(desk, threat)[0]["threat"]
    change("record-safely", stress=[{"threat": ["unsure"]}])
    assert tried(desk, threat) == ({"threat": "unsure"}, "record-safely")


def test_a_checklist_and_a_stage_are_tried_with_what_they_hold(desk):
    checklist = Sign.objects.get(identifier="nervous").checklist
    assert {*tried(desk, checklist)[0]} & {sign.identifier for sign in checklist.signs.all()}
    stage = Stage.objects.get(checks__identifier="threat")
    assert {*tried(desk, stage)[0]} & {check.identifier for check in stage.checks.all()}


def test_who_is_there_is_tried_with_a_step_that_waits(desk):
    draft = Draft.objects.get()
    Draft.objects.update(company=[*draft.company, {"minor": ["yes"]}])
    answers, step_shown = tried(desk, Draft.objects.get())
    assert answers.get("minor") == "yes"
    assert step_shown


def test_what_no_answer_shows_opens_the_page_as_it_is(desk):
    assert tried(desk, Contact.objects.first()) == ({}, "")
    change("propose", show=[{"nobody": ["yes"]}])
    assert tried(desk, step("propose"))[1] == "propose"  # the page says why it cannot be worked out
    case = Expectation.objects.create(identifier="one", title={"fi": "Yksi"}, checks={"threat": "yes"})
    assert tried(desk, case) == ({"threat": "yes"}, "")


def test_what_is_gone_or_may_not_be_seen_is_not_tried(desk, client, officer):
    assert desk.get("/admin/guidance/step/999999/try/").status_code == 404
    address = page_of(step("propose")).replace("change", "try")
    client.force_login(officer)
    assert client.get(address).status_code == 403


def test_the_reason_of_a_stress_and_of_a_wait_is_said_on_both_sides(desk):
    row = change("record-safely", stress=[{"alone": ["no"]}])
    threat = Check.objects.get(identifier="alone").reason["fi"]
    assert f"Korostettu, koska: {threat} – ei" in difference_of(desk, row)
    row = change("call-emergency", alone=True)
    assert "Odottaa, koska:" in difference_of(desk, row)


# --- After saving ----------------------------------------------------------------------------------------


@pytest.mark.variants
@pytest.mark.parametrize("button", ["_save", "_continue"])
def test_whoever_saved_is_shown_the_way_on(desk, button):
    row = step("propose")
    page = desk.post(page_of(row), opened(desk, row) | {"title_fi": "Toisin", button: "x"}, follow=True)
    said = part(page, "ul.messagelist")
    assert "Työntekijät näkevät tämän vasta, kun luonnos julkaistaan." in words(said)
    for address in (f"/admin/guidance/step/{row.pk}/try/", "edition/changes/", "edition/publish/"):
        assert parts(said, f'[href*="{address}"]')


def test_one_button_saves_and_shows_what_follows(desk):
    row = step("record-safely")
    sent = opened(desk, row) | {"stress-0-0-subject": "alone", "stress-0-0-answers": "alone:no", "_try": "x"}
    response = desk.post(page_of(row), sent)
    assert response.headers["Location"] == f"/admin/guidance/step/{row.pk}/try/"
    page = desk.get(response.headers["Location"], follow=True).content.decode()
    assert "Korostetaan luonnoksessa." in page
    assert "on tallennettu" in page
    assert "/admin/guidance/edition/publish/" in page


def test_the_form_leads_to_the_same(desk):
    row = step("propose")
    page = desk.get(page_of(row)).content.decode()
    assert f'href="/admin/guidance/step/{row.pk}/try/"' in page
    assert 'name="_try"' in page


def test_what_no_answer_leads_to_is_not_offered_to_be_tried(desk):
    row = Preparation.objects.first()
    page = desk.get(page_of(row)).content.decode()
    assert "_try" not in page
    assert f"/admin/guidance/preparation/{row.pk}/try/" not in page
    sent = opened(desk, row) | {"short_fi": "Toisin sanottu.", "_try": "x"}
    said = part(desk.post(page_of(row), sent, follow=True), "ul.messagelist")
    assert not parts(said, "[href*='/try/']")
    assert parts(said, "[href*='/admin/guidance/edition/changes/']")
    assert Preparation.objects.get(pk=row.pk).short["fi"] == "Toisin sanottu."
