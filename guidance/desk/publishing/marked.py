"""Two wordings beside each other: the words in which they differ are marked, where most stayed."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from guidance.desk.kit.finding.asked import Part

WORD = re.compile(r"\s+|\S+")
MOST_WORDS = 600  # with the spaces between them; beyond that it takes long
LIKE = 0.5  # of two that share less, everything would be marked


@lru_cache(maxsize=256)
def marked(words: str, other: str) -> tuple[Part, ...]:
    """The first of them in parts: what the other has not is a hit. Whole, where little of it stayed."""
    own, others = WORD.findall(words), WORD.findall(other)
    if not own or not others or max(len(own), len(others)) > MOST_WORDS:
        return (Part(words),)
    matcher = SequenceMatcher(None, own, others, autojunk=False)
    if matcher.ratio() < LIKE:
        return (Part(words),)
    spans = ((kind, "".join(own[start:end])) for kind, start, end, *_others in matcher.get_opcodes())
    parts = (part for kind, each in spans for part in _in_parts(each, is_hit=kind != "equal"))
    return tuple(part for part in parts if part.words)


def _in_parts(words: str, is_hit: bool) -> tuple[Part, ...]:
    """A hit without the spaces around it, unless there is nothing else."""
    inner = words.strip()
    if not is_hit or not inner:
        return (Part(words, is_hit),)
    before, _inner, after = words.partition(inner)
    return Part(before), Part(inner, is_hit=True), Part(after)
