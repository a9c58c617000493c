"""What changes, in words: the differences between two packs by kind of content and entry, and the page
that says what publishing the draft would change.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from django.conf import settings
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.desk.kit.finding.asked import as_html
from guidance.desk.kit.finding.places import form_of
from guidance.desk.kit.finding.reasons import others_may_follow
from guidance.draft import read_draft
from guidance.models import (
    ADVICE_NAMES,
    DUTY_NAMES,
    MATTER_NAMES,
    MODELS,
    ORIGIN_NAMES,
    TOPIC_NAMES,
    URGENCY_NAMES,
    Draft,
    Edition,
    Entry,
)
from guidance.publishing.changes import (
    ADDED,
    BROUGHT_BACK,
    MOVED,
    REMOVED,
    REORDERED,
    RETIRED,
    ROWS,
    SWAPPED,
    TEXT,
    TRANSLATED,
    WHOLE,
    Change,
    Pack,
    changes,
    contents,
    entries_of,
)
from guidance.publishing.editions import hash_of
from guidance.publishing.readiness import verdict_on
from guidance.rules.numbers import is_same_number
from guidance.rules.places import Place
from guidance.rules.schema import CONTACT, STEP, Kind
from guidance.texts import in_reader_language
from guidance.wording.problems import NAMES
from guidance.wording.rules import rows_in_a_sentence, rows_in_words
from guidance.wording.subjects import subjects_in

from .marked import marked

EMPTY: Pack = {"stages": [], "checklists": [], "steps": [], "contacts": []}

WHAT_IN_WORDS = {
    ADDED: gettext_lazy("Uusi"),
    REMOVED: gettext_lazy("Jäänyt pois"),
    RETIRED: gettext_lazy("Poistettu käytöstä"),
    BROUGHT_BACK: gettext_lazy("Palautettu käyttöön"),
    MOVED: gettext_lazy("Siirretty toiseen paikkaan"),
    REORDERED: gettext_lazy("Järjestys muuttunut"),
    SWAPPED: gettext_lazy(
        "Tämä ja ”%(other)s” ovat vaihtaneet paikkaa keskenään. Säännöt ja esimerkit, joita ei muutettu"
        " samalla, puhuvat nyt toisesta."
    ),
}

NAMED_WITH_PARENT = ("answers", "questions")  # their words alone say too little


@dataclass(frozen=True)
class ChangeInWords:
    """One change in words. ``before`` and ``after`` are strings, or rows where ``begins`` says how they
    begin; both are None where the label says it all."""

    label: str
    before: Any = None
    after: Any = None
    language: str = ""
    begins: str = ""
    parts: list["ChangeInWords"] = field(default_factory=list)

    @property
    def has_values(self) -> bool:
        return self.before is not None or self.after is not None

    @property
    def before_marked(self) -> Any:
        """With the words that are gone marked."""
        return self._marked(self.before, self.after)

    @property
    def after_marked(self) -> Any:
        """With the words that came marked."""
        return self._marked(self.after, self.before)

    def _marked(self, words: Any, other: Any) -> Any:
        are_words = isinstance(words, str) and isinstance(other, str) and not self.begins
        return as_html(marked(words, other)) if are_words else words


@dataclass(frozen=True)
class EntryInWords:
    name: str
    address: str
    changes: list[ChangeInWords]


@dataclass(frozen=True)
class KindInWords:
    title: str
    entries: list[EntryInWords]


# What the two sides are called.
EARLIER_AND_LATER = gettext_lazy("Ennen"), gettext_lazy("Nyt")
LIVE_AND_DRAFT = gettext_lazy("Käytössä"), gettext_lazy("Luonnoksessa")
NOW_AND_THEN = gettext_lazy("Nyt"), gettext_lazy("Tämän jälkeen")


class ChangesInWords:
    """The changes between two packs, in words. Packs hold together; ``before`` may be None."""

    def __init__(self, before: Pack | None, after: Pack, sides=EARLIER_AND_LATER):
        self.before, self.after, self.sides = before or EMPTY, after, sides
        self.changes = changes(self.before, self.after)

    def narrow_to(self, row: Entry) -> None:
        """Leave only what changes of one row and of the rows below it."""
        entry = (row.KIND.name, row.identifier)
        self.changes = [change for change in self.changes if entry in _entries_in(change)]

    @property
    def count(self) -> int:
        return len(self.changes)

    @property
    def kinds(self) -> list[KindInWords]:
        return [
            KindInWords(title_of(kind), self._entries(of_a_kind))
            for kind, of_a_kind in groupby(self.changes, lambda change: change.kind)
        ]

    def shortly(self) -> list[str]:
        """A line a kind: "Askeleet: 3"."""
        return [
            f"{title_of(kind)}: {len({change.place.entry for change in of_a_kind})}"
            for kind, of_a_kind in groupby(self.changes, lambda change: change.kind)
        ]

    def _entries(self, of_a_kind: Iterable[Change]) -> list[EntryInWords]:
        return [
            EntryInWords(self._name(those[0]), form_of(place), [self.in_words(change) for change in those])
            for place, those in (
                (place, list(each)) for place, each in groupby(of_a_kind, lambda c: c.place.entry)
            )
        ]

    def _name(self, change: Change) -> str:
        if change.kind == WHOLE:
            return str(_("Ohjeiston perusasiat"))
        name = in_reader_language(change.name) or change.place.ids[-1]
        return f"{self.name_at(change.place.above)} › {name}" if change.kind in NAMED_WITH_PARENT else name

    def in_words(self, change: Change) -> ChangeInWords:
        if change.what in WHAT_IN_WORDS:
            return self._of_entry(change)
        label = _label(change.kind, change.place.field)
        if change.what == TEXT:
            code = change.place.language
            return ChangeInWords(f"{label}: {_language(code)}", change.before, change.after, code)
        if change.what == TRANSLATED:
            return _of_translation(change, label)
        if change.what == ROWS:
            before, after = (
                rows_in_words(rows, subjects)
                for rows, subjects in zip((change.before, change.after), self._subjects, strict=True)
            )
            return ChangeInWords(label, before, after, begins=label)
        values = (self._value(change, value) for value in (change.before, change.after))
        return ChangeInWords(label, *values)

    def _of_entry(self, change: Change) -> ChangeInWords:
        label = str(WHAT_IN_WORDS[change.what])
        if change.what == SWAPPED:
            return ChangeInWords(label % {"other": self.name_at(change.after)})
        if change.what == MOVED:
            return ChangeInWords(label, self.name_at(change.before), self.name_at(change.after))
        if change.what == REORDERED:
            return ChangeInWords(label, f"{change.before}.", f"{change.after}.")
        if change.what == ADDED:
            if change.after.get("retired"):
                label = f"{label} ({_('poistettu käytöstä')})"
            return ChangeInWords(label, parts=[self._part(part, change) for part in contents(change)])
        return ChangeInWords(label)

    def _part(self, part: Change, whole: Change) -> ChangeInWords:
        in_words = self.in_words(part)
        if part.kind == whole.kind:
            return in_words
        return ChangeInWords(
            f"{self._name(part)} › {in_words.label}", None, in_words.after, in_words.language, in_words.begins
        )

    def name_at(self, place: Place) -> str:
        name = self._names.get(place.alone)
        return in_reader_language(name) if name else place.ids[-1]

    # --- Values ------------------------------------------------------------------------------------------

    def _value(self, change: Change, value: Any) -> str:
        if isinstance(value, bool):
            return str(_("kyllä") if value else _("ei"))
        if value is None:
            return ""
        if how := VALUES.get(change.place.field):
            return how(self, value)
        if isinstance(value, list):
            return ", ".join(str(each) for each in value)
        return str(value)

    def _named(self, kind: Kind, identifiers: Iterable[str]) -> str:
        return ", ".join(self.name_at(Place.by_id(kind, each)) for each in identifiers)

    def _named_when(self, rows_of_contacts: Mapping[str, list]) -> str:
        """Helpers that are named only for some answers, each with those."""
        return "; ".join(
            _("%(contact)s, kun %(rows)s")
            % {
                "contact": self.name_at(Place.by_id(CONTACT, contact)),
                "rows": rows_in_a_sentence(rows, self._subjects[0]),
            }
            for contact, rows in rows_of_contacts.items()
        )

    def _helpers(self, helpers: Mapping[str, Iterable[str]]) -> str:
        """Whom an example expects each step to name."""
        named = (
            (self._named(STEP, [step]), self._named(CONTACT, contacts)) for step, contacts in helpers.items()
        )
        return "; ".join(f"{step}: {contacts}" for step, contacts in named)

    def _marked(self, marked: Mapping[str, str]) -> str:
        """The answers of an example case, or of a step that settles one."""
        answers = []
        for identifier, answer in marked.items():
            subject = self._subjects[0].get(identifier)
            words = subject.known_answers.get(answer, answer) if subject else answer
            answers.append(f"{subject.phrase if subject else identifier}: {words}")
        return "; ".join(answers)

    @cached_property
    def _names(self) -> dict[Place, Mapping[str, str]]:
        entries = [*entries_of(self.before).values(), *entries_of(self.after).values()]
        return {each.key: each.name for each in entries}

    @cached_property
    def _subjects(self):
        before, after = subjects_in(self.before), subjects_in(self.after)
        return after | before, before | after


def _entries_in(change: Change) -> tuple[tuple[str, str], ...]:
    """Those on the way to what changed; of two that changed places both."""
    others = change.after.entries if change.what == SWAPPED else ()
    return (*change.place.entries, *others)


# Values that are told otherwise than they are written.
VALUES = {
    "urgency": lambda telling, value: str(URGENCY_NAMES.get(value, value)),
    "origin": lambda telling, value: str(ORIGIN_NAMES.get(value, value)),
    "advice": lambda telling, value: str(ADVICE_NAMES.get(value, value)),
    "topic": lambda telling, value: str(TOPIC_NAMES.get(value, value)),
    "matter": lambda telling, value: str(MATTER_NAMES.get(value, value)),
    "duty": lambda telling, value: str(DUTY_NAMES.get(value, value)),
    "contacts": lambda telling, value: telling._named(CONTACT, value),
    "contacts_when": lambda telling, value: telling._named_when(value),
    "settles": lambda telling, value: telling._marked(value),
    "stand_in": lambda telling, value: telling._named(CONTACT, [value]),
    "steps": lambda telling, value: telling._named(STEP, value),
    "not_steps": lambda telling, value: telling._named(STEP, value),
    "first_step": lambda telling, value: telling._named(STEP, [value]),
    "in_order": lambda telling, value: telling._named(STEP, value),
    "held": lambda telling, value: telling._named(STEP, value),
    "helpers": lambda telling, value: telling._helpers(value),
    "checks": lambda telling, value: telling._marked(value),
    "signs": lambda telling, value: telling._marked(value),
    "required_languages": lambda telling, value: ", ".join(_language(code) for code in value),
    "phones": lambda telling, value: "; ".join(_phone(phone) for phone in value),
}


def _of_translation(change: Change, label: str) -> ChangeInWords:
    language = {"field": label, "language": _language(change.place.language)}
    if change.after:
        return ChangeInWords(_("%(field)s: käännös on merkitty ajantasaiseksi (%(language)s)") % language)
    return ChangeInWords(
        _("%(field)s: käännös on vanhempi kuin suomenkielinen teksti (%(language)s)") % language
    )


def _phone(phone: Mapping) -> str:
    label = phone.get("label") or {}
    labels = ", ".join(f"{_language(code)}: {words}" for code, words in label.items())
    number, tel = phone["number"], phone["tel"]
    shown = number if is_same_number(number, tel) else f"{number} ({tel})"
    return f"{shown} {labels}".strip()


def _language(code: str) -> str:
    return dict(settings.LANGUAGES).get(code, code)


def title_of(kind: str) -> str:
    model = MODELS[kind] if kind else Draft
    return capfirst(str(model._meta.verbose_name_plural))


def _label(kind: str, name: str) -> str:
    model = MODELS[kind] if kind else Draft
    known = {each.name: each for each in (*model._meta.fields, *model._meta.many_to_many)}
    return capfirst(str(known[name].verbose_name if name in known else NAMES.get(name, name)))


# --- The page --------------------------------------------------------------------------------------------


def draft_beside_live() -> tuple[Edition | None, ChangesInWords]:
    """The live edition, if there is one, and what publishing the draft would change of it."""
    live = Edition.objects.order_by("-number").first()
    return live, ChangesInWords(live.content if live else None, read_draft(), LIVE_AND_DRAFT)


def effect_of(row: Entry) -> dict:
    """What publishing would change of one row, and whether the draft as a whole could be published."""
    live, changes_in_words = draft_beside_live()
    changes_in_words.narrow_to(row)
    verdict = verdict_on(changes_in_words.after, hash_of(changes_in_words.after))
    return {
        "live": live,
        "changes_in_words": changes_in_words,
        "problems": len(verdict.problems),
        "others_may_follow": others_may_follow(verdict),
    }


def changes_view(request, desk):
    """What the draft changes of the live edition."""
    live, changes_in_words = draft_beside_live()
    context = desk.page_context(
        request, Edition, _("Mikä muuttuu"), live=live, changes_in_words=changes_in_words
    )
    return TemplateResponse(request, "admin/guidance/edition/changes.html", context)
