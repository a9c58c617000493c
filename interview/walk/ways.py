"""The ways between the pages of a walk, and back to where something is asked."""

from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from guidance.rules.shapes import Guidance, Stage
from interview.sheet.fields import Words, anchor_of

BESIDE_STAGES: dict[str, Words] = {"signs": _("Merkit"), "summary": _("Koonti")}  # in the order of the bar


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


@dataclass(frozen=True)
class NextPage:
    """The page that follows another. ``page`` names it for a button, which takes the answers along."""

    page: str
    title: Words


def called(stage: Stage, company: bool) -> Words:
    """What a stage is called where it can be read at a glance: while company is there, by its short name."""
    return stage.label if company else stage.title


def next_page(guidance: Guidance, here: str, company: bool = False) -> NextPage | None:
    """What follows the page ``here`` in the order of the bar; None after the last one."""
    stages = enumerate(guidance.stages, start=1)
    titles: dict[str, Words] = {
        **{str(number): called(stage, company) for number, stage in stages},
        **BESIDE_STAGES,
    }
    pages = [*titles]
    following = pages[pages.index(here) + 1 :]
    return NextPage(following[0], titles[following[0]]) if following else None


def link_to(walk: Linked, page: str) -> Link | None:
    """The way to a page by the name that a button has for it; None where the guidance has no such page."""
    if page in BESIDE_STAGES:
        return walk.link(page)
    numbers = {str(number): number for number in range(1, len(walk.guidance.stages) + 1)}
    return walk.link("stage", numbers[page]) if page in numbers else None


def where_asked(walk: Linked, subject: str) -> Link:
    """The way to the question behind an id. Its anchor is a number: fragments land in the history."""
    guidance, anchor = walk.guidance, anchor_of(walk.guidance, subject)
    if subject not in guidance.checks:
        return walk.link("signs", at=anchor)
    return walk.link("stage", guidance.stages.index(guidance.stage_of(subject)) + 1, at=anchor)
