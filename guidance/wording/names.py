"""What a pack calls its own entries, for sentences about it: names and answers where there would be ids."""

from collections.abc import Iterable, Mapping
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _

from guidance.models import URGENCY_NAMES
from guidance.publishing.changes import EntryInPack, Pack, entries_of
from guidance.rules.places import Place
from guidance.rules.schema import CONTACT, KINDS, STEP
from guidance.texts import in_reader_language

from .subjects import Subjects, subjects_in


class Naming:
    """The names in one pack, which holds together at least so far that its entries have ids and texts.

    ``others``: what is named there alone.
    """

    def __init__(self, pack: Pack, others: "Naming | None" = None):
        self.pack, self.others = pack, others

    def of(self, place: Place) -> str:
        """The name of the entry at a place; "" when it has none."""
        return self._by_place.get(place, "") or (self.others.of(place) if self.others else "")

    def detail(self, name: str, value: str, subject: str = "") -> str:
        """A detail of a problem, by names where it is an id; answers are those of the subject."""
        if name in ("answer", "known") and subject in self._subjects:
            answers = dict(self._subjects[subject].answers)
            return ", ".join(answers.get(each, each) for each in _split(value))
        return self._details.get(name, str)(value)

    @cached_property
    def _details(self) -> Mapping:
        return {
            "step": lambda value: self.of(Place.of(STEP, value)) or value,
            "other": lambda value: self.of(Place.of(STEP, value)) or value,
            "contact": lambda value: self.of(Place.of(CONTACT, value)) or value,
            "check": self._phrase,
            "subject": self._phrase,
            "answers": lambda value: ", ".join(self._answer(each) for each in _split(value)),
            "language": lambda value: dict(settings.LANGUAGES).get(value, value),
            "urgency": lambda value: ", ".join(str(URGENCY_NAMES.get(each, each)) for each in _split(value)),
        }

    @cached_property
    def _by_place(self) -> Mapping[Place, str]:
        return {each.place: _name_of(each) for each in entries_of(self.pack).values()}

    @cached_property
    def _subjects(self) -> Subjects:
        return {**(self.others._subjects if self.others else {}), **subjects_in(self.pack)}

    def _phrase(self, identifier: str) -> str:
        subject = self._subjects.get(identifier)
        return subject.phrase if subject else identifier

    def _answer(self, written: str) -> str:
        """ "threat: yes" by names."""
        identifier, _colon, answer = written.partition(": ")
        subject = self._subjects.get(identifier)
        return f"{subject.phrase}: {dict(subject.answers).get(answer, answer)}" if subject else written


def _name_of(entry: EntryInPack) -> str:
    """What it is called; where nobody has written that yet, the first other text of it."""
    texts = (entry.name, *(entry.entry.get(name) or {} for name in KINDS[entry.kind].texts))
    return next(filter(None, map(in_reader_language, texts)), "") or _("nimetön")


def _split(value: str) -> Iterable[str]:
    return value.split(", ") if value else ()
