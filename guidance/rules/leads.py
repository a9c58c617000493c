"""What leads to what: which checks and signs the rules name, what they do there, and with which answers.

It tells rules from rows alone and neither answers nor judges anything: every row is told, also one that
another row makes superfluous. Both directions are groupings of the same leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from .shapes import ALWAYS, UNANSWERED, Answer, Check, Guidance, Row, Rows, Step

COMPANY = ""  # the rule that is no step's own; the id of a step is never empty

RELATIONS = (
    BRINGS_UP,
    BRINGS_UP_TOGETHER,
    PREVENTS,
    PREVENTS_TOGETHER,
    STRESSES,
    STRESSES_TOGETHER,
    HOLDS,
    HOLDS_TOGETHER,
    NAMES,
    NAMES_TOGETHER,
) = (
    "brings-up",
    "brings-up-together",
    "prevents",
    "prevents-together",
    "stresses",
    "stresses-together",
    "holds",
    "holds-together",
    "names",
    "names-together",
)

# kind of rows -> what a term does that stands alone in its row, and what one does beside others
DOES = {
    "show": (BRINGS_UP, BRINGS_UP_TOGETHER),
    "but_not": (PREVENTS, PREVENTS_TOGETHER),
    "stress": (STRESSES, STRESSES_TOGETHER),
    "company": (HOLDS, HOLDS_TOGETHER),
    "contacts_when": (NAMES, NAMES_TOGETHER),
}

KINDS_IN_A_STEP = ("show", "but_not", "stress")


class Rule(NamedTuple):
    """Rows of one kind (a key of DOES), and the step whose they are, or COMPANY.

    Rows that say when the step names a helper have that helper's id.
    """

    name: str
    kind: str
    rows: Rows
    helper: str = ""


@dataclass(frozen=True)
class Lead:
    """What one check or sign does in one rule, and with which answers, over all rows where it does that.

    ``rule`` is a step's id, or COMPANY for what holds steps back. ``subject`` may be NO_SIGN, and ALWAYS
    where a row asks nothing else; both have no answers. ``helpers`` are those that a step names with these
    answers; helpers that it names with other answers have leads of their own.
    """

    rule: str
    subject: str
    relation: str
    answers: frozenset[str] = frozenset()
    helpers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Leads:
    """All leads, in the order of the rules and of the relations; by rule and the other way round."""

    all: tuple[Lead, ...]

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[Lead, ...]]:
        return _grouped((lead.rule, lead) for lead in self.all)

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Lead, ...]]:
        return _grouped((lead.subject, lead) for lead in self.all)


def leads(guidance: Guidance) -> Leads:
    """What leads to what in a whole guidance."""
    of_steps = (rule for step in guidance.steps for rule in _rules_of(step))
    return Leads(tuple(leads_in([*of_steps, Rule(COMPANY, "company", guidance.company)])))


def _rules_of(step: Step) -> Iterator[Rule]:
    for kind, rows in step.rules.items():
        yield Rule(step.id, kind, rows)
    for helper, rows in step.rows_of_contacts.items():
        yield Rule(step.id, "contacts_when", rows, helper)


def leads_in(rules: Iterable[Rule]) -> Iterator[Lead]:
    """The leads of rules; helpers that the same answers name are told together."""
    answers_by_lead: dict[tuple[str, str, str, str], set[str]] = {}
    for rule in rules:
        for row in rule.rows:
            asked = asked_in(row)
            relation = DOES[rule.kind][len(asked) > 1]
            for term in asked:
                key = rule.name, term.subject, relation, rule.helper
                answers_by_lead.setdefault(key, set()).update(term.answers)
    helpers_by_lead: dict[Lead, list[str]] = {}
    for (name, subject, relation, helper), answers in answers_by_lead.items():
        helpers_by_lead.setdefault(Lead(name, subject, relation, frozenset(answers)), []).append(helper)
    for lead, helpers in helpers_by_lead.items():
        yield replace(lead, helpers=tuple(helper for helper in helpers if helper))


def read_as_unanswered(guidance: Guidance, checks: Iterable[Check]) -> Answer | None:
    """The first answer, such as *not yet*, that no row tells from none, where either brings a step up."""
    brings_up = _answers_asked(step.show for step in guidance.steps)
    everywhere = _answers_asked(_all_rows(guidance))
    for check in checks:
        for answer in check.answers:
            if any({UNANSWERED, answer.id} <= asked for asked in brings_up.get(check.id, ())) and all(
                (UNANSWERED in asked) == (answer.id in asked) for asked in everywhere[check.id]
            ):
                return answer
    return None


def told_apart(guidance: Guidance, subject: str, one: str, other: str) -> bool:
    """Whether any row, of any rule, tells these two states of a check or a sign from each other."""
    asked_everywhere = _answers_asked(_all_rows(guidance)).get(subject, ())
    return any((one in asked) != (other in asked) for asked in asked_everywhere)


def _all_rows(guidance: Guidance) -> Iterator[Rows]:
    yield guidance.company
    for step in guidance.steps:
        yield from step.rules.values()
        yield from step.rows_of_contacts.values()


def _answers_asked(rules: Iterable[Rows]) -> dict[str, list[frozenset[str]]]:
    """Check or sign -> the answers that each of its terms asks for."""
    asked: dict[str, list[frozenset[str]]] = {}
    for rows in rules:
        for row in rows:
            for term in row:
                asked.setdefault(term.subject, []).append(term.answers)
    return asked


def asked_in(row: Row) -> Row:
    """The terms of a row without ALWAYS, which asks nothing; ALWAYS itself where the row has no other."""
    return tuple(term for term in row if term.subject != ALWAYS) or row


def _grouped(pairs: Iterable[tuple[str, Lead]]) -> dict[str, tuple[Lead, ...]]:
    groups: dict[str, list[Lead]] = {}
    for key, lead in pairs:
        groups.setdefault(key, []).append(lead)
    return {key: tuple(sorted(group, key=_relation)) for key, group in groups.items()}


def _relation(lead: Lead) -> int:
    return RELATIONS.index(lead.relation)
