"""The same answers on two guidances: which steps come up on either side, and how they differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .next_steps import NextStep

# How a step on the new side may differ from the old one.
ONLY_NEW, ONLY_OLD = "only-new", "only-old"
OTHER_TIER = "other-tier"
STRESSED, NOT_STRESSED = "stressed", "not-stressed"
HELD, NOT_HELD = "held", "not-held"
OTHER_HELPERS = "other-helpers"
DIFFERENCES = (ONLY_NEW, ONLY_OLD, OTHER_TIER, STRESSED, NOT_STRESSED, HELD, NOT_HELD, OTHER_HELPERS)


@dataclass(frozen=True)
class Compared:
    """One step, as it comes up on the new and on the old side; None where it does not."""

    id: str
    new: NextStep | None
    old: NextStep | None

    @property
    def differences(self) -> tuple[str, ...]:
        """Kinds out of DIFFERENCES; empty when both sides are alike, whatever the reasons."""
        if self.new is None or self.old is None:
            return (ONLY_OLD if self.new is None else ONLY_NEW,)
        kinds = [OTHER_TIER] if self.new.urgency != self.old.urgency else []
        if self.new.stressed != self.old.stressed:
            kinds.append(STRESSED if self.new.stressed else NOT_STRESSED)
        if self.new.held != self.old.held:
            kinds.append(HELD if self.new.held else NOT_HELD)
        if self.new.helpers != self.old.helpers:
            kinds.append(OTHER_HELPERS)
        return tuple(kinds)


def side_by_side(new: Iterable[NextStep], old: Iterable[NextStep]) -> list[Compared]:
    """Every step of either side once: those of the new side in their order, then those that are gone."""
    on_new = {step.id: step for step in new}
    on_old = {step.id: step for step in old}
    return [Compared(each, on_new.get(each), on_old.get(each)) for each in dict.fromkeys((*on_new, *on_old))]
