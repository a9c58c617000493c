"""How a walk that stores nothing ends: by its button, by a log-out, or by the clock.

Of one that was ended the session keeps its name, a random word, and nothing of what was in it.
"""

import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from config.sessions import BEGAN
from interview.accounts import Event, Session

from .walk import LONGEST, NAME_LENGTH, PracticeInterview

ENDED = "practice_ended"  # in the session: names of walks
MOST = 100  # that a session remembers: nobody ends so many in two hours


def log_in_of(request: HttpRequest) -> str:
    """Which log-in a request belongs to: when it was."""
    began: str = request.session.get(BEGAN, "")
    return began


def end(request: HttpRequest, name: str) -> None:
    """From now on the walk of that name is gone on with nowhere."""
    if len(name) == NAME_LENGTH:
        kept = [each for each in request.session.get(ENDED, []) if each != name]
        request.session[ENDED] = [*kept, name][-MOST:]


def why_over(request: HttpRequest, interview: PracticeInterview) -> str:
    """A sentence on why a walk that was sent cannot be gone on with; "" where it can."""
    if timezone.now() - interview.began_at > LONGEST:
        return _("Edellinen alkoi yli kaksi tuntia sitten, eikä sitä voi jatkaa. Tämä alkaa alusta.")
    if _was_ended(request, interview):
        return _("Edellinen on lopetettu, eikä sitä voi jatkaa. Tämä alkaa alusta.")
    return ""


def _was_ended(request: HttpRequest, interview: PracticeInterview) -> bool:
    if interview.name in request.session.get(ENDED, []):
        return True
    return interview.log_in != log_in_of(request) and _was_ended_elsewhere(request, interview)


def _was_ended_elsewhere(request: HttpRequest, interview: PracticeInterview) -> bool:
    """In the log-in that it began in, or with it. One that only ran out has ended nothing."""
    account = request.user.pk
    sessions = Session.objects.filter(account=account)
    return _has_logged_out(account, interview.began_at) or any(
        interview.name in session.get_decoded().get(ENDED, []) for session in sessions
    )


def _has_logged_out(account: int | None, since: datetime.datetime) -> bool:
    return Event.objects.filter(kind="logged-out", account=account, at__gte=since).exists()
