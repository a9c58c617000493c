"""What a tick does besides: where its step settles an answer, ticking gives it and unticking takes it back.

Whether a tick still stands is read from the sheet: at what version the tick changed, and at what its answer.
"""

from collections.abc import Iterable, Mapping

from guidance.rules.next_steps import next_steps
from guidance.rules.shapes import Guidance, Step

from .answers import AnswerSheet
from .meeting import DATE, agreed_by
from .names import Field


def without_contradicted(guidance: Guidance, cleaned: Mapping[str, str]) -> dict[str, str]:
    """A form that brings another answer than its tick would give has said so itself: its tick falls."""
    return {
        name: value
        for name, value in cleaned.items()
        if not (value and Field.named(name).kind == "done")
        or all(cleaned.get(check, answer) == answer for check, answer in _given(guidance, name))
    }


def along(guidance: Guidance, sheet: AnswerSheet, cleaned: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Field -> what changes with it. What the form says of a question itself is never said otherwise."""
    settling = {name: pairs for name in cleaned if (pairs := _given(guidance, name))}
    given = {
        name: {check: answer for check, answer in pairs if cleaned.get(check, answer) == answer}
        for name, pairs in settling.items()
        if cleaned[name]
    }
    answered = {*cleaned}.union(*given.values())
    taken_back = {
        name: {check: "" for check, _answer in pairs if check not in answered and _gave(sheet, name, check)}
        for name, pairs in settling.items()
        if not cleaned[name]
    }
    return given | taken_back


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
    """The answers that a field gives when it is filled in, each with its check's field.

    A tick gives what its step settles; the day of a meeting says that the meeting is agreed.
    """
    if name == DATE:
        agreed = agreed_by(guidance)
        return [(_check(agreed[0]), agreed[1])] if agreed else []
    field = Field.named(name)
    step = guidance.steps_by_id.get(field.id) if field.kind == "done" else None
    return [(_check(check), answer) for check, answer in step.settles] if step else []


def _gave(sheet: AnswerSheet, name: str, check: str) -> bool:
    """Whether it was this tick that answered. A day that is cleared takes nothing back."""
    return name != DATE and sheet.changed(check) == sheet.changed(name)


def _check(identifier: str) -> str:
    return Field("check", identifier).name
