"""How large a rule may be: a rule longer than this nobody can keep in mind, and the proof holds for these.

An older edition may hold more, and interviews stay with it, so this is no part of reading a guidance: it is
asked where an editor saves, where a file is brought, and before anything is published.
"""

from __future__ import annotations

from collections.abc import Iterator

from .places import Place
from .problems import Problem, problem
from .reading import named_rows
from .schema import PASSAGE, STEP
from .shapes import Guidance, Step

MOST_ROWS = 40  # of a step, of all kinds together; of the company rule and of a passage too
MOST_TERMS = 30  # of a row


def beyond_limits(guidance: Guidance) -> Iterator[Problem]:
    """Every step or passage, or the company rule, with too many rows, and every row with too many terms."""
    many = [(Place.of(STEP, step.id), _number_of_rows(step)) for step in guidance.steps]
    many += [(Place.of(PASSAGE, each.id), len(each.show)) for each in guidance.passages]
    for place, number in [(Place() / "company", len(guidance.company)), *many]:
        if number > MOST_ROWS:
            yield too_many_rows(number, place)
    for place, row in named_rows(guidance):
        if len(row) > MOST_TERMS:
            yield too_many_terms(len(row), place)


def _number_of_rows(step: Step) -> int:
    return sum(map(len, (*step.rules.values(), *step.rows_of_contacts.values())))


def too_many_rows(number: int, place: Place) -> Problem:
    return problem("too-many-rows", place, rows=str(number), most=str(MOST_ROWS))


def too_many_terms(number: int, place: Place) -> Problem:
    return problem("too-many-terms", place, terms=str(number), most=str(MOST_TERMS))
