"""The guidance without what goes beyond the pocket card. Nothing else is changed here.

Switched off, a check reads as unanswered and a sign as not gone through, for good. So terms on them
are known beforehand: a row with a term that can no longer hold goes whole (without the term alone it
would hold more often), and a term that always holds leaves its row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from .shapes import (
    ADDITION,
    ALWAYS,
    NOT_GONE_THROUGH,
    UNANSWERED,
    Expectation,
    Guidance,
    Passage,
    Row,
    Rows,
    Step,
    Term,
    Text,
)


class _Placed(Protocol):
    @property
    def origin(self) -> str: ...


Entry = TypeVar("Entry", bound=_Placed)


def without_additions(guidance: Guidance) -> Guidance:
    """The same guidance with every entry of origin "addition" left out, and rows that spoke of it settled.

    Shows for any answers the same steps as the whole one does while the additions are untouched.
    """
    off = _switched_off(guidance)
    steps_off = frozenset(step.id for step in guidance.steps if step.origin == ADDITION)
    stages = (
        replace(stage, points=_kept(stage.points), checks=_kept(stage.checks)) for stage in guidance.stages
    )
    checklists = (replace(each, signs=_kept(each.signs)) for each in _kept(guidance.checklists))
    return replace(
        guidance,
        with_additions=False,
        company=_settled(guidance.company, off),
        stages=tuple(stages),
        checklists=tuple(each for each in checklists if each.signs),
        steps=tuple(_settled_step(step, off) for step in _kept(guidance.steps)),
        expectations=tuple(
            _without_story(each) for each in guidance.expectations if not _names(each, off, steps_off)
        ),
        preparations=_kept(guidance.preparations),
        passages=tuple(_settled_passages(guidance.passages, off, steps_off)),
        recording_points=_kept(guidance.recording_points),
        recipients=_kept(guidance.recipients),
        milestones=_kept(guidance.milestones),
        card_texts=_kept(guidance.card_texts),
    )


def _names(expectation: Expectation, off: Mapping[str, str], steps_off: frozenset[str]) -> bool:
    """Whether an example names what is switched off."""
    subjects = {subject for subject, _ in (*expectation.checks, *expectation.signs)}
    return bool(subjects & off.keys() or steps_off & {*expectation.expected_steps, *expectation.not_steps})


def _without_story(expectation: Expectation) -> Expectation:
    """Practice goes beyond the card; the example is run all the same."""
    return replace(expectation, story=Text(), notice=Text(), say=Text())


def _switched_off(guidance: Guidance) -> dict[str, str]:
    """Every check and sign that goes, with the state it reads as."""
    checks = {check.id: UNANSWERED for check in guidance.checks.values() if check.origin == ADDITION}
    signs = {
        sign.id: NOT_GONE_THROUGH
        for checklist in guidance.checklists
        for sign in checklist.signs
        if ADDITION in (checklist.origin, sign.origin)
    }
    return checks | signs


def _kept(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.origin != ADDITION)


def _settled_step(step: Step, off: Mapping[str, str]) -> Step:
    """A helper whose rows have all left is no longer named: only rows written empty mean always."""
    when = {contact: _settled(rows, off) for contact, rows in step.rows_of_contacts.items()}
    return replace(
        step,
        show=_settled(step.show, off),
        but_not=_settled(step.but_not, off),
        stress=_settled(step.stress, off),
        contacts=tuple(contact for contact in step.contacts if contact not in when or when[contact]),
        contacts_when=tuple((contact, rows) for contact, rows in when.items() if rows),
        settles=tuple(each for each in step.settles if each[0] not in off),
    )


def _settled_passages(
    passages: Iterable[Passage], off: Mapping[str, str], steps_off: frozenset[str]
) -> Iterator[Passage]:
    """A passage whose rows or steps have all left leaves too: without steps it would ask for none."""
    for passage in _kept(passages):
        show = _settled(passage.show, off)
        steps = tuple(step for step in passage.steps if step not in steps_off)
        if bool(show) >= bool(passage.show) and bool(steps) >= bool(passage.steps):
            yield replace(passage, show=show, steps=steps)


def _settled(rows: Rows, off: Mapping[str, str]) -> Rows:
    return tuple(_without_terms_on(off, row) for row in rows if _can_hold(row, off))


def _can_hold(row: Row, off: Mapping[str, str]) -> bool:
    return all(off[term.subject] in term.answers for term in row if term.subject in off)


def _without_terms_on(off: Mapping[str, str], row: Row) -> Row:
    return tuple(term for term in row if term.subject not in off) or (Term(ALWAYS),)
