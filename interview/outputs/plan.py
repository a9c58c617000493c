"""The plan of one interview on paper, for whoever may open it; of what was written only what is picked.

Why a step is there stands on no paper: it would tell what was answered.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from guidance.rules.shapes import Text
from interview.access import WorkersRequest, own_or_invited_as_read
from interview.models import Interview
from interview.moments import dated_moment, day
from interview.sheet.fields import Words
from interview.sheet.names import Field
from interview.traces import events
from interview.walk.calls import Call
from interview.walk.open_before import open_before
from interview.walk.plan import Plan, PlannedStep, Tier, in_tiers
from interview.walk.views import page, walk_of
from interview.walk.walk import InterviewWalk

from .card import edition_in_words
from .files import as_file, beyond_the_limit, busy
from .texts import reader, rich, words
from .typeset import Busy, typeset

PICKED = "with"  # the field of what goes along, beside the steps
# Of notes on one paper: a second and 200 MB; all that an interview can hold took ninety.
MOST_LETTERS = 100_000


@dataclass(frozen=True)
class Note:
    """Something that was written, by the name of its field, below what it belongs to."""

    name: str
    title: Words
    written: str

    @property
    def mark(self) -> str:
        """What its box is called: what a browser sends by itself, it may keep, and a sign's name tells."""
        return salted_hmac("a note on paper", self.name).hexdigest()[:16]


@page
@own_or_invited_as_read
def plan_on_paper(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET asks how much goes on the paper; a POST gives it, once it is in the log."""
    walk = walk_of(request, interview)
    notes = notes_of(walk)
    if request.method != "POST":
        return _page(request, interview, notes, walk.reading)
    if refusal := beyond_the_limit(request):
        return refusal
    picked = [note for note in notes if note.mark in request.POST.getlist(PICKED)]
    reading = request.POST.get("reading", "")
    if sum(len(note.written) for note in picked) > MOST_LETTERS:
        return _page(request, interview, notes, reading, picked)
    try:
        paper = typeset("plan", content_of(walk, picked, whole=reading == "full"))
    except Busy:
        return busy(request)
    _keep_that_it_was_made(walk, request.user)
    return as_file(paper)


def _page(
    request: WorkersRequest,
    interview: Interview,
    notes: list[Note],
    reading: str,
    too_many: Sequence[Note] = (),
) -> HttpResponse:
    """``too_many``: those that were picked and have no room on one paper."""
    context = {"interview": interview, "notes": notes, "reading": reading, "too_many": too_many}
    return render(request, "outputs/plan.html", context, status=422 if too_many else 200)


@transaction.atomic
def _keep_that_it_was_made(walk: InterviewWalk, person: User) -> None:
    """Its row is held for this alone. Had it to be as it was read, a save meanwhile would have the paper made
    once more, within a transaction for whose end all others wait.
    """
    events.keep("printed", person, interview=walk.interview.pk)
    interview = Interview.objects.open_to(person).held().get(pk=walk.interview.pk)
    InterviewWalk(interview, person, walk.reading).note_printed(Plan(walk).mark_on_paper)


def notes_of(walk: InterviewWalk) -> list[Note]:
    """All that was written, in the order of the pages; what stands empty is not told."""
    guidance = walk.guidance
    subjects: Iterable[tuple[str, Text]] = [
        *((stage.id, stage.title) for stage in guidance.stages),
        *((sign.id, sign.short) for sign in guidance.signs.values()),
        *((step.id, step.title) for step in guidance.steps),
    ]
    named = ((Field("note", identifier).name, title) for identifier, title in subjects)
    return [Note(name, title, written) for name, title in named if (written := walk.sheet.value(name))]


def content_of(walk: InterviewWalk, picked: list[Note], whole: bool) -> dict[str, Any]:
    """``whole``: with how each step is done, not its short line alone."""
    steps = Plan(walk).steps
    tiers, held = in_tiers(steps)
    parts: list[Tier | Held] = [*tiers, *_held(held)]
    at_steps = {Field("note", step.id).name for step in steps}
    return {
        "lang": reader(),
        "title": _("Muistilista"),
        "about": f"{day(walk.interview.began_at)} · {walk.interview.code}",
        "edition": edition_in_words(walk.interview.edition),
        "foot": _("Oma muistilista. Pidä se itselläsi ja hävitä, kun et enää tarvitse."),
        "parts": [_part(part, {note.name: note.written for note in picked}, whole) for part in parts],
        "before-title": _("Edellisestä kerrasta auki"),
        "before": [words(step.title) for step in open_before(walk) if step.done_at is None],
        "written-title": _("Muistiinpanot"),
        "written": [
            {"title": words(note.title), "words": note.written}
            for note in picked
            if note.name not in at_steps
        ],
    }


@dataclass(frozen=True)
class Held:
    """The steps that wait until nobody else hears, as a part of the paper."""

    steps: tuple[PlannedStep, ...]

    @property
    def title(self) -> str:
        return _("Kun olette kahden")


def _held(steps: list[PlannedStep]) -> Iterator[Held]:
    if steps:
        yield Held(tuple(steps))


def _part(part: Tier | Held, notes: dict[str, str], whole: bool) -> dict[str, Any]:
    line = _("Ota nämä puheeksi vasta, kun kukaan muu ei kuule.") if isinstance(part, Held) else ""
    return {"title": part.title, "line": line, "steps": [_step(step, notes, whole) for step in part.steps]}


def _step(planned: PlannedStep, notes: dict[str, str], whole: bool) -> dict[str, Any]:
    note = notes.get(Field("note", planned.id).name)
    done = planned.done_at
    return {
        "title": words(planned.step.title),
        "short": words(planned.step.short),
        "how": rich(planned.step.full if whole else Text()),
        "done": done is not None,
        "done-at": _("Tehty %(when)s") % {"when": dated_moment(done)} if done else "",
        "calls": [_call(call) for call in planned.calls if call.number and (whole or call.in_sight)],
        "notes": [note] if note else [],
    }


def _call(call: Call) -> dict[str, Any]:
    """With all that is said beside its button: a paper lasts longer than a page."""
    lines: list[Words | None] = [call.label, call.hours]
    if call.via:
        lines = [_("Soita %(number)s ja pyydä yhdistämään.") % {"number": call.number}]
    if call.overdue:
        lines.append(_("Tiedot piti tarkistaa viimeistään %(day)s.") % {"day": day(call.overdue)})
    return {"name": words(call.name), "number": call.number, "lines": [words(line) for line in lines if line]}
