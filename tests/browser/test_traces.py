"""No trace: after the log-out Back shows nothing, and nothing that was typed is left in the browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import answer, as_stored, expect_state, field, log_in, press_begin

pytestmark = pytest.mark.browser

WORDS = "Jälkeäkään ei jää"

STORED = """async () => ({
    local: Object.entries(localStorage),
    session: Object.entries(sessionStorage),
    databases: await indexedDB.databases(),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    cookies: document.cookie,
    state: history.state,
    name: window.name,
})"""

ADDRESSES = """async () => {
    const kept = await (await caches.open("rinnalla")).keys();
    return kept.map(({ url }) => new URL(url).pathname);
}"""

NOTHING = {
    "local": [],
    "session": [],
    "databases": [],
    "caches": [],
    "workers": 0,
    "cookies": "",
    "state": None,
    "name": "",
}


@pytest.mark.heavy
def test_nothing_is_left_in_the_browsers_storage(worker_page):
    page = worker_page
    walk = press_begin(page)
    cookies = {cookie["name"] for cookie in page.context.cookies()}
    field(page, "note-pace").fill(WORDS)
    answer(page, "check-alone", "no")
    expect_state(page, "saved")
    page.goto(f"{walk}signs/")
    answer(page, "sign-nervous", "noticed")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    field(page, "label").fill(WORDS)
    expect_state(page, "saved")
    page.keyboard.press("Escape")
    expect(page).to_have_title("Kalenteri")
    assert page.evaluate(STORED) == NOTHING
    page.locator("[data-return]").click()
    expect(page).not_to_have_title("Kalenteri")
    assert page.evaluate(STORED) == NOTHING
    assert {cookie["name"] for cookie in page.context.cookies()} == cookies
    assert all(cookie["httpOnly"] for cookie in page.context.cookies())


# All that may lie in a cache: two pages open to all, what to say in place of any other, and their looks.
KEPT_FOR_NO_NETWORK = {"/card/", "/contacts/", "/offline/"}


@pytest.mark.heavy
def test_whoever_read_the_card_leaves_two_public_pages_and_nothing_more(worker_page):
    page = worker_page
    page.goto("/card/")
    kept_by_worker(page)
    walk = press_begin(page)
    field(page, "note-pace").fill(WORDS)
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    pages = {address for address in kept_by_worker(page) if not address.startswith("/static/")}
    assert pages == KEPT_FOR_NO_NETWORK
    assert page.evaluate(STORED) == {**NOTHING, "caches": ["rinnalla"], "workers": 1}


def kept_by_worker(page) -> list[str]:
    """Every address in the worker's cache, once there are any."""
    for _ in range(100):
        if kept := page.evaluate(ADDRESSES):
            return kept
        page.wait_for_timeout(100)
    raise AssertionError("Nothing was ever kept.")


@pytest.fixture
def remembering_page(browser_type, browser_type_launch_args, server) -> Iterator[Page]:
    """In a browser that keeps pages for Back, as people's do; Playwright's own setting turns that off."""
    browser = browser_type.launch(
        **browser_type_launch_args, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield browser.new_context(base_url=server.url, locale="fi-FI").new_page()
    browser.close()


def test_after_the_log_out_back_shows_nothing(remembering_page):
    page = remembering_page
    log_in(page, "worker")
    walk = press_begin(page)
    field(page, "note-pace").fill(WORDS)
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    expect(page.locator("[data-step]").first).to_be_visible()
    page.goto("/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda url: url.endswith("/"))

    seen = []
    for _ in range(4):
        page.go_back()
        expect(page.locator("main")).to_be_visible()
        seen.append(page.url)
        assert WORDS not in page.content()
        expect(page.locator("[data-step], [name=note-pace], form[action='/i/']")).to_have_count(0)
    assert sum("/accounts/login/" in url for url in seen) >= 2


@pytest.mark.heavy
def test_back_shows_a_page_as_it_stands_now(remembering_page):
    page = remembering_page
    log_in(page, "worker")
    walk = press_begin(page)
    field(page, "note-pace").fill(WORDS)
    expect_state(page, "saved")
    page.goto(f"{walk}2/")
    other = as_stored(page)
    other.goto(f"{walk}1/")
    field(other, "note-pace").fill("Toisaalla muutettu")
    expect_state(other, "saved")
    page.go_back()
    expect(field(page, "note-pace")).to_have_value("Toisaalla muutettu")
