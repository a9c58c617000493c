"""Refusals that belong to no room: each with a sentence, and nothing of what was sent is lost."""

import sys
from itertools import product
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import override

from config.faults.reasons import is_busy, is_for_a_person, passes
from interview.access import fields_sent, is_worker, may_open, send_again
from interview.cover import cover


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection has run out, as after logging in again in another tab.

    A script gets a fresh token and sends once more; a plain form of a worker's or of the desk is shown with
    what it held. A log-out takes the protection of every form with it too: what a browser sends again after
    one leads to the log-in.
    """
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"X-CSRFToken": get_token(request)})
    asked_for = request.resolver_match
    with_words = asked_for.url_name in WITH_WORDS or _is_of_the_desk(request)
    if with_words and not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    after_a_lock = asked_for.url_name == "unlock" and request.POST.get("sent")  # sealed, as the page had it
    own_remark = asked_for.url_name == "new_remark" and is_worker(request.user)
    in_practice = asked_for.url_name == "try"
    if (
        after_a_lock
        or own_remark
        or in_practice
        or may_open(request.user, asked_for.kwargs.get("interview_id"))
    ):
        return send_again(request, status=403)
    if _is_of_the_desk(request) and request.user.is_staff:
        context = {"fields": fields_sent(request), "page_url": request.get_full_path()}
        return render(request, "doors/send_again.html", context, status=403)
    return render(request, "403_csrf.html", status=403)


def _is_of_the_desk(request: HttpRequest) -> bool:
    """Where what somebody wrote is guidance, or about an account; never a client's."""
    return request.resolver_match.namespace == "admin"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no page of ours sends; a BadRequest of our own says which thing it was."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    sentence = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"sentence": sentence}, status=400)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke; or nothing can be stored, which a person mends; or the database is away, which passes.

    Asks nothing of the database and nothing of the request's session, which may be what broke.
    """
    context = {"is_demo": settings.DEMO, **cover(request)}
    error = sys.exc_info()[1]
    if not passes(error) and not is_for_a_person(error):
        return HttpResponse(get_template("500.html").render(context), status=500)
    if _holds_words(request):
        context |= {"fields": fields_sent(request), "page_url": request.get_full_path()}
        context["csrf_token"] = get_token(request)
    if is_for_a_person(error):
        return _nothing_fits(request, context)
    page = get_template("503.html").render({"is_busy": is_busy(error), **context})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})


def read_ahead() -> None:
    """Before the server becomes several processes: one that says what broke may be able to open no file."""
    for language, _name in settings.LANGUAGES:
        with override(language):
            context = {"is_demo": settings.DEMO, "page_url": "/", "csrf_token": "…", **cover(HttpRequest())}
            for name, fields in product(("500.html", "503.html", "507.html"), ([], [("note", "…")])):
                get_template(name).render({"fields": fields, **context})


def _nothing_fits(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """A page, or the sentence that a page's own script shows beside what it could not save."""
    if request.headers.get("HX-Request"):
        sentence = _(
            "Palvelu ei pysty juuri nyt tallentamaan. Pidä tämä sivu auki: kirjoittamasi on tallella vain"
            " tässä ja tallentuu itsestään, kun vika on korjattu. Kerro siitä organisaatiosi ylläpidolle."
        )
        return HttpResponse(sentence, status=507, content_type="text/plain; charset=utf-8")
    return HttpResponse(get_template("507.html").render(context), status=507)


# Pages whose forms hold what someone wrote.
WITH_WORDS = {"stage", "signs", "summary", "name_interview", "colleagues", "try", "new_remark"}


def _holds_words(request: HttpRequest) -> bool:
    asked_for = request.resolver_match
    if request.method != "POST" or not asked_for:
        return False
    return asked_for.url_name in WITH_WORDS or _is_of_the_desk(request)
