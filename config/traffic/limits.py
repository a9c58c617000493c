"""How much one request may bring: more is refused before anything reads it into memory."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]

LARGEST_BODY = 2_000_000  # bytes: a form with its notes has some thousands
READ_PAST = 20_000_000  # bytes; beyond that nobody waits for an answer
PIECE = 65_536


class SmallBodies:
    """A page that takes files says how large a request may be: its view has a ``largest_body``."""

    def __init__(self, get_response: View):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        length = _length(request)
        if length > getattr(view, "largest_body", LARGEST_BODY):
            _read_past(request, length)
            raise RequestDataTooBig("A request is larger than its page takes.")


def _length(request: HttpRequest) -> int:
    """What a request says that it brings; nothing beyond that is ever read."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0


def _read_past(request: HttpRequest, length: int) -> None:
    """Let go of what came, so that the answer finds a browser listening and not one that still sends."""
    if length <= READ_PAST:
        while request.read(PIECE):
            pass
