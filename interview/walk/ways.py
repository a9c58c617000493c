"""The ways between the pages of a walk, and back to where something is asked."""

from dataclasses import dataclass
from typing import Protocol

from guidance.rules.shapes import Guidance
from interview.sheet.fields import anchor_of


@dataclass(frozen=True)
class Link:
    """The way to a page. ``page`` names it for a button: where only a form takes the answers along."""

    address: str
    page: str = ""


class Linked(Protocol):
    """What knows its guidance, and the ways to its own pages."""

    @property
    def guidance(self) -> Guidance: ...

    def link(self, page: str, number: int | None = None, at: str = "") -> Link:
        """The way to a page by its name, to a stage by its number too; ``at``: an anchor on it."""
        ...


def where_asked(walk: Linked, subject: str) -> Link:
    """The way to the question behind an id. Its anchor is a number: fragments land in the history."""
    guidance, anchor = walk.guidance, anchor_of(walk.guidance, subject)
    if subject not in guidance.checks:
        return walk.link("signs", at=anchor)
    return walk.link("stage", guidance.stages.index(guidance.stage_of(subject)) + 1, at=anchor)
