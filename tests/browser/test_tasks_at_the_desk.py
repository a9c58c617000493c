"""The usual tasks at the desk, done by the screen alone, with their presses counted.

A press is a click or a tap: on a link, a button, a fold or a tick, or into a box that has not the focus yet;
and a choice in a list. Typing is none, nor is Tab on to the next box. Counted from the desk's first page,
after the log-in. Before there were tasks on that page a number took 5, a sign and its step 12, a question
and its step 13.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

both = pytest.mark.parametrize(
    "javascript", first_then_heavy([True, False]), ids=["with JavaScript", "as plain forms"]
)


class Hands:
    """Presses, and counts them."""

    def __init__(self, page: Page):
        self.page, self.presses = page, 0

    def press(self, target: Locator) -> None:
        target.click()
        self.presses += 1

    def choose(self, target: Locator, label: str) -> None:
        target.focus()
        target.select_option(label=label)
        self.presses += 1

    def write(self, *texts: str, boxes: int = 1) -> None:
        """Into the box that has the focus, each next one ``boxes`` further on."""
        for number, text in enumerate(texts):
            for _each in range(boxes if number else 0):
                self.page.keyboard.press("Tab")
            self.page.keyboard.press("ControlOrMeta+a")
            self.page.keyboard.type(text)


@pytest.fixture
def at_the_desk(open_page):
    def at_the_desk(javascript: bool = True) -> Hands:
        page = open_page(who="supervisor", javascript=javascript)
        page.goto("/admin/")
        return Hands(page)

    return at_the_desk


def task(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name="Tavallisimmat tehtävät").get_by_role(
        "link", name=name, exact=True
    )


@both
def test_a_number_is_changed_with_three_presses(at_the_desk, draft_again, javascript):
    hands = at_the_desk(javascript)
    page = hands.page
    hands.press(task(page, "Muuta numeroa"))
    hands.press(page.get_by_role("link", name="116 016"))
    expect(page.locator("[name=phones-1-number]")).to_be_focused()
    hands.write("116 017")
    hands.press(page.get_by_role("button", name="Tallenna ja poistu"))
    expect(page.locator("#result_list").get_by_role("link", name="116 017")).to_be_visible()
    assert hands.presses == 3


@pytest.mark.heavy
@both
def test_a_helper_is_checked_with_three_presses(at_the_desk, draft_again, javascript):
    hands = at_the_desk(javascript)
    page = hands.page
    hands.press(task(page, "Tarkista yhteystiedot"))
    helper = page.locator("#result_list tbody th a").first
    name = helper.inner_text()
    hands.press(helper)
    hands.press(page.get_by_role("button", name="Tarkistettu tänään"))
    expect(page.locator(".messagelist")).to_contain_text(f"”{name}” on merkitty tarkistetuksi")
    expect(page.locator("#result_list tbody th").get_by_text(name, exact=True)).to_have_count(0)
    assert hands.presses == 3


@pytest.mark.heavy
@both
def test_a_sign_and_the_step_that_it_leads_to_take_four_presses(at_the_desk, draft_again, javascript):
    hands = at_the_desk(javascript)
    page = hands.page
    hands.press(task(page, "Merkit"))
    expect(page.get_by_label("Lyhyesti: Suomi").and_(page.locator(":focus"))).to_have_count(1)
    hands.write("Hirvi pihalla", "Hirvi on tullut pihalle.", "hirvi pihalla", boxes=3)
    hands.press(page.get_by_role("button", name="Tallenna ja lisää askel"))
    page.wait_for_url("**/step/add/**")
    expect(page.locator(".messagelist")).to_be_in_viewport()
    write_a_step(hands)
    picked = page.get_by_role("group", name="Näytä, kun").locator("details.rule-row").first
    expect(picked).to_contain_text(re.compile(r"hirvi pihalla\s+on\s+huomattu"))
    assert hands.presses == 4


@pytest.mark.heavy
@both
def test_a_question_and_the_step_that_it_leads_to_take_nine_presses(at_the_desk, draft_again, javascript):
    hands = at_the_desk(javascript)
    page = hands.page
    hands.press(task(page, "Lisää kysymys"))
    hands.choose(page.get_by_label("Vaihe"), "Varmista turvallisuus")
    page.keyboard.press("Tab")
    hands.write("Näkyykö hirviä?", "hirvien näkyminen", boxes=9)
    for number, answer in enumerate(("Kyllä", "Ei")):
        hands.press(page.get_by_label("Vastaus: Suomi").nth(number))
        hands.write(answer)
    hands.press(page.get_by_role("button", name="Tallenna ja lisää askel"))
    page.wait_for_url("**/step/add/**")
    hands.press(page.get_by_label("kyllä", exact=True).first)
    hands.press(page.get_by_label("Otsikko: Suomi"))
    write_a_step(hands)
    picked = page.get_by_role("group", name="Näytä, kun").locator("details.rule-row").first
    expect(picked).to_contain_text(re.compile(r"hirvien näkyminen\s+on\s+kyllä"))
    assert hands.presses == 9


def write_a_step(hands: Hands) -> None:
    """Whose first box has the focus."""
    page = hands.page
    expect(page.get_by_label("Otsikko: Suomi")).to_be_focused()
    hands.write("Väistäkää hirveä", "Väistäkää hirveä.", "Menkää sisälle.", boxes=3)
    hands.choose(page.get_by_label("Kiireellisyys"), "pian")
    hands.press(page.get_by_role("button", name="Tallenna välillä"))
    expect(page.locator(".messagelist")).to_contain_text("Väistäkää hirveä")


@pytest.mark.heavy
@both
def test_a_step_is_found_by_a_word_in_its_rule_with_one_search(at_the_desk, javascript):
    hands = at_the_desk(javascript)
    page = hands.page
    hands.press(page.get_by_role("searchbox", name="Etsi koko ohjeistosta"))
    hands.write("hermostuneisuus")
    page.keyboard.press("Enter")
    steps = page.locator(".search-group", has=page.get_by_role("heading", name="Seuraavat askeleet"))
    found = steps.locator(".search-entry", has_text="Näytä, kun").first
    expect(found.locator("mark").first).to_have_text(re.compile("hermostuneisuus", re.IGNORECASE))
    hands.press(found.get_by_role("heading").get_by_role("link"))
    page.wait_for_url("**/step/*/change/**")
    assert hands.presses == 2
