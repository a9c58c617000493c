"""The pack of a newer version, merged with the draft: what both changed is chosen first, place by place.

Nothing is brought but what was chosen; the pack lies beside the code (``packs/built-in.yaml``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.desk.publishing.changes import ChangeInWords, ChangesInWords, title_of
from guidance.models import Edition
from guidance.packs.built_in import built_in_pack
from guidance.packs.merging import ORDER, OURS, RETIRED, STANDS_IN, THEIRS, Question
from guidance.packs.updating import Update, last_taken, remember, update
from guidance.publishing.changes import Change, fields_of

from .pages import MAY_EDIT, ShownAtOnce, WhatChanges

CHOICE = "choice:"
SIDES = (OURS, THEIRS)


@dataclass(frozen=True)
class QuestionInWords:
    """A place that both changed. ``change``: its label, and what stands here (before) and there (after)."""

    field: str
    name: str
    change: ChangeInWords
    earlier: str
    chosen: str


@dataclass(frozen=True)
class Updated(WhatChanges):
    """What merging would do, and what has to be chosen before."""

    update: Update
    chosen: dict[str, str]

    @property
    def is_decided(self) -> bool:
        return not self.update.open_questions

    @cached_property
    def questions(self) -> list[QuestionInWords]:
        return list(self._questions())

    def _questions(self) -> Iterator[QuestionInWords]:
        words = ChangesInWords(self.draft, built_in_pack())
        earlier = ChangesInWords(last_taken(), self.draft)
        for question in self.update.questions:
            place = str(question.place)
            yield QuestionInWords(
                field=f"{CHOICE}{place}",
                name=_name_of(question, words),
                change=_in_words(question, words, question.ours, question.theirs),
                earlier=_in_words(question, earlier, question.before, question.ours).before or "",
                chosen=self.chosen.get(place, ""),
            )


def update_view(request, desk):
    """Ask what both changed, show what would change, and make it so on the last press."""
    if not request.user.has_perm(MAY_EDIT):
        raise PermissionDenied
    return Updating(request, desk).answer()


class Updating(ShownAtOnce):
    name = "updating"
    done = gettext_lazy("Uusi ohjeisto on yhdistetty luonnokseen.")

    def read(self) -> dict[str, str]:
        choices = ((name, side) for name, side in self.request.POST.items() if name.startswith(CHOICE))
        return {name.removeprefix(CHOICE): side for name, side in choices if side in SIDES}

    def pack_in(self, brought: dict[str, str]) -> dict:
        return built_in_pack()

    def effect_on(self, draft: dict, brought: dict[str, str]) -> Updated:
        found = update(self.pack_in(brought), draft, brought)
        return Updated(found.to_take, draft, found, brought)

    def take(self, effect: Updated) -> None:
        super().take(effect)
        remember(built_in_pack())

    def confirm(self, effect: Updated, sealed: str, **in_words):
        asked = {"questions": effect.questions, "is_decided": effect.is_decided}
        taken = {"sealed": sealed, **effect.in_words} if effect.is_decided else {}
        some = bool(effect.chosen) and not effect.is_decided
        return self._page({**asked, **taken, "some_are_left": some, **in_words})

    def _page(self, in_words: dict):
        context = self.desk.page_context(
            self.request, Edition, _("Yhdistä uusi ohjeisto luonnokseen"), **in_words
        )
        return TemplateResponse(self.request, "admin/guidance/edition/update.html", context)


def _name_of(question: Question, words: ChangesInWords) -> str:
    place = question.place.around if question.place.path[-1] == ORDER else question.place
    if place.path == question.place.path and not place.ids:
        return str(_("Ohjeiston perusasiat"))
    entry = words.name_at(place) if place.ids else ""
    kind = title_of(question.place.kind)
    return f"{kind}: {entry}" if entry else kind


def _in_words(question: Question, words: ChangesInWords, before, after) -> ChangeInWords:
    place, name = question.place, question.place.field
    sides = (before, after)
    if place.path[-1] == ORDER:
        return ChangeInWords(
            str(_("Järjestys")), *(" · ".join(map(words.name_at, keys or ())) for keys in sides)
        )
    if not place.within:
        return ChangeInWords(str(_("Toinen muutti, toinen poisti")), *map(_is_there, sides))
    if name == STANDS_IN:
        return ChangeInWords(str(_("Paikka")), *(words.name_at(key) if key else "" for key in sides))
    if name == RETIRED:
        return ChangeInWords(str(_("Käytössä")), *(str(_("ei") if each else _("kyllä")) for each in sides))
    return words.in_words(Change(fields_of(place.kind)[name], place, {}, before=before, after=after))


def _is_there(entry: object) -> str:
    return str(_("Jää") if entry else _("Poistuu"))
