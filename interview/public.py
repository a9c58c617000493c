"""Open to all, nothing stored: the start page, the pocket card, the contacts, and a page for a break."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from guidance.editions import guidance_of
from guidance.models import Edition

from .access import is_worker


@require_safe
def start(request):
    return render(request, "pages/start.html", {"may_begin": is_worker(request.user)})


@require_safe
def card(request):
    return _with_guidance(request, "pages/card.html")


@require_safe
def contacts(request):
    return _with_guidance(request, "pages/contacts.html")


@require_safe
def on_a_break(request):
    """The cover for whoever has no JavaScript; *Jatka* leads back to the page it was opened from."""
    came_from = request.headers.get("Referer", "")
    here = request.build_absolute_uri(request.path)
    known = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    back_url = came_from if known and came_from != here else reverse("start")
    return render(request, "pages/break.html", {"back_url": back_url})


def _with_guidance(request, template):
    edition = Edition.objects.live()
    guidance = guidance_of(edition) if edition else None
    return render(
        request, template, {"guidance": guidance, "edition": edition}, status=200 if guidance else 503
    )
