"""Open to all, nothing stored: the start page, the pocket card, the contacts, and a page for a break."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from guidance.models import Edition
from guidance.publishing.editions import guidance_of, meetings_to_practise
from guidance.rules.proof.completeness import EMERGENCY_NUMBER
from guidance.rules.shapes import Contact
from interview.access import is_worker


@require_safe
def start(request):
    may_begin = is_worker(request.user)
    context = {"may_begin": may_begin, "has_meetings": may_begin and bool(meetings_to_practise())}
    return render(request, "pages/start.html", context)


@require_safe
def card(request):
    return _with_guidance(request, "pages/card.html")


@require_safe
def contacts(request):
    return _with_guidance(request, "pages/contacts.html")


@dataclass(frozen=True)
class Shown:
    """The contacts as both pages show them. Others may look on, so only the first are read unopened."""

    first: list[Contact]
    round_the_clock: list[Contact]
    others: list[Contact]


def shown(contacts: Iterable[Contact]) -> Shown:
    """First 112, then the organisation's own; each part in the editor's order."""
    emergency, own, round_the_clock, others = [], [], [], []
    for contact in contacts:
        if contact.phones and contact.phones[0].tel == EMERGENCY_NUMBER:
            emergency.append(contact)
        elif contact.local:
            own.append(contact)
        else:
            (round_the_clock if contact.round_the_clock else others).append(contact)
    return Shown([*emergency, *own], round_the_clock, others)


KEPT = {"card": "pages/card.html", "contacts": "pages/contacts.html", "offline": "pages/offline.html"}


@require_safe
def kept(request, language, page):
    """A page as a browser keeps it for when there is no connection (templates/worker.js).

    It is asked for without cookies, so the address says the language. No form is on it; it says its day.
    """
    if page not in KEPT or language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        as_kept = {"kept": timezone.localdate(), "languages": []}
        response = _with_guidance(request, KEPT[page], **as_kept)
    response.headers["Content-Language"] = language
    return response


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


def _with_guidance(request, template, **more):
    edition = Edition.objects.live()
    guidance = guidance_of(edition) if edition else None
    may_remark = "kept" not in more and is_worker(request.user)
    context = {"guidance": guidance, "edition": edition, "may_remark": may_remark, **more}
    if guidance:
        context["shown"] = shown(guidance.contacts)
    return render(request, template, context, status=200 if guidance else 503)
