"""Whom a step says to call: two buttons at most, and none twice in a tier at steps that are still to do.

Worked on the built-in guidance: its helpers and their rows stand in the content brief.
"""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.rules.conditions import Answers, read_case
from guidance.rules.next_steps import next_steps
from guidance.rules.shapes import Guidance
from interview.walk.calls import Call, call_to, calls_of_steps
from tests.guidance.rules.examples import built_in
from tests.guidance.rules.strategies import answers_to, thorough
from tests.guidance.rules.test_cases import CASES

GUIDANCE = built_in()


def calls(answers: Answers, done=()) -> dict:
    return calls_of_steps(next_steps(GUIDANCE, answers), done, lambda name: call_to(name, GUIDANCE, GUIDANCE))


def of_case(name: str, done=()) -> dict:
    return calls(read_case(GUIDANCE, CASES[name]["answers"]), done)


def buttons(of_steps: dict) -> dict[str, list[str]]:
    named = {step: [call.id for call in found if call.button] for step, found in of_steps.items()}
    return {step: found for step, found in named.items() if found}


def in_words(of_steps: dict) -> dict[str, list[str]]:
    """The helpers that are lines of text, those with a button higher up as "… above"."""
    named = {
        step: [f"{call.id} above" if call.as_above else call.id for call in found if not call.button]
        for step, found in of_steps.items()
    }
    return {step: found for step, found in named.items() if found}


def test_a_child_in_danger_has_one_way_to_each_helper_in_a_tier():
    found = of_case("child-in-danger")
    assert buttons(found) == {
        "call-emergency": ["emergency-112"],
        "child-now": ["emergency-social-services"],
        "safe-place": ["emergency-social-services", "assistance-system"],
        "safety-plan": ["mll-116111"],
        "child-proposal": ["assistance-system"],
        "consult-unnamed": ["riku-116006"],
    }
    assert in_words(found) == {
        "child-welfare": ["emergency-social-services above"],
        "consult-unnamed": ["assistance-system above"],
    }


def test_a_wife_is_helped_by_those_who_know_violence_in_close_relationships():
    found = of_case("wife-who-cannot-leave")
    assert buttons(found) == {
        "assess-threat": ["nollalinja", "assistance-system"],
        "safe-place": ["emergency-social-services", "nollalinja"],
        "safety-plan": ["assistance-system"],
        "consult-unnamed": ["assistance-system", "riku-116006"],
    }
    assert in_words(found) == {
        "safe-place": ["shelters", "assistance-system"],
        "safety-plan": ["nollalinja above", "sopu", "monika-crisis"],
        "consult-unnamed": ["monika-crisis", "pro-tukipiste"],
        "legal-help": ["refugee-advice-centre", "riku-116006 above"],
    }


def test_a_cleaner_reaches_the_occupational_safety_authority_in_one_tap():
    found = of_case("cleaner-whose-employer-is-landlord")
    assert buttons(found) == {
        "safe-place": ["emergency-social-services", "assistance-system"],
        "consult-unnamed": ["assistance-system", "riku-116006"],
        "legal-help": ["osh-authority"],
    }
    assert in_words(found) == {
        "safety-plan": ["assistance-system above"],
        "consult-unnamed": ["monika-crisis", "pro-tukipiste"],
        "legal-help": ["refugee-advice-centre", "riku-116006 above"],
    }


def test_under_an_acute_threat_112_comes_first_and_is_one_tap_away():
    found = of_case("acute-threat")
    assert next(iter(buttons(found).items())) == ("call-emergency", ["emergency-112"])
    assert found["call-emergency"][0].tel == "112"


def test_a_step_that_is_ticked_off_gives_its_button_back_further_down():
    before = of_case("cleaner-whose-employer-is-landlord")
    after = of_case("cleaner-whose-employer-is-landlord", done={"safe-place"})
    assert buttons(after)["safety-plan"] == ["assistance-system"]
    assert {step for step in after if after[step] != before[step]} == {"safety-plan"}


def test_a_helper_with_a_button_higher_up_still_takes_one_of_the_two_places():
    found = of_case("child-in-danger")["consult-unnamed"]
    assert [(call.id, call.button, call.as_above) for call in found] == [
        ("assistance-system", False, True),
        ("riku-116006", True, False),
    ]


def in_sight(of_steps: dict) -> dict[str, list[str]]:
    """The helpers that are read without opening anything."""
    return {step: [call.id for call in found if call.in_sight] for step, found in of_steps.items()}


