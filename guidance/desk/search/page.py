"""The page that shows what a search finds, by kinds, with the way to each.

Asked by GET, so that it can be gone back to; what was asked is kept nowhere.
"""

from dataclasses import dataclass, field

from django.db import models
from django.template.response import TemplateResponse
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from guidance.desk.kit.finding.asked import Asked, as_html, excerpt
from guidance.desk.kit.finding.places import form_of
from guidance.models import MODELS, Draft

from .everything import Searched, everything

MAY_SEARCH = "guidance.view_draft"
MOST_OF_A_KIND = 30
IN_ORDER = (Draft, *MODELS.values())


@dataclass(frozen=True)
class Hit:
    """Where in a row: what the form calls it, the way to it, the words around it and their language."""

    name: str
    address: str
    words: SafeString
    language: str


@dataclass
class Found:
    """A row in which something was found."""

    title: str
    retired: bool
    hits: list[Hit] = field(default_factory=list)


@dataclass
class Group:
    """All rows of a kind in which something was found; of very many the first are shown."""

    title: str
    found: list[Found]

    @property
    def shown(self) -> list[Found]:
        return self.found[:MOST_OF_A_KIND]

    @property
    def is_cut(self) -> bool:
        return len(self.found) > MOST_OF_A_KIND


def search_page(request, desk) -> TemplateResponse:
    asked = Asked.of(request.GET.get("q", ""))
    groups = groups_of(asked) if asked.is_enough else []
    context = desk.page_context(request, Draft, _("Haku")) | {
        "asked": asked,
        "groups": groups,
        "many": sum(len(group.found) for group in groups),
        "most": MOST_OF_A_KIND,
    }
    return TemplateResponse(request, "admin/guidance/search.html", context)


def groups_of(asked: Asked) -> list[Group]:
    """What is found, by kinds in the order of the guidance."""
    by_kind: dict[type[models.Model], dict[models.Model, Found]] = {kind: {} for kind in IN_ORDER}
    for searched in everything():
        if hit := _hit(asked, searched):
            rows = by_kind[type(searched.row)]
            rows.setdefault(searched.row, Found(str(searched.row), searched.retired)).hits.append(hit)
    return [
        Group(capfirst(kind._meta.verbose_name_plural), [*rows.values()])
        for kind, rows in by_kind.items()
        if rows
    ]


def _hit(asked: Asked, searched: Searched) -> Hit | None:
    """The first of its languages in which what is asked for stands."""
    for code, words in searched.words.items():
        if spans := asked.spans_in(words):
            place = (
                searched.place / code if searched.place.field in searched.row.KIND.texts else searched.place
            )
            language = code if code != get_language() else ""
            return Hit(searched.name, form_of(place), as_html(excerpt(words, spans)), language)
    return None
