"""Who may open an interview: its owner, while a worker. To everyone else it does not exist."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render

from .models import WORKERS, Interview
from .sheet.sealing import CannotOpen

PAGES_OWN_FIELDS = {"csrfmiddlewaretoken"}


def own_interview(view: Callable) -> Callable:
    """Give ``view(request, interview, …)`` the worker's own interview; another's answers 404.

    A save holds its interview's row, so that two saves never write over each other. A log-in that ran out
    in the middle of one loses nothing: what was sent stays on the page it is answered with.
    """

    @wraps(view)
    def guarded(request, interview_id, **kwargs):
        if not request.user.is_authenticated:
            return _log_in_first(request, view, interview_id, kwargs)
        try:
            if request.method == "POST":
                with transaction.atomic():
                    return view(request, _own(request.user, interview_id, to_write=True), **kwargs)
            return view(request, _own(request.user, interview_id), **kwargs)
        except CannotOpen:
            return render(request, "interview/cannot_open.html", status=500)

    return guarded


def is_worker(user) -> bool:
    """Whether ``user`` may have interviews of their own."""
    return user.is_authenticated and user.groups.filter(name=WORKERS).exists()


def owns(user, interview_id) -> bool:
    """Whether this is an interview of ``user``'s own."""
    return user.is_authenticated and Interview.objects.owned_by(user).filter(pk=interview_id).exists()


def for_workers(view: Callable) -> Callable:
    """Only workers have interviews of their own."""

    @login_required
    @wraps(view)
    def guarded(request, **kwargs):
        if not is_worker(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


def send_again(request, status: int) -> HttpResponse:
    """A page that still holds every field of a form that could not be taken, to be sent once more."""
    context = {"fields": fields_sent(request), "page_url": request.get_full_path()}
    return render(request, "interview/form_again.html", context, status=status)


def fields_sent(request) -> list[tuple[str, str]]:
    """Name and value of everything a form sent, in its order."""
    sent = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in sent if name not in PAGES_OWN_FIELDS]


def _own(user, interview_id, to_write=False) -> Interview:
    interviews = Interview.objects.owned_by(user)
    if to_write:
        interviews = interviews.select_for_update(of=("self",))
    interview = interviews.filter(pk=interview_id).first()
    if interview is None:
        raise Http404
    return interview


def _log_in_first(request, view, interview_id, kwargs) -> HttpResponse:
    if request.method != "POST":
        return login_required(view)(request, interview_id=interview_id, **kwargs)
    if request.htmx:
        return HttpResponse(status=401)
    return send_again(request, status=401)
