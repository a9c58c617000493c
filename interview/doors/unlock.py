"""Going on after a lock: the person says who they are, by password or by passkey, and is where they were."""

from http import HTTPStatus

from django.contrib.auth import logout
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.sessions import kept_as
from interview.accounts import Session
from interview.traces import events

from . import passkeys
from .lock import MOST_WRONG, asking, fields_kept, is_locked
from .touches import session_of, touch


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask who it is, or take the proof and lead on. A script gets numbers: 204, 422, or 401 at the end."""
    next_url = _own_path(request)
    if not request.user.is_authenticated:
        return _log_in_first(request, next_url)
    if not is_locked(request):
        return _go_on(request, next_url)
    if request.method != "POST":
        return asking(request, next_url)
    proves = next((way for field, way in PROOFS.items() if request.POST.get(field)), None)
    if proves is None:
        return _once_more(request, next_url)
    wrong = _count(request)
    if wrong <= MOST_WRONG and proves(request):
        _open(request)
        events.keep("unlocked", request.user)
        return _go_on(request, next_url)
    events.keep("unlock-failed", request.user)
    if wrong >= MOST_WRONG:
        events.keep("locked-out", request.user)
        return _end(request, next_url)
    return _once_more(request, next_url)


def by_password(request: HttpRequest) -> bool:
    return request.user.check_password(request.POST["password"])


# By the field that brings it. Whoever uses a passkey may have begun to write the password.
PROOFS = {"credential": passkeys.unlocks, "password": by_password}


@require_safe
def ask_passkey(request: HttpRequest) -> HttpResponse:
    """What a passkey is to sign, for the page's script, once it is wanted: no page that waits has it yet."""
    if not request.user.is_authenticated:
        return _nothing(HTTPStatus.UNAUTHORIZED)
    if not _is_from_script(request) or not passkeys.can_unlock(request):
        return _nothing(HTTPStatus.NOT_FOUND)
    if not is_locked(request):
        return _nothing(HTTPStatus.NO_CONTENT)
    return JsonResponse(passkeys.ask_to_unlock(request))


@require_safe
def told(request: HttpRequest) -> HttpResponse:
    """Nothing to show: the header was the message, and the lock (``Lock``) has read it.

    A form that is about to go hears whether it would be let in, as whose, and with which token.
    """
    if not request.user.is_authenticated:
        return _nothing(HTTPStatus.UNAUTHORIZED)
    answer = _nothing(HTTPStatus.NO_CONTENT)
    answer.headers["X-Who"] = str(request.user.pk)
    answer.headers["X-CSRFToken"] = get_token(request)
    return answer


def _nothing(status: HTTPStatus) -> HttpResponse:
    return HttpResponse(status=status, content_type="text/plain")


def _own_path(request: HttpRequest) -> str:
    asked = request.POST if request.method == "POST" else request.GET
    path = asked.get("next", "")
    own = path.startswith("/") and url_has_allowed_host_and_scheme(path, None)
    return path if own else reverse("start")


def _count(request: HttpRequest) -> int:
    """Which try this is since the last unlocking, counted before it is looked at: many may come at once."""
    row = Session.objects.filter(pk=kept_as(session_of(request).session_key or ""))
    with transaction.atomic():  # nobody else counts between the two
        row.update(wrong_passwords=F("wrong_passwords") + 1)
        counted: int = row.values_list("wrong_passwords", flat=True).first() or MOST_WRONG + 1
    session_of(request).wrong_passwords = counted
    return counted


def _open(request: HttpRequest) -> None:
    session_of(request).wrong_passwords = 0
    touch(session_of(request), wrong_passwords=0)


def _go_on(request: HttpRequest, next_url: str) -> HttpResponse:
    if _is_from_script(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if fields := fields_kept(request, request.POST.get("sent", "")):
        return render(request, "doors/send_again.html", {"fields": fields, "page_url": next_url})
    return redirect(next_url)


def _once_more(request: HttpRequest, next_url: str) -> HttpResponse:
    """No page answers a form that carried a password: it leads to one, which the browser keeps without it."""
    if _is_from_script(request) or request.POST.get("sent"):
        return asking(request, next_url, request.POST.get("sent", ""), HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(next_url)


def _end(request: HttpRequest, next_url: str) -> HttpResponse:
    logout(request)
    if _is_from_script(request):
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    return _log_in_first(request, next_url)


def _log_in_first(request: HttpRequest, next_url: str) -> HttpResponse:
    """The session has ended meanwhile. What was sent stays on the page, sealed, and is sent once more."""
    sent = request.POST.get("sent", "")
    if _is_from_script(request) or not sent:
        return _go_on(request, next_url)
    context = {"fields": [("next", next_url), ("sent", sent)], "page_url": reverse("unlock")}
    return render(request, "interview/form_again.html", context, status=HTTPStatus.UNAUTHORIZED)


def _is_from_script(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers
