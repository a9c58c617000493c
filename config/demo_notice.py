"""Template context: whether this is the demo, which every page says."""

from django.conf import settings
from django.http import HttpRequest


def demo(request: HttpRequest) -> dict[str, bool]:
    return {"is_demo": settings.DEMO}
