"""The phone's home screen: what the app is called there, how it looks, and the worker that keeps two pages.

The worker (templates/worker.js) keeps the card and the contacts for whoever has no connection, and nothing
else; the pages as it keeps them are in interview/public/views.py.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

# As in static/css/tokens.css, light; the page itself says both (templates/base.html).
PAPER = "#fcfdfc"

ICONS = [
    ("mark.svg", "image/svg+xml", "any", "any"),
    ("home-192.png", "image/png", "192x192", "any"),
    ("home-512.png", "image/png", "512x512", "any"),
    ("home-512-maskable.png", "image/png", "512x512", "maskable"),
]


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The same for everybody, in any language: a name and a mark that give nothing away."""
    icons = [
        {"src": static(f"icons/{name}"), "type": kind, "sizes": sizes, "purpose": purpose}
        for name, kind, sizes, purpose in ICONS
    ]
    return JsonResponse(
        {
            "id": "/",
            "name": "Rinnalla",
            "short_name": "Rinnalla",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": PAPER,
            "icons": icons,
        },
        content_type="application/manifest+json",
    )


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """At the top of the site, since a worker serves no page above its own folder."""
    return render(request, "worker.js", content_type="text/javascript; charset=utf-8")
