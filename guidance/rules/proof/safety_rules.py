"""The six safety rules that no edition may break, and their proof for any answers whatever.

The way of proving is `docs/decisions.md`, 18. A rule is a set of claims: under a premise, something comes out
so. A claim is shown row by row where that suffices; what that leaves open is searched for answers that break
it, which either finds some or proves that there are none.

What the rules speak of (steps, checks, answers, a contact, urgencies) is looked up first: a rule
about a step that is gone would hold for nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ..conditions import Answers, Situation, rows_that_hold, situation
from ..next_steps import ORDER, NextStep, those_that_come_up
from ..numbers import is_same_number
from ..places import Place
from ..problems import Problem, problem
from ..schema import ANSWER, CONTACT, PHONE, STAGE, STEP
from ..shapes import NOW, SELF, UNANSWERED, URGENCIES, Contact, Guidance, Phone, Row, Step, Term
from .claims import (
    Claim,
    Demands,
    all_stay_away,
    answers_that_break,
    answers_that_meet,
    comes_up,
    is_at_hand,
    stays_away,
)
from .completeness import EMERGENCY_CONTACT, EMERGENCY_NUMBER
from .row_by_row import always_shown, follows, never_held, never_shown
from .search import Demand, Marked


def given(**answers: str) -> Row:
    """A premise: these checks have these answers."""
    return tuple(Term(check, frozenset({answer})) for check, answer in answers.items())


CONSENT = given(consent="yes")
THREAT = given(threat="yes")
COMPANION = given(interpreter="companion")
COMPANY = (given(alone="no"), given(alone="unsure"), COMPANION, given(escort="insists", alone=UNANSWERED))
MINOR = (given(minor="yes"), given(minor="unsure"))
LASTING = ("minor", "children")  # checks that stay as they were from one meeting with a client to the next

PROPOSAL = "propose"
INTERPRETER_STEPS = ("change-interpreter", "see-alone")
CHILD_STEP = "child-welfare"
COMPANY_RULE = Place() / "company"
FOR_CLIENT = tuple(urgency for urgency in URGENCIES if urgency != SELF)
FOR_WORKER = (SELF,)
WHATEVER_IS_ANSWERED: Demands = ()


@dataclass(frozen=True)
class Broken:
    """A safety rule that does not hold: its number, what is wrong, and answers that break it.

    `answers` is None when something the rule speaks of is missing.
    """

    rule: int
    problem: Problem
    answers: Answers | None


@dataclass(frozen=True)
class Rule:
    """A safety rule: what has to exist for it to say anything, and its claims."""

    needs: tuple[Row, ...]
    claims: Callable[[Guidance], Iterable[Claim]]
    steps: tuple[str, ...] = ()
    urgencies: tuple[tuple[str, ...], ...] = ()
    caller: str = ""


def broken_rules(guidance: Guidance) -> list[Broken]:
    """Every safety rule that the guidance does not keep; empty when all six hold for any answers."""
    return [broken for number, rule in RULES.items() for broken in _broken(guidance, number, rule)]


def _broken(guidance: Guidance, number: int, rule: Rule) -> list[Broken]:
    if missing := list(_missing(guidance, str(number), rule)):
        return [Broken(number, each, None) for each in missing]
    failures = (_failure(guidance, number, claim) for claim in rule.claims(guidance))
    return [broken for broken in failures if broken]


def _failure(guidance: Guidance, number: int, claim: Claim) -> Broken | None:
    marked = answers_that_break(guidance, claim)
    if marked is None:
        return None
    details = {"rule": str(number), **dict(claim.details), "answers": _spelled(guidance, claim, marked)}
    answers = _as_answers(guidance, marked)
    place = claim.mended_at(situation(guidance, answers)) if claim.mended_at else claim.place
    return Broken(number, problem(claim.kind, place, **details), answers)


def _spelled(guidance: Guidance, claim: Claim, marked: Marked) -> str:
    """The answers as "check: answer", without what is untouched unless the premise speaks of it."""
    spoken_of = {term.subject for term in claim.premise}
    spelled = {
        subject: state
        for subject, state in marked.items()
        if subject in spoken_of or state != guidance.untouched[subject]
    }
    return ", ".join(f"{subject}: {state}" for subject, state in spelled.items())


def _as_answers(guidance: Guidance, marked: Marked) -> Answers:
    touched = {subject: state for subject, state in marked.items() if state != guidance.untouched[subject]}
    return Answers(
        {subject: state for subject, state in touched.items() if subject in guidance.checks},
        {subject: state for subject, state in touched.items() if subject in guidance.signs},
    )


# What the rules speak of.


def _missing(guidance: Guidance, number: str, rule: Rule) -> Iterator[Problem]:
    yield from _missing_answers(guidance, number, rule.needs)
    for step in rule.steps:
        if step not in guidance.steps_by_id:
            yield problem("rule-needs-step", Place.of(STEP), rule=number, step=step)
    for urgencies in rule.urgencies:
        if not any(step.urgency in urgencies for step in guidance.steps):
            yield problem("rule-needs-urgency", Place.of(STEP), rule=number, urgency=", ".join(urgencies))
    if rule.caller and rule.caller not in guidance.contacts_by_id:
        yield problem("rule-needs-contact", Place.of(CONTACT, rule.caller), rule=number, contact=rule.caller)
    elif rule.caller and not any(_calls(step) for step in guidance.steps):
        place = _where_to_name_the_caller(guidance, _under_threat(guidance))
        yield problem("rule-needs-caller", place, rule=number, contact=rule.caller)


def _missing_answers(guidance: Guidance, number: str, needs: Iterable[Row]) -> Iterator[Problem]:
    needed = dict.fromkeys((term.subject, answer) for row in needs for term in row for answer in term.answers)
    for check in dict.fromkeys(check for check, _ in needed):
        if check not in guidance.checks:
            yield problem("rule-needs-check", Place.of(STAGE), rule=number, check=check)
    for check, answer in needed:
        if check in guidance.checks and answer not in guidance.states[check]:
            place = Place.of(ANSWER, guidance.stage_of(check).id, check)
            yield problem("rule-needs-answer", place, rule=number, check=check, answer=answer)


# The claims of each rule.


def _proposed_only_with_consent(guidance: Guidance) -> Iterator[Claim]:
    """1. Not without consent, not in company, not for someone who may be a child."""
    step = guidance.steps_by_id[PROPOSAL]
    without_consent = (Term("consent", frozenset(guidance.states["consent"]) - {"yes"}),)
    for premise in (without_consent, *COMPANY, *MINOR):
        yield Claim(
            kind="proposed-too-early",
            place=Place.of(STEP, step.id),
            premise=premise,
            shown=never_shown(guidance, step, premise),
            ways_to_break=[comes_up(step)],
            details=(("step", step.id),),
        )


def _emergency_first(guidance: Guidance) -> Iterator[Claim]:
    """2. Whoever is under acute threat: the first step's first helper is the emergency number."""
    yield _emergency_number_first(guidance.contacts_by_id[EMERGENCY_CONTACT])
    in_order = _in_order(guidance)
    yield Claim(
        kind="emergency-not-first",
        place=Place.of(STEP),
        premise=THREAT,
        shown=_a_caller_stands_first(guidance, in_order),
        ways_to_break=_ways_to_come_first(guidance, in_order),
        details=(("contact", EMERGENCY_CONTACT),),
        mended_at=lambda state: _where_to_mend_the_first(guidance, state),
    )


