"""The help page: how the app is used. Its words stand in the template; only what is true of it today."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guidance.publishing.editions import live_guidance
from interview.access import is_worker
from interview.models import Organisation


@require_safe
def help_page(request):
    may_practise = not request.user.is_authenticated or is_worker(request.user)  # a stranger logs in first
    guidance = live_guidance()
    clocks = Organisation.remembered()
    context = {
        "preparations": guidance.preparations if guidance else (),
        "may_practise": may_practise,
        "has_meetings": may_practise and bool(guidance and guidance.meetings_by_id),
        "unfinished": clocks.unfinished_days,
        "finished": clocks.finished_days,
    }
    return render(request, "pages/help.html", context)
