"""The next meeting as a file for one's own calendar: a neutral subject, a time, and no name."""

import datetime
import uuid
from unicodedata import category

import icalendar
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from interview.access import WorkersRequest, own_or_invited_as_read
from interview.models import Interview
from interview.moments import day_in_sentence
from interview.sheet.meeting import PLACE, agreed_day, agreed_time
from interview.traces import events
from interview.walk.views import page, walk_of
from interview.walk.walk import InterviewWalk

from .files import beyond_the_limit

NAME = "Tapaaminen.ics"
LASTS = datetime.timedelta(hours=1)  # nobody has been asked how long it takes


@page
@own_or_invited_as_read
def meeting_for_calendar(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET says what the file holds; a POST gives it, once it is in the log."""
    walk = walk_of(request, interview)
    day = agreed_day(walk.guidance, walk.sheet)
    if day is None:
        return redirect("summary", interview.pk)
    time, place = agreed_time(walk.sheet), walk.sheet.value(PLACE)
    if request.method != "POST":
        context = {"interview": interview, "when": day_in_sentence(day, time), "place": place}
        return render(request, "outputs/meeting.html", context)
    if refusal := beyond_the_limit(request):
        return refusal
    with transaction.atomic():
        events.keep("meeting-taken", request.user, interview=interview.pk)
    event = _event(walk, day, time, place if request.POST.get("place") else "")
    return _as_file(event)


def _event(
    walk: InterviewWalk, day: datetime.date, time: datetime.time | None, place: str
) -> icalendar.Event:
    """The same meeting of the same interview has the same id, so that a calendar moves it and adds none."""
    event = icalendar.Event()
    event.add("uid", str(uuid.UUID(bytes=salted_hmac(NAME, str(walk.interview.pk)).digest()[:16])))
    event.add("sequence", walk.sheet.version)
    event.add("dtstamp", timezone.now())
    event.add("summary", _("Tapaaminen"))
    event.add("class", "PRIVATE")
    if time is None:
        event.add("dtstart", day)
    else:
        event.add("dtstart", in_utc(day, time))
        event.add("duration", LASTS)
    if place:
        event.add("location", _on_one_line(place))
    return event


def _on_one_line(words: str) -> str:
    """A calendar's line has no control characters, and to some programs these begin another line."""
    return "".join(" " if category(sign) in ("Cc", "Zl", "Zp") else sign for sign in words)


def in_utc(day: datetime.date, time: datetime.time) -> datetime.datetime:
    """What clocks here show then: daylight saving is the day's, whatever it is today."""
    local = timezone.make_aware(datetime.datetime.combine(day, time))
    return local.astimezone(datetime.UTC)


def _as_file(event: icalendar.Event) -> HttpResponse:
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Rinnalla//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{NAME}"'
    return response