def _emergency_number_first(contact: Contact) -> Claim:
    """The number on the first button is the emergency number, as it is shown and as it is dialled."""
    numbers = Place.of(PHONE, contact.id)
    return Claim(
        kind="emergency-number-not-first",
        place=numbers / 1 if contact.phones else numbers,
        premise=THREAT,
        shown=any(_is_emergency_number(phone) for phone in contact.phones[:1]),
        ways_to_break=[WHATEVER_IS_ANSWERED],
        details=(("contact", contact.id), ("number", EMERGENCY_NUMBER)),
    )


def _is_emergency_number(phone: Phone) -> bool:
    return phone.tel == EMERGENCY_NUMBER and is_same_number(phone.number, EMERGENCY_NUMBER)


def _a_caller_stands_first(guidance: Guidance, in_order: list[Step]) -> bool:
    """Whether a step that calls comes up at once, behind nothing that comes up with it and does not call."""
    for step in in_order:
        if _calls(step) and _always_at_hand(guidance, step, THREAT):
            return True
        if not (_calls(step) or never_shown(guidance, step, THREAT)):
            return False
    return False


def _ways_to_come_first(guidance: Guidance, in_order: list[Step]) -> Iterator[Demands]:
    """A step that does not call is at hand while all that would call before it stay away; or all of those do.

    Nothing behind steps that cannot all stay away under a threat has to be looked at.
    """
    callers: list[Step] = []
    for step in in_order:
        if not _calls(step):
            yield *is_at_hand(guidance, step), *all_stay_away(guidance, callers)
            continue
        callers.append(step)
        if answers_that_meet(guidance, all_stay_away(guidance, callers), THREAT) is None:
            return
    yield all_stay_away(guidance, callers)


def _calls(step: Step) -> bool:
    """Whether the first button of the step is the emergency number, always: others may stand behind it."""
    return step.contacts[:1] == (EMERGENCY_CONTACT,) and EMERGENCY_CONTACT not in step.rows_of_contacts


