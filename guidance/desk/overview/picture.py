"""The picture of what leads to what: where each mark stands. Steps go down, checks and signs across.

Only cells that hold something are drawn, so that its size follows the rules rather than steps times signs.
The names at the edges are links outside the drawing, at the same measures (``static/css/leads.css``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from guidance.rules.leads import Lead

COLUMN, ROW, TIER = 26, 28, 48  # px: the width of a column, the height of a row and of a tier's heading

# how many marks a cell holds -> their size, and the middle of each from the middle of the cell
ARRANGED = {
    1: (15, ((0, 0),)),
    2: (12, ((-6, 0), (6, 0))),
    3: (10, ((-5.5, -5.5), (5.5, -5.5), (0, 5.5))),
    4: (10, ((-5.5, -5.5), (5.5, -5.5), (-5.5, 5.5), (5.5, 5.5))),
}
# room for every relation there is, from the middle out
CROWDED = (7, tuple((x, y) for y in (-3.5, 3.5, -10.5, 10.5) for x in (-8, 0, 8)))


@dataclass(frozen=True)
class Mark:
    relation: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Cell:
    """Where a rule and a check or a sign meet: which of the picture's kinds of cells, and what it says."""

    kind: int
    x: int
    in_words: str


@dataclass(frozen=True)
class DrawnRow:
    """``banded``: every other row of a tier, from its first."""

    y: int
    banded: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Picture:
    """All that is drawn, in px. ``kinds`` are the marks of each kind of cell, drawn once and used again;
    ``rules`` are where the lines under headings run, ``groups`` those before each stage and checklist."""

    width: int
    height: int
    kinds: tuple[tuple[Mark, ...], ...]
    rows: tuple[DrawnRow, ...]
    rules: tuple[int, ...]
    groups: tuple[int, ...]


def draw(
    tiers: Iterable[Sequence[Iterable[Lead]]],
    groups: Iterable[Iterable[str]],
    say: Callable[[list[Lead]], str],
) -> Picture:
    """Draw tiers of rules, each rule its leads, and groups of subjects by id; ``say`` words a cell."""
    columns, starts = _columns(groups)
    kinds: dict[tuple[str, ...], int] = {}
    y, rows, rules = 0, [], []
    for tier in tiers:
        y += TIER
        rules.append(y - 1)  # its two px lie inside the heading
        for number, leads in enumerate(tier):
            rows.append(DrawnRow(y, number % 2 == 0, _cells(leads, columns, kinds, say)))
            y += ROW
    drawn = tuple(_arranged(relations) for relations in kinds)
    return Picture(len(columns) * COLUMN, y, drawn, tuple(rows), tuple(rules), starts)


def _columns(groups: Iterable[Iterable[str]]) -> tuple[Mapping[str, int], tuple[int, ...]]:
    columns, starts = {}, []
    for group in groups:
        starts.append(len(columns) * COLUMN)
        for subject in group:
            columns[subject] = len(columns) * COLUMN
    return columns, tuple(starts)


def _cells(leads: Iterable[Lead], columns: Mapping[str, int], kinds: dict, say) -> tuple[Cell, ...]:
    cells: dict[str, list[Lead]] = {}
    for lead in leads:
        if lead.subject in columns:
            cells.setdefault(lead.subject, []).append(lead)
    return tuple(
        Cell(_kind_of(those, kinds), columns[subject], say(those)) for subject, those in cells.items()
    )


def _kind_of(leads: list[Lead], kinds: dict[tuple[str, ...], int]) -> int:
    relations = tuple(dict.fromkeys(lead.relation for lead in leads))  # one, whichever helpers it names
    return kinds.setdefault(relations, len(kinds))


def _arranged(relations: tuple[str, ...]) -> tuple[Mark, ...]:
    size, middles = ARRANGED.get(len(relations), CROWDED)
    left, top = (COLUMN - size) / 2, (ROW - size) / 2
    placed = zip(relations, middles, strict=False)
    return tuple(Mark(relation, left + right, top + below, size) for relation, (right, below) in placed)
