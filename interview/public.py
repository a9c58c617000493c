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
    back_url = came_from(request, reverse("start"))
    return render(request, "pages/break.html", {"back_url": back_url})


def came_from(request, elsewhere: str) -> str:
    """The page of this site that led here, or ``elsewhere`` where no other one did."""
    before = request.headers.get("Referer", "")
    here = request.build_absolute_uri(request.path)
    return before if is_of_this_site(request, before) and before.split("?")[0] != here else elsewhere


def is_of_this_site(request, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def _with_guidance(request, template):
    edition = Edition.objects.live()
    guidance = guidance_of(edition) if edition else None
    context = {"guidance": guidance, "edition": edition, "may_remark": is_worker(request.user)}
    return render(request, template, context, status=200 if guidance else 503)
