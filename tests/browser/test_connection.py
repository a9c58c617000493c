"""The connection is lost: what was typed stays, is said to be unsaved, and saves itself."""

import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.bad_line import BadLine
from tests.browser.screen import (
    answer,
    as_stored,
    begin,
    choice,
    chosen,
    expect_state,
    field,
    hold_saves,
    save_state,
    tick,
)
from tests.browser.test_cover import come_back, cover_by_key, expect_covered
from tests.browser.test_lock import HIDDEN

pytestmark = pytest.mark.browser

NEVER_ASKS = "window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)"


def test_without_a_connection_text_stays_and_saves_itself_when_it_is_back(worker_page):
    page = worker_page
    begin(page)
    page.context.set_offline(True)
    field(page, "note-pace").fill("Junassa, tunnelissa.")
    answer(page, "check-alone", "yes")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    expect_state(page, "unsaved")
    expect(field(page, "note-pace")).to_have_value("Junassa, tunnelissa.")

    page.context.set_offline(False)
    expect_state(page, "saved")
    expect(page.locator("[data-trouble=again]")).to_be_hidden()
    fresh = as_stored(page)
    expect(field(fresh, "note-pace")).to_have_value("Junassa, tunnelissa.")
    assert chosen(fresh, "check-alone") == "yes"


@pytest.mark.heavy
def test_a_full_disk_is_not_called_a_slow_line_and_what_was_typed_saves_itself_once_mended(
    worker_page,
):
    page = worker_page
    begin(page)
    page.route("**/i/**", lambda route: route.fulfill(status=507, body="Levy on täynnä."))
    field(page, "note-pace").fill("Avaimet ovat toisella.")
    expect(page.locator("[data-trouble=full]")).to_have_text("Levy on täynnä.")
    expect(page.locator("[data-trouble=full]")).to_be_visible()
    expect(page.locator("[data-trouble=again]")).to_be_hidden()
    expect_state(page, "unsaved")

    page.unroute("**/i/**")
    expect_state(page, "saved")
    expect(page.locator("[data-trouble=full]")).to_be_hidden()
    expect(field(as_stored(page), "note-pace")).to_have_value("Avaimet ovat toisella.")


@pytest.mark.heavy
def test_a_save_whose_answer_was_lost_does_not_clash_with_what_is_typed_on(worker_page):
    page = worker_page
    begin(page)
    page.route("**/i/**", save_but_lose_the_answer)
    field(page, "note-pace").fill("Kerran")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    expect(field(as_stored(page), "note-pace")).to_have_value("Kerran")
    field(page, "note-pace").fill("Kerran ja toisen")
    page.unroute("**/i/**")
    expect_state(page, "saved")
    expect(choice(page, "note-pace")).to_have_count(0)
    expect(field(page, "note-pace")).to_have_value("Kerran ja toisen")
    expect(field(as_stored(page), "note-pace")).to_have_value("Kerran ja toisen")


@pytest.mark.heavy
def test_leaving_with_unsaved_text_warns_and_staying_keeps_it(worker_page):
    page = worker_page
    begin(page)
    page.context.set_offline(True)
    field(page, "note-pace").press_sequentially("Kesken")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    page.context.set_offline(False)
    expect_state(page, "saved")
    expect(field(page, "note-pace")).to_have_value("Kesken")


@pytest.mark.heavy
def test_leaving_a_saved_page_asks_nothing(worker_page):
    page = worker_page
    begin(page)
    field(page, "note-pace").press_sequentially("Valmis")
    expect_state(page, "saved")
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def test_a_link_tapped_with_unsaved_text_saves_it_first(worker_page):
    page = worker_page
    walk = begin(page)
    line = hold_saves(page)
    field(page, "note-pace").press_sequentially("Juuri")
    page.locator(f"a[href='{walk}2/']").first.click()
    expect_state(page, "saving")
    assert page.url.endswith(f"{walk}1/")
    line.release()
    page.wait_for_url(f"**{walk}2/")
    page.goto(f"{walk}1/")
    expect(field(page, "note-pace")).to_have_value("Juuri")


