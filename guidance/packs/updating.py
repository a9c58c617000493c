"""A newer pack of those whose guidance this one grew out of, merged with what has been changed here.

What was taken last is remembered whole: only beside it can be seen which of two wordings is the newer. A pack
that merely replaces the draft is not remembered: it may be this installation's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guidance.models import PackTaken
from guidance.publishing.changes import Pack
from guidance.publishing.confirmed import without_outlived
from guidance.rules.reading import read_guidance

from .merging import OURS, THEIRS, Question, merge
from .taking import Taking, taking


@dataclass(frozen=True)
class Update:
    """What the draft would say. ``open_questions``: where nobody has chosen yet; ours stands there."""

    to_take: Taking
    questions: tuple[Question, ...]
    open_questions: tuple[Question, ...]


def last_taken() -> Pack:
    """The pack that was taken last; an empty one where nobody remembers."""
    row = PackTaken.objects.first()
    return row.content if row else {}


def remember(pack: Pack) -> None:
    PackTaken.objects.update_or_create(pk=1, defaults={"content": pack})


def update(theirs: Pack, draft: dict[str, Any], chosen: Mapping[str, str]) -> Update:
    """``theirs`` has been read without a problem; ``chosen``: place of a question -> OURS or THEIRS.

    Raises PackRefused where what comes of both does not hold together.
    """
    merged = merge(last_taken(), draft, theirs, chosen)
    pack = without_outlived(merged.pack, draft)  # ours was given to our wording
    read_guidance(pack)
    undecided = (each for each in merged.questions if chosen.get(str(each.place)) not in (OURS, THEIRS))
    return Update(taking(pack, draft), merged.questions, tuple(undecided))