def test_whoever_a_step_names_first_is_read_first_though_the_button_is_higher_up():
    found = of_case("child-in-danger")
    assert in_sight(found)["consult-unnamed"] == ["assistance-system", "riku-116006"]
    assert in_sight(found)["child-welfare"] == ["emergency-social-services"]
    assert in_sight(of_case("cleaner-whose-employer-is-landlord"))["legal-help"] == [
        "riku-116006",
        "osh-authority",
    ]


def test_of_helpers_called_higher_up_only_the_first_is_in_sight():
    """The others are one tap away: a line each would hide the step."""
    found = of_case("threatened-and-stayed-away", done={"call-emergency"})
    assert in_sight(found)["consult-unnamed"] == ["assistance-system", "riku-116006"]
    both = calls(read_case(GUIDANCE, CASES["exploited-abroad-years-ago"]["answers"]))
    assert in_sight(both)["propose"] == ["assistance-system"]


@thorough(50)
@given(answers_to(GUIDANCE))
def test_the_first_number_in_sight_is_of_the_first_helper_that_has_one(answers):
    for found in calls(answers).values():
        callable_ones = [call.id for call in found if call.number]
        assert [call.id for call in found if call.in_sight][:1] == callable_ones[:1]


def test_held_steps_are_a_tier_of_their_own():
    answers = Answers({"alone": "no", "threat": "unsure", "safe-tonight": "no", "minor": "no"}, {})
    held = [step.id for step in next_steps(GUIDANCE, answers) if step.held]
    found = calls(answers)
    assert "safety-plan" in held
    assert "nollalinja" in buttons(found)["safety-plan"]


def test_a_helper_without_a_number_of_its_own_is_reached_by_whoever_connects():
    (call,) = of_case("child-in-danger")["child-now"]
    assert (call.tel, call.via) == ("112", GUIDANCE.contacts_by_id["emergency-112"].short_name)
    assert call.button


PASSED = date(2026, 2, 1)


def call_of(name: str, own: Guidance, live: Guidance) -> Call:
    call = call_to(name, own, live)
    assert call is not None
    return call


def due(*names: str) -> Guidance:
    """The guidance, in which the day of these contacts has passed."""
    contacts = (replace(each, check_by=PASSED) if each.id in names else each for each in GUIDANCE.contacts)
    return replace(GUIDANCE, contacts=tuple(contacts))


def test_a_helper_whose_day_has_passed_is_called_all_the_same_and_the_call_says_the_day():
    call = call_of("nollalinja", GUIDANCE, due("nollalinja"))
    assert (call.number, call.overdue) == ("080 005 005", PASSED)
    assert not call.updated
    assert call_of("nollalinja", due("nollalinja"), GUIDANCE).overdue is None


def test_whoever_connects_tells_of_its_own_day():
    assert call_of("emergency-social-services", GUIDANCE, due("emergency-112")).overdue == PASSED
    assert call_of("emergency-social-services", GUIDANCE, due("emergency-social-services")).overdue is None


@thorough(50)
@given(answers_to(GUIDANCE), st.sets(st.sampled_from([step.id for step in GUIDANCE.steps])))
def test_no_tier_has_two_buttons_to_one_helper_and_no_step_more_than_two(answers, done):
    found = buttons(calls(answers, done))
    assert all(len(those) <= 2 for those in found.values())
    to_do = [step for step in next_steps(GUIDANCE, answers) if step.id not in done]
    tiers = Counter(
        (step.held or step.urgency, helper) for step in to_do for helper in found.get(step.id, ())
    )
    assert not [each for each, times in tiers.items() if times > 1]


@thorough(50)
@given(answers_to(GUIDANCE))
def test_a_step_names_every_helper_once_and_in_order_by_button_or_in_words(answers):
    found = calls(answers)
    for step in next_steps(GUIDANCE, answers):
        assert [call.id for call in found[step.id]] == list(step.helpers)
        callable_ones = [call for call in found[step.id] if call.number]
        assert all(call.button or call.as_above for call in callable_ones[:2])


@pytest.mark.parametrize("name", list(CASES))
def test_in_every_worked_case_somebody_can_be_called_where_a_step_names_anybody_with_a_number(name):
    for step, found in of_case(name).items():
        if any(call.number for call in found):
            assert any(call.button or call.as_above for call in found), step
