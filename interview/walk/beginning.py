"""Beginning an interview: one for one press, however often that is repeated before it is answered."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from guidance.models import Edition
from interview.access import WorkersRequest
from interview.accounts import Event
from interview.models import Interview, InterviewQuerySet
from interview.sheet.answers import AnswerSheet
from interview.sheet.sealing import CannotOpen
from interview.traces import events
from interview.traces.due import wind

from .views import too_many

MOST_A_MINUTE = 60  # begun by one account: nobody has so many, and a script that went wrong ends there


def begin(
    request: WorkersRequest, first_sheet: Callable[[Edition], AnswerSheet] = lambda edition: AnswerSheet()
) -> HttpResponse:
    """A new one, or one that the press before this one began; asks nothing.

    ``first_sheet``: what stands in it in that edition before anybody writes.
    """
    live = Edition.objects.live()
    if live is None:
        return render(request, "interview/no_guidance.html", status=503)
    interview, sheet = Interview(owner=request.user, edition=live), first_sheet(live)
    interview.keep(sheet)
    wind(interview, meeting=None)
    with transaction.atomic():
        _one_press_at_a_time(request.user)
        lately = Interview.objects.begun_by(request.user, since=timezone.now() - timedelta(minutes=1))
        if begun := _still_as_begun(lately.filter(edition=live), request.user, sheet):
            return redirect("stage", begun.pk, 1)
        if lately.count() >= MOST_A_MINUTE:
            return too_many(request, "interview/too_many_begun.html")
        interview.save(force_insert=True)
        events.keep("begun", request.user, interview=interview.pk)
    return redirect("stage", interview.pk, 1)


def _one_press_at_a_time(person: User) -> None:
    """SQLite has one writer at a time; elsewhere whoever presses next waits at the account's own row."""
    list(User.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))


def _still_as_begun(begun: InterviewQuerySet, person: User, sheet: AnswerSheet) -> Interview | None:
    """One that nobody did anything with, which a press that was not answered yet has made with that sheet.

    The log of use tells of whatever leaves nothing behind, such as that another has opened it.
    """
    more_than_a_look = Event.objects.filter(interview=OuterRef("pk")).exclude(
        kind__in=["begun", "opened"], account=person.pk
    )
    untouched = begun.filter(
        ~Exists(more_than_a_look), finished_at=None, extended_at=None, invitations=None
    ).select_related("latest_seal")
    return next((interview for interview in untouched if _holds(interview, sheet)), None)


def _holds(interview: Interview, sheet: AnswerSheet) -> bool:
    try:
        return interview.open_sheet() == sheet
    except CannotOpen:
        return False
