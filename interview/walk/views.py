"""The walk: my interviews, the stages, the signs and the summary of one interview.

One address, one view. A GET shows the page. A POST saves whatever fields it brought, then goes back to the
page, or answers htmx with what changed on it.
"""

from collections.abc import Callable, Collection
from datetime import timedelta
from functools import partial
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from interview.access import WorkersRequest, for_workers, own_interview
from interview.models import Interview
from interview.moments import day_in_sentence
from interview.sheet.answers import AnswerSheet
from interview.sheet.forms import names_of_stage
from interview.sheet.meeting import agreed_day, agreed_time
from interview.sheet.names import Field
from interview.sheet.sealing import CannotOpen

from .pages import NOTHING_SENT, changes, plan_beside, signs_page, stage_page, summary_page
from .saving import Saved
from .walk import InterviewWalk, Walk
from .ways import link_to

page = require_http_methods(["GET", "HEAD", "POST"])

MOST_A_MINUTE = (
    60  # new interviews of one account: nobody has so many, and a script that went wrong ends there
)


class Show(Protocol):
    """A page of a walk: as it stands, or with what could not be saved."""

    def __call__(self, request: HttpRequest, walk: Walk, *, saved: Saved = NOTHING_SENT) -> HttpResponse: ...


@page
@for_workers
def interviews(request: WorkersRequest) -> HttpResponse:
    """My interviews; a POST begins a new one and asks nothing."""
    if request.method == "POST":
        return _begin(request)
    own = Interview.objects.owned_by(request.user)
    return render(request, "interview/interviews.html", {"rows": [_row(interview) for interview in own]})


@page
@own_interview
def stage(request: WorkersRequest, interview: Interview, number: int) -> HttpResponse:
    walk = _walk(request, interview)
    if not 1 <= number <= len(walk.guidance.stages):
        raise Http404
    asked = names_of_stage(walk.guidance.stages[number - 1])
    return _answer(request, walk, partial(stage_page, number=number), asked=asked)


@page
@own_interview
def signs(request: WorkersRequest, interview: Interview) -> HttpResponse:
    return _answer(request, _walk(request, interview), signs_page)


@page
@own_interview
def summary(request: WorkersRequest, interview: Interview) -> HttpResponse:
    return _answer(request, _walk(request, interview), summary_page, strip=False)


@own_interview
@require_safe
def plan(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """The steps in short, for the column beside a stage and the signs; anyone else wants the summary."""
    if not request.htmx:
        return redirect("summary", interview.pk)
    return plan_beside(request, _walk(request, interview))


def _walk(request: WorkersRequest, interview: Interview) -> InterviewWalk:
    return InterviewWalk(interview, request.session.get("reading", "short"))


def _begin(request: WorkersRequest) -> HttpResponse:
    live = Edition.objects.live()
    if live is None:
        return render(request, "interview/no_guidance.html", status=503)
    interview = Interview(owner=request.user, edition=live)
    interview.keep(AnswerSheet())
    with transaction.atomic():  # SQLite lets one begin at a time, so that many at once are counted as well
        lately = timezone.now() - timedelta(minutes=1)
        if Interview.objects.begun_by(request.user, since=lately).count() >= MOST_A_MINUTE:
            return _too_many_begun(request)
        interview.save(force_insert=True)
    return redirect("stage", interview.pk, 1)


def _too_many_begun(request: WorkersRequest) -> HttpResponse:
    response = render(request, "interview/too_many_begun.html", status=429)
    response.headers["Retry-After"] = "60"
    return response


def _row(interview: Interview) -> dict[str, Any]:
    try:
        sheet = interview.open_sheet()
    except CannotOpen:
        return {"interview": interview, "cannot_open": True}
    guidance = guidance_of(interview.edition)
    day = agreed_day(guidance, sheet)
    return {
        "interview": interview,
        "url": reverse("stage", args=[interview.pk, 1]),
        "label": sheet.value(Field("label").name),
        "gone": [bool(sheet.value(Field("gone", stage.id).name)) for stage in guidance.stages],
        "meeting": day_in_sentence(day, agreed_time(sheet)) if day else "",
        "finished": interview.finished_at is not None,
    }


def _answer(
    request: WorkersRequest, walk: InterviewWalk, show: Show, strip: bool = True, asked: Collection[str] = ()
) -> HttpResponse:
    """Show the page or save what it sent; ``strip`` and ``asked`` as in ``changes``."""
    if request.method != "POST":
        return show(request, walk)
    saved = walk.save(request.POST)
    if request.htmx:
        return changes(request, walk, saved, strip, asked)
    if saved.faults or saved.clashes:
        return show(request, walk, saved=saved)
    return _what_next(request, walk)


def _what_next(request: WorkersRequest, walk: InterviewWalk) -> HttpResponse:
    """A plain form was saved: go where the pressed button says, otherwise back to the page."""
    for name, go in WHAT_NEXT.items():
        if value := request.POST.get(name):
            return go(request, walk, value)
    return redirect(request.path)


def _go(request: WorkersRequest, walk: InterviewWalk, value: str) -> HttpResponse:
    there = link_to(walk, value)
    return redirect(there.address if there else request.path)


def _leave(request: WorkersRequest, walk: InterviewWalk, value: str) -> HttpResponse:
    return redirect("break")


def _read(request: WorkersRequest, walk: InterviewWalk, value: str) -> HttpResponse:
    request.session["reading"] = "full" if value == "full" else "short"
    return redirect(request.path)


def _choose_language(request: WorkersRequest, walk: InterviewWalk, value: str) -> HttpResponse:
    response = redirect(request.path)
    return remember_language(response, value) if value in dict(settings.LANGUAGES) else response


def remember_language(response: HttpResponse, language: str) -> HttpResponse:
    """Let the language's own cookie hold the choice; gives the response back."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]  # a setting is any word
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )
    return response


def _finish(request: WorkersRequest, walk: InterviewWalk, value: str) -> HttpResponse:
    walk.interview.finished_at = timezone.now() if value == "yes" else None
    walk.interview.save(update_fields=["finished_at"])
    return redirect(f"{request.path}#finish")


def _move_to_newest(request: WorkersRequest, walk: InterviewWalk, value: str) -> HttpResponse:
    walk.move_to_newest()
    return redirect(request.path)


WHAT_NEXT: dict[str, Callable[[WorkersRequest, InterviewWalk, str], HttpResponse]] = {
    "go": _go,
    "leave": _leave,
    "read": _read,
    "language": _choose_language,
    "finish": _finish,
    "edition": _move_to_newest,
}
