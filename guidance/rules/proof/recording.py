"""Phrases for the client's record: of nothing that was answered, or with words that are never in one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..conditions import Answers, row_holds, situation
from ..places import Place
from ..problems import Problem, problem
from ..schema import PASSAGE
from ..shapes import ALWAYS, NEVER_IN_HEADINGS, NEVER_SAID, Guidance, Term, Text


def passages_amiss(guidance: Guidance) -> Iterator[Problem]:
    never = words_of(guidance, NEVER_SAID)
    never_in_headings = (*never, *words_of(guidance, NEVER_IN_HEADINGS))
    untouched = situation(guidance, Answers())
    for passage in guidance.passages:
        place = Place.of(PASSAGE, passage.id)
        if not passage.show:
            yield problem("never-recorded", place)
        for number, row in enumerate(() if passage.steps else passage.show, start=1):
            if row != (Term(ALWAYS),) and row_holds(row, untouched):
                yield problem("recorded-of-nothing", place / "show" / number)
        yield from _words_in(passage.phrase, place / "phrase", never)
        yield from _words_in(passage.heading, place / "heading", never_in_headings)


def words_of(guidance: Guidance, topic: str) -> tuple[tuple[str, str], ...]:
    """The words that the guidance lists under a topic, each with its language."""
    listed = (point.short for point in guidance.recording_points if point.topic == topic)
    return tuple(pair for text in listed for pair in text.by_language if pair[1])


def _words_in(text: Text, place: Place, never: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    """Wherever in a word one stands: Finnish and Swedish make one word of two."""
    for language, words in text.by_language:
        for code, word in never:
            if code == language and word.casefold() in words.casefold():
                yield problem("word-never-recorded", place / language, language=language, word=word)
