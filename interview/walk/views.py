"""The walk: the stages, the signs and the summary of one interview.

One address, one view. A GET shows the page. A POST saves whatever fields it brought, then goes back to the
page, or answers htmx with what changed on it.
"""

from collections.abc import Callable, Collection
from functools import partial
from http import HTTPStatus
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from interview.access import WorkersRequest, own_or_invited, own_or_invited_as_read
from interview.models import Interview
from interview.sheet.forms import names_of_stage
from interview.traces import events

from .pages import NOTHING_SENT, changes, plan_beside, signs_page, stage_page, summary_page
from .saving import Saved
from .walk import InterviewWalk, Walk
from .ways import link_to

page = require_http_methods(["GET", "HEAD", "POST"])


# In the session: reading was switched on a summary. In company its steps lie under a fold, then open once.
UNFOLDED = "unfolded"


class Show(Protocol):
    """A page of a walk: as it stands, or with what could not be saved."""

    def __call__(self, request: HttpRequest, walk: Walk, *, saved: Saved = NOTHING_SENT) -> HttpResponse: ...


@page
@own_or_invited_as_read
def stage(request: WorkersRequest, interview: Interview, number: int) -> HttpResponse:
    walk = walk_of(request, interview)
    if not 1 <= number <= len(walk.guidance.stages):
        raise Http404
    asked = names_of_stage(walk.guidance.stages[number - 1])
    return _answer(request, walk, partial(stage_page, number=number), asked=asked)


@page
@own_or_invited_as_read
def signs(request: WorkersRequest, interview: Interview) -> HttpResponse:
    return _answer(request, walk_of(request, interview), signs_page)


@page
@own_or_invited_as_read
def summary(request: WorkersRequest, interview: Interview) -> HttpResponse:
    show = partial(summary_page, unfolded=request.session.pop(UNFOLDED, False))
    return _answer(request, walk_of(request, interview), show, strip=False)


@own_or_invited
@require_safe
def plan(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """The steps in short, for the column beside a stage and the signs; anyone else wants the summary."""
    if not request.htmx:
        return redirect("summary", interview.pk)
    return plan_beside(request, walk_of(request, interview))


def walk_of(request: WorkersRequest, interview: Interview, saves_as: str = "changed") -> InterviewWalk:
    """The walk of this interview, read as much at a time as whoever has logged in chose."""
    return InterviewWalk(interview, request.user, request.session.get("reading", "short"), saves_as)


def too_many(request: WorkersRequest, template: str) -> HttpResponse:
    """No more of it in this minute."""
    response = render(request, template, status=HTTPStatus.TOO_MANY_REQUESTS)
    response.headers["Retry-After"] = "60"
    return response


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
    if request.path == walk.link("summary").address:
        request.session[UNFOLDED] = True
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
    finish = value == "yes"
    if finish != (walk.interview.finished_at is not None):  # pressed once more, it stays as it was
        with transaction.atomic():
            events.keep("finished" if finish else "reopened", request.user, interview=walk.interview.pk)
            walk.finish(finish)
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
