"""The list of steps, as a worker meets them: under the headings of their tiers, each with its rule in a
sentence and the helpers it names. What is out of use stands apart.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from guidance.desk.kit.order import buttons
from guidance.desk.kit.order_pages import InOrder
from guidance.models import ORIGIN_NAMES, URGENCY_NAMES, Step, StepContact
from guidance.rules.shapes import ALWAYS, URGENCIES
from guidance.texts import in_reader_language
from guidance.wording.rules import rows_in_a_sentence
from guidance.wording.subjects import Subjects, subjects_of_draft


@dataclass(frozen=True)
class StepInList:
    title: str
    address: str
    marks: tuple[str, ...]
    rule: str
    helpers: tuple[str, ...]
    moves: str


@dataclass(frozen=True)
class Tier:
    urgency: str
    title: str
    steps: list[StepInList]


class StepsByTier(InOrder):
    """Of the rows that were found, in the order in which they were asked for."""

    @property
    def tiers(self) -> list[Tier]:
        return self._tiers(step for step in self.result_list if not step.retired)

    @property
    def retired(self) -> list[Tier]:
        return self._tiers(step for step in self.result_list if step.retired)

    @property
    def number_retired(self) -> int:
        return sum(step.retired for step in self.result_list)

    def _tiers(self, steps: Iterable[Step]) -> list[Tier]:
        found: dict[str, list[StepInList]] = {urgency: [] for urgency in URGENCIES}
        for step in steps:
            found[step.urgency].append(self._told(step))
        titles = {urgency: capfirst(str(URGENCY_NAMES[urgency])) for urgency in URGENCIES}
        return [Tier(urgency, titles[urgency], those) for urgency, those in found.items() if those]

    def _told(self, step: Step) -> StepInList:
        return StepInList(
            title=str(step),
            address=self.url_for_result(step),
            marks=tuple(_marks(step)),
            rule=rule_in_a_sentence(step, self._subjects),
            helpers=tuple(self._helpers.get(step.pk, ())),
            moves=buttons(step, step.among_siblings) if step.among_siblings else "",
        )

    @cached_property
    def _subjects(self) -> Subjects:
        return subjects_of_draft()

    @cached_property
    def _helpers(self) -> Mapping[int, list[str]]:
        """The names of each step's helpers, in order."""
        named: dict[int, list[str]] = {}
        for each in StepContact.objects.select_related("contact").defer("when"):
            name = in_reader_language(each.contact.short_name)
            retired = f" ({_('poistettu käytöstä')})" if each.contact.retired else ""
            named.setdefault(each.step_id, []).append(name + retired)
        return named


def rule_in_a_sentence(step: Step, subjects: Subjects) -> str:
    """When a step comes up."""
    if not step.show:
        return _("Ei rivejä: askel ei tule esiin millään vastauksilla.")
    if {ALWAYS: True} in step.show:
        return _("Näytetään aina.")
    return _("Näytä, kun %(rows)s.") % {"rows": rows_in_a_sentence(step.show, subjects)}


def _marks(step: Step) -> Iterator[str]:
    if step.alone:
        yield _("kahden")
    if step.but_not:
        yield _("jää pois joillain vastauksilla")
    if step.stress:
        yield _("korostuu joillain vastauksilla")
    yield str(ORIGIN_NAMES[step.origin])
