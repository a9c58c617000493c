"""What workers say of a guidance text: which texts a page has, and where each of them is mended.

A remark keeps the place of an entry as ``kind:id`` ("check:threat"). Nothing here knows who reads
the page or in which interview.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import MODELS, Draft, Edition, Remark
from .rules.places import Place
from .rules.schema import (
    AREA,
    CHECK,
    CHECKLIST,
    CONTACT,
    DISCLOSURE,
    MILESTONE,
    POINT,
    QUESTION,
    SIGN,
    STAGE,
    STEP,
    Kind,
)
from .rules.shapes import Guidance, Text

NEVER_ALONE = ("answers", "phones", "expectations", "closed_numbers")  # no remark is about one of these alone
BASICS = "basics:1"  # what belongs to the whole
# How a remark names a kind -> the kind.
KINDS = {model._meta.model_name: model.KIND for name, model in MODELS.items() if name not in NEVER_ALONE}
NAMES = {kind.name: name for name, kind in KINDS.items()}


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
    texts = [(_at(STAGE, stage.id), stage.title)]
    texts += [(_at(POINT, point.id), point.short) for point in stage.points]
    for area in stage.areas:
        texts.append((_at(AREA, area.id), area.title))
        texts += [(_at(QUESTION, question.id), question.text) for question in area.questions]
    return Part(stage.title, texts + [(_at(CHECK, check.id), check.short) for check in stage.checks])


def _signs(guidance: Guidance) -> Iterator[Part]:
    for checklist in guidance.checklists:
        own = (_at(CHECKLIST, checklist.id), checklist.intro)
        yield Part(checklist.title, [own, *((_at(SIGN, sign.id), sign.short) for sign in checklist.signs)])


def _summary(guidance: Guidance) -> Iterator[Part]:
    yield Part(_("Seuraavat askeleet"), [(_at(STEP, step.id), step.title) for step in guidance.steps])


def _contacts(guidance: Guidance) -> Iterator[Part]:
    contacts = [(_at(CONTACT, contact.id), contact.name) for contact in guidance.contacts]
    yield Part(_("Yhteystiedot"), contacts)


def _card(guidance: Guidance) -> Iterator[Part]:
    yield Part(_("Kortti"), [(BASICS, guidance.principle)])
    for stage in guidance.stages:
        yield Part(stage.title, [(_at(POINT, point.id), point.short) for point in stage.points])
    yield from _signs(guidance)


def _tell(guidance: Guidance) -> Iterator[Part]:
    for recipient in guidance.recipients:
        cells = [(_at(DISCLOSURE, each.id), each.ground) for each in recipient.disclosures]
        yield Part(recipient.title, cells)


def _afterwards(guidance: Guidance) -> Iterator[Part]:
    texts = [(_at(MILESTONE, each.id), each.title) for each in guidance.milestones]
    yield Part(_("Mitä sitten tapahtuu?"), texts)


def _everything(guidance: Guidance) -> Iterator[Part]:
    yield from (_stage(stage) for stage in guidance.stages)
    for parts in (_signs, _summary, _contacts):
        yield from parts(guidance)


PAGES = {
    "signs": _signs,
    "summary": _summary,
    "contacts": _contacts,
    "card": _card,
    "tell": _tell,
    "afterwards": _afterwards,
}


@transaction.atomic
def keep_remark(place: str, kind: str, sentence: str, language: str, edition: Edition) -> None:
    """Keep a remark; the same one sent twice, or twice at once, is kept once.

    SQLite has one writer at a time; elsewhere they wait for each other at the edition's row.
    """
    list(Edition.objects.select_for_update(no_key=True).filter(pk=edition.pk).values_list("pk"))
    remark = {"place": place, "kind": kind, "sentence": sentence, "language": language, "edition": edition}
    if not Remark.objects.filter(**remark).exists():
        Remark.objects.create(**remark)


def rows_at(places: Iterable[str]) -> dict[str, models.Model]:
    """The draft rows at places, as far as they are still there; at most one query a kind."""
    wanted: dict[str, set[str]] = {}
    for place in map(_read, places):
        if place is not None:
            wanted.setdefault(place.kind, set()).update(place.ids)
    rows_by_place: dict[str, models.Model] = {}
    for kind, identifiers in wanted.items():
        if kind in MODELS:
            rows = MODELS[kind].objects.filter(identifier__in=identifiers)
            rows_by_place |= {_written(row.place): row for row in rows}
        elif draft := Draft.objects.first():
            rows_by_place[BASICS] = draft
    return rows_by_place


def place_at(written: str) -> Place | None:
    """The place that a remark keeps, or None for what no remark is kept at."""
    return _read(written)


# --- Places as remarks keep them -------------------------------------------------------------------------


def _at(kind: Kind, identifier: str) -> str:
    return _written(Place.by_id(kind, identifier))


def _written(place: Place) -> str:
    return f"{NAMES[place.kind]}:{place.ids[-1]}" if place else BASICS


def _read(written: str) -> Place | None:
    """The place, or None for what no remark is kept at."""
    name, _colon, identifier = written.partition(":")
    if written == BASICS:
        return Place()
    return Place.by_id(KINDS[name], identifier) if name in KINDS else None