def _where_to_mend_the_first(guidance: Guidance, state: Situation) -> Place:
    """What keeps a step that calls from standing first: its own rows, urgency or company, else the helpers
    of the urgent step that stands there. Where it comes up and is only behind another, the order of all.
    """
    shown = those_that_come_up(_in_order(guidance), guidance.company, state)
    if caller := next((step for step in shown if _calls(guidance.steps_by_id[step.id])), None):
        return _where_to_mend_the_caller(guidance.steps_by_id[caller.id], caller.held)
    if not (kept_away := _urgent_caller_kept_away(guidance)):
        return _where_to_name_the_caller(guidance, state)
    is_shown = rows_that_hold(kept_away.show, state)
    return Place.of(STEP, kept_away.id) / ("but_not" if is_shown else "show")


def _where_to_mend_the_caller(caller: Step, is_held: bool) -> Place:
    if caller.urgency != NOW:
        return Place.of(STEP, caller.id) / "urgency"
    return Place.of(STEP, caller.id) / "alone" if is_held else Place.of(STEP)


def _urgent_caller_kept_away(guidance: Guidance) -> Step | None:
    """The urgent step that is there to call; None where under a mere threat one that does not call is first,
    for then that one is to name the caller."""
    callers = (step for step in _in_order(guidance) if step.urgency == NOW and _calls(step))
    first = _first_urgent(guidance, _under_threat(guidance))
    return next(callers, None) if first is None or _calls(guidance.steps_by_id[first.id]) else None


def _where_to_name_the_caller(guidance: Guidance, state: Situation) -> Place:
    """The helpers of the urgent step that stands first."""
    first = _first_urgent(guidance, state)
    return Place.of(STEP, first.id) / "contacts" if first else Place.of(STEP)


def _first_urgent(guidance: Guidance, state: Situation) -> NextStep | None:
    shown = those_that_come_up(_in_order(guidance), guidance.company, state)
    first = next((step for step in shown if not step.held), None)
    return first if first and first.urgency == NOW else None


def _under_threat(guidance: Guidance) -> Situation:
    return {**situation(guidance, Answers()), "threat": "yes"}


def _in_order(guidance: Guidance) -> list[Step]:
    return sorted(guidance.steps, key=lambda step: ORDER[step.urgency])


def _interpreter_is_changed(guidance: Guidance) -> Iterator[Claim]:
    """3. When the companion interprets, both steps against it are there."""
    for step in INTERPRETER_STEPS:
        yield _must_be_at_hand(guidance, "interpreter-step-missing", step, COMPANION)


def _company_is_noticed(guidance: Guidance) -> Iterator[Claim]:
    """4. The company rule holds with each kind of company. That steps are then held is the engine's."""
    for premise in COMPANY:
        yield Claim(
            kind="company-not-noticed",
            place=COMPANY_RULE,
            premise=premise,
            shown=any(follows(guidance, row, premise) for row in guidance.company),
            ways_to_break=[(Demand(guidance.company),)],
        )


def _something_for_both(guidance: Guidance) -> Iterator[Claim]:
    """5. There is always a step for the client and one for the worker."""
    for kind, urgencies in (("nothing-for-client", FOR_CLIENT), ("nothing-for-worker", FOR_WORKER)):
        steps = [step for step in guidance.steps if step.urgency in urgencies]
        yield Claim(
            kind=kind,
            place=Place.of(STEP),
            premise=(),
            shown=any(_always_at_hand(guidance, step) for step in steps),
            ways_to_break=[all_stay_away(guidance, steps)],
        )


def _child_is_reported(guidance: Guidance) -> Iterator[Claim]:
    """6. For anyone who may be a child, child welfare is there."""
    for premise in MINOR:
        yield _must_be_at_hand(guidance, "child-step-missing", CHILD_STEP, premise)


RULES: dict[int, Rule] = {
    1: Rule((CONSENT, *COMPANY, *MINOR), _proposed_only_with_consent, steps=(PROPOSAL,)),
    2: Rule((THREAT,), _emergency_first, caller=EMERGENCY_CONTACT),
    3: Rule((COMPANION,), _interpreter_is_changed, steps=INTERPRETER_STEPS),
    4: Rule(COMPANY, _company_is_noticed),
    5: Rule((), _something_for_both, urgencies=(FOR_CLIENT, FOR_WORKER)),
    6: Rule(MINOR, _child_is_reported, steps=(CHILD_STEP,)),
}


def _must_be_at_hand(guidance: Guidance, kind: str, name: str, premise: Row) -> Claim:
    """Under the premise a step comes up, and is not held."""
    step = guidance.steps_by_id[name]
    return Claim(
        kind=kind,
        place=Place.of(STEP, step.id),
        premise=premise,
        shown=_always_at_hand(guidance, step, premise),
        ways_to_break=[stays_away(guidance, step)],
        details=(("step", step.id),),
    )


def _always_at_hand(guidance: Guidance, step: Step, premise: Row = ()) -> bool:
    return always_shown(guidance, step, premise) and never_held(guidance, step, premise)
