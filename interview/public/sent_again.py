"""A form of the desk whose log-in ran out before it was sent: what it held stays on the page that answers.

A page's script sees to that sooner (``static/js/kept.js``). This is for browsers without. No form of the desk
holds a client's words.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from interview.access import fields_sent, send_again


class KeptForTheLogIn:
    """A middleware. Where a file came no page can hold it, and the log-in leads back to the form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], *arguments: Any
    ) -> HttpResponse | None:
        is_of_the_desk = bool(request.resolver_match) and request.resolver_match.namespace == "admin"
        if not is_of_the_desk or request.method != "POST" or request.user.is_authenticated:
            return None
        takes_files = "largest_body" in vars(view)  # and says itself how it reads what came
        return send_again(request, status=401) if not takes_files and fields_sent(request) else None
