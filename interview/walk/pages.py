"""What each page of an interview shows: template and context, out of a Walk. No page decides anything."""

from dataclasses import dataclass, field

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from interview.sheet.fields import MEETING, SIGN_STATES
from interview.sheet.forms import AnswersForm, names_of_signs, names_of_stage

from .plan import PlannedStep, in_tiers
from .walk import Walk


@dataclass
class Sent:
    """What a page gives back to whoever sent a form it could not take whole."""

    values: dict[str, str] = field(default_factory=dict)
    faults: dict = field(default_factory=dict)
    clashes: dict[str, str] = field(default_factory=dict)
    version: int | None = None  # the sender's, where nothing was saved: what others wrote since was not seen
    status: int = 200


def stage_page(request, walk: Walk, number: int, sent: Sent):
    stage = walk.guidance.stages[number - 1]
    form = _form(walk, names_of_stage(stage), sent)
    context = {"stage": stage, "number": number, "form": form}
    return _page(request, walk, "stage", walk.url("stage", number), context, sent, number)


def signs_page(request, walk: Walk, sent: Sent):
    form = _form(walk, names_of_signs(walk.guidance), sent)
    checklists = [
        {
            "checklist": checklist,
            "open": not checklist.folded or any(_touched(walk, sign.id) for sign in checklist.signs),
            "rows": [
                {"sign": sign, "state": form[f"sign-{sign.id}"], "note": form[f"note-{sign.id}"]}
                for sign in checklist.signs
            ],
        }
        for checklist in walk.guidance.checklists
    ]
    context = {"checklists": checklists, "form": form, "sign_states": SIGN_STATES}
    return _page(request, walk, "signs", walk.url("signs"), context, sent)


def summary_page(request, walk: Walk, sent: Sent):
    steps, form = _steps_with_ticks(walk, sent, "label")
    for step in steps:
        step.read(walk.reading(request))
    tiers, held = in_tiers(steps)
    context = {"tiers": tiers, "held": held, "form": form, "review": _review(walk)}
    return _page(request, walk, "summary", walk.url("summary"), context, sent)


def plan_beside(request, walk: Walk):
    """The steps in short, for the column beside a stage and the signs: a part of a page."""
    steps, _form_of_ticks = _steps_with_ticks(walk, Sent())
    tiers, held = in_tiers(steps)
    context = {"tiers": tiers, "held": held, "mark": walk.plan.mark, "version": walk.sheet.version}
    return render(request, "interview/_plan_steps.html", context)


def _steps_with_ticks(walk: Walk, sent: Sent, *names: str) -> tuple[list[PlannedStep], AnswersForm]:
    """Every step that came up, each with its tick, and the form of the ticks and of other fields."""
    steps = walk.plan.steps
    form = _form(walk, [*names, *(f"done-{step.id}" for step in steps)], sent)
    for step in steps:
        step.tick = form[f"done-{step.id}"]
    return steps, form


def _form(walk: Walk, names: list[str], sent: Sent) -> AnswersForm:
    initial = walk.sheet.values() | sent.values
    return AnswersForm(
        walk.guidance,
        names,
        initial=initial,
        clashes=sent.clashes,
        faults=sent.faults,
        version=walk.sheet.version,
    )


def _page(
    request, walk: Walk, here: str, page_url: str, context: dict, sent: Sent, number: int | None = None
):
    form = context["form"]
    common = {
        "interview": walk.interview,
        "trying": walk.trying,
        "page_url": page_url,
        "version": walk.sheet.version if sent.version is None else sent.version,
        "save_state": "unsaved" if sent.faults else "saved",
        "stages": walk.ways(here, number),
        "signs_url": walk.url("signs"),
        "summary_url": walk.url("summary"),
        "plan_url": None if walk.trying or here == "summary" else walk.url("plan"),
        "here": here,
        "do_now": walk.plan.do_now if here != "summary" else None,
        "reading": walk.reading(request),
        "errors": _faults(form, sent),
        "newer_edition": walk.newer_edition,
    }
    return render(request, f"interview/{here}.html", common | context, status=sent.status)


