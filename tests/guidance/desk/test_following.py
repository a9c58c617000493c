"""From a check or a sign straight on to the step that follows from it, whose rule begins with it."""

import pytest

from guidance.models import Check, Checklist, Sign, Step
from tests.guidance.at_the_desk import opened, page_of
from tests.guidance.filled_in import form_on
from tests.markup import attributes, part, parts

pytestmark = pytest.mark.django_db

ADD = "/admin/guidance/{}/add/"
ON = {"_step": "on"}


def new_sign(client, checklist: Checklist, **words: str) -> dict:
    at = checklist.signs.count()
    sent = opened(client, checklist)
    return sent | {f"signs-{at}-{name}_fi": text for name, text in words.items()}


def test_a_new_sign_leads_on_to_a_step_with_the_sign_noticed_in_its_rule(desk):
    checklist = Checklist.objects.first()
    sent = new_sign(desk, checklist, short="Hirvi", full="Hirvi tulee", reason="hirvi")
    answered = desk.post(page_of(checklist), sent | ON)
    assert answered["Location"] == f"{ADD.format('step')}?follows=hirvi#id_title_0"
    assert checklist.signs.filter(identifier="hirvi").exists()
    page = desk.get(answered["Location"]).content.decode()
    assert attributes(page, "[name=show-0-0-subject] option[selected]", "value") == ["hirvi"]
    assert attributes(page, "[name=show-0-0-answers][checked]", "value") == ["hirvi:noticed"]
    step = form_on(page, "step_form") | {"title_fi": "Väistä", "short_fi": "Väistä", "full_fi": "Väistä"}
    desk.post(answered["Location"], step | {"urgency": "soon"})
    assert Step.objects.get(identifier="vaista").show == [{"hirvi": ["noticed"]}]


def test_a_check_leads_on_to_a_step_whose_rule_asks_for_its_answers(desk):
    check = Check.objects.get(identifier="threat")
    answered = desk.post(page_of(check), opened(desk, check) | ON)
    page = desk.get(answered["Location"])
    assert attributes(page, "[name=show-0-0-subject] option[selected]", "value") == ["threat"]
    assert len(parts(page, "[name=show-0-0-answers]")) > 1
    assert attributes(page, "[name=show-0-0-answers][checked]", "value") == []
    assert part(page, "details.rule-row[open] [name=show-0-0-answers]")


def test_where_no_sign_was_added_the_step_begins_empty(desk):
    checklist = Checklist.objects.first()
    answered = desk.post(page_of(checklist), opened(desk, checklist) | ON)
    assert answered["Location"] == f"{ADD.format('step')}#id_title_0"


@pytest.mark.parametrize(
    "asked", ["follows=no-such", "follows=%00", "follows=", "title_fi=Sana", "show=threat"]
)
def test_an_address_picks_nothing_but_what_the_draft_has(desk, asked):
    page = desk.get(f"{ADD.format('step')}?{asked}")
    assert attributes(page, "[name=show-0-0-subject] option[selected]", "value") in ([], [""])
    assert not part(page, "#id_title_0").attributes.get("value")


def test_a_new_check_has_room_for_two_answers_which_stand_open(desk):
    page = desk.get(ADD.format("check"))
    assert (
        len(parts(page, "#answers-group details[open] [name$='-text_fi']")) == 3
    )  # one is what inlines.js copies
    check = Check.objects.get(identifier="threat")
    open_rows = parts(desk.get(page_of(check)), "#answers-group details[open]")
    assert len(open_rows) == 1


def test_the_button_stands_on_both_forms_after_those_that_save_and_on_no_other(desk):
    for row in (Check.objects.first(), Checklist.objects.first()):
        names = attributes(desk.get(page_of(row)), "form [type=submit][name]", "name")
        assert names.index("_step") > names.index("_save")
    assert not parts(desk.get(page_of(Step.objects.first())), "[name=_step]")


def test_what_is_refused_leads_nowhere_and_adds_nothing(desk):
    checklist = Checklist.objects.first()
    refused = desk.post(page_of(checklist), new_sign(desk, checklist, short="Hirvi") | ON)
    assert refused.status_code == 200
    assert not Sign.objects.filter(identifier="hirvi").exists()
