"""What answers make true: which rows hold. Nothing here knows what a step is.

Not answered is not "no", and a sign not gone through is not a sign not noticed: what nobody has
touched has a state of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from .places import Place
from .problems import CaseRefused, Problem, problem
from .readers import type_name
from .shapes import ALWAYS, NO_SIGN, NOTICED, Guidance, Row, Rows, Term


@dataclass(frozen=True)
class Answers:
    """What a worker marked: check id to answer id, sign id to state. What is missing is untouched."""

    checks: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)


Situation = Mapping[str, str]
"""The state of every check and sign of a guidance; holds NO_SIGN too while no sign is noticed."""


def situation(guidance: Guidance, answers: Answers) -> Situation:
    """How things stand. Ids and answers that the guidance does not know are left aside."""
    state = dict(guidance.untouched)
    for given, known in ((answers.checks, guidance.checks), (answers.signs, guidance.signs)):
        for subject, answer in given.items():
            if subject in known and answer in guidance.states[subject]:
                state[subject] = answer
    if not any(state[sign] == NOTICED for sign in answers.signs if sign in guidance.signs):
        state[NO_SIGN] = NO_SIGN
    return state


def row_holds(row: Row, state: Situation) -> bool:
    """Whether all terms of a row hold."""
    for term in row:
        if term.subject == ALWAYS:
            continue
        if term.subject == NO_SIGN:
            if NO_SIGN not in state:
                return False
        elif state[term.subject] not in term.answers:
            return False
    return True


def rows_that_hold(rows: Rows, state: Situation) -> Rows:
    """Those of the alternatives that hold, in their order."""
    return tuple(row for row in rows if row_holds(row, state))


def holds(rows: Row | Rows, guidance: Guidance, answers: Answers) -> bool:
    """Whether a row, or any of several alternatives, holds. No alternatives never hold."""
    alternatives = (rows,) if rows and isinstance(rows[0], Term) else rows
    return bool(rows_that_hold(cast(Rows, alternatives), situation(guidance, answers)))


def read_case(guidance: Guidance, case: object) -> Answers:
    """The answers of a case file: {"checks": {id: answer}, "signs": {id: state}}, either may be absent.

    Raises CaseRefused with every part, check, sign and answer that the guidance does not know.
    """
    if not isinstance(case, dict):
        raise CaseRefused([problem("wrong-type", Place(), expected="mapping", found=type_name(case))])
    problems = [
        problem("case-unknown-part", Place(), part=str(part)) for part in case if part not in CASE_PARTS
    ]
    checks = _read_part(guidance, "checks", case, problems)
    signs = _read_part(guidance, "signs", case, problems)
    if problems:
        raise CaseRefused(problems)
    return Answers(checks, signs)


# part of a case -> kind of problem when it names an unknown one, and the name of its detail
CASE_PARTS = {"checks": ("case-unknown-check", "check"), "signs": ("case-unknown-sign", "sign")}


def _read_part(
    guidance: Guidance, part: str, case: dict[object, object], problems: list[Problem]
) -> dict[str, str]:
    given, place = case.get(part, {}), Place() / part
    if not isinstance(given, dict):
        problems.append(problem("wrong-type", place, expected="mapping", found=type_name(given)))
        return {}
    known: Mapping[str, object] = guidance.checks if part == "checks" else guidance.signs
    unknown, name = CASE_PARTS[part]
    for subject, answer in given.items():
        if subject not in known:
            problems.append(problem(unknown, place, **{name: str(subject)}))
        elif answer not in guidance.states[subject]:
            states = ", ".join(guidance.states[subject])
            problems.append(
                problem("case-unknown-answer", place, subject=subject, answer=str(answer), known=states)
            )
    return given
