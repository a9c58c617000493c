"""Random answers, rows and small guidances for the property-based tests."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import product
from typing import Any, TypeVar

from hypothesis import Phase, settings
from hypothesis import strategies as st

from guidance.rules.conditions import Answers
from guidance.rules.shapes import (
    ALWAYS,
    NO_SIGN,
    ORIGINS,
    URGENCIES,
    Check,
    Checklist,
    Contact,
    Guidance,
    Phone,
    Point,
    Row,
    Rows,
    Sign,
    Step,
    Term,
)
from tests.length import examples

from .examples import small

SMALL = small()

Placed = TypeVar("Placed", Point, Check, Checklist, Sign, Step)

NUMBERS = (Phone("112", "112"), Phone("113", "112"), Phone("112", "113"), Phone("116 006", "116006"))
OTHER = replace(SMALL.contacts[0], id="riku-116006", phones=NUMBERS[3:])
HELPERS = (SMALL.contacts[0].id, OTHER.id)


def thorough(many: int) -> settings:
    """So many examples at length, however long one takes on a busy machine, and nothing kept on disk."""
    phases = (Phase.explicit, Phase.generate, Phase.shrink)
    return settings(max_examples=examples(many), deadline=None, database=None, phases=phases)


def answers_to(guidance: Guidance) -> st.SearchStrategy[Answers]:
    """Any answers whatever; touched or not."""
    checks = st.fixed_dictionaries(
        {name: st.sampled_from(each.states) for name, each in guidance.checks.items()}
    )
    signs = st.fixed_dictionaries({sign: st.sampled_from(guidance.states[sign]) for sign in guidance.signs})
    return st.builds(Answers, checks, signs)


def all_answers(guidance: Guidance) -> list[Answers]:
    """Every combination there is. Only for a small guidance."""
    subjects = list(guidance.states)
    found = []
    for states in product(*guidance.states.values()):
        marked = dict(zip(subjects, states, strict=True))
        checks = {subject: state for subject, state in marked.items() if subject in guidance.checks}
        signs = {subject: state for subject, state in marked.items() if subject in guidance.signs}
        found.append(Answers(checks, signs))
    return found


def rows_of(guidance: Guidance, most: int = 2) -> st.SearchStrategy[Rows]:
    return st.lists(row_of(guidance), max_size=most).map(tuple)


@st.composite
def row_of(draw: st.DrawFn, guidance: Guidance) -> Row:
    subjects = draw(
        st.lists(st.sampled_from([*guidance.states, ALWAYS, NO_SIGN]), min_size=1, max_size=3, unique=True)
    )
    return tuple(draw(_term(guidance, subject)) for subject in subjects)


def _term(guidance: Guidance, subject: str) -> st.SearchStrategy[Term]:
    if subject in (ALWAYS, NO_SIGN):
        return st.just(Term(subject))
    states = st.sets(st.sampled_from(guidance.states[subject]), min_size=1)
    return states.map(lambda chosen: Term(subject, frozenset(chosen)))


@st.composite
def changed(draw: st.DrawFn, guidance: Guidance) -> Guidance:
    """The guidance with a few of its rows, marks, urgencies, places and helpers changed at random."""
    steps = tuple(draw(_changed_step(guidance, step)) for step in guidance.steps)
    if draw(st.booleans()):
        steps = tuple(draw(st.permutations(steps)))
    company = draw(st.just(guidance.company) | rows_of(guidance, most=3))
    contacts = tuple(draw(_changed_contact(contact)) for contact in guidance.contacts)
    return replace(guidance, steps=steps, company=company, contacts=(*contacts, OTHER))


def _changed_step(guidance: Guidance, step: Step) -> st.SearchStrategy[Step]:
    as_it_is = st.just(step)
    return st.one_of(
        as_it_is,
        as_it_is,
        rows_of(guidance).map(lambda rows: replace(step, show=rows)),
        row_of(guidance).map(lambda row: replace(step, show=(*step.show, row))),
        row_of(guidance).map(lambda row: replace(step, but_not=(*step.but_not, row))),
        st.booleans().map(lambda alone: replace(step, alone=alone)),
        st.sampled_from(URGENCIES).map(lambda urgency: replace(step, urgency=urgency)),
        _helpers_of(guidance).map(lambda helpers: replace(step, **helpers)),
    )


@st.composite
def _helpers_of(draw: st.DrawFn, guidance: Guidance) -> dict[str, Any]:
    """Some helpers in some order, some of them with rows of their own, which may be written empty."""
    named = draw(st.lists(st.sampled_from(HELPERS), unique=True))
    with_rows = [helper for helper in named if draw(st.booleans())]
    when = tuple((helper, draw(rows_of(guidance))) for helper in with_rows)
    return {"contacts": tuple(named), "contacts_when": when}


@st.composite
def some_as_additions(draw: st.DrawFn, guidance: Guidance) -> Guidance:
    """The guidance in which each point, check, checklist, sign and step is an addition or not, at random."""

    def placed(entries: Iterable[Placed]) -> tuple[Placed, ...]:
        return tuple(replace(each, origin=draw(st.sampled_from(ORIGINS))) for each in entries)

    stages = tuple(
        replace(stage, points=placed(stage.points), checks=placed(stage.checks)) for stage in guidance.stages
    )
    checklists = tuple(replace(each, signs=placed(each.signs)) for each in placed(guidance.checklists))
    return replace(guidance, stages=stages, checklists=checklists, steps=placed(guidance.steps))


def _changed_contact(contact: Contact) -> st.SearchStrategy[Contact]:
    phones = st.lists(st.sampled_from(NUMBERS), max_size=2).map(tuple)
    as_it_is = st.just(contact)
    return st.one_of(as_it_is, as_it_is, phones.map(lambda phones: replace(contact, phones=phones)))
