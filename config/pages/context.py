"""Template context of every page: whether this is the demo, and which other languages it can be read in."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def demo(request: HttpRequest) -> dict[str, bool]:
    return {"is_demo": settings.DEMO}


def languages(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    """The languages to change to, each by its own name; the one being read is not among them."""
    return {"languages": [(code, name) for code, name in settings.LANGUAGES if code != get_language()]}
