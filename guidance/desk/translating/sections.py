"""The headings of the translations page: texts under their entries, entries under what they stand in."""

from dataclasses import dataclass, field

from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guidance.models import Answer, Checklist, Draft, Phone, Question, Stage
from guidance.rules.places import Place
from guidance.translating.texts import DraftText

from .boxes import Box, seen_in

A_SECTION_EACH = (Draft, Stage, Checklist)
UNDER_ANOTHER = (Answer, Phone, Question)  # shown under the heading of the row above them
WITH_HELP = ("label", "reason")  # what a translator must know and cannot see


@dataclass
class ShownText:
    legend: str
    help: str
    place: Place
    seen: str
    boxes: list[Box]


@dataclass
class ShownEntry:
    row: models.Model
    link: str
    texts: list[ShownText] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return capfirst(self.row._meta.verbose_name)


@dataclass
class Section:
    title: str
    link: str
    key: object
    entries: list[ShownEntry] = field(default_factory=list)

    @property
    def shows_kinds(self) -> bool:
        """Where entries of many kinds stand under one heading."""
        return isinstance(self.key, A_SECTION_EACH)


def sections_of(texts: list[DraftText], boxes: dict[Place, list[Box]], site) -> list[Section]:
    """Texts in their order, under the headings of their entries and of the sections these stand in."""
    sections: list[Section] = []
    for text in texts:
        if not sections or sections[-1].key != _section_key(text):
            sections.append(_section(text, site))
        section, entry_row = sections[-1], _entry_row(text)
        if not section.entries or section.entries[-1].row != entry_row:
            section.entries.append(ShownEntry(entry_row, _page_of(text, entry_row, site)))
        section.entries[-1].texts.append(
            ShownText(_legend(text), _help(text), text.place, seen_in(text), boxes[text.place])
        )
    return sections


def _top(text: DraftText) -> models.Model:
    return (*text.above, text.row)[0]


def _section_key(text: DraftText) -> object:
    top = _top(text)
    return top if isinstance(top, A_SECTION_EACH) else type(top)


def _section(text: DraftText, site) -> Section:
    top, key = _top(text), _section_key(text)
    if key is top:
        kind = "" if isinstance(top, Draft) else f"{capfirst(top._meta.verbose_name)}: "
        return Section(f"{kind}{top}", _page_of(text, top, site), key)
    name = top._meta.verbose_name_plural
    return Section(capfirst(name), "", key)


def _entry_row(text: DraftText) -> models.Model:
    return text.above[-1] if isinstance(text.row, UNDER_ANOTHER) else text.row


def _page_of(text: DraftText, row: models.Model, site) -> str:
    """The admin page where a row is edited: its own, or that of the nearest row above it that has one."""
    rows = (*text.above, text.row)
    for each in reversed(rows[: rows.index(row) + 1]):
        if site.is_registered(type(each)):
            return reverse(f"admin:guidance_{each._meta.model_name}_change", args=[each.pk])
    return ""


def _legend(text: DraftText) -> str:
    name = capfirst(text.row._meta.verbose_name if text.field.name == "text" else text.field.verbose_name)
    if isinstance(text.row, Phone):
        name = f"{name}: {text.row.number}"
    return name if text.in_use else f"{name} ({_('poistettu käytöstä')})"


def _help(text: DraftText) -> str:
    return text.field.help_text if text.field.name in WITH_HELP else ""
