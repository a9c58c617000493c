"""The steps that an earlier interview left open: a follow-up lists them outside the rules, by title alone."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.models import Edition
from guidance.publishing.editions import guidance_of
from guidance.rules.shapes import Guidance
from interview.sheet.earlier import Earlier, names_of_ticks, tick_of
from interview.sheet.fields import Row, Tick, Words

from .walk import Walk


@dataclass(frozen=True)
class OpenBefore:
    """``title``: as the interview's own edition has it, otherwise the one in which the step was shown."""

    title: Words
    name: str  # of its tick
    edition: int
    done_at: datetime.datetime | None


def open_before(walk: Walk) -> list[OpenBefore]:
    """In the order in which they stood; empty where nothing came before."""
    earlier = Earlier.of(walk.sheet)
    if earlier is None:
        return []
    titles = _titles(walk.guidance, earlier.steps)
    return [
        OpenBefore(titles[step], tick_of(step), edition, _ticked_at(walk, tick_of(step)))
        for step, edition in earlier.steps.items()
    ]


def ticks_among(walk: Walk, names: Iterable[str]) -> dict[str, Row]:
    """Name -> the field, where any of the names ticks off such a step."""
    if not {*names}.intersection(names_of_ticks(walk.sheet)):
        return {}
    return {step.name: Tick(step.title) for step in open_before(walk)}


def _ticked_at(walk: Walk, name: str) -> datetime.datetime | None:
    ticked = walk.sheet.value(name)
    return datetime.datetime.fromisoformat(ticked) if ticked else None


def _titles(guidance: Guidance, shown: Mapping[str, int]) -> dict[str, Words]:
    """Step -> title; where no edition has it any more, its id."""
    gone = {number for step, number in shown.items() if step not in guidance.steps_by_id}
    editions = Edition.objects.filter(number__in=gone).defer("content") if gone else []
    known = {edition.number: guidance_of(edition) for edition in editions}
    return {step: _title(step, guidance, known.get(number, guidance)) for step, number in shown.items()}


def _title(identifier: str, *guidances: Guidance) -> Words:
    return next(
        (each.steps_by_id[identifier].title for each in guidances if identifier in each.steps_by_id),
        identifier,
    )
