"""My interviews: the list, naming one, keeping it a while longer, and deleting it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guidance.publishing.editions import guidance_of, meetings_to_practise
from interview.access import (
    WorkersRequest,
    about_own_interview,
    for_workers,
    own_interview,
    own_interview_as_read,
)
from interview.colleagues import Notice
from interview.models import Interview, InterviewQuerySet
from interview.moments import day_in_sentence
from interview.sheet.meeting import agreed_day, agreed_time
from interview.sheet.names import Field
from interview.sheet.sealing import CannotOpen
from interview.stubs import Why
from interview.traces import events
from interview.traces.due import WARNED, extend
from interview.traces.journal import truncate

from .beginning import begin
from .going import going
from .pages import NOTHING_SENT, name_page
from .views import page, walk_of

LABEL = Field("label").name
A_PAGE = 50  # interviews; each is unsealed for its name and its state
IN_LIST = "in-list"  # of the messages of all of the service, those of the list


@page
@for_workers
def interviews(request: WorkersRequest) -> HttpResponse:
    """My interviews; a POST begins a new one and asks nothing."""
    if request.method == "POST":
        return begin(request)
    own = Interview.objects.owned_by(request.user)
    paginator = Paginator(own.prefetch_related("invitations__colleague"), A_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    context = {
        "page": shown,
        "rows": [_row(interview) for interview in shown],
        "has_meetings": bool(meetings_to_practise()),
        "going_elsewhere": _going_elsewhere(own, shown) if shown.has_other_pages() else 0,
        "invited": [_row(interview) for interview in Interview.objects.shared_with(request.user)],
        "notices": Notice.objects.to(request.user),
        "done": [each for each in messages.get_messages(request) if IN_LIST in each.tags.split()],
    }
    return render(request, "interview/interviews.html", context)


@page
@own_interview_as_read
def name(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """What its worker tells an interview by: the private label, sealed with the rest."""
    walk, saved = walk_of(request, interview, saves_as="named"), NOTHING_SENT
    if request.method == "POST":
        saved = walk.save(request.POST)
        if not saved.faults and not saved.clashes:
            return redirect("interviews")
    return name_page(request, walk, saved)


@page
@own_interview
def delete(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET says what goes; a POST deletes the row itself. Nothing has to be opened for it."""
    if request.method == "POST":
        events.keep("deleted", request.user, interview=interview.pk, reason=Why.ASKED)
        interview.delete()
        say_in_list(request, _("Poistettu: %(code)s") % {"code": interview.code})
        transaction.on_commit(truncate, robust=True)
        return redirect("interviews")
    return render(request, "interview/delete.html", {"interview": interview, "label": _label(interview)})


@page
@about_own_interview
def keep_longer(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A press in the list keeps it for a whole clock more, once; nothing has to be opened. It has no page."""
    if request.method == "POST" and extend(interview, timezone.now()):
        events.keep("extended", request.user, interview=interview.pk)
    return redirect("interviews")


def say_in_list(request: WorkersRequest, sentence: str) -> None:
    """What was done, said once above the list: by the interview's code, for a name may tell of somebody."""
    messages.success(request, sentence, extra_tags=IN_LIST)


def _row(interview: Interview) -> dict[str, Any]:
    row = {"interview": interview, "going": going(interview, timezone.now())}
    try:
        sheet = interview.open_sheet()
    except CannotOpen:
        return row | {"cannot_open": True}
    guidance = guidance_of(interview.edition)
    day = agreed_day(guidance, sheet)
    return row | {
        "url": reverse("stage", args=[interview.pk, 1]),
        "label": sheet.value(LABEL),
        "gone": [bool(sheet.value(Field("gone", stage.id).name)) for stage in guidance.stages],
        "meeting": day_in_sentence(day, agreed_time(sheet)) if day else "",
        "finished": interview.finished_at is not None,
    }


def _going_elsewhere(own: InterviewQuerySet, shown: "Page[Interview]") -> int:
    """How many go soon that stand on other pages, where their warning would not be seen."""
    here = [interview.pk for interview in shown]
    return own.due(timezone.now() + WARNED).exclude(pk__in=here).count()


def _label(interview: Interview) -> str:
    """The label, where it can be read: one that cannot be opened can be deleted all the same."""
    try:
        return interview.open_sheet().value(LABEL)
    except CannotOpen:
        return ""
