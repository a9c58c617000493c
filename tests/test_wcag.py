"""The table of WCAG's criteria: whole, and no test in it is an invented one."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = (ROOT / "docs" / "wcag.md").read_text(encoding="utf-8")

# Every criterion of level A and AA.
CRITERIA = [
    *("1.1.1", "1.2.1", "1.2.2", "1.2.3", "1.2.4", "1.2.5"),
    *("1.3.1", "1.3.2", "1.3.3", "1.3.4", "1.3.5"),
    *("1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.4.5", "1.4.10", "1.4.11", "1.4.12", "1.4.13"),
    *("2.1.1", "2.1.2", "2.1.4", "2.2.1", "2.2.2", "2.3.1"),
    *("2.4.1", "2.4.2", "2.4.3", "2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.11"),
    *("2.5.1", "2.5.2", "2.5.3", "2.5.4", "2.5.7", "2.5.8"),
    *("3.1.1", "3.1.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.6"),
    *("3.3.1", "3.3.2", "3.3.3", "3.3.4", "3.3.7", "3.3.8", "4.1.2", "4.1.3"),
]


def rows() -> list[list[str]]:
    lines = [line for line in TABLE.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_criterion_stands_in_it_once_and_in_order():
    assert [row[0] for row in rows()] == CRITERIA


def test_each_says_how_it_is_met_and_by_what_that_is_known():
    assert [row[0] for row in rows() if len(row) != 4 or not all(row)] == []


def test_every_test_it_names_is_there():
    written = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", TABLE))
    assert {name for name in named if f"def {name}(" not in written} == set()
