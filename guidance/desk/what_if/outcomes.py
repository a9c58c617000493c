"""How an example case comes out, in words: on the draft, and on the live edition."""

from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext as _

from guidance.desk.kit.finding.places import form_of
from guidance.draft import read_draft
from guidance.models import Edition, Expectation
from guidance.publishing.editions import guidance_of
from guidance.rules import shapes
from guidance.rules.expectations import what_breaks
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.reading import read_guidance
from guidance.rules.schema import STEP
from guidance.rules.shapes import Guidance
from guidance.wording.names import Naming
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
        first_step=row.first_step,
        in_order=tuple(row.in_order),
        held=tuple(row.held),
        helpers=tuple((step, tuple(contacts)) for step, contacts in row.helpers.items()),
    )


class Outcomes:
    """Of any number of examples; the draft is read once and the live edition comes from the cache."""

    @cached_property
    def _draft_pack(self) -> dict:
        return read_draft()

    @cached_property
    def _draft(self) -> Guidance | None:
        try:
            return read_guidance(self._draft_pack)
        except PackRefused:
            return None

    @cached_property
    def _live_edition(self) -> Edition | None:
        return Edition.objects.live()

    @cached_property
    def _live(self) -> Guidance | None:
        return guidance_of(self._live_edition) if self._live_edition else None

    @cached_property
    def _names_in_draft(self) -> Naming:
        return Naming(self._draft_pack)

    @cached_property
    def _names_in_live(self) -> Naming:
        """By its own names, and by the draft's what it lacks."""
        return Naming(self._live_edition.content, self._names_in_draft)

    def on_draft(self, row: Expectation) -> list[str]:
        """Why a case does not hold, a sentence each; empty when it holds."""
        if self._draft is None:
            return [_("Luonnosta ei voi lukea ennen kuin sen virheet on korjattu.")]
        if row.retired:
            return [_("Tilanne on poistettu käytöstä, eikä sitä kokeilla.")]
        if row.identifier not in {each.id for each in self._draft.expectations}:
            return [_("Tilanne kertoo lisäyksestä, ja lisäykset ovat pois käytöstä. Sitä ei kokeilla.")]
        return [say(each, self._names_in_draft) for each in _what_breaks(self._draft, row)]

    def steps_to_mend(self, row: Expectation) -> list[tuple[str, str]]:
        """Address and name of each step that on the draft comes out otherwise than the case says."""
        if self._draft is None or row.retired:
            return []
        named = dict.fromkeys(each.known.get("step", "") for each in _what_breaks(self._draft, row))
        places = [Place.of(STEP, step) for step in named if step in self._draft.steps_by_id]
        return [(form_of(place / "show"), self._names_in_draft.of(place)) for place in places]

    def on_live(self, row: Expectation) -> list[str]:
        if self._live is None:
            return [_("Yhtään painosta ei ole vielä julkaistu.")]
        return [say(each, self._names_in_live) for each in _what_breaks(self._live, row)]


def _what_breaks(guidance: Guidance, row: Expectation) -> list[Problem]:
    return [_without(row.place, problem) for problem in what_breaks(guidance, as_written(row))]


def _without(place: Place, problem: Problem) -> Problem:
    """A problem without its place, where the page says already which example it is about."""
    return replace(problem, place=Place()) if problem.place == place else problem
