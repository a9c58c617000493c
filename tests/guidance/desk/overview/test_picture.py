"""Where the marks of the picture stand."""

import pytest

from guidance.desk.overview.picture import ARRANGED, COLUMN, ROW, TIER, draw
from guidance.rules.leads import RELATIONS, Lead


def drawn(tiers, groups=(["a", "b"], ["c"])):
    return draw(tiers, groups, lambda those: " ".join(lead.relation for lead in those))


def test_a_mark_stands_where_its_rule_and_its_subject_meet():
    picture = drawn([[[Lead("x", "a", "brings-up")]], [[], [Lead("y", "c", "prevents")]]])
    places = [(row.y, cell.x, cell.in_words) for row in picture.rows for cell in row.cells]
    assert places == [(TIER, 0, "brings-up"), (TIER + ROW + TIER + ROW, 2 * COLUMN, "prevents")]
    assert (picture.width, picture.height) == (3 * COLUMN, 2 * TIER + 3 * ROW)


def test_lines_run_under_headings_and_before_groups():
    picture = drawn([[[]], [[]]])
    assert picture.rules == (TIER - 1, TIER + ROW + TIER - 1)
    assert picture.groups == (0, 2 * COLUMN)


def test_bands_begin_anew_in_every_tier():
    assert [row.banded for row in drawn([[[], [], []], [[]]]).rows] == [True, False, True, True]


def test_what_has_no_column_is_not_drawn():
    assert drawn([[[Lead("x", "always", "brings-up")]]]).rows[0].cells == ()


def test_cells_that_hold_the_same_are_drawn_once():
    both = [Lead("x", "a", "brings-up"), Lead("x", "c", "brings-up")]
    picture = drawn([[both, [*both, Lead("x", "a", "prevents")]]])
    assert [[cell.kind for cell in row.cells] for row in picture.rows] == [[0, 0], [1, 0]]
    assert [[mark.relation for mark in kind] for kind in picture.kinds] == [
        ["brings-up"],
        ["brings-up", "prevents"],
    ]


def test_what_a_cell_says_of_several_helpers_is_one_mark():
    both = [Lead("x", "a", "names", frozenset({each}), (each,)) for each in ("yes", "no")]
    assert [[mark.relation for mark in kind] for kind in drawn([[both]]).kinds] == [["names"]]


@pytest.mark.parametrize("number", range(1, len(RELATIONS) + 1))
def test_marks_of_a_cell_lie_inside_it_and_beside_each_other(number):
    picture = drawn([[[Lead("x", "a", relation) for relation in RELATIONS[:number]]]])
    (marks,) = picture.kinds
    assert len(marks) == number
    assert all(0 <= mark.x <= COLUMN - mark.size and 0 <= mark.y <= ROW - mark.size for mark in marks)
    assert len({(mark.x, mark.y) for mark in marks}) == number
    assert max(ARRANGED) < len(RELATIONS)
