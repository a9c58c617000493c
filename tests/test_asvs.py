"""docs/asvs.md: every requirement of OWASP ASVS 5.0.0, levels 1 and 2, once, with what shows it."""

import re
from collections import Counter

import pytest

from tests.test_security import A_TEST, ROOT, holds

# Section -> the numbers of its requirements of level 2, and with a star those of level 1.
REQUIREMENTS = {
    "1.1": "1 2",
    "1.2": "1* 2* 3* 4* 5* 6 7 8 9",
    "1.3": "1* 2* 3 4 5 6 7 8 9 10 11",
    "1.4": "1 2 3",
    "1.5": "1* 2",
    "2.1": "1* 2 3",
    "2.2": "1* 2* 3",
    "2.3": "1* 2 3 4",
    "2.4": "1",
    "3.2": "1* 2*",
    "3.3": "1* 2 3 4",
    "3.4": "1* 2* 3 4 5 6",
    "3.5": "1* 2* 3* 4 5",
    "3.7": "1 2",
    "4.1": "1* 2 3",
    "4.2": "1",
    "4.3": "1 2",
    "4.4": "1* 2 3 4",
    "5.1": "1",
    "5.2": "1* 2* 3",
    "5.3": "1* 2*",
    "5.4": "1 2 3",
    "6.1": "1* 2 3",
    "6.2": "1* 2* 3* 4* 5* 6* 7* 8* 9 10 11 12",
    "6.3": "1* 2* 3 4",
    "6.4": "1* 2* 3 4",
    "6.5": "1 2 3 4 5",
    "6.6": "1 2 3",
    "6.8": "1 2 3 4",
    "7.1": "1 2 3",
    "7.2": "1* 2* 3* 4*",
    "7.3": "1 2",
    "7.4": "1* 2* 3 4 5",
    "7.5": "1 2",
    "7.6": "1 2",
    "8.1": "1* 2",
    "8.2": "1* 2* 3",
    "8.3": "1*",
    "8.4": "1",
    "9.1": "1* 2* 3*",
    "9.2": "1* 2 3 4",
    "10.1": "1 2",
    "10.2": "1 2",
    "10.3": "1 2 3 4",
    "10.4": "1* 2* 3* 4* 5* 6 7 8 9 10 11",
    "10.5": "1 2 3 4 5",
    "10.6": "1 2",
    "10.7": "1 2 3",
    "11.1": "1 2",
    "11.2": "1 2 3",
    "11.3": "1* 2* 3",
    "11.4": "1* 2 3 4",
    "11.5": "1",
    "11.6": "1",
    "12.1": "1* 2 3",
    "12.2": "1* 2*",
    "12.3": "1 2 3 4",
    "13.1": "1",
    "13.2": "1 2 3 4 5",
    "13.3": "1 2",
    "13.4": "1* 2 3 4 5",
    "14.1": "1 2",
    "14.2": "1* 2 3 4",
    "14.3": "1* 2 3",
    "15.1": "1* 2 3",
    "15.2": "1* 2 3",
    "15.3": "1* 2 3 4 5 6 7",
    "16.1": "1",
    "16.2": "1 2 3 4 5",
    "16.3": "1 2 3 4",
    "16.4": "1 2 3",
    "16.5": "1 2 3",
    "17.1": "1",
    "17.2": "1 2 3 4",
    "17.3": "1 2",
}
STATUSES = {"met", "met, no test", "yours", "does not apply", "not met"}

LIST = (ROOT / "docs/asvs.md").read_text(encoding="utf-8")
TABLES, REASONS = LIST.split("\n## Not met, by number, and why\n")
ROW = re.compile(
    r"^\| (?P<number>\d+\.\d+\.\d+) \| (?P<level>[12]) \| [^|]+ \| (?P<status>[^|]+) \| (?P<shown>[^|]+) \|$",
    re.M,
)
ROWS = [row.groupdict() for row in ROW.finditer(TABLES)]
A_PLACE = re.compile(r"\]\(([\w./]*)#([\w-]+)\)")


def wanted() -> list[tuple[str, str]]:
    """Number and level of each requirement, in the standard's order."""
    each = [(section, n) for section, numbers in REQUIREMENTS.items() for n in numbers.split()]
    return [(f"{section}.{n.rstrip('*')}", "1" if n.endswith("*") else "2") for section, n in each]


def of_status(status: str) -> list[dict[str, str]]:
    return [row for row in ROWS if row["status"] == status]


def numbers_in(words: str) -> list[str]:
    return re.findall(r"\b\d+\.\d+\.\d+\b", words)


def places(document: str) -> set[str]:
    """The headings of a document, as a link names them."""
    headings = re.findall(r"^#+ (.+)$", (ROOT / "docs" / document).read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_every_requirement_stands_there_once_with_its_level_and_in_order():
    assert len(wanted()) == 253
    assert [(row["number"], row["level"]) for row in ROWS] == wanted()
    assert len(re.findall(r"^\| \d", TABLES, re.M)) == 253


def test_each_stands_in_its_chapter():
    chapters = re.split(r"^## V(\d+)\. .+$", TABLES, flags=re.M)[1:]
    in_chapters = dict(zip(chapters[::2], chapters[1::2], strict=True))
    assert [int(chapter) for chapter in in_chapters] == [*range(1, 18)]
    for chapter, rows in in_chapters.items():
        assert {number.split(".")[0] for number in re.findall(r"^\| (\d+\.\d+\.\d+) ", rows, re.M)} == {
            chapter
        }


def test_a_status_is_one_of_five_and_they_are_counted():
    counted = Counter(row["status"] for row in ROWS)
    assert counted.keys() <= STATUSES
    said = re.findall(r"^\| ([^|]+) \| [^|]+ \| (\d+) \|$", TABLES, re.M)
    assert {status: int(number) for status, number in said} == dict(counted)


def test_every_test_that_is_named_is_there():
    named = A_TEST.findall(LIST)
    assert len(named) > 120
    assert [(path, name) for path, name in named if not holds(path, name)] == []


@pytest.mark.parametrize("document", ["asvs.md", "safeguards.md"])
def test_every_place_that_is_linked_is_there(document):
    linked = A_PLACE.findall((ROOT / "docs" / document).read_text(encoding="utf-8"))
    assert [(other, place) for other, place in linked if place not in places(other or document)] == []


def test_what_is_met_names_what_shows_it():
    assert [row["number"] for row in of_status("met") if not re.search(r"`tests/|\]\(", row["shown"])] == []


def test_whatever_is_not_met_has_its_reason_and_nothing_else_has():
    reasons = re.findall(r"^- \*\*(\d+\.\d+\.\d+)\*\* \S.{10,}", REASONS, re.M)
    assert reasons == [row["number"] for row in of_status("not met")]


def test_the_page_on_security_names_the_same_as_not_met():
    security = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert numbers_in(security) == [row["number"] for row in of_status("not met")]