def _faults(form: AnswersForm, sent: Sent) -> list[dict]:
    """Every fault, with the id of its field when that is on this page."""
    return [
        {"id": form[name].id_for_label if name in form.fields else "", "sentence": fault}
        for name, faults in sent.faults.items()
        for fault in faults
    ]


def _touched(walk: Walk, sign: str) -> bool:
    return bool(walk.sheet.value(f"sign-{sign}") or walk.sheet.value(f"note-{sign}"))


def _review(walk: Walk) -> list[dict]:
    """Every answer by stage, then the signs, each with the address where it is changed.

    A row has an answer in words of the guidance, something ``written`` by the worker, or both.
    """
    parts = [
        {
            "number": number,
            "title": stage.title,
            "url": walk.url("stage", number),
            "rows": _stage_rows(walk, stage),
        }
        for number, stage in enumerate(walk.guidance.stages, start=1)
    ]
    parts.append({"number": None, "title": _("Merkit"), "url": walk.url("signs"), "rows": _sign_rows(walk)})
    if orphans := _orphan_rows(walk):
        parts.append({"number": None, "title": _("Ei enää ohjeistossa"), "url": None, "rows": orphans})
    return parts


def _stage_rows(walk: Walk, stage) -> list[dict]:
    rows = []
    for check in stage.checks:
        chosen = walk.sheet.value(f"check-{check.id}")
        text = next((answer.text for answer in check.answers if answer.id == chosen), None)
        asked_at = walk.plan.where_asked(check.id)
        rows.append({"question": check.short, "answer": text, "url": asked_at})
        if check.asks_for_meeting:
            rows += _meeting_rows(walk, asked_at)
    if note := walk.sheet.value(f"note-{stage.id}"):
        number = walk.guidance.stages.index(stage) + 1
        url = walk.url("stage", number, at=f"id-note-{stage.id}")
        rows.append({"question": _("Muistiinpano"), "written": note, "url": url})
    return rows


def _meeting_rows(walk: Walk, asked_at: str) -> list[dict]:
    given = [(build(), walk.sheet.value(f"meeting-{part}")) for part, build in MEETING.items()]
    return [
        {"question": field.label, "written": field.in_words(value), "url": asked_at}
        for field, value in given
        if value
    ]


def _sign_rows(walk: Walk) -> list[dict]:
    rows = []
    for sign in walk.guidance.signs.values():
        state, note = walk.sheet.value(f"sign-{sign.id}"), walk.sheet.value(f"note-{sign.id}")
        if state or note:
            rows.append(
                {
                    "question": sign.short,
                    "answer": SIGN_STATES.get(state),
                    "written": note,
                    "url": walk.plan.where_asked(sign.id),
                }
            )
    return rows


def _orphan_rows(walk: Walk) -> list[dict]:
    """What was answered and the edition no longer knows: kept, and shown by its id."""
    return [*_lost_answers(walk), *_lost_questions(walk)]


def _lost_answers(walk: Walk) -> list[dict]:
    """Answers that their question no longer offers. The question itself stands unanswered in its stage."""
    given = [(check, walk.sheet.value(f"check-{check.id}")) for check in walk.guidance.checks.values()]
    return [
        {"question": check.short, "answer": value, "url": walk.plan.where_asked(check.id)}
        for check, value in given
        if value and value not in check.answers_by_id
    ]


def _lost_questions(walk: Walk) -> list[dict]:
    known = {f"check-{check}" for check in walk.guidance.checks} | {
        f"sign-{sign}" for sign in walk.guidance.signs
    }
    known |= {f"note-{name}" for name in (*walk.guidance.stages_by_id, *walk.guidance.signs)}
    return [
        {
            "question": name.partition("-")[2],
            "written" if name.startswith("note-") else "answer": value,
            "url": None,
        }
        for name, value in walk.sheet.values().items()
        if name.startswith(("check-", "sign-", "note-")) and name not in known
    ]
