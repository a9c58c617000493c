"""A case to try a row with: made-up answers under which what was changed of it comes to show.

The rules of the draft and of the live edition are read; nothing is stored, and nothing here is a client's.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, product

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from guidance.desk.kit.finding.reasons import is_about
from guidance.models import Check, Checklist, Draft, Edition, Entry, Expectation, Stage, Step
from guidance.publishing.editions import guidance_of, hash_of
from guidance.publishing.legible import Legible
from guidance.publishing.readiness import verdict_on
from guidance.rules import limits, shapes
from guidance.rules.conditions import Answers, situation
from guidance.rules.next_steps import NextStep, those_that_come_up
from guidance.rules.proof.claims import answers_that_meet, stays_away
from guidance.rules.proof.reasons import Reason
from guidance.rules.proof.search import Demand
from guidance.rules.schema import STEP
from guidance.rules.shapes import ALWAYS, NO_SIGN, NOT_GONE_THROUGH, UNANSWERED, Guidance, Row
from guidance.rules.side_by_side import side_by_side

from .page import address_of_case, draft_or_reasons

Case = dict[str, str]
MOST_CASES = 200  # a step: more alternatives than anybody writes, and still no wait
MOST_ROWS = 5000  # alternatives of a step, each with a row that differs and one of the company rule
NO_ANSWER = (UNANSWERED, NOT_GONE_THROUGH)


def what_if_of_row(request, desk, model: type[Entry | Draft], key: int):
    """From a row of the draft to what it leads to, answers filled in."""
    row = model.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    live = Edition.objects.live()
    legible, _reasons = draft_or_reasons()
    if legible and (counter_example := counter_example_of(row, legible)):
        step, case = counter_example
        return redirect(address_of_case(case, step))
    draft = legible.guidance if legible else None
    step, case = case_of(row, draft, guidance_of(live) if live else None)
    return redirect(address_of_case(case, step))


def address_of_row(row: Entry | Draft) -> str:
    return reverse(f"admin:guidance_{row._meta.model_name}_try", args=[row.pk])


def counter_example_of(row: Entry | Draft, draft: Legible) -> tuple[str, Case] | None:
    """Answers with which the draft breaks a safety rule, where that has to do with the row; and the step."""
    if isinstance(row, Expectation):
        return None
    shown = [each for each in verdict_on(draft.pack, hash_of(draft.pack)).reasons if each.answers]
    for reason in sorted(shown, key=lambda each: not is_about(each, row)):
        case = {**reason.answers.checks, **reason.answers.signs}
        if is_about(reason, row) or _meets(row, case, draft.guidance):
            return _step_of(reason, row), case
    return None


def _meets(row: Entry | Draft, case: Case, draft: Guidance) -> bool:
    """Whether these answers speak of the row, or bring it up."""
    if isinstance(row, Step):
        return bool(_coming_up(row.identifier, case, draft))
    return not _subjects_of(row).isdisjoint(case)


def _step_of(reason: Reason, row: Entry | Draft) -> str:
    if isinstance(row, Step):
        return row.identifier
    place = reason.problem.place
    return reason.problem.known.get("step") or (place.ids[0] if place.kind == STEP.name and place.ids else "")


def case_of(row: Entry | Draft, draft: Guidance | None, live: Guidance | None) -> tuple[str, Case]:
    """The step that shows the row best, and the answers for it; ("", {}) where no answers tell anything."""
    if isinstance(row, Expectation):
        return "", {**row.checks, **row.signs}
    if draft is None:
        return "", {}
    best: tuple[int, str, Case] = (0, "", {})
    wanted = _subjects_of(row)
    for step in _steps_of(row, wanted, draft, live):
        for case in islice(_cases(step, wanted, draft, live), MOST_CASES):
            worth = _worth(step, case, draft, live)
            if worth > best[0]:
                best = worth, step, case
            if worth == DIFFERS:
                return step, case
    return best[1:]


# --- What the row is about -------------------------------------------------------------------------------


def _subjects_of(row: Entry | Draft) -> frozenset[str]:
    """The checks and signs that a row is or holds."""
    if isinstance(row, Check):
        return frozenset({row.identifier})
    below = {Checklist: "signs", Stage: "checks"}.get(type(row))
    return frozenset(row.rows_below(below).values_list("identifier", flat=True)) if below else frozenset()


def _steps_of(row, wanted: frozenset[str], draft: Guidance, live: Guidance | None) -> list[str]:
    """The ids of the steps that a row has to do with, those whose rules differ first."""
    if isinstance(row, Step):
        return [row.identifier]
    if isinstance(row, Draft):
        return [step.id for step in draft.steps if step.alone]
    named = [step.id for step in draft.steps if any(_names(each, wanted) for each in _rows_of(step))]
    return sorted(named, key=lambda step: _step(step, draft) == _step(step, live))


def _names(row: Row, subjects: frozenset[str]) -> bool:
    return any(term.subject in subjects for term in row)


def _rows_of(step: shapes.Step | None) -> list[Row]:
    if step is None:
        return []
    of_helpers = (row for rows in step.rows_of_contacts.values() for row in rows)
    return [*(row for rows in step.rules.values() for row in rows), *of_helpers]


def _step(step: str, guidance: Guidance | None) -> shapes.Step | None:
    return guidance.steps_by_id.get(step) if guidance else None


# --- Cases -----------------------------------------------------------------------------------------------


def _cases(step: str, wanted: frozenset[str], draft: Guidance, live: Guidance | None) -> Iterator[Case]:
    """Answers under which a row of the step holds, with it coming up: rows that differ are tried first."""
    new, old = _step(step, draft), _step(step, live)
    yield from _lost(new, old, draft)
    rows = _differing(_rows_of(new), _rows_of(old)) or [()]
    rows = [row for row in (*rows, *_rows_of(new)) if not wanted or _names(row, wanted)]
    shown = [(), *(new.show if new else ()), *(old.show if old else ())]
    company = _differing(draft.company, live.company if live else ()) or list(draft.company)
    for row, show, holding in islice(product(rows, shown, [(), *company]), MOST_ROWS):
        yield from _answered((*row, *show, *holding), draft)


def _lost(new: shapes.Step | None, old: shapes.Step | None, draft: Guidance) -> Iterator[Case]:
    """Answers that bring a step up as it is live, and in the draft do not."""
    if new is None or old is None or new == old or max(map(_size, (new, old))) > limits.MOST_ROWS:
        return
    for row in old.show:
        demands = (*stays_away(draft, new), Demand(old.but_not))
        if _is_known((row, *old.but_not), draft):
            found = answers_that_meet(draft, demands, row) or {}
            yield {subject: answer for subject, answer in found.items() if answer not in NO_ANSWER}


def _size(step: shapes.Step) -> int:
    return sum(len(rows) for rows in step.rules.values())


def _is_known(rows: Iterable[Row], guidance: Guidance) -> bool:
    subjects = {term.subject for row in rows for term in row} - {ALWAYS, NO_SIGN}
    return subjects <= guidance.states.keys()


def _differing(new: Iterable[Row], old: Iterable[Row]) -> list[Row]:
    new, old = dict.fromkeys(new), dict.fromkeys(old)
    return [row for row in new if row not in old] + [row for row in old if row not in new]


def _answered(terms: Row, guidance: Guidance) -> Iterator[Case]:
    """Every way to answer so that all the terms hold; what is to stay untouched is left out."""
    open_to: dict[str, set[str]] = {}
    for term in terms:
        if term.subject not in (ALWAYS, NO_SIGN):
            open_to[term.subject] = open_to.get(term.subject, set(term.answers)) & term.answers
    known = [
        [state for state in guidance.states.get(subject, ()) if state in answers]
        for subject, answers in open_to.items()
    ]
    for picked in product(*known):
        case = dict(zip(open_to, picked, strict=True))
        yield {subject: answer for subject, answer in case.items() if answer not in NO_ANSWER}


# --- How much a case shows -------------------------------------------------------------------------------

COMES_UP, OTHER_REASONS, DIFFERS = 1, 2, 3


def _worth(step: str, case: Case, draft: Guidance, live: Guidance | None) -> int:
    new, old = (_coming_up(step, case, guidance) for guidance in (draft, live))
    if not (new or old):
        return 0
    [compared] = side_by_side(new, old)
    if live and compared.differences:
        return DIFFERS
    return OTHER_REASONS if live and _reasons(new) != _reasons(old) else COMES_UP


def _coming_up(step: str, case: Case, guidance: Guidance | None) -> list[NextStep]:
    content = _step(step, guidance)
    if content is None:
        return []
    return those_that_come_up([content], guidance.company, situation(guidance, Answers(case, case)))


def _reasons(steps: list[NextStep]) -> list[tuple]:
    return [(step.shown_by, step.stressed_by, step.held_by) for step in steps]
