"""The guidance with its additions switched off."""

import pytest
from hypothesis import given

from guidance.rules.additions import without_additions
from guidance.rules.conditions import Answers, rows_that_hold, situation
from guidance.rules.next_steps import next_steps
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import named_rows, read_guidance
from guidance.rules.shapes import ADDITION, ALWAYS, Term

from .examples import built_in, check, entry, sign, small, small_pack, step
from .strategies import answers_to, changed, some_as_additions, thorough

WHOLE = built_in()
WITHOUT = without_additions(WHOLE)
BUILT_IN_ADDITIONS = {
    "points": {"pace-limits", "safety-no-contact", "safety-phone"},
    "checks": {"children", "still-worried", "whom"},
    "checklists": {"more"},
    "signs": {
        "no-pay", "cannot-leave", "marriage-talk", "isolated", "made-to-do", "hotel-phones", "rehearsed",
        "untreated",
    },
    "steps": {"child-now", "before-journey", "safety-plan", "child-proposal", "legal-help"},
}  # fmt: skip


def ids(guidance):
    return {
        "points": {point.id for stage in guidance.stages for point in stage.points},
        "checks": set(guidance.checks),
        "checklists": {checklist.id for checklist in guidance.checklists},
        "signs": set(guidance.signs),
        "steps": set(guidance.steps_by_id),
    }


def test_exactly_the_additions_of_the_brief_leave_the_built_in_guidance():
    whole, without = ids(WHOLE), ids(WITHOUT)
    assert {kind: whole[kind] - without[kind] for kind in whole} == BUILT_IN_ADDITIONS
    assert {kind: without[kind] - whole[kind] for kind in whole} == dict.fromkeys(whole, set())


def test_the_built_in_guidance_still_publishes_without_its_additions():
    assert publish_problems(WITHOUT) == []


def test_nothing_speaks_of_what_is_off():
    off = BUILT_IN_ADDITIONS["checks"] | BUILT_IN_ADDITIONS["signs"]
    assert [place for place, row in named_rows(WITHOUT) for term in row if term.subject in off] == []


def test_a_guidance_without_additions_says_so():
    assert WHOLE.with_additions
    assert not WITHOUT.with_additions


def test_switching_off_twice_changes_nothing_more():
    assert without_additions(WITHOUT) == WITHOUT


def with_rows(*rows):
    """A small guidance with additions, switched off, whose one step has these rows."""
    pack = small_pack(steps=[step("propose", "soon", list(rows))])
    pack["stages"][0]["checks"].append(check("children", "yes", "no", origin="addition"))
    pack["checklists"][0]["signs"].append(sign("rehearsed", origin="addition"))
    pack["checklists"].append(
        pack["checklists"][0] | {"id": "more", "origin": "addition", "signs": [sign("isolated")]}
    )
    return without_additions(read_guidance(pack)).steps[0].show


ALWAYS_HOLDS = (Term(ALWAYS),)
CONSENT = Term("consent", frozenset({"yes"}))


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ({"children": ["yes"]}, ()),
        ({"children": ["yes", "no"], "consent": ["yes"]}, ()),
        ({"rehearsed": ["noticed"], "consent": ["yes"]}, ()),
        ({"rehearsed": ["not-noticed"]}, ()),
        ({"isolated": ["noticed"]}, ()),
        ({"children": ["unanswered"], "consent": ["yes"]}, ((CONSENT,),)),
        ({"children": ["yes", "unanswered"], "consent": ["yes"]}, ((CONSENT,),)),
        ({"consent": ["yes"], "rehearsed": ["not-gone-through", "not-noticed"]}, ((CONSENT,),)),
        ({"consent": ["yes"], "isolated": ["not-gone-through"]}, ((CONSENT,),)),
        ({"children": ["unanswered"], "rehearsed": ["not-gone-through"]}, ((Term("always"),),)),
        ({"children": ["unanswered"], "rehearsed": ["noticed"]}, ()),
        ({"no-sign-noticed": True, "children": ["unanswered"]}, ((Term("no-sign-noticed"),),)),
        ({"no-sign-noticed": True}, ((Term("no-sign-noticed"),),)),
        ({"always": True}, ((Term("always"),),)),
        ({"consent": ["yes"]}, ((CONSENT,),)),
    ],
)
def test_a_row_goes_whole_or_loses_the_terms_that_always_hold(row, left):
    assert with_rows(row) == left


def test_rows_that_stay_stay_in_their_order():
    consent, minor = {"consent": ["yes"]}, {"minor": ["yes"], "children": ["unanswered"]}
    assert with_rows(minor, {"children": ["yes"]}, consent) == (
        (Term("minor", frozenset({"yes"})),),
        (CONSENT,),
    )


