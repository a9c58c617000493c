"""All that is looked through: every text of the draft in its languages, what stands beside the texts, and its
rules in words. The queries are as many for much content as for little.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from guidance.draft import DraftRows, read_draft, rows_by_parent
from guidance.models import (
    Answer,
    ClosedNumber,
    Contact,
    Draft,
    Passage,
    Phone,
    Question,
    RecordingPoint,
    Step,
    StepContact,
)
from guidance.rules.leads import KINDS_IN_A_STEP
from guidance.rules.places import Place
from guidance.rules.schema import CONTACT, PASSAGE, STEP
from guidance.texts import SOURCE_LANGUAGE
from guidance.translating.texts import texts_of_draft
from guidance.wording.rules import rows_in_a_sentence
from guidance.wording.subjects import subjects_in

UNDER_ANOTHER = (Answer, Phone, Question)  # found under the name of the row above them
BESIDE_TEXTS = {
    Contact: ("web", "email", "source", "note"),
    ClosedNumber: ("number",),
    Step: ("link",),
    RecordingPoint: ("note",),
}


@dataclass(frozen=True)
class Searched:
    """Words of one place: ``row`` is whose they are, ``name`` what the form calls them.

    ``words`` stand under their languages, the reader's first; under "" what is of no language.
    """

    row: models.Model
    name: str
    place: Place
    words: dict[str, str]

    @property
    def retired(self) -> bool:
        return self.row.KIND.has_ids and self.row.retired


def everything() -> Iterator[Searched]:
    rows = rows_by_parent()
    yield from _texts(rows)
    yield from _beside_texts(rows)
    yield from _rules(rows)


def _texts(rows: DraftRows) -> Iterator[Searched]:
    for text in texts_of_draft(rows=rows):
        is_alone = not isinstance(text.row, UNDER_ANOTHER)
        row = text.row if is_alone else text.above[-1]
        field = text.field if is_alone else text.row._meta
        yield Searched(row, capfirst(field.verbose_name), text.place, _readers_first(text.words))


def _beside_texts(rows: DraftRows) -> Iterator[Searched]:
    for kind, names in BESIDE_TEXTS.items():
        for row in rows[kind, None]:
            for name in names:
                field = row._meta.get_field(name)
                place = Place.of(kind.KIND, row.identifier) / name
                yield Searched(row, capfirst(field.verbose_name), place, {"": field.value_from_object(row)})
    number = capfirst(Phone._meta.verbose_name)
    for contact in rows[Contact, None]:
        for at, phone in enumerate(rows[Phone, contact.pk], start=1):
            place = Place.of(CONTACT, contact.identifier) / Phone.KIND.name / at
            yield Searched(contact, number, place, {"": phone.number})


def _rules(rows: DraftRows) -> Iterator[Searched]:
    """Each rule in each language, since an editor looks for a word of any."""
    in_words = _InWords(read_draft(rows))
    for step in rows[Step, None]:
        place = Place.of(STEP, step.identifier)
        for kind in KINDS_IN_A_STEP:
            field = step._meta.get_field(kind)
            stored = field.value_from_object(step)
            yield Searched(step, capfirst(field.verbose_name), place / kind, in_words.of(stored))
        for named in rows[StepContact, step.pk]:
            name = _("Nimeä %(contact)s, kun") % {"contact": named.contact}
            yield Searched(step, name, place / "contacts", in_words.of(named.when))
    for passage in rows[Passage, None]:
        name = capfirst(Passage._meta.get_field("show").verbose_name)
        place = Place.of(PASSAGE, passage.identifier) / "show"
        yield Searched(passage, name, place, in_words.of(passage.show))
    for draft in Draft.objects.all():
        name = capfirst(Draft._meta.get_field("company").verbose_name)
        yield Searched(draft, name, Place() / "company", in_words.of(draft.company))


class _InWords:
    """Rules in words, in every language."""

    def __init__(self, pack: dict):
        self._subjects = {}
        for code, _name in settings.LANGUAGES:
            with override(code):
                self._subjects[code] = subjects_in(pack)

    def of(self, stored: list) -> dict[str, str]:
        return _readers_first({code: self._say(code, stored) for code in self._subjects}) if stored else {}

    def _say(self, code: str, stored: list) -> str:
        with override(code):
            return rows_in_a_sentence(stored, self._subjects[code])


def _readers_first(words: dict[str, str]) -> dict[str, str]:
    first = {code: words[code] for code in (get_language(), SOURCE_LANGUAGE) if code in words}
    return first | words
