"""What each page of a walk shows: template and context, out of a Walk. What folds away in company, too.

A page also answers a field that saved itself: with what changed on it.
"""

import datetime
import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guidance.rules.leads import read_as_unanswered
from guidance.rules.next_steps import company_holds
from guidance.rules.shapes import Stage
from interview.moments import clock, day_in_sentence
from interview.sheet.answers import AnswerSheet
from interview.sheet.earlier import Earlier, names_of_ticks, told
from interview.sheet.fields import MEETING, SIGN_STATES
from interview.sheet.forms import (
    AnswersForm,
    names_beside_checks,
    names_of_checks,
    names_of_signs,
    names_of_stage,
)
from interview.sheet.meeting import CHANNEL, PLACE, agreed_by, agreed_day, agreed_time, written_day
from interview.sheet.names import Field

from .going import goes_unless_written_in
from .open_before import ticks_among
from .plan import ADVICE_ASKED, CONTACTS_GIVEN, MeetingFields, OnPage, Plan, PlannedStep, in_tiers
from .review import review
from .saving import Saved
from .walk import Walk
from .ways import called, next_page, where_asked

NOTHING_SENT = Saved()
CHANGES = ("faults", "no_longer_earlier", "anew", "steps", "do_now_changed", "folding")
NAMES_OF_MEETING = tuple(Field("meeting", part).name for part in MEETING)


def stage_page(request: HttpRequest, walk: Walk, number: int, saved: Saved = NOTHING_SENT) -> HttpResponse:
    stage, plan = walk.guidance.stages[number - 1], Plan(walk)
    form = _form(walk, names_of_stage(stage), saved)
    folded = _folded(stage, form) if plan.company else {}
    context = {
        "stage": stage,
        "stage_title": called(stage, plan.company),
        "number": number,
        "form": form,
        "asked": [form[name] for name in names_of_checks(stage.checks) if name not in folded],
        "folded": list(folded.values()),
        "folded_open": form.waits_for_somebody(folded),
        "own_words": [form[name] for name in names_beside_checks(stage)],
        "not_yet": read_as_unanswered(walk.guidance, stage.checks),
    }
    return _page(request, walk, plan, "stage", context, saved, number)


def _folded(stage: Stage, form: AnswersForm) -> dict[str, BoundField]:
    """What is asked below one neutral line while someone from the client's side may read along."""
    return {name: form[name] for name in names_of_checks(check for check in stage.checks if check.telling)}


def signs_page(request: HttpRequest, walk: Walk, saved: Saved = NOTHING_SENT) -> HttpResponse:
    """In company every list is folded: all of them tell."""
    form, plan = _form(walk, names_of_signs(walk.guidance.signs.values()), saved), Plan(walk)
    checklists = [
        {
            "checklist": checklist,
            "folded": checklist.folded or plan.company,
            "only_here": not checklist.folded,  # paper, which others may read, does not tell of company
            "open": form.waits_for_somebody(names_of_signs(checklist.signs))
            or (not plan.company and any(_touched(walk, sign.id) for sign in checklist.signs)),
            "rows": [
                {
                    "sign": sign,
                    "state": form[Field("sign", sign.id).name],
                    "note": form[Field("note", sign.id).name],
                }
                for sign in checklist.signs
            ],
        }
        for checklist in walk.guidance.checklists
    ]
    context = {"checklists": checklists, "form": form, "sign_states": SIGN_STATES}
    return _page(request, walk, plan, "signs", context, saved)


def summary_page(
    request: HttpRequest, walk: Walk, saved: Saved = NOTHING_SENT, unfolded: bool = False
) -> HttpResponse:
    """``unfolded``: whether the steps, under a fold in company, were open a moment ago."""
    plan = Plan(walk)
    open_fields = {*saved.clashes, *saved.faults}
    steps = plan.steps
    done = plan.done + plan.not_listed(_ids("done", open_fields) + _ids("note", open_fields))
    before = names_of_ticks(walk.sheet)
    form, apart = _form_of_summary(walk, [*steps, *done], saved, Field("label").name, *before)
    for step in steps:
        step.read(walk.reading)
    tiers, held = in_tiers(steps)
    context = {
        "tiers": tiers,
        "held": held,
        "steps_open": unfolded or "read" in request.POST or form.waits_for_somebody(form.rows),
        "open_before": [form[name] for name in before],
        "done": done,
        "done_open": any(
            field and field.name in open_fields for step in done for field in (step.tick, step.note)
        ),
        "meeting": _agreed_meeting(walk),
        "meeting_apart": [form[name] for name in apart if name in open_fields],
        "form": form,
        "review": review(walk),
        "old_paper": _old_paper(walk, plan),
    }
    return _page(request, walk, plan, "summary", context, saved)


