"""How an example case comes out, in words: on the draft, and on the live edition."""

from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext as _

from guidance.models import Edition, Expectation
from guidance.publishing.editions import draft_guidance, guidance_of
from guidance.rules import shapes
from guidance.rules.expectations import what_breaks
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.shapes import Guidance
from guidance.wording.problems import say


def as_written(row: Expectation) -> shapes.Expectation:
    """A row as the rules read it."""
    return shapes.Expectation(
        id=row.identifier,
        title=shapes.Text(tuple(row.title.items())),
        checks=tuple(row.checks.items()),
        signs=tuple(row.signs.items()),
        steps=tuple(row.steps),
        not_steps=tuple(row.not_steps),
    )


class Outcomes:
    """Of any number of examples; the draft is read once and the live edition comes from the cache."""

    @cached_property
    def _draft(self) -> Guidance | None:
        try:
            return draft_guidance()
        except PackRefused:
            return None

    @cached_property
    def _live(self) -> Guidance | None:
        live = Edition.objects.live()
        return guidance_of(live) if live else None

    def on_draft(self, row: Expectation) -> list[str]:
        """Why a case does not hold, a sentence each; empty when it holds."""
        if self._draft is None:
            return [_("Luonnosta ei voi lukea ennen kuin sen virheet on korjattu.")]
        if row.retired:
            return [_("Tilanne on poistettu käytöstä, eikä sitä kokeilla.")]
        if row.identifier not in {each.id for each in self._draft.expectations}:
            return [_("Tilanne kertoo lisäyksestä, ja lisäykset ovat pois käytöstä. Sitä ei kokeilla.")]
        return self._in_words(self._draft, row)

    def on_live(self, row: Expectation) -> list[str]:
        if self._live is None:
            return [_("Yhtään painosta ei ole vielä julkaistu.")]
        return self._in_words(self._live, row)

    def _in_words(self, guidance: Guidance, row: Expectation) -> list[str]:
        return [say(_without(row.place, problem)) for problem in what_breaks(guidance, as_written(row))]


def _without(place: Place, problem: Problem) -> Problem:
    """A problem without its place, where the page says already which example it is about."""
    return replace(problem, place=Place()) if problem.place == place else problem
