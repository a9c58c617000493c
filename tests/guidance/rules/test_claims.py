"""Reasoning about rows agrees with going through everything."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from guidance.rules import claims
from guidance.rules.claims import (
    TooManyCombinations,
    always_shown,
    can_hold,
    first_that,
    follows,
    never_held,
    never_shown,
)
from guidance.rules.conditions import Answers, row_holds, situation
from guidance.rules.next_steps import next_steps
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import ALWAYS, NO_SIGN, NOTICED, UNANSWERED, Term

from .examples import ALWAYS as ALWAYS_ROW
from .examples import check, small, small_pack, step
from .strategies import all_answers, row_of, rows_of, thorough

STAGE = small_pack()["stages"][0] | {"checks": [check("alone", "no"), check("minor", "yes", "unsure")]}
TINY = small(
    stages=[STAGE],
    company=[{"alone": ["no"]}],
    steps=[step("record-safely", "soon", ALWAYS_ROW)],
)
EVERYTHING = [(answers, situation(TINY, answers)) for answers in all_answers(TINY)]
rows = row_of(TINY)


def row(**answers):
    return tuple(Term(subject, frozenset({answer})) for subject, answer in answers.items())


@given(rows, rows)
@thorough(60)
def test_rows_can_hold_together_when_some_answers_make_them(one, other):
    both = any(row_holds(one, state) and row_holds(other, state) for _, state in EVERYTHING)
    assert can_hold(TINY, one, other) == both


@given(rows, rows)
@thorough(60)
def test_a_row_follows_when_it_holds_with_all_answers_that_make_the_other_hold(one, premise):
    assume(can_hold(TINY, premise))
    whenever = all(row_holds(one, state) for _, state in EVERYTHING if row_holds(premise, state))
    assert follows(TINY, one, premise) == whenever


@st.composite
def steps(draw):
    return replace(
        TINY.steps[0],
        show=draw(rows_of(TINY)),
        but_not=draw(rows_of(TINY, most=3)),
        alone=draw(st.booleans()),
    )


@given(steps(), rows)
@thorough(60)
def test_what_is_shown_row_by_row_is_so(step, premise):
    guidance = replace(TINY, steps=(step,))
    outcomes = [next_steps(guidance, answers) for answers, state in EVERYTHING if row_holds(premise, state)]
    if never_shown(guidance, step, premise):
        assert not any(outcomes)
    if always_shown(guidance, step, premise):
        assert all(outcomes)
    if never_held(guidance, step, premise):
        assert not any(found.held for outcome in outcomes for found in outcome)


@given(rows, rows_of(TINY), rows)
@thorough(60)
def test_going_through_finds_answers_when_there_are_any(premise, others, wanted):
    def found(state):
        return row_holds(wanted, state)

    marked = first_that(TINY, premise, (*others, wanted), found)

    if marked is None:
        assert not any(found(state) and row_holds(premise, state) for _, state in EVERYTHING)
    else:
        state = situation(TINY, Answers(marked, marked))
        assert found(state)
        assert row_holds(premise, state)


def test_no_sign_noticed_is_gone_through_with_one_sign_for_those_that_no_row_names():
    """Both ways: it holds with nothing marked, and some sign that no row names keeps it from holding."""
    no_sign = (Term(NO_SIGN),)
    assert first_that(TINY, (), [no_sign], lambda state: row_holds(no_sign, state)) is not None
    marked = first_that(TINY, (), [no_sign], lambda state: not row_holds(no_sign, state))
    assert marked == {"nervous": NOTICED}


def test_the_first_answers_found_are_those_with_least_touched():
    marked = first_that(TINY, row(minor="yes"), TINY.company, lambda state: True)
    assert marked == {"minor": "yes", "alone": UNANSWERED}


def test_too_many_combinations_are_not_gone_through(monkeypatch):
    two = [row(minor="yes"), row(alone="no")]
    monkeypatch.setattr(claims, "GLANCE", 1)
    monkeypatch.setattr(claims, "LIMIT", 6)
    assert first_that(TINY, (), two, lambda state: False) is None
    assert first_that(TINY, (), two, lambda state: state["minor"] == "unsure") is not None

    monkeypatch.setattr(claims, "LIMIT", 5)
    with pytest.raises(TooManyCombinations) as refusal:
        first_that(TINY, (), two, lambda state: False)
    assert refusal.value.number == 6


def test_a_glance_at_too_many_may_find_what_breaks_with_little_marked(monkeypatch):
    two = [row(minor="yes"), row(alone="no")]
    monkeypatch.setattr(claims, "LIMIT", 5)
    monkeypatch.setattr(claims, "GLANCE", 2)
    assert first_that(TINY, (), two, lambda state: state["alone"] == "no") == {
        "minor": UNANSWERED,
        "alone": "no",
    }
    with pytest.raises(TooManyCombinations):
        first_that(TINY, (), two, lambda state: state["minor"] == "unsure")


def test_the_limit_is_the_designs():
    assert claims.LIMIT == 100_000


def test_a_row_that_always_holds_follows_from_nothing():
    assert follows(TINY, (Term(ALWAYS),))
    assert follows(TINY, (Term("minor", frozenset(TINY.states["minor"])),))
    assert not follows(TINY, (Term("minor", frozenset({"yes", "unsure"})),))


def test_what_a_show_row_asks_counts_when_a_not_row_is_to_keep_its_step_away():
    """Neither the premise nor the show row brings the *not* row alone; together they do."""
    not_rows = [{"minor": ["yes", "unsure"], "alone": ["no"]}]
    pack = small_pack(stages=[STAGE], company=[])
    pack["steps"] = [step("record-safely", "soon", [{"minor": ["yes"]}], but_not=not_rows)]
    kept_away = read_guidance(pack).steps[0]
    assert never_shown(TINY, kept_away, row(alone="no"))
    assert not never_shown(TINY, kept_away)