def _old_paper(walk: Walk, plan: Plan) -> datetime.datetime | None:
    """When the plan was put on paper, where it has changed since."""
    printed = walk.sheet.printed()
    return printed.at if printed and printed.mark != plan.mark_on_paper else None


def name_page(request: HttpRequest, walk: Walk, saved: Saved = NOTHING_SENT) -> HttpResponse:
    """A page of its own for the label, which the summary asks too."""
    name = Field("label").name
    form = _form(walk, [name], saved)
    context = {
        "interview": walk.interview,
        "field": form[name],
        "version": saved.seen if saved.faults else walk.sheet.version,
        "errors": _faults(form, saved),
    }
    return render(request, "interview/name.html", context, status=_status(saved))


def plan_beside(request: HttpRequest, walk: Walk) -> HttpResponse:
    """The steps in short, for the column beside a stage and the signs: a part of a page."""
    plan = Plan(walk)
    steps, done = ([], []) if plan.company else (plan.steps, plan.done)  # company reads no list
    _form_with_ticks(walk, [*steps, *done])
    tiers, _held = in_tiers(steps)  # what is held waits for company to leave
    context = {
        "tiers": tiers,
        "done": done,
        "company": plan.company,
        "do_now": plan.do_now,
        "mark": plan.mark,
        "version": walk.sheet.version,
    }
    return render(request, "interview/_plan_steps.html", context)


def changes(
    request: HttpRequest, walk: Walk, saved: Saved, strip: bool, asked: Collection[str] = ()
) -> HttpResponse:
    """For a field that saved itself: what became of it in a header, and what changed on the page.

    ``strip``: whether what must be done now stands at the top of the page, which then lists no steps.
    ``asked``: the fields on it whose answer a tick beside it may give.
    """
    plan = Plan(walk)
    shown = plan.shown if strip or plan.company else ""
    do_now_changed = "shown" in request.POST and request.POST["shown"] != shown
    context: dict[str, Any] = {
        "faults": list(saved.faults.items()),
        "no_longer_earlier": _no_longer_earlier(saved, asked),
        "anew": _anew(walk, saved, asked),
        "steps": [] if strip else _ticked(walk, plan, saved),
        "do_now": plan.do_now if strip and do_now_changed else None,
        "do_now_changed": do_now_changed,
        "now_line": plan.now_line,
        "now_line_changed": do_now_changed and not strip,
        "folding": _folding(walk, saved, asked) if plan.company else None,
        "shown": shown,
        "company": plan.company,
        "practice": walk.practice,
        "summary_link": walk.link("summary"),
        "oob": True,
    }
    context |= context["folding"] or {}
    if any(context[name] for name in CHANGES):
        response = render(request, "interview/_changes.html", context, status=_status(saved))
    else:
        response = HttpResponse(status=204)
    response["HX-Trigger"] = json.dumps({"answers-saved": _outcome(walk, plan, saved)})
    return response


def _outcome(walk: Walk, plan: Plan, saved: Saved) -> dict[str, Any]:
    return {
        "version": walk.sheet.version,
        "plan": plan.mark,
        "upToDate": saved.up_to_date,
        "refused": list(saved.faults),
        "clashed": list(saved.clashes),
    }


def _anew(walk: Walk, saved: Saved, asked: Collection[str]) -> list[BoundField]:
    """What two devices changed, each as a choice that takes its question's place; what a tick answered."""
    form = _form(walk, [*saved.clashes, *(name for name in saved.given if name in asked)], saved)
    for row in form.rows.values():
        row.oob = True
    return list(form)


def _no_longer_earlier(saved: Saved, asked: Collection[str]) -> list[tuple[str, str]]:
    """Of the fields on the page: what is said of an earlier interview beside them goes, but for its room."""
    on_page = {*saved.brought, *asked}
    return [(name, said) for name, said in saved.no_longer_earlier.items() if name in on_page]


