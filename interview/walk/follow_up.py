"""A follow-up: a new interview that takes along what lasts of an earlier one of the same worker."""

import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from guidance.rules.next_steps import next_steps
from guidance.rules.proof.safety_rules import LASTING
from guidance.rules.shapes import NOTICED
from interview.access import WorkersRequest, own_interview_as_read, used
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
from interview.sheet.earlier import ASKED_AGAIN, CONSENT_FIELD, Earlier, sheet_after, tick_of
from interview.sheet.names import Field

from .beginning import begin
from .views import page, walk_of
from .walk import InterviewWalk


@page
@own_interview_as_read
def follow_up(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET says what comes along; a POST begins the new one. The earlier one stays as it is."""
    walk = walk_of(request, interview)
    _sheet = walk.sheet  # one that cannot be opened says so before anything is promised
    if request.method != "POST":
        return render(request, "interview/follow_up.html", {"interview": interview})
    used.send(sender=Interview, request=request, interview=interview)  # the answer itself only leads on
    return begin(request, lambda live: _first_sheet(walk, live))


def _first_sheet(walk: InterviewWalk, live: Edition) -> AnswerSheet:
    return sheet_after(_earlier(walk), _brought(walk.sheet, live))


def _brought(sheet: AnswerSheet, live: Edition) -> dict[str, str]:
    """Field -> value: the signs noticed and the answers that last, where that edition knows them."""
    answers, guidance = sheet.answers(), guidance_of(live)
    lasting = [check for name in LASTING if (check := guidance.checks.get(name))]
    noticed = [sign for sign in guidance.signs if answers.signs.get(sign) == NOTICED]
    checks = {
        Field("check", check.id).name: answer
        for check in lasting
        if (answer := answers.checks.get(check.id, "")) in check.answers_by_id
    }
    return {Field("sign", sign).name: NOTICED for sign in noticed} | checks


def _earlier(walk: InterviewWalk) -> Earlier:
    began = timezone.localdate(walk.interview.began_at)
    before = Earlier.of(walk.sheet)
    return Earlier(began, _consented_on(walk.sheet, began, before), _left_open(walk, before))


def _consented_on(sheet: AnswerSheet, began: datetime.date, before: Earlier | None) -> datetime.date | None:
    """Where nobody has asked again, a consent still is of the day on which it was given."""
    if answer := sheet.value(CONSENT_FIELD):
        return began if answer in ASKED_AGAIN.answers else None
    return before.consent if before else None


def _left_open(walk: InterviewWalk, before: Earlier | None) -> dict[str, int]:
    """Its own steps, then those that it had from the one before it and that nobody ticked off either."""
    done, number = walk.sheet.done(), walk.interview.edition.number
    own = [step.id for step in next_steps(walk.guidance, walk.sheet.answers()) if step.id not in done]
    older = before.steps if before else {}
    still = {step: edition for step, edition in older.items() if not walk.sheet.value(tick_of(step))}
    return dict.fromkeys(own, number) | {step: still[step] for step in still if step not in own}
