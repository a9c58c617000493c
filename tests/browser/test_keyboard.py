"""The keyboard alone: from the log-in to the summary, without a mouse or a finger."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import as_stored, chosen, expect_state, field, steps
from tests.browser.server import PASSWORD

pytestmark = pytest.mark.browser

STOPS = 600  # each interview in the list has three, and the server keeps those of other tests
FOCUSED = """() => {
    const here = document.activeElement;
    const outlined = [here, here.parentElement].some((one) => getComputedStyle(one).outlineStyle !== "none");
    return [here.name || "", here.getAttribute("href") || "", here.type || here.localName, outlined];
}"""


def test_a_worker_logs_in_answers_writes_and_reaches_the_summary_by_keyboard(open_page):
    page = open_page(who=None)
    page.goto("/accounts/login/")
    tab_to(page, "login")
    page.keyboard.type("worker")
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/i/")
    tab_to(page, kind="submit", within="form[action='/i/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/1/")

    tab_to(page, "check-alone")
    page.keyboard.press("Space")
    tab_to(page, "check-wants-to-talk")
    page.keyboard.press("ArrowRight")  # in the question above an answer on the way may fold it away
    page.keyboard.press("ArrowLeft")
    tab_to(page, "note-pace")
    page.keyboard.type("Näppäimin.")
    tab_to(page, "gone-pace")
    page.keyboard.press("Space")
    expect_state(page, "saved")
    fresh = as_stored(page)
    assert [chosen(fresh, name) for name in ("check-alone", "check-wants-to-talk")] == ["yes", "yes"]
    expect(field(fresh, "note-pace")).to_have_value("Näppäimin.")
    expect(fresh.locator("[name=gone-pace]:checked")).to_have_count(1)
    fresh.close()

    page.keyboard.press("Escape")
    expect(page).to_have_title("Kalenteri")
    page.keyboard.press("Enter")
    expect(page.locator("[name=gone-pace]:checked")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field(page, "note-pace")).to_be_focused()

    tab_to(page, href="/summary/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/summary/")
    assert steps(page)[0]["id"] == "ask-safety"


@pytest.mark.heavy
def test_the_first_tab_leads_past_the_bars_to_the_content(worker_page):
    page = worker_page
    page.goto("/i/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def tab_to(page: Page, name: str = "", href: str = "", kind: str = "", within: str = "body") -> None:
    """Press Tab until the field, link or button has the focus; each stop on the way shows that it has it."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        here_name, here_href, here_kind, shown = page.evaluate(FOCUSED)
        if here_kind == "body":
            continue  # once around through the browser's own bars
        assert shown, f"no focus to be seen on {here_kind} {here_name} {here_href}"
        inside = page.evaluate("(within) => !!document.activeElement.closest(within)", within)
        if inside and (name, href, kind) == (
            here_name if name else "",
            href if href and here_href.endswith(href) else "",
            here_kind if kind else "",
        ):
            return
    raise AssertionError(f"Tab never reaches {name or href or kind}")
