"""Every answer of a walk by stage, then the signs, each with the way to where it is changed."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from guidance.rules.shapes import Stage
from interview.sheet.earlier import told
from interview.sheet.fields import MEETING, SIGN_STATES
from interview.sheet.names import Field

from .walk import Walk
from .ways import Link, where_asked


def review(walk: Walk) -> list[dict[str, Any]]:
    """A row has an answer in words of the guidance, something ``written`` by the worker, or both.

    ``earlier``: what is said of an earlier interview beside it.
    """
    parts = [
        {
            "number": number,
            "title": stage.title,
            "rows": _stage_rows(walk, stage, number),
        }
        for number, stage in enumerate(walk.guidance.stages, start=1)
    ]
    if known := _sign_rows(walk):
        parts.append({"number": None, "title": _("Merkit"), "rows": known})
    if noted := _step_rows(walk):
        parts.append({"number": None, "title": _("Askeleet"), "rows": noted})
    if orphans := _orphan_rows(walk):
        parts.append({"number": None, "title": _("Ei enää ohjeistossa"), "rows": orphans})
    return parts


def _stage_rows(walk: Walk, stage: Stage, number: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    beside = told(walk.sheet)
    for check in stage.checks:
        name = Field("check", check.id).name
        chosen = walk.sheet.value(name)
        text = next((answer.text for answer in check.answers if answer.id == chosen), None)
        asked_at = where_asked(walk, check.id)
        row = {"question": check.short, "answer": text, "link": asked_at, "earlier": beside.get(name)}
        rows.append(row)
        if check.asks_for_meeting:
            rows += _meeting_rows(walk, asked_at)
    written = Field("note", stage.id).name
    if note := walk.sheet.value(written):
        link = walk.link("stage", number, at=f"id-{written}")
        rows.append({"question": _("Muistiinpano"), "written": note, "link": link})
    return rows


def _meeting_rows(walk: Walk, asked_at: Link) -> list[dict[str, Any]]:
    agreed = [(build(), walk.sheet.value(Field("meeting", part).name)) for part, build in MEETING.items()]
    return [
        {"question": field.label, "written": field.in_words(value), "link": asked_at}
        for field, value in agreed
        if value
    ]


def _sign_rows(walk: Walk) -> list[dict[str, Any]]:
    rows, beside = [], told(walk.sheet)
    for sign in walk.guidance.signs.values():
        name = Field("sign", sign.id).name
        state = walk.sheet.value(name)
        note = walk.sheet.value(Field("note", sign.id).name)
        if state or note:
            answer, link = SIGN_STATES.get(state), where_asked(walk, sign.id)
            row = {"question": sign.short, "answer": answer, "written": note, "link": link}
            rows.append(row | {"earlier": beside.get(name)})
    return rows


def _step_rows(walk: Walk) -> list[dict[str, Any]]:
    """Notes on steps, also on those that have left since."""
    noted = [(step, walk.sheet.value(Field("note", step.id).name)) for step in walk.guidance.steps]
    return [{"question": step.title, "written": note, "link": None} for step, note in noted if note]


def _orphan_rows(walk: Walk) -> list[dict[str, Any]]:
    """What was answered and the edition no longer knows: kept, and shown by its id."""
    return [*_lost_answers(walk), *_lost_questions(walk)]


def _lost_answers(walk: Walk) -> list[dict[str, Any]]:
    """Answers that their question no longer offers. The question itself stands unanswered in its stage."""
    checks = walk.guidance.checks.values()
    given = [(check, walk.sheet.value(Field("check", check.id).name)) for check in checks]
    return [
        {"question": check.short, "answer": value, "link": where_asked(walk, check.id)}
        for check, value in given
        if value and value not in check.answers_by_id
    ]


def _lost_questions(walk: Walk) -> list[dict[str, Any]]:
    guidance = walk.guidance
    known = {
        "check": guidance.checks.keys(),
        "sign": guidance.signs.keys(),
        "note": guidance.stages_by_id.keys() | guidance.signs.keys() | guidance.steps_by_id.keys(),
    }
    written = [(Field.named(name), value) for name, value in walk.sheet.values().items()]
    return [
        {"question": field.id, "written" if field.kind == "note" else "answer": value, "link": None}
        for field, value in written
        if field.kind in known and field.id not in known[field.kind]
    ]
