"""Who may open an interview: its owner and whom they invited, while workers. To others there is none.

Who was let in and who was not is sent to whom it concerns (the log of use, which stands above this room).
Where that fails, nothing is shown.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any, Concatenate, TypeAlias, TypeGuard
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.middleware import HtmxDetails

from .models import OFFICERS, WORKERS, ChangedMeanwhile, Interview, InterviewQuerySet
from .sheet.names import Field
from .sheet.sealing import CannotOpen
from .stubs import Stub

PAGES_OWN_FIELDS = {"csrfmiddlewaretoken"}
SECRETS = {"password", "oldpassword", "password1", "password2", "code", "credential"}  # typed anew
OURS = {"same-origin", "none"}  # whence a browser says that a form came; an older one says nothing

OWN_WORDS = {"note", "label", "meeting"}  # kinds of fields in which somebody writes

used = Signal()  # request, interview: somebody was let in and shown something of it
refused = Signal()  # request, interview_id: there is none for whoever asked

View: TypeAlias = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request as the middleware leaves it. A type and no more: none is ever made of this class."""

    htmx: HtmxDetails


class WorkersRequest(Request):
    """A request of somebody who has logged in, as the views below these gates are given it."""

    user: User


ViewOfInterview: TypeAlias = Callable[Concatenate[WorkersRequest, Interview, ...], HttpResponse]
InterviewsOf: TypeAlias = Callable[[User], InterviewQuerySet]


def own_interview(view: ViewOfInterview) -> View:
    """Give ``view(request, interview, …)`` the worker's own interview; another's answers 404.

    A POST holds its row until it is answered.
    """
    return _guarded(view, Interview.objects.owned_by)


def about_own_interview(view: ViewOfInterview) -> View:
    """The same, for a page that shows nothing of what stands in it: to read that is no use of it."""
    return _guarded(view, Interview.objects.owned_by, is_use=False)


def own_or_invited(view: ViewOfInterview) -> View:
    """The same, and for whoever was invited to the interview too."""
    return _guarded(view, Interview.objects.open_to, find=Interview.objects.the_one_open_to)


def own_interview_as_read(view: ViewOfInterview) -> View:
    """The worker's own, for a view that writes with ``Interview.write`` and nothing before it."""
    return _guarded(view, Interview.objects.owned_by, holds=False)


def own_or_invited_as_read(view: ViewOfInterview) -> View:
    """The same, and for whoever was invited to the interview too."""
    return _guarded(view, Interview.objects.open_to, holds=False, find=Interview.objects.the_one_open_to)


def _guarded(
    view: ViewOfInterview,
    allowed: InterviewsOf,
    is_use: bool = True,
    holds: bool = True,
    find: Callable[[User, UUID], Interview] | None = None,
) -> View:
    """Two saves never write over each other: a POST holds its interview's row. Where that would keep others
    waiting for a whole view (``holds`` is False) it is read without, and written as it was read; if it has
    changed meanwhile, the view begins anew, and holds it. ``find`` finds one of the ``allowed`` sooner.

    A log-in that ran out in the middle of one, or an invitation that was revoked, loses nothing: what was
    sent stays on the page it is answered with.
    """

    def shown(request: WorkersRequest, interview: Interview, **kwargs: Any) -> HttpResponse:
        response = view(request, interview, **kwargs)
        if is_use and not _leads_on(response):
            used.send(sender=Interview, request=request, interview=interview)
        return response

    def read(user: User, interview_id: UUID) -> Interview:
        return find(user, interview_id) if find else allowed(user).get(pk=interview_id)

    @wraps(view)
    def guarded(request: Request, interview_id: UUID, **kwargs: Any) -> HttpResponse:
        if not _has_logged_in(request):
            return _log_in_first(request, view, interview_id, kwargs)
        try:
            if request.method != "POST":
                return shown(request, read(request.user, interview_id), **kwargs)
            if not holds:
                with suppress(ChangedMeanwhile):
                    return shown(request, read(request.user, interview_id).as_read(), **kwargs)
            with transaction.atomic():
                return shown(request, allowed(request.user).held().get(pk=interview_id), **kwargs)
        except CannotOpen:
            return render(request, "interview/cannot_open.html", status=500)
        except Interview.DoesNotExist:
            refused.send(sender=Interview, request=request, interview_id=interview_id)
            return _there_is_none(request, interview_id)

    return guarded


def is_worker(user: User | AnonymousUser) -> bool:
    """Whether ``user`` may have interviews of their own."""
    return user.is_authenticated and user.groups.filter(name=WORKERS).exists()


def is_officer(user: User | AnonymousUser) -> bool:
    """Whether ``user`` may read the log of use. An administrator may not, without being one."""
    return user.is_active and user.is_staff and user.groups.filter(name=OFFICERS).exists()


def may_open(user: User | AnonymousUser, interview_id: UUID) -> bool:
    """Whether this is an interview of ``user``'s own, or one they were invited to."""
    return user.is_authenticated and Interview.objects.open_to(user).filter(pk=interview_id).exists()


def for_workers(view: Callable[Concatenate[WorkersRequest, ...], HttpResponse]) -> View:
    """Only workers have interviews of their own."""

    @login_required
    @wraps(view)
    def guarded(request: Request, **kwargs: Any) -> HttpResponse:
        if not _is_a_workers(request):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


def send_again(request: HttpRequest, status: int) -> HttpResponse:
    """A page that still holds every field of a form that could not be taken, to be sent once more."""
    context = {"fields": fields_sent(request), "page_url": request.get_full_path()}
    return render(request, "interview/form_again.html", context, status=status)


def fields_sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and value of everything a form of ours sent, in its order, but for what only its person knows.

    Whoever sees them sends them once more, with a token: what another site's page sent is not worth that.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in OURS:
        return []
    sent = ((name, value) for name, values in request.POST.lists() for value in values)
    return [(name, value) for name, value in sent if name not in PAGES_OWN_FIELDS | SECRETS]


def _leads_on(response: HttpResponse) -> bool:
    """To another page, and shows nothing itself."""
    return 300 <= response.status_code < 400


def _has_logged_in(request: Request) -> TypeGuard[WorkersRequest]:
    return request.user.is_authenticated


def _is_a_workers(request: Request) -> TypeGuard[WorkersRequest]:
    return is_worker(request.user)


def _there_is_none(request: WorkersRequest, interview_id: UUID) -> HttpResponse:
    """Deleted, revoked, another's, or never there: told to its owner alone. What was written returns."""
    if request.htmx:
        return HttpResponse(status=404)
    written = [value for name, value in fields_sent(request) if value and Field.named(name).kind in OWN_WORDS]
    own = Stub.objects.filter(pk=interview_id, owner=request.user.pk).first()
    context = {"is_worker": is_worker(request.user), "written": written, "own": own}
    return render(request, "interview/there_is_none.html", context, status=404)


def _log_in_first(request: Request, view: View, interview_id: UUID, kwargs: dict[str, Any]) -> HttpResponse:
    if request.method != "POST":
        return login_required(view)(request, interview_id=interview_id, **kwargs)
    if request.htmx:
        return HttpResponse(status=401)
    return send_again(request, status=401)
