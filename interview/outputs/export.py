"""Right of access: all that is held about one interview, as one file that opens without this service.

For its owner alone. Whoever was invited reads and writes in it, and answers for no copy of it.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from interview.access import WorkersRequest, about_own_interview
from interview.models import Interview
from interview.traces import events
from interview.walk.my_interviews import say_in_list
from interview.walk.plan import Plan, in_tiers
from interview.walk.views import page, walk_of
from interview.walk.walk import InterviewWalk

from .files import beyond_the_limit
from .held import held


@page
@about_own_interview
def export(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET says what the file holds and where it may end up; a POST gives it, once it is in the log."""
    walk = walk_of(request, interview)
    _sheet = walk.sheet  # one that cannot be opened says so before anything is promised
    if request.method != "POST":
        return render(request, "interview/export.html", {"interview": interview})
    if refusal := beyond_the_limit(request):
        return refusal
    events.keep("exported", request.user, interview=interview.pk)
    say_in_list(request, _("Viety tiedostoon: %(code)s") % {"code": interview.code})
    return _file(request, walk)


def _file(request: WorkersRequest, walk: InterviewWalk) -> HttpResponse:
    """In the reader's language, with its styles in it and nothing from elsewhere."""
    plan = Plan(walk)
    tiers, held_back = in_tiers(plan.steps)
    context = {
        "interview": walk.interview,
        "now": timezone.now(),
        "parts": held(walk),
        "tiers": tiers,
        "held_back": held_back,
    }
    response = render(request, "interview/exported.html", context)
    name = f"keskustelu-{walk.interview.code.lower()}.html"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
