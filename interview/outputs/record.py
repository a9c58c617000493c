"""The recording aid: text for the organisation's own record of the client, to be copied. Nothing is kept."""

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from guidance.rules.next_steps import company_holds
from guidance.rules.shapes import (
    BETTER_LEFT_OUT,
    NEVER_SAID,
    OF_READERS,
    OF_THE_LAW,
    Guidance,
    RecordingPoint,
)
from interview.access import WorkersRequest, own_or_invited_as_read
from interview.models import Interview
from interview.traces import events
from interview.walk.views import page, walk_of
from interview.walk.walk import InterviewWalk

from .files import beyond_the_limit
from .passages import LANGUAGES, Part, lines_of, mark_of, passages_for, starts_picked, written_down
from .texts import reader

PICKED, STRUCK, LANGUAGE = "with", "without", "in"  # the fields of the form


@page
@own_or_invited_as_read
def record(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET offers what the answers bring; a POST gives the text of what is picked, once it is in the log."""
    walk = walk_of(request, interview)
    asked = request.POST if request.method == "POST" else None
    language = _language(asked)
    parts = _parts(walk, asked, language)
    text = written_down(parts, language) if asked is not None else ""
    if text:
        if refusal := beyond_the_limit(request):
            return refusal
        with transaction.atomic():
            events.keep("recorded", request.user, interview=interview.pk)
    context = {
        "interview": interview,
        "parts": parts,
        "record_languages": LANGUAGES,
        "language": language,
        "text": text,
        "lines": lines_of(text),
        "conceals": any(part.picked and part.conceals for part in parts),
        "nothing_picked": asked is not None and not text,
        "company": bool(company_holds(walk.guidance, walk.sheet.answers())),
        "newer_edition": walk.newer_edition,
        **_beside(walk.guidance, language),
    }
    return render(request, "outputs/record.html", context)


def _language(asked: QueryDict | None) -> str:
    """The one that was picked, else the reader's, where a record is written in it."""
    wanted = asked.get(LANGUAGE, "") if asked is not None else reader()
    return wanted if wanted in LANGUAGES else "fi"


def _parts(walk: InterviewWalk, asked: QueryDict | None, language: str) -> list[Part]:
    sheet = walk.sheet
    offered = passages_for(walk.guidance, sheet.answers(), sheet.done())
    if asked is None:
        return [Part(each, language, starts_picked(each), frozenset()) for each in offered]
    picked, struck = asked.getlist(PICKED), frozenset(asked.getlist(STRUCK))
    return [Part(each, language, mark_of(each) in picked, struck) for each in offered]


def _beside(guidance: Guidance, language: str) -> dict[str, object]:
    """What is read beside the phrases, by topic; and the words that are never used in that language."""
    by_topic: dict[str, list[RecordingPoint]] = {}
    for point in guidance.recording_points:
        by_topic.setdefault(point.topic, []).append(point)
    titles = {
        OF_THE_LAW: _("Mitä laki pyytää kirjaamaan"),
        BETTER_LEFT_OUT: _("Mikä on parempi jättää pois"),
        OF_READERS: _("Kuka kirjauksen näkee"),
    }
    topics = [(title, by_topic[topic]) for topic, title in titles.items() if topic in by_topic]
    never_said = [point.short.in_language(language)[0] for point in by_topic.get(NEVER_SAID, [])]
    return {"topics": topics, "never_said": ", ".join(never_said)}