def _folding(walk: Walk, saved: Saved, asked: Collection[str]) -> dict[str, Any] | None:
    """What is folded in the page as it stands, once somebody has said that company is there.

    ``asked``: the fields on that page. It reads on in short, as each page will, and offers nothing to say;
    and stages go by their short names.
    """
    guidance = walk.guidance
    stage = next((each for each in guidance.stages if Field("note", each.id).name in asked), None)
    if stage is None or company_holds(guidance, saved.answers_before):
        return None
    form, number = _form(walk, names_of_stage(stage), saved), guidance.stages.index(stage) + 1
    folded = _folded(stage, form)
    return {
        **_ways(walk, True, "stage", number),
        "stage": stage,
        "number": number,
        "stage_title": called(stage, True),
        "folded": list(folded.values()),
        "folded_open": form.waits_for_somebody(folded),
        "takes_focus": any(name in folded for name in saved.brought),
        "before": names_beside_checks(stage)[0],
        "points": stage.points if walk.reading == "full" or any(point.say for point in stage.points) else (),
    }


def _ticked(walk: Walk, plan: Plan, saved: Saved) -> list[OnPage]:
    """Steps whose ticks changed: on the summary they fold or unfold in place, and give or take calls."""
    if saved.faults:
        return []
    ticked = [*_ids("done", saved.brought), *saved.unticked]
    moved = plan.with_calls_moved(saved.answers_before, saved.done_before) if ticked or saved.given else []
    steps = plan.on_page([*ticked, *moved])
    _form_of_summary(walk, steps, saved)
    for step in steps:
        if isinstance(step, PlannedStep):
            step.read(walk.reading)
    return steps


def _ids(kind: str, names: Iterable[str]) -> list[str]:
    fields = [Field.named(name) for name in names]
    return [field.id for field in fields if field.kind == kind]


def _form_of_summary(
    walk: Walk, steps: Sequence[OnPage], saved: Saved, *names: str
) -> tuple[AnswersForm, tuple[str, ...]]:
    """The form of the steps and of other fields; and the meeting's fields, where no step takes them.

    Each step is given its tick and its note, and the one that settles the meeting the meeting's fields.
    """
    notes = {step.id: Field("note", step.id).name for step in steps}
    form = _form_with_ticks(walk, steps, saved, *names, *notes.values(), *NAMES_OF_MEETING)
    for step in steps:
        step.note = form[notes[step.id]]
        if isinstance(step, PlannedStep) and ADVICE_ASKED in step.step.settles and not walk.practice:
            step.for_a_call = walk.link("consult")
        if isinstance(step, PlannedStep) and _gives_numbers(step, walk):
            step.for_client = walk.link("client_card")
    agreed = agreed_by(walk.guidance)
    settling = next((step for step in steps if agreed in step.step.settles), None)
    if settling is None:
        return form, NAMES_OF_MEETING
    settling.meeting = _meeting_fields(walk, form, agreed_now=settling.done_at is not None)
    return form, ()


def _gives_numbers(step: PlannedStep, walk: Walk) -> bool:
    """Whether it is done with a card that the live edition has; in practice nobody takes one along."""
    settled = {check for check, _answer in step.step.settles}
    return CONTACTS_GIVEN in settled and bool(walk.live.card_texts) and not walk.practice


def _meeting_fields(walk: Walk, form: AnswersForm, agreed_now: bool) -> MeetingFields:
    fields = [form[name] for name in NAMES_OF_MEETING]
    troubled = any(field.errors or form.rows[field.name].conflict for field in fields)
    day_asked = agreed_now and written_day(walk.sheet) is None
    for_calendar = None if walk.practice else walk.link("meeting_for_calendar")
    return MeetingFields(fields, _written_meeting(walk.sheet), troubled or day_asked, for_calendar)


def _written_meeting(sheet: AnswerSheet) -> str:
    """All of it, so that the fold hides nothing; what could not be taken stands in its open field."""
    when, time = written_day(sheet), agreed_time(sheet)
    at = day_in_sentence(when, time) if when else clock(time) if time else ""
    return ", ".join(filter(None, [at, sheet.value(PLACE), sheet.value(CHANNEL)]))


