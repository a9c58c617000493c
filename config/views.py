"""Refusals that belong to no room: each with a sentence, and nothing of what was sent is lost."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render

from interview.access import is_worker, owns, send_again


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose protection has run out, as after logging in again in another tab.

    A script gets a fresh token and sends once more; a worker's plain form is shown with what it held.
    """
    if request.headers.get("HX-Request"):
        return HttpResponse(status=403, headers={"X-CSRFToken": get_token(request)})
    asked_for = request.resolver_match
    own_remark = asked_for.url_name == "new_remark" and is_worker(request.user)
    tried = asked_for.url_name == "try"
    if own_remark or tried or owns(request.user, asked_for.kwargs.get("interview_id")):
        return send_again(request, status=403)
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no page of ours sends; a BadRequest of our own says which thing it was."""
    sentence = str(exception) if isinstance(exception, BadRequest) else ""
    return render(request, "400.html", {"sentence": sentence}, status=400)
