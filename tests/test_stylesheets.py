"""What holds for all our stylesheets: written by reading direction, in the layers that are ordered once.

Every sheet in the folder is in this by itself.
"""

import re

import pytest
from django.conf import settings

from config.stylesheets import IMPORT, whole

FOLDER = settings.ROOT / "static/css"
SHEETS = sorted(FOLDER.glob("*.css"))
# Over Django's admin, which knows no layers: in one, a rule of ours would give way to any of its own.
OF_THE_DESK = (
    *("admin", "guidance-admin", "guidance-at-once", "guidance-changes", "guidance-contacts"),
    *("guidance-saving", "guidance-search", "guidance-steps", "guidance-tasks", "guidance-what-if"),
    *("leads", "log-of-use", "translations"),
)
IMPORTED = ("tokens",)
IN_LAYERS = [sheet for sheet in SHEETS if sheet.stem not in (*OF_THE_DESK, *IMPORTED)]

DECLARATION = re.compile(r"(?P<name>[a-z-]+):\s*(?P<value>[^;{}]+)[;}]")
BY_SIDE = re.compile(r"(?:^|-)(?:left|right)(?:-|$)")
FOUR_SIDES = ("inset", "margin", "padding", "border-radius", "border-color", "border-style", "scroll-margin")


def declarations(css: str) -> list[tuple[str, str]]:
    return [(found["name"], found["value"].strip()) for found in DECLARATION.finditer(without_comments(css))]


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def names_a_side(name: str, value: str) -> bool:
    """Whether a declaration means the left or the right, not the start or the end of a line."""
    if name.startswith("--"):
        return False
    if BY_SIDE.search(name) or (name in ("text-align", "float", "clear") and value in ("left", "right")):
        return True
    sides = re.findall(r"[^\s(]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?", value.removesuffix("!important"))
    return name in FOUR_SIDES and len(sides) == 4 and (name == "border-radius" or sides[1] != sides[3])


def named(sheet) -> str:
    return sheet.stem


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_no_rule_means_the_left_or_the_right_so_that_a_page_works_from_right_to_left(sheet):
    assert [found for found in declarations(sheet.read_text()) if names_a_side(*found)] == []


@pytest.mark.parametrize("sheet", IN_LAYERS, ids=named)
def test_every_rule_stands_in_a_layer_that_is_named_in_the_order(sheet):
    order = re.search(r"@layer ([a-z, ]+);", (FOLDER / "rinnalla.css").read_text())[1].split(", ")
    css = without_comments(sheet.read_text())
    outside = IMPORT.sub("", re.sub(r"@layer [a-z, ]+;", "", css))
    layers = re.findall(r"^@layer (\w+) \{", outside, flags=re.MULTILINE)
    assert {*layers, *(found["layer"] for found in IMPORT.finditer(css))} <= set(order)
    assert re.sub(r"^@layer \w+ \{.*?^\}", "", outside, flags=re.MULTILINE | re.DOTALL).strip() == ""


def test_what_the_desk_lays_over_djangos_own_stands_in_no_layer():
    assert [name for name in OF_THE_DESK if "@layer" in whole(FOLDER / f"{name}.css")] == []


@pytest.mark.parametrize("sheet", SHEETS, ids=named)
def test_what_a_sheet_imports_is_served_within_it(sheet):
    """Otherwise a browser would ask for one more sheet before it shows anything."""
    assert "@import" not in whole(sheet)
    for found in IMPORT.finditer(sheet.read_text()):
        assert whole(FOLDER / found["sheet"]) in whole(sheet)


def test_both_houses_begin_with_the_tokens():
    begin = [sheet.stem for sheet in SHEETS if '@import "tokens.css"' in sheet.read_text()]
    assert begin == ["admin", "rinnalla"]