def _agreed_meeting(walk: Walk) -> dict[str, Any] | None:
    """When and where, in words, and the way to where it is changed."""
    agreed, when = agreed_by(walk.guidance), agreed_day(walk.guidance, walk.sheet)
    if agreed is None or when is None:
        return None
    return {
        "when": day_in_sentence(when, agreed_time(walk.sheet)),
        "place": walk.sheet.value(PLACE),
        "link": where_asked(walk, agreed[0]),
    }


def _form_with_ticks(
    walk: Walk, steps: Sequence[OnPage], saved: Saved = NOTHING_SENT, *names: str
) -> AnswersForm:
    """The form of the steps' ticks and of other fields; each step is given its own tick."""
    ticks = {step.id: Field("done", step.id).name for step in steps}
    form = _form(walk, [*names, *ticks.values()], saved)
    for step in steps:
        step.tick = form[ticks[step.id]]
    return form


def _form(walk: Walk, names: list[str], saved: Saved) -> AnswersForm:
    """Those fields as they stand; whoever sent what could not be taken whole gets it back."""
    form = AnswersForm(
        walk.guidance,
        names,
        initial=walk.sheet.values() | (saved.brought if saved.faults else saved.mine),
        clashes=saved.clashes,
        faults=saved.faults,
        version=walk.sheet.version,
        beside=ticks_among(walk, names),
    )
    for name, sentence in told(walk.sheet).items():
        if name in form.rows:
            form.rows[name].earlier = sentence
    return form


def _page(
    request: HttpRequest,
    walk: Walk,
    plan: Plan,
    here: str,
    context: dict[str, Any],
    saved: Saved,
    number: int | None = None,
) -> HttpResponse:
    common = {
        "interview": walk.interview,
        "going": goes_unless_written_in(walk.interview.due_at),
        "practice": walk.practice,
        # Where nothing was saved it is the sender's: what others wrote since then was not seen.
        "version": saved.seen if saved.faults else walk.sheet.version,
        "save_state": "unsaved" if saved.faults else "saved",
        **_ways(walk, plan.company, here, number),
        "plan_link": None if walk.practice or here == "summary" else walk.link("plan"),
        "here": here,
        "do_now": plan.do_now if here != "summary" else None,
        "shown": plan.shown if here != "summary" or plan.company else "",
        "now_line": plan.now_line,
        "company": plan.company,
        "reading": _reading(walk, plan, here),
        "errors": _faults(context["form"], saved),
        "newer_edition": walk.newer_edition,
        "follows_up": Earlier.of(walk.sheet) is not None,
    }
    return render(request, f"interview/{here}.html", common | context, status=_status(saved))


def _reading(walk: Walk, plan: Plan, here: str) -> str:
    """On the way company reads what is short, whatever was chosen: the full texts tell."""
    return "short" if plan.company and here != "summary" else walk.reading


def _status(saved: Saved) -> int:
    return 422 if saved.faults else 409 if saved.clashes else 200


def _ways(walk: Walk, company: bool, here: str, number: int | None) -> dict[str, Any]:
    """The bar with the ways to all pages, and the way onward."""
    return {
        "page_link": walk.link(here, number),
        "stages": _stages(walk, company, number),
        "signs_link": walk.link("signs"),
        "summary_link": walk.link("summary"),
        "next_page": next_page(walk.guidance, str(number or here), company),
    }


def _stages(walk: Walk, company: bool, shown: int | None) -> list[dict[str, Any]]:
    """The stages as the bar and the rail show them."""
    return [
        {
            "number": number,
            "stage": stage,
            "title": called(stage, company),
            "link": walk.link("stage", number),
            "gone": bool(walk.sheet.value(Field("gone", stage.id).name)),
            "current": number == shown,
        }
        for number, stage in enumerate(walk.guidance.stages, start=1)
    ]


def _faults(form: AnswersForm, saved: Saved) -> list[dict[str, Any]]:
    """Every fault, with the id of its field when that is on this page."""
    return [
        {"id": form[name].id_for_label if name in form.fields else "", "sentence": fault}
        for name, faults in saved.faults.items()
        for fault in faults
    ]


def _touched(walk: Walk, sign: str) -> bool:
    return any(walk.sheet.value(Field(kind, sign).name) for kind in ("sign", "note"))
