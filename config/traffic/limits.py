"""How much one request may bring, and in which letters: the rest is refused before anything reads it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

View = Callable[..., HttpResponse]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

LARGEST_BODY = 2_000_000  # bytes: a form with its notes has some thousands
READ_PAST = 20_000_000  # bytes; beyond that nobody waits for an answer
PIECE = 65_536
UTF8, REFUSED = "utf-8", "refused"


def in_known_letters(application: Application) -> Application:
    """The application, asked in no encoding but UTF-8, as far as Django is told.

    Python knows encodings that are none of letters (``hex``), and Django breaks on them before anything of
    ours could answer. One that it does not know at all it leaves aside, and ``in_utf8`` refuses it.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _letters_of(environ.get("CONTENT_TYPE", "")) != UTF8:
            environ["CONTENT_TYPE"] = f"text/plain; charset={REFUSED}"
        return application(environ, start_response)

    return answer


def _letters_of(content_type: str) -> str:
    try:
        return parse_header_parameters(content_type)[1].get("charset", UTF8).lower()
    except ValueError:  # longer than any that means something
        return REFUSED


def in_utf8(get_response: View) -> View:
    """No page of ours sends anything else."""

    def answer(request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", UTF8).lower() != UTF8:
            raise BadRequest
        return get_response(request)

    return answer


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
