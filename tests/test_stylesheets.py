"""What holds for all our stylesheets: written by reading direction, in the layers that are ordered once."""

import re

import pytest
from django.conf import settings

SHEETS = sorted((settings.ROOT / "static/css").glob("*.css"))
WALKED = ("rinnalla", "pages", "asking", "summary", "trying", "components")

DECLARATION = re.compile(r"(?P<name>[a-z-]+):\s*(?P<value>[^;{}]+)[;}]")
BY_SIDE = re.compile(r"(?:^|-)(?:left|right)(?:-|$)")
FOUR_SIDES = ("inset", "margin", "padding", "border-radius", "border-color", "border-style", "scroll-margin")


def sheet_named(name: str):
    return next((sheet for sheet in SHEETS if sheet.stem == name), None)


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


@pytest.mark.parametrize("sheet", [name for name in WALKED if sheet_named(name)])
def test_no_rule_means_the_left_or_the_right_so_that_a_page_works_from_right_to_left(sheet):
    css = sheet_named(sheet).read_text()
    assert [found for found in declarations(css) if names_a_side(*found)] == []


@pytest.mark.parametrize("sheet", [name for name in WALKED if sheet_named(name)])
def test_every_rule_stands_in_a_layer_that_is_named_in_the_order(sheet):
    css = without_comments(sheet_named(sheet).read_text())
    order = re.search(r"@layer ([a-z, ]+);", sheet_named("rinnalla").read_text())[1].split(", ")
    outside = re.sub(r"@layer [a-z, ]+;", "", css)
    layers = re.findall(r"^@layer (\w+) \{", outside, flags=re.MULTILINE)
    assert set(layers) <= set(order)
    assert re.sub(r"^@layer \w+ \{.*?^\}", "", outside, flags=re.MULTILINE | re.DOTALL).strip() == ""
