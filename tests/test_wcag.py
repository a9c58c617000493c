"""The table in docs/wcag.md: every criterion of WCAG 2.2 A and AA once, and every test that it names."""

import ast
import re

from django.conf import settings

TABLE = (settings.ROOT / "docs/wcag.md").read_text(encoding="utf-8")
TESTS = settings.ROOT / "tests"

# Guideline -> the numbers of its criteria of level A and AA. 4.1.1 is no longer one.
CRITERIA = {
    "1.1": [1],
    "1.2": [1, 2, 3, 4, 5],
    "1.3": [1, 2, 3, 4, 5],
    "1.4": [1, 2, 3, 4, 5, 10, 11, 12, 13],
    "2.1": [1, 2, 4],
    "2.2": [1, 2],
    "2.3": [1],
    "2.4": [1, 2, 3, 4, 5, 6, 7, 11],
    "2.5": [1, 2, 3, 4, 7, 8],
    "3.1": [1, 2],
    "3.2": [1, 2, 3, 4, 6],
    "3.3": [1, 2, 3, 4, 7, 8],
    "4.1": [2, 3],
}

ROW = re.compile(
    r"^\| (?P<number>\d\.\d\.\d+) .+? \| (?P<level>AA?) \| (?P<how>.+?) \| (?P<shown>.+?) \|$", re.M
)


def names_of(path: str) -> set[str]:
    tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_criterion_stands_there_once_and_in_order():
    wanted = [f"{guideline}.{number}" for guideline, numbers in CRITERIA.items() for number in numbers]
    assert len(wanted) == 55
    assert [row["number"] for row in ROW.finditer(TABLE)] == wanted
    assert len(re.findall(r"^\| \d", TABLE, re.M)) == 55


def test_every_test_that_is_named_is_there():
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", TABLE)
    assert named
    assert [f"{path}::{name}" for path, name in named if name not in names_of(path)] == []


def test_every_row_says_how_it_is_shown():
    unshown = [
        row["number"] for row in ROW.finditer(TABLE) if not re.search(r"::test_|axe|by hand", row["shown"])
    ]
    assert unshown == []


def test_what_does_not_apply_says_why():
    vague = [
        row["number"]
        for row in ROW.finditer(TABLE)
        if row["how"].startswith("Not applicable") and ", because " not in row["how"]
    ]
    assert vague == []
