"""Whose numbers a client takes along, for any answers and ticks whatever."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.rules.conditions import Answers, read_case
from guidance.rules.next_steps import next_steps
from guidance.rules.numbers import closed_in
from guidance.rules.shapes import ClosedNumber, Guidance, Phone, Text
from guidance.rules.warnings import overdue
from interview.outputs import card_numbers as room
from interview.outputs.card_numbers import (
    MOST_MORE,
    CardNumber,
    hours_on_card,
    name_on_card,
    numbers_on_card,
    to_remember,
)
from tests.guidance.rules.examples import built_in
from tests.guidance.rules.strategies import answers_to, thorough
from tests.guidance.rules.test_cases import CASES

GUIDANCE = built_in()
TODAY = date(2026, 11, 29)
LATER = date(2030, 1, 1)  # all of it was to be checked again by then
DAYS = (TODAY, date(2027, 6, 1), LATER)
STEPS = [step.id for step in GUIDANCE.steps]
KEPT = {"emergency-112", "assistance-system", "nollalinja", "mll-116111"}
OWN = Phone("040 123 4567", "+358401234567")
FRESH = replace(GUIDANCE, contacts=tuple(replace(each, verified_on=TODAY) for each in GUIDANCE.contacts))
TEXTS = {text.language: text for text in GUIDANCE.card_texts}


def with_contact(name: str, guidance: Guidance = GUIDANCE, **other) -> Guidance:
    contacts = (replace(each, **other) if each.id == name else each for each in guidance.contacts)
    return replace(guidance, contacts=tuple(contacts))


def card(answers: Answers, done=(), today=TODAY, live: Guidance = GUIDANCE) -> list[CardNumber]:
    return numbers_on_card(GUIDANCE, live, answers, done, today)


def ids(numbers: list[CardNumber]) -> list[list[str]]:
    return [[contact.id for contact in each.contacts] for each in numbers]


def answered(**checks: str) -> Answers:
    return Answers({name.replace("_", "-"): value for name, value in checks.items()}, {})


def is_right(answers: Answers, done, today: date, live: Guidance = GUIDANCE) -> None:
    """All that holds of any card."""
    numbers = card(answers, done, today, live)
    printed = [each.number for each in numbers]
    assert printed[0] == "112"
    assert len({*printed}) == len(printed)
    assert numbers[0].id == "emergency-112"
    said = [name for each in ids(numbers) for name in each]
    child = answers.checks.get("minor") in ("yes", "unsure")
    always = ["emergency-social-services", "mll-116111"] if child else ["assistance-system"]
    assert {*always} <= {*said}
    in_order = [each.id for each in numbers[1:] if each.id not in always]
    assert len(in_order) <= MOST_MORE
    assert in_order == [name for name in _named(answers, done) if name in in_order]
    for each in numbers[1:]:
        assert all(contact.for_clients for contact in each.contacts)
        assert not closed_in(each.number, live.closed_numbers)
        assert all(contact.id in KEPT or not overdue(contact, today) for contact in each.contacts[:1])
        assert each.number in [phone.number for contact in live.contacts for phone in contact.phones]


def _named(answers: Answers, done) -> list[str]:
    shown = next_steps(GUIDANCE, answers)
    left = [step for step in GUIDANCE.steps if step.id in done and step.id not in {each.id for each in shown}]
    named = [name for step in shown for name in step.helpers]
    named += [name for step in left for name in step.contacts]
    return [*dict.fromkeys(named)]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("today", DAYS)
def test_in_every_worked_case_the_card_is_right(case, today):
    answers = read_case(GUIDANCE, CASES[case]["answers"])
    is_right(answers, (), today)
    is_right(answers, STEPS, today)


@thorough(60)
@given(answers_to(GUIDANCE), st.sets(st.sampled_from(STEPS)), st.sampled_from(DAYS))
def test_for_any_answers_the_card_is_right(answers, done, today):
    is_right(answers, done, today)


@pytest.mark.parametrize("minor", ["no", ""])
def test_an_adult_gets_the_assistance_system_and_whom_the_steps_name(minor):
    answers = answered(minor=minor, threat="unsure", whom="close")
    numbers = card(answers)
    assert ids(numbers)[:3] == [["emergency-112"], ["assistance-system"], ["nollalinja"]]


@pytest.mark.parametrize("minor", ["yes", "unsure"])
def test_whoever_may_be_a_child_gets_other_numbers_and_112_once(minor):
    numbers = card(answered(minor=minor))
    assert ids(numbers)[:2] == [["emergency-112", "emergency-social-services"], ["mll-116111"]]
    live = with_contact("emergency-social-services", phones=(OWN,))
    numbers = card(answered(minor=minor), live=live)
    assert ids(numbers)[:3] == [["emergency-112"], ["emergency-social-services"], ["mll-116111"]]
    assert numbers[1].number == OWN.number


def test_a_number_of_their_own_that_nobody_has_checked_again_gives_way_to_112():
    live = with_contact("emergency-social-services", phones=(OWN,), check_by=date(2026, 1, 1))
    numbers = card(answered(minor="yes"), live=live)
    assert ids(numbers)[0] == ["emergency-112", "emergency-social-services"]


def test_what_was_to_be_checked_by_now_is_left_out_but_for_four():
    answers = answered(whom="close", threat="unsure")
    live = with_contact("nollalinja", check_by=date(2020, 1, 1))
    assert ["nollalinja"] in ids(card(answers, live=live))
    named = answered(minor="no")
    assert ["riku-116006"] in ids(card(named))
    assert ["riku-116006"] not in ids(
        card(named, live=with_contact("riku-116006", check_by=TODAY.replace(day=28)))
    )
    assert ["riku-116006"] in ids(card(named, live=with_contact("riku-116006", check_by=TODAY)))


def test_whom_no_client_calls_is_left_out():
    live = with_contact("riku-116006", for_clients=False)
    assert ["riku-116006"] not in ids(card(answered(minor="no"), live=live))


def test_three_more_at_most():
    answers = answered(whom="close", threat="unsure", consent="no", minor="no")
    assert len(_named(answers, STEPS)) > MOST_MORE + 2
    assert len(card(answers, STEPS, live=FRESH)) == 2 + MOST_MORE


def test_a_closed_number_gives_way_to_the_next_one():
    first, second = GUIDANCE.contacts_by_id["nollalinja"].phones
    closed = ClosedNumber("closed", first.number, Text(), None)
    live = replace(GUIDANCE, closed_numbers=(*GUIDANCE.closed_numbers, closed))
    numbers = {each.id: each.number for each in card(answered(whom="close", threat="unsure"), live=live)}
    assert numbers["nollalinja"] == second.number


def test_a_step_that_was_ticked_and_has_left_still_names_its_helpers():
    answers = answered(still_worried="no")
    assert ["riku-116006"] in ids(card(answers, done={"legal-help"}))


def test_numbers_are_those_of_the_live_edition():
    live = with_contact("assistance-system", phones=(OWN,))
    assert card(answered(), live=live)[1].number == OWN.number


def test_112_is_there_whatever_a_guidance_lacks():
    assert [each.number for each in card(answered(), live=replace(GUIDANCE, contacts=()))] == ["112"]


# --- What is said of them -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", TEXTS)
def test_the_assistance_system_has_one_name_and_nobody_has_one_that_tells(language):
    text = TEXTS[language]
    names = {each.id: name_on_card(each, text) for each in GUIDANCE.contacts}
    assert names["assistance-system"] == "Auttamisjärjestelmä"
    assert names["emergency-112"] == text.emergency
    assert names["riku-116006"] == "RIKU"
    assert not [name for name in names.values() for word in ("uhri", "offer", "ictim") if word in name]


@pytest.mark.parametrize("language", ["fi", "sv", "en", "th"])
def test_a_name_that_tells_is_left_off(language):
    riku = replace(GUIDANCE.contacts_by_id["riku-116006"], name_on_card="")
    assert name_on_card(riku, TEXTS[language]) == ""


def hours(name: str, language: str) -> tuple[str, str]:
    return hours_on_card(GUIDANCE.contacts_by_id[name], TEXTS[language])


def test_when_they_answer_is_said_and_never_by_a_web_address():
    assert hours("assistance-system", "ar") == ("24 ساعة", "ar")
    assert hours("red-cross-undocumented", "fi") == ("Arkisin 10–16", "fi")
    assert hours("red-cross-undocumented", "ru") == ("Mon–Fri 10–16", "en")
    assert hours("riku-116006", "fi")[0] == ""
    written = [hours_on_card(each, text)[0] for each in GUIDANCE.contacts for text in TEXTS.values()]
    assert not [each for each in written if ".fi" in each]


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("riku.fi", True),
        ("(www.riku.fi)", True),
        ("9.30–15", False),
        ("klo.", False),
        ("a.m.", False),
        ("24", False),
    ],
)
def test_a_web_address_is_known(words, is_one):
    assert room._is_address(words) == is_one


def test_the_number_to_remember_is_the_one_that_the_step_names():
    for answers, best in [
        (answered(whom="close", contacts_given="not-safe"), "nollalinja"),
        (answered(whom="work", contacts_given="not-safe"), "assistance-system"),
        (answered(minor="yes", contacts_given="not-safe"), "mll-116111"),
        (answered(), "assistance-system"),
    ]:
        numbers = card(answers)
        assert to_remember(numbers, GUIDANCE, answers).id == best
    only = card(answered(), live=replace(GUIDANCE, contacts=()))
    assert to_remember(only, GUIDANCE, answered()).number == "112"


# --- Whether the tests above would see it -------------------------------------------------------------------

CHILDS = (room.SOCIAL_SERVICES, room.CHILDREN)
MUTANTS = {
    "the emergency number is forgotten": ("_emergency", lambda _live: CardNumber(OWN, (room.NOBODYS,))),
    "an adult is taken for a child": ("_never_without", lambda _answers: CHILDS),
    "a child is taken for an adult": ("_never_without", lambda _answers: (room.ASSISTANCE,)),
    "one more than there is room for": ("MOST_MORE", MOST_MORE + 1),
    "nothing is too old": ("overdue", lambda _contact, _today: None),
    "everything is too old": ("NEVER_TOO_OLD", ("emergency-112",)),
    "ticked steps name nobody": ("_named_by_steps", lambda *_of: iter(())),
    "numbers are printed twice": ("is_same_number", lambda _one, _other: False),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_card_that_is_made_otherwise_is_noticed(monkeypatch, mutant):
    name, otherwise = MUTANTS[mutant]
    monkeypatch.setattr(room, name, otherwise)
    with pytest.raises(AssertionError):
        _all_of_it()


def _all_of_it() -> None:
    for case in CASES.values():
        for today in DAYS:
            is_right(read_case(GUIDANCE, case["answers"]), STEPS, today)
    test_an_adult_gets_the_assistance_system_and_whom_the_steps_name("no")
    test_three_more_at_most()
    test_a_step_that_was_ticked_and_has_left_still_names_its_helpers()
    test_what_was_to_be_checked_by_now_is_left_out_but_for_four()
