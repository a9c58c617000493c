"""What workers say of a guidance text: which texts a page has, and where each of them is mended.

A place is ``kind:id`` ("check:threat"). Nothing here knows who reads the page or in which interview.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import MODELS, Draft, Remark
from .rules.shapes import Guidance, Text

NEVER_ALONE = ("answers", "phones", "expectations")  # no remark is about one of these alone
# The first part of a place -> the rows it is about.
KINDS: dict[str, type[models.Model]] = {"basics": Draft} | {
    model._meta.model_name: model for name, model in MODELS.items() if name not in NEVER_ALONE
}


@dataclass(frozen=True)
class Part:
    """Texts of a page under one heading, each with its place."""

    heading: Text | Promise
    texts: list[tuple[str, Text]]


def parts_of_page(guidance: Guidance, page: str) -> list[Part]:
    """The texts that can be remarked on at a page; all there are where the page is not known."""
    if stage := guidance.stages_by_id.get(page):
        return [_stage(stage)]
    parts = PAGES.get(page)
    return list(parts(guidance) if parts else _everything(guidance))


def _stage(stage) -> Part:
    texts = [(f"stage:{stage.id}", stage.title)]
    texts += [(f"point:{point.id}", point.short) for point in stage.points]
    for area in stage.areas:
        texts.append((f"area:{area.id}", area.title))
        texts += [(f"question:{question.id}", question.text) for question in area.questions]
    return Part(stage.title, texts + [(f"check:{check.id}", check.short) for check in stage.checks])


def _signs(guidance: Guidance) -> Iterator[Part]:
    for checklist in guidance.checklists:
        own = (f"checklist:{checklist.id}", checklist.intro)
        yield Part(checklist.title, [own, *((f"sign:{sign.id}", sign.short) for sign in checklist.signs)])


def _summary(guidance: Guidance) -> Iterator[Part]:
    yield Part(_("Seuraavat askeleet"), [(f"step:{step.id}", step.title) for step in guidance.steps])


def _contacts(guidance: Guidance) -> Iterator[Part]:
    contacts = [(f"contact:{contact.id}", contact.name) for contact in guidance.contacts]
    yield Part(_("Yhteystiedot"), contacts)


def _card(guidance: Guidance) -> Iterator[Part]:
    yield Part(_("Kortti"), [("basics:1", guidance.principle)])
    for stage in guidance.stages:
        yield Part(stage.title, [(f"point:{point.id}", point.short) for point in stage.points])
    yield from _signs(guidance)


def _everything(guidance: Guidance) -> Iterator[Part]:
    yield from (_stage(stage) for stage in guidance.stages)
    for parts in (_signs, _summary, _contacts):
        yield from parts(guidance)


PAGES = {"signs": _signs, "summary": _summary, "contacts": _contacts, "card": _card}


def keep_remark(place: str, kind: str, sentence: str, language: str, edition) -> None:
    """Keep a remark; the same one sent twice is kept once."""
    said = {"place": place, "kind": kind, "sentence": sentence, "language": language, "edition": edition}
    if not Remark.objects.filter(**said).exists():
        Remark.objects.create(**said)


def rows_at(places: Iterable[str]) -> dict[str, models.Model]:
    """The draft rows at places, as far as they are still there; at most one query a kind."""
    wanted: dict[str, set[str]] = {}
    for place in places:
        kind, _colon, identifier = place.partition(":")
        wanted.setdefault(kind, set()).add(identifier)
    found = {}
    for kind, identifiers in wanted.items():
        if model := KINDS.get(kind):
            name = "pk" if model is Draft else "identifier"
            for row in model.objects.filter(**{f"{name}__in": identifiers}):
                found[f"{kind}:{getattr(row, name)}"] = row
    return found
