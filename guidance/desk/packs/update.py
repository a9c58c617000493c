"""The pack of a newer version, merged with the draft: what both changed is chosen first, place by place.

Nothing is brought but what was chosen; the pack lies beside the code (``packs/built-in.yaml``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from guidance.desk.publishing.changes import ChangeInWords, ChangesInWords, title_of
from guidance.models import URGENCY_NAMES, Edition
from guidance.packs.built_in import built_in_pack
from guidance.packs.merging import ORDER, OURS, RETIRED, STANDS_IN, THEIRS, Question, merge
from guidance.packs.sides import Difference, decides_about_steps, differences
from guidance.packs.updating import Update, last_taken, remember, update
from guidance.publishing.changes import Change, fields_of
from guidance.rules.next_steps import NextStep
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused
from guidance.rules.reading import read_guidance
from guidance.rules.shapes import Guidance, Text
from guidance.wording.rules import rows_in_a_sentence
from guidance.wording.subjects import Subjects, subjects_in

from .pages import MAY_EDIT, ShownAtOnce, WhatChanges

CHOICE = "choice:"
SIDES = (OURS, THEIRS)


@dataclass(frozen=True)
class ToSteps:
    """Sentences of either side, or one of both."""

    ours: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)
    both: str = ""


@dataclass(frozen=True)
class QuestionInWords:
    """A place that both changed. ``change``: its label, and what stands here (before) and there (after).
    ``does``: what either choice would do to the steps, a sentence each."""

    field: str
    name: str
    change: ChangeInWords
    earlier: str
    chosen: str
    does: ToSteps


@dataclass(frozen=True)
class Updated(WhatChanges):
    """What merging would do, and what has to be chosen before."""

    update: Update
    chosen: dict[str, str]
    theirs: dict

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
                does=self._to_steps(question.place),
            )

    def _to_steps(self, place: Place) -> ToSteps:
        if not decides_about_steps(place):
            return ToSteps(both=_("Ei muuta sitä, mitkä askeleet tulevat esiin."))
        if self._theirs is None:
            return ToSteps()
        found = differences(place, self._ours, self._theirs)
        if not found:
            return ToSteps(both=_("Askeleet tulevat esiin samoilla vastauksilla kummallakin tavalla."))
        ours, theirs = self._ours, self._theirs
        return ToSteps(
            [self._said(each, each.ours, each.theirs, ours) for each in found],
            [self._said(each, each.theirs, each.ours, theirs) for each in found],
        )

    @cached_property
    def _ours(self) -> Guidance:
        """All as the draft has it, where both changed it."""
        return read_guidance(merge(last_taken(), self.draft, self.theirs).pack)

    @cached_property
    def _theirs(self) -> Guidance | None:
        """All as they have it; None where that does not hold together."""
        places = {str(question.place): THEIRS for question in self.update.questions}
        try:
            return read_guidance(merge(last_taken(), self.draft, self.theirs, places).pack)
        except PackRefused:
            return None

    def _said(
        self, difference: Difference, step: NextStep | None, other: NextStep | None, guidance: Guidance
    ) -> str:
        case = rows_in_a_sentence([{name: [it] for name, it in difference.case.items()}], self._subjects)
        words = {"case": case or _("vastauksia ei ole"), "step": self._title(difference.id)}
        if step is None:
            return _("Kun %(case)s: ”%(step)s” ei tule esiin.") % words
        words["how"] = ", ".join(_how(step, other, guidance))
        return _("Kun %(case)s: ”%(step)s” tulee esiin: %(how)s.") % words

    @cached_property
    def _subjects(self) -> Subjects:
        return subjects_in(built_in_pack()) | subjects_in(self.draft)

    def _title(self, identifier: str) -> str:
        known = self._ours.steps_by_id.get(identifier) or self._theirs.steps_by_id[identifier]
        return _in_words_of(known.title)


def update_view(request, desk):
    """Ask what both changed, show what would change, and make it so on the last press."""
    if not request.user.has_perm(MAY_EDIT):
        raise PermissionDenied
    return Updating(request, desk).answer()


class Updating(ShownAtOnce):
    name = "updating"
    done = gettext_noop("Uusi ohjeisto on yhdistetty luonnokseen.")

    def read(self) -> dict[str, str]:
        choices = ((name, side) for name, side in self.request.POST.items() if name.startswith(CHOICE))
        return {name.removeprefix(CHOICE): side for name, side in choices if side in SIDES}

    def pack_in(self, brought: dict[str, str]) -> dict:
        return built_in_pack()

    def effect_on(self, draft: dict, brought: dict[str, str]) -> Updated:
        theirs = self.pack_in(brought)
        found = update(theirs, draft, brought)
        return Updated(found.to_take, draft, found, brought, theirs)

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


def _how(step: NextStep, other: NextStep | None, guidance: Guidance) -> Iterator[str]:
    """How a step comes up, in words; its helpers where the other side has others."""
    yield str(URGENCY_NAMES[step.urgency])
    if step.stressed:
        yield _("korostettu")
    if step.held:
        yield _("odottaa kahdenkeskistä hetkeä")
    for helper in step.helpers if other and other.helpers != step.helpers else ():
        yield _in_words_of(guidance.contacts_by_id[helper].short_name)


def _in_words_of(text: Text) -> str:
    return text.in_language(get_language())[0]


def _is_there(entry: object) -> str:
    return str(_("Jää") if entry else _("Poistuu"))
