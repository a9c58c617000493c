"""The text for the client's own record: the guidance's phrases for what was answered and ticked off.

It is made of the answers as the rules read them and of which steps are ticked off, and of nothing else: no
note comes in here. What is unanswered and unticked yields nothing; what neither knows stands in [brackets].
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from guidance.rules.conditions import Answers, rows_that_hold, situation
from guidance.rules.shapes import ALWAYS, CONCEAL, LEAVE_OUT, RECORD, Guidance, Passage, Term

LANGUAGES = {"fi": gettext_lazy("Suomeksi"), "sv": gettext_lazy("Ruotsiksi")}  # those of a record
OPENS, CLOSES = "[", "]"
ENDS_A_SENTENCE = ".!?"
LETTERS_IN_A_LINE = 60

LABELS: dict[str, str | Promise] = {
    RECORD: gettext_lazy("Palvelut tarvitsevat tämän: kirjaa."),
    CONCEAL: gettext_lazy("Tarpeen, mutta vaarallista väärän lukijan käsissä: kirjaa ja estä näyttäminen."),
    LEAVE_OUT: gettext_lazy("Kukaan ei tarvitse tätä: jätä pois."),
}


class Sentence(NamedTuple):
    """``mark``: what its box is called."""

    mark: str
    words: str


@dataclass(frozen=True)
class Part:
    """A phrase that the answers bring, as a page shows it: in the record's language, sentence by sentence."""

    passage: Passage
    language: str
    picked: bool
    struck: frozenset[str]  # the marks of its sentences that are left out

    @property
    def mark(self) -> str:
        return mark_of(self.passage)

    @property
    def label(self) -> str:
        return str(LABELS[self.passage.advice])

    @property
    def conceals(self) -> bool:
        return self.passage.advice == CONCEAL

    @property
    def said(self) -> tuple[str, str]:
        """The phrase and the language that it is in: the record's, or where it has none there, Finnish."""
        return self.passage.phrase.in_language(self.language)

    @property
    def sentences(self) -> list[Sentence]:
        """Where there are several, each to be struck by itself."""
        said = sentences_of(self.said[0])
        each = [Sentence(f"{self.mark}-{number}", words) for number, words in enumerate(said)]
        return each if len(said) > 1 else []

    @property
    def text(self) -> str:
        if not self.sentences:
            return self.said[0]
        return " ".join(each.words for each in self.sentences if each.mark not in self.struck)


def mark_of(passage: Passage) -> str:
    """What its box is called: what a browser sends by itself, it may keep, and a passage's name tells."""
    return salted_hmac("a passage of a record", passage.id).hexdigest()[:16]


def passages_for(guidance: Guidance, answers: Answers, ticked: Collection[str]) -> Iterator[Passage]:
    """What to offer, in the editor's order."""
    state = situation(guidance, answers)
    for passage in guidance.passages:
        is_done = not passage.steps or any(step in ticked for step in passage.steps)
        if is_done and rows_that_hold(passage.show, state):
            yield passage


def starts_picked(passage: Passage) -> bool:
    """Only what everybody may read, and what something brought: what is always offered, nobody said."""
    is_always = not passage.steps and (Term(ALWAYS),) in passage.show
    return passage.advice == RECORD and not is_always


def sentences_of(phrase: str) -> list[str]:
    """A phrase sentence by sentence; what stands in brackets is never cut in two."""
    sentences, begins, depth = [], 0, 0
    for place, letter in enumerate(phrase):
        depth += (letter == OPENS) - (letter == CLOSES)
        if letter == " " and depth == 0 and _is_whole(phrase[begins:place]):
            sentences.append(phrase[begins:place])
            begins = place + 1
    return [*sentences, phrase[begins:]]


def _is_whole(words: str) -> bool:
    """Whether a sentence ends here; of one that stands in brackets, the full stop stands in them too."""
    ends = words.rstrip(CLOSES) if words.startswith(OPENS) else words
    return ends.endswith(tuple(ENDS_A_SENTENCE))


def written_down(parts: Iterable[Part], language: str) -> str:
    """The picked ones under their headings; where a bracket is left, it says so first. "" of nothing."""
    under: dict[str, list[str]] = {}
    for part in parts:
        if part.picked and part.text:
            under.setdefault(part.passage.heading.in_language(language)[0], []).append(part.text)
    text = "\n\n".join("\n".join((heading, *said)) for heading, said in under.items())
    if OPENS not in text:
        return text
    with override(language):
        first = _("[Täydennä tai poista hakasulkeissa olevat kohdat ja tämä rivi.]")
    return f"{first}\n\n{text}"


def lines_of(text: str) -> int:
    """As many as a phone shows it in, so that none of it hides."""
    return sum(max(1, ceil(len(line) / LETTERS_IN_A_LINE)) for line in text.split("\n"))
