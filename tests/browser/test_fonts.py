"""The browsers' fonts: three families and nothing else, and a page is really laid out in each of them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.fonts import FAMILIES, FIRST, from_the_first, in_each_family

pytestmark = pytest.mark.browser

ADDRESS = "/accounts/login/"
PARTS = ("h1", "main label", "main button", "#top a span")
WIDTHS = """(parts) => parts.map((part) => {
    const words = document.createRange();
    words.selectNodeContents(document.querySelector(part));
    return words.getBoundingClientRect().width;
})"""
ASK_FOR = """(family) => { document.querySelector("h1").style.fontFamily = family }"""


@pytest.fixture
def page(open_page) -> Page:
    page = open_page(who=None)
    page.goto(ADDRESS)
    return page


@pytest.fixture
def drawn_in() -> Callable[[Page, str], list[str]]:
    """drawn_in(page, "h1"): the families of the letters that stand there, as the browser has drawn them."""

    def drawn_in(page: Page, part: str) -> list[str]:
        page.evaluate(WIDTHS, [part])  # lays the page out: what follows tells of the last layout
        line = page.context.new_cdp_session(page)
        for domain in ("DOM", "CSS"):
            line.send(f"{domain}.enable")
        root = line.send("DOM.getDocument")["root"]["nodeId"]
        node = line.send("DOM.querySelector", {"nodeId": root, "selector": part})["nodeId"]
        fonts = line.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        line.detach()
        return [font["familyName"] for font in fonts]

    return drawn_in


@pytest.mark.heavy
def test_the_system_font_is_the_first_family(page, drawn_in):
    assert [drawn_in(page, part) for part in PARTS] == [[FIRST]] * len(PARTS)


@pytest.mark.heavy
def test_in_each_family_the_page_is_drawn_in_it_and_as_wide_as_it_makes_it(page, drawn_in):
    before = page.evaluate(WIDTHS, PARTS)
    widths = {}
    for family in in_each_family(page):
        assert [drawn_in(page, part) for part in PARTS] == [[family]] * len(PARTS)
        widths[family] = page.evaluate(WIDTHS, PARTS)
    assert list(widths) == list(FAMILIES)
    for of_a_part in zip(*widths.values(), strict=True):
        assert len(set(of_a_part)) == len(FAMILIES)
    assert page.evaluate(WIDTHS, PARTS) == before


@pytest.mark.heavy
def test_a_page_that_comes_in_a_family_is_as_wide_as_one_that_was_laid_out_anew_in_it(page, open_page):
    for family in in_each_family(page):
        other = from_the_first(open_page(who=None), family)
        other.goto(ADDRESS)
        assert other.evaluate(WIDTHS, PARTS) == page.evaluate(WIDTHS, PARTS)


@pytest.mark.heavy
def test_what_else_the_machine_has_is_not_seen(page, drawn_in):
    for family in ("DejaVu Serif", "Noto Serif", "Liberation Sans", "monospace", "serif"):
        page.evaluate(ASK_FOR, family)
        assert drawn_in(page, "h1") == [FIRST], family
