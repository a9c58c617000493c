"""With no network: the card and the contacts can be read, and nothing of an interview is kept."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import PHONE, answer, begin, expect_state, field
from tests.browser.silent_line import Line, line_to
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

# Every address that a cache holds, without the part of a file's name that changes with what is in it.
ADDRESSES = """async () => {
    const found = [];
    for (const name of await caches.keys()) {
        for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    }
    return found.map((address) => address.replace(/\\.[0-9a-f]{12}\\./, ".")).sort();
}"""

ALLOWED = [
    "/card/",
    "/contacts/",
    "/offline/",
    "/static/css/pages.css",
    "/static/css/rinnalla.css",
    "/static/js/cover.js",
    "/static/js/uncover.js",
]

WORDS_KEPT = """async () => {
    const words = [];
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) {
            words.push(await (await cache.match(key, { ignoreVary: true })).text());
        }
    }
    return words.join(" ");
}"""

LANGUAGE_KEPT = """async () => {
    const offline = await caches.match("/offline/", { ignoreVary: true });
    return offline?.headers.get("Content-Language");
}"""

IN_CHARGE = "() => navigator.serviceWorker.controller?.state === 'activated'"


def keep(page: Page, language: str = "fi") -> None:
    """Read the card online, and wait until it and all that goes with it is kept in that language."""
    page.goto("/card/")
    until(page, IN_CHARGE)
    until(page, f"async () => await ({LANGUAGE_KEPT})() === '{language}'")
    until(page, f"async () => (await ({ADDRESSES})()).length === {len(ALLOWED)}")


def until(page: Page, holds: str) -> None:
    """Wait for what a script on the page has to be asked for again and again."""
    for _ in range(100):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"Never came to be: {holds}")


def expect_offline_page(page: Page) -> None:
    expect(page.locator("main a[href='']")).to_be_visible()
    expect(page.locator("main a[href='tel:112']")).to_be_visible()


def test_the_card_and_the_contacts_are_readable_with_no_network(open_page):
    page = open_page(who=None, viewport=PHONE)
    keep(page)
    assert page.evaluate(ADDRESSES) == ALLOWED
    page.context.set_offline(True)
    page.goto("/contacts/")
    expect(page.locator("#kept")).to_be_visible()
    expect(page.locator("main a[href^='tel:']").first).to_be_visible()
    page.locator("#bar a[href='/card/']").click()
    expect(page.locator("#kept")).to_be_visible()
    assert page.locator("main details").count() > 10
    assert page.evaluate("getComputedStyle(document.querySelector('#bar')).position") == "fixed"

    page.context.set_offline(False)
    page.reload()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#kept")).to_have_count(0)


@pytest.mark.heavy
def test_what_is_kept_follows_the_language_that_is_read(open_page):
    page = open_page(who=None)
    keep(page)
    page.locator("#languages button[value=sv]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    keep(page, "sv")
    page.context.set_offline(True)
    for address in ("/contacts/", "/card/", "/accounts/login/"):
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", "sv")
    expect_offline_page(page)


@pytest.mark.heavy
def test_an_interview_gives_the_offline_page_in_its_place_and_itself_when_asked_again(worker_page):
    page = worker_page
    walk = begin(page)
    field(page, "note-pace").fill("Sanat")
    expect_state(page, "saved")
    keep(page)
    page.context.set_offline(True)
    for address in (f"{walk}1/", f"{walk}summary/", "/i/", "/try/", "/remarks/new/?page=card", "/admin/"):
        page.goto(address)
        expect_offline_page(page)
        assert page.url.endswith(address)
    page.goto(f"{walk}1/")
    page.context.set_offline(False)
    page.locator("main a[href='']").click()
    expect(field(page, "note-pace")).to_have_value("Sanat")
    assert page.evaluate(ADDRESSES) == ALLOWED


def test_nothing_of_an_interview_or_of_who_read_it_is_kept(worker_page):
    page = worker_page
    keep(page)
    walk = begin(page)
    field(page, "note-pace").fill("Jälkeäkään ei jää")
    expect_state(page, "saved")
    inside = [f"{walk}2/", f"{walk}signs/", f"{walk}summary/", "/i/", "/try/", "/remarks/new/?page=card"]
    for address in inside:
        page.goto(address)
    keep(page)
    assert page.evaluate(ADDRESSES) == ALLOWED
    kept = page.evaluate(WORDS_KEPT)
    assert "112" in kept
    for trace in ("Jälkeäkään", walk, "/i/1", "csrfmiddlewaretoken", "/remarks/", "Kirjaudu ulos"):
        assert trace not in kept


@pytest.mark.heavy
def test_a_lost_connection_in_the_walk_is_as_without_the_worker(worker_page):
    page = worker_page
    keep(page)
    walk = begin(page)
    assert page.evaluate(IN_CHARGE)
    answers = []
    page.on("response", lambda response: answers.append(response))
    page.context.set_offline(True)
    field(page, "note-pace").fill("Junassa")
    answer(page, "check-alone", "yes")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("[data-return]").click()
    expect(page.locator("[data-cover-wait=again]")).to_be_visible()
    page.context.set_offline(False)
    page.locator("[data-return]").click()
    expect(field(page, "note-pace")).to_have_value("Junassa")
    expect_state(page, "saved")
    by_worker = [each.url for each in answers if each.from_service_worker]
    assert [address for address in by_worker if walk in address] == []


@pytest.mark.heavy
def test_the_kept_card_can_be_covered_and_comes_back(open_page):
    page = open_page(who=None)
    keep(page)
    page.context.set_offline(True)
    page.goto("/card/")
    page.keyboard.press("Escape")
    expect(page).to_have_title("Kalenteri")
    page.locator("[data-return]").click()
    expect(page.locator("#kept")).to_be_visible()


@pytest.mark.heavy
def test_a_new_number_is_what_is_read_online(open_page):
    page = open_page(who=None)
    keep(page)
    page.evaluate(
        """async () => (await caches.open("rinnalla")).put("/contacts/", new Response("vanha numero"))"""
    )
    page.goto("/contacts/")
    expect(page.locator("h1")).to_be_visible()
    assert "vanha numero" not in page.content()


@pytest.mark.heavy
def test_after_the_log_out_nothing_is_left(open_page):
    page = open_page()
    keep(page)
    page.goto("/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r":\d+/$"))
    assert page.evaluate("async () => await caches.keys()") == []
    until(page, "async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    keep(page)  # it comes back with the card
    assert page.evaluate(ADDRESSES) == ALLOWED


# --- A line that stands and carries nothing ---------------------------------------------------------------

# The worker's clock is the test's: it notes what is waited for, and lets so many milliseconds pass.
HOLD_CLOCK = """() => {
    self.waits = [];
    self.setTimeout = (done, wait, ...given) => self.waits.push({ done, wait, given });
}"""
WAITED_FOR = "() => self.waits.map(({ wait }) => wait)"
PASS = """(time) => {
    const over = self.waits.filter(({ wait }) => wait <= time);
    self.waits = self.waits.filter((each) => !over.includes(each));
    for (const { done, given } of over) done(...given);
}"""
SILENCE, LONGEST = 3500, 60000
KEPT_AS = "async () => (await caches.match('/offline/', { ignoreVary: true })).headers.get('X-Kept-As')"
AS_OF_YESTERDAY = """async () => {
    const shelf = await caches.open("rinnalla");
    for (const key of await shelf.keys()) {
        const answer = await shelf.match(key, { ignoreVary: true });
        const headers = new Headers(answer.headers);
        headers.set("X-Kept-As", "old");
        await shelf.put(key, new Response(await answer.text(), { headers }));
    }
}"""


@pytest.fixture
def line(server):
    with line_to(server.port) as line:
        yield line


@pytest.fixture
def page_on(browser, line, signed_in):
    """page_on("worker"): a page at the end of the line, with all kept; the worker's clock is the test's."""
    contexts = []

    def page_on(who: str | None = None) -> Page:
        known = signed_in(who) if who else None
        context = browser.new_context(base_url=line.url, storage_state=known, viewport=PHONE)
        contexts.append((context, Watch(context, line.url)))
        page = context.new_page()
        keep(page)
        context.service_workers[0].evaluate(HOLD_CLOCK)
        return page

    yield page_on
    line.carry_on()
    for context, watch in contexts:
        context.close()
        assert watch.said == []
        assert watch.elsewhere == []


def follow(page: Page, address: str) -> None:
    """On the way there; nobody waits for its end."""
    page.evaluate("(address) => setTimeout(() => location.assign(address))", address)


def pass_by(page: Page, milliseconds: int, waits: int = 1) -> None:
    """In the worker, once it waits for so long, so many times."""
    expect_waits(page, milliseconds, waits)
    page.context.service_workers[0].evaluate(PASS, milliseconds)


def expect_waits(page: Page, milliseconds: int, waits: int = 1) -> None:
    worker = page.context.service_workers[0]
    for _ in range(100):
        if worker.evaluate(WAITED_FOR).count(milliseconds) >= waits:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"Nothing ends after {milliseconds} ms: {worker.evaluate(WAITED_FOR)}")


@pytest.mark.heavy
def test_on_a_silent_line_the_kept_page_is_shown_with_its_day_and_follows_what_comes_late(
    page_on, line: Line
):
    page = page_on()
    page.evaluate(AS_OF_YESTERDAY)
    line.fall_silent()
    for address in ("/contacts/", "/card/"):
        follow(page, address)
        pass_by(page, SILENCE)
        expect(page.locator("#kept")).to_be_visible()
        assert page.url.endswith(address)
        assert page.evaluate("getComputedStyle(document.querySelector('#bar')).position") == "fixed"
    page.keyboard.press("Escape")
    expect(page).to_have_title("Kalenteri")
    assert page.evaluate(KEPT_AS) == "old"
    line.carry_on()
    until(page, f"async () => (await ({KEPT_AS})()).startsWith('fi-')")


@pytest.mark.heavy
def test_a_stage_that_takes_longer_than_that_over_a_slow_line_is_not_given_up(page_on, line: Line):
    page = page_on("worker")
    walk = begin(page)
    line.fall_silent()
    follow(page, f"{walk}2/")
    expect_waits(page, LONGEST)
    page.context.service_workers[0].evaluate(PASS, LONGEST - 1)
    line.carry_on()
    page.wait_for_url(f"**{walk}2/")
    expect(page.locator("#answers")).to_be_visible()


@pytest.mark.heavy
def test_after_a_minute_of_silence_the_offline_page_says_so(page_on, line: Line):
    page = page_on()
    line.fall_silent()
    follow(page, "/accounts/login/")
    pass_by(page, LONGEST)
    expect_offline_page(page)


@pytest.mark.heavy
def test_a_page_that_stops_half_way_is_shown_as_it_was_kept(page_on, line: Line):
    page = page_on()
    line.fall_silent(after=2_000)
    follow(page, "/contacts/")
    expect_waits(page, SILENCE, 2)  # for the answer, and for the rest of it
    page.context.service_workers[0].evaluate(f"() => void setInterval({PASS}, 50, {SILENCE})")
    expect(page.locator("#kept")).to_be_visible()


@pytest.mark.heavy
def test_what_is_kept_stays_when_its_successor_does_not_come(page_on, line: Line):
    page = page_on()
    line.fall_silent()
    worker = page.context.service_workers[0]
    worker.evaluate("() => { self.kept = keep({ language: 'fi', stamp: 'new' }).catch(() => 'gave up') }")
    pass_by(page, LONGEST)
    assert worker.evaluate("() => self.kept") == "gave up"
    assert page.evaluate(ADDRESSES) == ALLOWED
    assert page.evaluate(KEPT_AS).startswith("fi-")