def test_the_company_rule_is_settled_too():
    pack = small_pack()
    pack["stages"][0]["checks"].append(check("phone-line", "open", origin="addition"))
    pack["company"] += [{"phone-line": ["open"]}, {"minor": ["yes"], "phone-line": ["unanswered"]}]
    assert without_additions(read_guidance(pack)).company == (
        *small().company,
        (Term("minor", frozenset({"yes"})),),
    )


def test_an_emptied_checklist_goes_and_its_card_neighbour_stays():
    pack = small_pack()
    for each in pack["checklists"][0]["signs"]:
        each["origin"] = "addition"
    pack["steps"] = [step("record", "soon", [{"always": True}])]
    assert without_additions(read_guidance(pack)).checklists == ()


def mixed_guidance():
    """The small guidance in which every other thing is an addition."""
    pack = small_pack()
    entry(pack["stages"][0]["checks"], "minor")["origin"] = "addition"
    entry(pack["stages"][0]["checks"], "escort")["origin"] = "addition"
    entry(pack["checklists"][0]["signs"], "clothing")["origin"] = "addition"
    for name in ("change-interpreter", "tell-rights"):
        entry(pack["steps"], name)["origin"] = "addition"
    return read_guidance(pack)


MIXED = mixed_guidance()


@pytest.mark.variants(stay=0)
@given(changed(MIXED).flatmap(some_as_additions), answers_to(MIXED))
@thorough(150)
def test_off_is_the_same_as_untouched(guidance, answers):
    _compare_off_with_untouched(guidance, answers)


@given(answers_to(WHOLE))
@thorough(60)
def test_off_is_the_same_as_untouched_in_the_built_in_guidance(answers):
    _compare_off_with_untouched(WHOLE, answers)


@given(some_as_additions(WHOLE), answers_to(WHOLE))
@thorough(60)
def test_off_is_the_same_as_untouched_whatever_of_the_built_in_guidance_is_off(guidance, answers):
    _compare_off_with_untouched(guidance, answers)


def _compare_off_with_untouched(guidance, answers):
    """Switched off, a check reads as unanswered and a sign as not gone through; no reason speaks of them."""
    without = without_additions(guidance)
    untouched = _untouched(without, answers)
    additions = {step.id for step in guidance.steps if step.origin == ADDITION}

    expected = [step for step in next_steps(guidance, untouched) if step.id not in additions]
    found = next_steps(without, answers)

    assert [_outcome(without, step) for step in found] == [_outcome(without, step) for step in expected]


def _untouched(without, answers):
    """The answers, but for those about what is off."""
    return Answers(
        {check: answer for check, answer in answers.checks.items() if check in without.checks},
        {sign: state for sign, state in answers.signs.items() if sign in without.signs},
    )


def _outcome(without, step):
    known = without.states
    reasons = (step.because, step.stressed_because, step.held_because)
    because = [[each for each in why if each in known] for why in reasons]
    return step.id, step.urgency, step.stressed, step.held, step.helpers, because


@given(changed(MIXED).flatmap(some_as_additions), answers_to(MIXED))
@thorough(150)
def test_no_row_term_or_helper_becomes_wider(guidance, answers):
    _compare_row_by_row(guidance, answers)


@given(some_as_additions(WHOLE), answers_to(WHOLE))
@thorough(40)
def test_no_row_term_or_helper_of_the_built_in_guidance_becomes_wider_whatever_is_off(guidance, answers):
    _compare_row_by_row(guidance, answers)


@given(answers_to(WHOLE))
@thorough(40)
def test_no_row_term_or_helper_of_the_built_in_guidance_becomes_wider(answers):
    _compare_row_by_row(WHOLE, answers)


def _compare_row_by_row(guidance, answers):
    """Of every list of rows as many hold as did, and those with terms that they had; none turns to always."""
    without = without_additions(guidance)
    state, as_it_was = situation(without, answers), situation(guidance, _untouched(without, answers))
    for rows, whole in _beside_each_other(without, guidance):
        holding = rows_that_hold(rows, state)
        held = rows_that_hold(whole, as_it_was)
        assert len(rows) <= len(whole)
        assert len(holding) == len(held)
        for row, before in zip(holding, held, strict=True):
            assert set(row) <= set(before) or row == ALWAYS_HOLDS
    for left in without.steps:
        before = guidance.steps_by_id[left.id]
        assert set(left.contacts) <= set(before.contacts)
        assert _always_named(left) == _always_named(before)


def _always_named(one):
    return set(one.contacts) - one.rows_of_contacts.keys()


def _beside_each_other(without, guidance):
    """Every list of rows as it is left, and as it stands in the whole guidance."""
    yield without.company, guidance.company
    for left in without.steps:
        before = guidance.steps_by_id[left.id]
        yield from zip(left.rules.values(), before.rules.values(), strict=True)
        for helper, rows in before.rows_of_contacts.items():
            yield left.rows_of_contacts.get(helper, ()), rows