def test_the_emergency_number_is_never_held_up_by_unsaved_text(worker_page):
    page = worker_page
    begin(page)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.context.set_offline(True)
    field(page, "note-pace").press_sequentially("Kesken")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    page.evaluate(
        """() => document.addEventListener("click", (event) => window.stopped = event.defaultPrevented)"""
    )
    page.locator("a[href='tel:112']").first.click()
    assert page.evaluate("window.stopped") is False
    page.context.set_offline(False)
    expect_state(page, "saved")
    assert asked == []


# --- The page goes before its last send has come -----------------------------------


@pytest.fixture
def slow_page(open_page) -> Iterator[Page]:
    """A worker's page on a line that takes its time and loses nothing."""
    with BadLine(seed=0, connecting=0.4, trip=0.2, dying=0) as line:
        yield open_page(proxy={"server": line.address, "bypass": "<-loopback>"})


def close(page: Page) -> None:
    page.evaluate(HIDDEN)
    page.close()


def close_under_the_cover(page: Page) -> None:
    cover_by_key(page)
    expect_covered(page)
    close(page)


def go_elsewhere(page: Page) -> None:
    page.on("dialog", lambda leaving: leaving.accept())
    page.goto("about:blank")


GOING = pytest.mark.parametrize(
    "goes",
    [
        close,
        pytest.param(close_under_the_cover, marks=pytest.mark.heavy),
        pytest.param(go_elsewhere, marks=pytest.mark.heavy),
    ],
)


@pytest.mark.heavy
@GOING
def test_a_second_tap_comes_although_the_page_is_swiped_away_at_once(slow_page, worker_page, goes):
    walk = begin(slow_page)
    answer(slow_page, "check-alone", "yes")
    tick(slow_page, "gone-pace").check()
    goes(slow_page)
    comes_to(worker_page, f"{walk}1/", lambda page: tick(page, "gone-pace").is_checked())
    assert chosen(worker_page, "check-alone") == "yes"


@pytest.mark.heavy
@GOING
def test_the_last_word_comes_although_what_was_typed_before_is_still_on_its_way(slow_page, worker_page, goes):
    walk = begin(slow_page)
    note = field(slow_page, "note-pace")
    note.press_sequentially("Asuu ")
    expect_state(slow_page, "saving")
    note.press_sequentially("tädin luona.")
    goes(slow_page)
    whole = "Asuu tädin luona."
    comes_to(worker_page, f"{walk}1/", lambda page: field(page, "note-pace").input_value() == whole)


@pytest.mark.heavy
def test_a_page_that_was_only_hidden_says_the_same_as_the_server_when_it_is_back(slow_page):
    begin(slow_page)
    note = field(slow_page, "note-pace")
    note.press_sequentially("Asuu ")
    expect_state(slow_page, "saving")
    note.press_sequentially("tädin luona.")
    slow_page.evaluate(HIDDEN)
    slow_page.evaluate(SEEN_AGAIN)
    come_back(slow_page)
    expect_state(slow_page, "saved")
    expect(choice(slow_page, "note-pace")).to_have_count(0)
    expect(field(as_stored(slow_page), "note-pace")).to_have_value("Asuu tädin luona.")


SEEN_AGAIN = "delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))"


