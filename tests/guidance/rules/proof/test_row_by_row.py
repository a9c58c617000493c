"""Reasoning about rows agrees with going through everything."""

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from guidance.rules.conditions import row_holds, situation
from guidance.rules.next_steps import next_steps
from guidance.rules.proof.row_by_row import always_shown, can_hold, follows, never_held, never_shown
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import ALWAYS, Term

from ..examples import ALWAYS as ALWAYS_ROW
from ..examples import check, small, small_pack, step
from ..strategies import all_answers, row_of, rows_of, thorough

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
