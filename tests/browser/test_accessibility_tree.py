"""What a screen reader says, in its order, all the way from the log-in to the log-out.

`said.txt` holds, for each place, one line for each landmark, heading, link, button and field: its role, its
name and its state, as the browser's accessibility tree has them. Plain text is left out. Where a name is
changed on purpose, its line there is changed too.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Finger, walk_through
from tests.browser.screen import PHONE, answer, begin, field

pytestmark = pytest.mark.browser

EXPECTED = Path(__file__).with_name("said.txt")
SHARED = ("my interviews", "my interviews again")  # other tests' interviews are in the list as well

NAMED = re.compile(r'(?P<role>[a-z]+) (?P<rest>".*)')
SPOKEN = re.compile(r"(?P<role>group|status|alert): (?P<rest>.+)")
CALENDAR = ("row", "columnheader", "rowheader", "cell")
CHANGING = [
    (r"\b[A-ZÅÄÖ]{3}-\d+\b", "ABC-12"),
    (r"klo \d+\.\d+", "klo 9.41"),
    (r'heading "\S+ \d+ \S+ \d{4}"', 'heading "(tänään)"'),
]


def expected(place: str) -> list[str]:
    """The lines of one place in `said.txt`."""
    parts = re.split(r"^== (.+)$", EXPECTED.read_text(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))[place].split("\n")[1:-2]


def said(page: Page) -> list[str]:
    """What there is to hear on the page, in order, and at the end where in the walk one is."""
    lines = [_spoken(line) for line in page.locator("body").aria_snapshot().splitlines()]
    here = page.locator("#bar [aria-current=page]").all_inner_texts()
    return [line for line in lines if line] + [f"here: {' '.join(place.split())}" for place in here]


def _spoken(line: str) -> str:
    bare = line.strip().removeprefix("- ")
    if bare.startswith("'"):
        bare = re.sub(r"^'(.*?)'(:|$)", r"\1\2", bare).replace("''", "'")
    found = NAMED.match(bare) or SPOKEN.match(bare)
    if not found or found["role"] in CALENDAR:
        return ""
    for changing, steady in CHANGING:
        bare = re.sub(changing, steady, bare)
    return bare.removesuffix(":")


def in_order(wanted: list[str], heard: list[str]) -> list[str]:
    """What of the wanted is heard, in that order, whatever else is heard between."""
    rest = iter(heard)
    return [line for line in wanted if line in rest]


@pytest.mark.heavy
def test_all_the_way_a_screen_reader_says_what_there_is_in_order(open_page):
    page = open_page(who=None, viewport=PHONE)
    places = []

    def listen(place: str) -> None:
        places.append(place)
        heard = said(page)
        if place in SHARED:
            heard = in_order(expected(place), heard)
        assert heard == expected(place), place

    walk_through(Finger(page), listen)
    assert "covered" in places


@pytest.mark.heavy
def test_a_refused_form_is_heard_first_of_all_and_at_its_field(open_page):
    page = open_page(viewport=PHONE, javascript=False)
    begin(page, at="3/")
    answer(page, "check-meeting", "yes")
    field(page, "meeting-date").fill("2001-01-01")
    page.locator("#save").click()
    expect(page.locator("#errors")).to_be_focused()
    page.wait_for_load_state()  # the sentence stands at the head of the page, and the rest is heard too
    assert said(page) == expected("refused")
    # The field is described by its sentence, which the tree's outline leaves out.
    described = field(page, "meeting-date").get_attribute("aria-describedby")
    sentence = page.locator(f"#{described.split()[-1]}").inner_text()
    assert sentence
    assert sentence in page.locator("#errors").inner_text()
