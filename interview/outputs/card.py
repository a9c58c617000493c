"""The pocket card: the published guidance on the two sides of an A5 sheet. Open to all."""

from functools import lru_cache
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from guidance.rules.shapes import Checklist, Guidance, Stage
from interview.access import Request
from interview.moments import day
from interview.public.views import shown

from .files import as_file, busy
from .texts import reader, words
from .typeset import Busy, typeset

NUMBERS_ON_TOP = 3  # helpers, by their first number; more where the organisation has more of its own


@require_safe
def card(request: Request) -> HttpResponse:
    edition = Edition.objects.live()
    if edition is None:
        return render(request, "pages/card.html", {"guidance": None}, status=503)
    try:
        return as_file(_card(edition.pk, reader()))
    except Busy:
        return busy(request)


@lru_cache(maxsize=8)
def _card(edition: int, language: str) -> bytes:
    """Made once: it is asked for by anybody, and an edition never changes."""
    published = Edition.objects.get(pk=edition)
    with override(language):
        return typeset("card", content_of(guidance_of(published), edition_in_words(published)))


def edition_in_words(edition: Edition) -> str:
    return _("Painos %(number)d, julkaistu %(day)s") % {
        "number": edition.number,
        "day": day(edition.published_at),
    }


def content_of(guidance: Guidance, edition: str) -> dict[str, Any]:
    return {
        "lang": reader(),
        "title": words(guidance.title),
        "principle": words(guidance.principle),
        "numbers": _numbers(guidance),
        "advice": _("Voit kysyä neuvoa kertomatta asiakkaan nimeä."),
        "stages": [_stage(stage) for stage in guidance.stages],
        "lists": [*map(_checklist, guidance.checklists), *_before(guidance)],
        "edition": edition,
    }


def _numbers(guidance: Guidance) -> list[dict[str, Any]]:
    """112 and the organisation's own first, as on the pages; and the first of the others whatever comes."""
    contacts = shown(guidance.contacts)
    first = [contact for contact in contacts.first if contact.phones]
    others = [contact for contact in contacts.round_the_clock if contact.phones]
    on_top = [*first, *others[: max(1, NUMBERS_ON_TOP - len(first))]]
    return [{"name": words(contact.name), "number": contact.phones[0].number} for contact in on_top]


def _stage(stage: Stage) -> dict[str, Any]:
    return {"title": words(stage.title), "points": [words(point.short) for point in stage.points]}


def _checklist(checklist: Checklist) -> dict[str, Any]:
    return {
        "title": words(checklist.title),
        "intro": words(checklist.intro),
        "lines": [words(sign.short) for sign in checklist.signs],
    }


def _before(guidance: Guidance) -> list[dict[str, Any]]:
    """What is done before a meeting, where the guidance has such a list."""
    lines = [words(preparation.short) for preparation in guidance.preparations]
    return [{"title": words(_("Ennen tapaamista")), "intro": words(""), "lines": lines}] if lines else []
