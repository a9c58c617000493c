"""Whom one may tell, asked with the keyboard alone and on a phone: three presses from the contacts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import PHONE

pytestmark = pytest.mark.browser

MOST_TABS = 60
QUESTIONS = [
    ("Poliisille", "Aikuisen asia", "Pitää kertoa"),
    ("Poliisille", "Lapsen asia", "Pitää kertoa"),
    ("Lastensuojelulle", "Lapsen asia", "Pitää kertoa"),
    ("Lastensuojelulle", "Aikuisen asia", "Pitää kertoa"),
    ("Auttamisjärjestelmälle", "Aikuisen asia", "Vain suostumuksella"),
    ("Auttamisjärjestelmälle", "Lapsen asia", "Vain suostumuksella"),
    ("Työkaverille omalla alueella", "Aikuisen asia", "Saa kertoa sen, mikä on välttämätöntä"),
    ("Terveydenhuoltoon", "Aikuisen asia", "Saa kertoa sen, mikä on välttämätöntä"),
    ("Edunvalvojalle tai huoltajalle", "Lapsen asia", "Ei kerrota"),
    ("Työnantajalle", "Aikuisen asia", "Ei kerrota"),
    ("Tulkille", "Aikuisen asia", "Ei kerrota"),
    ("Toiselle hyvinvointialueelle", "Aikuisen asia", "Pitää kertoa"),
]
FOCUSED = "() => document.activeElement.textContent.trim()"


def follow(page: Page, words: str) -> None:
    """Tab to the link with these words, and press Enter."""
    for _tab in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no link says {words}")


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize(("whom", "whose", "answer"), QUESTIONS)
def test_a_question_takes_three_presses_and_its_answer_is_in_sight(open_page, whom, whose, answer):
    page = open_page(viewport=PHONE)
    page.goto("/contacts/")
    for words in ("Kenelle saa kertoa?", whom, whose):
        follow(page, words)
    duty = page.locator(".duty").first
    expect(duty).to_have_text(answer)
    box, bar = duty.bounding_box(), page.locator("#bar").bounding_box()
    assert box["y"] + box["height"] < bar["y"]