@pytest.mark.heavy
def test_whoever_looks_away_twice_before_any_answer_is_not_asked_which_of_their_own_words_stay(worker_page):
    """Where the organisation has the page not covered when it is hidden."""
    page = worker_page
    begin(page)
    page.evaluate("delete document.getElementById('cover').dataset.hides")
    taken = []

    def take(route) -> None:
        """The server has the first two, of which the page does not hear."""
        answer = route.fetch()
        taken.append(route.request.post_data)
        if len(taken) > 2:
            route.fulfill(response=answer)

    page.route("**/1/", lambda route: take(route) if route.request.method == "POST" else route.continue_())
    note = field(page, "note-pace")
    with page.expect_request(lambda request: request.method == "POST"):
        note.press_sequentially("Asuu ")
    for words in ("tädin ", "luona."):
        note.press_sequentially(words)
        with page.expect_request(lambda request: request.method == "POST"):
            page.evaluate(HIDDEN)
        page.evaluate(SEEN_AGAIN)
    expect_state(page, "saved")
    expect(choice(page, "note-pace")).to_have_count(0)
    expect(note).to_have_value("Asuu tädin luona.")
    expect(note).to_be_focused()
    expect(field(as_stored(page), "note-pace")).to_have_value("Asuu tädin luona.")


def comes_to(page: Page, address: str, is_there: Callable[[Page], bool]) -> None:
    """A connection, its request and the answer take a second and a half; the server was told by then."""
    for _ in range(20):
        page.goto(address)
        if is_there(page):
            return
        time.sleep(0.25)
    pytest.fail("It never came.")


# --- A line that stands and carries nothing -----------------------------------


@pytest.mark.heavy
def test_a_line_that_carries_nothing_is_said_and_what_it_held_is_sent_again(worker_page):
    page = worker_page
    page.clock.install()
    begin(page)
    page.clock.run_for(1000)
    hold_saves(page)  # for ever
    answer(page, "check-alone", "yes")
    page.clock.run_for(100)
    expect_state(page, "saving")
    page.clock.run_for(5000)
    expect_state(page, "unsaved")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    page.unroute("**/i/**")
    page.clock.run_for(30_000)
    expect_state(page, "saved")
    expect(page.locator("[data-trouble=again]")).to_be_hidden()
    assert chosen(as_stored(page), "check-alone") == "yes"


@pytest.mark.heavy
def test_an_answer_that_comes_late_still_counts(worker_page):
    page = worker_page
    page.clock.install()
    begin(page)
    page.clock.run_for(1000)
    line = hold_saves(page)
    answer(page, "check-alone", "yes")
    page.clock.run_for(5000)
    assert save_state(page) == "unsaved"
    line.release()
    expect_state(page, "saved")


@pytest.mark.heavy
def test_minutes_without_a_connection_are_caught_up_with_in_order(worker_page):
    page = worker_page
    page.clock.install()
    begin(page, at="2/")
    page.context.set_offline(True)
    for value, words in (("yes", "Ensin."), ("no", "Ensin. Sitten."), ("unsure", "Ensin. Sitten. Lopuksi.")):
        answer(page, "check-threat", value)
        field(page, "note-safety").fill(words)
        page.clock.run_for(40_000)
        assert save_state(page) == "unsaved"
    page.context.set_offline(False)
    page.clock.run_for(20_000)
    expect_state(page, "saved")
    fresh = as_stored(page)
    assert chosen(fresh, "check-threat") == "unsure"
    expect(field(fresh, "note-safety")).to_have_value("Ensin. Sitten. Lopuksi.")


@pytest.mark.heavy
def test_nobody_leaves_with_unsaved_text_unwarned_where_browsers_do_not_ask(worker_page):
    page = worker_page
    page.add_init_script(NEVER_ASKS)
    with page.expect_response("**/answered*.js"):
        walk = begin(page)
    page.context.set_offline(True)
    field(page, "note-pace").press_sequentially("Kesken")
    page.locator(f"a[href='{walk}2/']").first.click()
    expect(page.locator("#save-trouble")).to_be_focused()
    expect(field(page, "note-pace")).to_have_value("Kesken")
    page.context.set_offline(False)
    expect_state(page, "saved")
    page.locator(f"a[href='{walk}2/']").first.click()
    page.wait_for_url("**/2/")


def save_but_lose_the_answer(route) -> None:
    if route.request.method == "POST":
        route.fetch()
        route.abort()
    else:
        route.continue_()
