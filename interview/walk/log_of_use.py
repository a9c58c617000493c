"""Who has used an interview, for its owner: who, when and what they did, never what was written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interview.access import WorkersRequest, about_own_interview
from interview.accounts import Event
from interview.models import Interview
from interview.traces.reading import page_of


@require_safe
@about_own_interview
def log_of_use(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """To read this is no use of the interview."""
    page = page_of(Event.objects.about(interview.pk), request.GET.get("before", ""))
    return render(request, "interview/log_of_use.html", {"interview": interview, "page": page})
