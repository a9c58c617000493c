"""For whoever calls to ask for advice and names nobody: one page to hold in the hand, and the same on paper.

What is asked here is sent by a script, comes back in the page, and is kept nowhere.
"""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from guidance.rules.next_steps import company_holds
from guidance.rules.shapes import Step
from interview.access import WorkersRequest, own_or_invited_as_read
from interview.models import Interview
from interview.moments import day
from interview.sheet.fields import Words
from interview.traces import events
from interview.walk.calls import PLACES, Call, call_to
from interview.walk.plan import ADVICE_ASKED
from interview.walk.views import page, walk_of
from interview.walk.walk import InterviewWalk

from .asked import Asked
from .brief import Line, Part, brief
from .card import edition_in_words
from .files import as_file, beyond_the_limit, busy
from .texts import reader, words
from .typeset import Busy, typeset


@page
@own_or_invited_as_read
def consult(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET shows what to say; a POST brings what is asked here, and has it in the page or on paper."""
    walk = walk_of(request, interview)
    asked = Asked(request.POST if request.method == "POST" else None)
    if asked.is_bound and not asked.is_valid():
        return _page(request, walk, asked, _parts(walk), status=422)
    parts = _parts(walk, asked)
    on_paper = "paper" in request.POST
    if not on_paper and request.method != "GET":
        return _page(request, walk, asked, parts)  # the same page, still in the same hand
    if refusal := beyond_the_limit(request):
        return refusal
    try:
        response = _paper(walk, parts) if on_paper else _page(request, walk, asked, parts)
    except Busy:
        return busy(request)
    with transaction.atomic():
        events.keep("consult-prepared", request.user, interview=interview.pk)
    return response


def _parts(walk: InterviewWalk, asked: Asked | None = None) -> list[Part]:
    """Of the walk it takes what is coded, and of that the ticks without their times."""
    said = asked.said() if asked and asked.is_bound else {}
    done = walk.sheet.done()
    ticked = [step for step in walk.guidance.steps if step.id in done]
    return brief(walk.guidance, walk.sheet.answers(), ticked, said)


def _page(
    request: WorkersRequest, walk: InterviewWalk, asked: Asked, parts: list[Part], status: int = 200
) -> HttpResponse:
    company = bool(company_holds(walk.guidance, walk.sheet.answers()))
    context = {
        "interview": walk.interview,
        "form": asked,
        "parts": parts,
        "calls": _calls(walk),
        "folded": company and not asked.is_bound,
        "edition": edition_in_words(walk.interview.edition),
        "languages": [],  # to change it here would lose what was typed
    }
    return render(request, "outputs/consult.html", context, status=status)


def _calls(walk: InterviewWalk) -> list[Call]:
    """Whom the step names by which somebody asks for advice, as far as its buttons go."""
    step = next((step for step in walk.guidance.steps if ADVICE_ASKED in step.settles), None)
    named = (call_to(name, walk.guidance, walk.live) for name in _always_named(step))
    return [call for call in named if call and call.number][:PLACES]


def _always_named(step: Step | None) -> list[str]:
    return [name for name in step.contacts if name not in step.rows_of_contacts] if step else []


def _paper(walk: InterviewWalk, parts: list[Part]) -> HttpResponse:
    content = {
        "lang": reader(),
        "title": _("Puhelua varten"),
        "about": f"{day(walk.interview.began_at)} · {walk.interview.code}",
        "edition": edition_in_words(walk.interview.edition),
        "foot": _("Oma muistilista. Pidä se itselläsi ja hävitä, kun et enää tarvitse."),
        "warning": _("Harvinainen kieli, pieni paikkakunta ja ammatti kertovat yhdessä, kenestä on kyse."),
        "calls": [{"name": words(call.name), "number": call.number} for call in _calls(walk)],
        "parts": [{"title": str(part.title), "lines": [*map(_line, part.lines)]} for part in parts],
    }
    return as_file(typeset("consult", content))


def _line(line: Line) -> dict[str, Any]:
    said = [words(each) for each in line.said]
    return {"name": _capital(line.name), "said": said, "room": line.room}


def _capital(name: Words) -> dict[str, str]:
    """A reason goes on in a sentence of the plan; here it begins a line."""
    told = words(name)
    return told | {"words": told["words"][:1].upper() + told["words"][1:]}
