"""What a tick does besides: where its step settles an answer, ticking gives it and unticking takes it back.

Whether a tick still stands is read from the sheet: at what version the tick changed, and at what its answer.
"""

from collections.abc import Iterable, Mapping

from guidance.rules.next_steps import next_steps
from guidance.rules.shapes import Guidance, Step

from .answers import AnswerSheet
from .names import Field


def without_contradicted(guidance: Guidance, cleaned: Mapping[str, str]) -> dict[str, str]:
    """A form that brings another answer than its tick would give has said so itself: its tick falls."""
    return {
        name: value
        for name, value in cleaned.items()
        if not value or all(cleaned.get(check, answer) == answer for check, answer in _given(guidance, name))
    }


def along(guidance: Guidance, sheet: AnswerSheet, cleaned: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Field -> what changes with it. What the form brings itself is not touched twice."""
    found = {}
    for name, value in cleaned.items():
        given = {check: answer for check, answer in _given(guidance, name) if check not in cleaned}
        taken_back = {check: "" for check in given if sheet.changed(check) == sheet.changed(name)}
        if changes := given if value else taken_back:
            found[name] = changes
    return found


def ticks_that_stay(guidance: Guidance, sheet: AnswerSheet) -> set[str]:
    """Steps whose tick stands: they are listed, or what they settled still is as the tick left it."""
    listed = {step.id for step in next_steps(guidance, sheet.answers())}
    return {step.id for step in _ticked(guidance, sheet) if _stays(step, sheet, step.id in listed)}


def _ticked(guidance: Guidance, sheet: AnswerSheet) -> Iterable[Step]:
    done = sheet.done()
    return (step for step in guidance.steps if step.id in done)


def _stays(step: Step, sheet: AnswerSheet, listed: bool) -> bool:
    if not step.settles:
        return listed
    return _is_settled(step, sheet) or (listed and not _answered_since(step, sheet))


def _is_settled(step: Step, sheet: AnswerSheet) -> bool:
    return all(sheet.value(_check(check)) == answer for check, answer in step.settles)


def _answered_since(step: Step, sheet: AnswerSheet) -> bool:
    """A tick from an edition in which it settled nothing waits for its answer; a later answer beats it."""
    ticked = sheet.changed(Field("done", step.id).name)
    return any(sheet.changed(_check(check)) > ticked for check, _answer in step.settles)


def _given(guidance: Guidance, name: str) -> list[tuple[str, str]]:
    """The answers that a field gives when it is filled in, each with its check's field."""
    field = Field.named(name)
    step = guidance.steps_by_id.get(field.id) if field.kind == "done" else None
    return [(_check(check), answer) for check, answer in step.settles] if step else []


def _check(identifier: str) -> str:
    return Field("check", identifier).name
