"""The page covers itself; after a while only the password brings it back, with every word in its place."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.screen import (
    DESK,
    PHONE,
    answer,
    as_stored,
    begin,
    chosen,
    expect_state,
    field,
    hold_saves,
    leave_untouched,
)
from tests.browser.server import PASSWORD
from tests.browser.test_cover import come_back, cover_by_key, expect_covered
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

WORDS = "Piilokirjoitusta tädistä"
HIDDEN = """() => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
    document.dispatchEvent(new Event("visibilitychange"));
}"""
SCROLL = """() => new Promise((done) => {
    window.addEventListener("scroll", done, { once: true });
    window.scrollBy(0, 200);
})"""
EVERYTHING = "() => document.documentElement.outerHTML + JSON.stringify([localStorage, sessionStorage])"


@pytest.fixture
def page(open_page) -> Page:
    """A worker's, whose clock is the test's."""
    page = open_page(viewport=PHONE)
    page.clock.install()
    return page


def begin_at_rest(page: Page, at: str = "1/") -> str:
    walk = begin(page, at=at)
    at_rest(page)
    return walk


def at_rest(page: Page) -> None:
    """The clock of touches comes some seconds after the page, so that no page waits for it."""
    with page.expect_response("**/uncover*.js"):
        pass_by(page, 0, 6)
    page.evaluate("() => import(document.getElementById('cover').dataset.way + '#0')")


def pass_by(page: Page, minutes: int, seconds: int = 0) -> None:
    """The minutes go by on the page; whatever waits for a moment among them happens once."""
    page.clock.fast_forward(f"{minutes:02}:{seconds:02}")


def expect_open(page: Page) -> None:
    expect(page).not_to_have_title("Kalenteri")


def unlock(page: Page, password: str = PASSWORD) -> None:
    page.locator("#unlock-password").fill(password)
    page.locator("#unlock button").click()


# --- The cover by itself ---------------------------------------------------------------------------------


def test_a_page_covers_itself_three_minutes_after_the_last_touch(page):
    begin_at_rest(page)
    pass_by(page, 2, 50)
    expect_open(page)
    page.mouse.move(9, 9)
    pass_by(page, 2, 50)
    expect_open(page)
    field(page, "note-pace").press_sequentially(WORDS)
    expect_state(page, "saved")
    pass_by(page, 3, 1)
    expect_covered(page)
    assert WORDS not in page.evaluate(EVERYTHING)
    come_back(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)
    expect(field(page, "note-pace")).to_be_focused()
    pass_by(page, 3, 1)
    expect_covered(page)


@pytest.mark.heavy
@pytest.mark.parametrize("touch", first_then_heavy(["key", "scroll"]))
def test_scrolling_and_keys_are_touches_too(page, touch):
    begin_at_rest(page)
    pass_by(page, 2, 50)
    page.evaluate(SCROLL) if touch == "scroll" else page.keyboard.press("Tab")
    pass_by(page, 2, 50)
    expect_open(page)


@pytest.mark.heavy
def test_whoever_wakes_a_machine_that_slept_finds_the_calendar(page):
    """Its clock has gone on while no timer has."""
    begin_at_rest(page)
    page.clock.pause_at(page.evaluate("Date.now()") + 3_600_000)
    page.mouse.move(9, 9)
    expect_covered(page)


def test_a_page_that_is_hidden_is_covered_at_once_and_its_other_tabs_are_not(open_page):
    page = open_page()
    begin(page)
    other = as_stored(page)
    page.evaluate(HIDDEN)
    expect_covered(page)
    expect_open(other)


@pytest.mark.heavy
def test_a_page_that_is_hidden_while_it_comes_back_is_not_shown(open_page):
    page = open_page()
    begin(page)
    cover_by_key(page)
    held = []
    page.route("**/1/", lambda route: held.append(route))
    with page.expect_request("**/1/"):
        page.locator("[data-return]").click()
    page.evaluate(HIDDEN)
    with page.expect_response("**/1/"):
        held[0].continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done))")
    expect_covered(page)


@pytest.mark.heavy
def test_a_page_that_comes_hidden_comes_covered(open_page):
    page = open_page()
    begin(page)
    page.add_init_script("Object.defineProperty(document, 'hidden', { get: () => true });")
    page.reload()
    expect_covered(page)


@pytest.mark.heavy
def test_a_touch_in_any_tab_of_the_session_keeps_them_all_open(page):
    begin_at_rest(page)
    other = page.context.new_page()
    other.clock.install()
    other.goto(page.url)
    at_rest(other)
    pass_by(page, 2, 50)
    other.mouse.move(9, 9)
    pass_by(page, 2, 50)
    expect_open(page)
    pass_by(page, 3, 1)
    expect_covered(page)


@pytest.mark.heavy
def test_without_a_channel_between_tabs_each_counts_alone(open_page):
    page = open_page()
    page.add_init_script("delete window.BroadcastChannel")
    page.clock.install()
    begin_at_rest(page)
    pass_by(page, 3, 1)
    expect_covered(page)
    come_back(page)
    expect_open(page)


@pytest.mark.heavy
def test_nothing_covers_the_page_of_a_stranger_by_itself(open_page):
    page = open_page(who=None)
    page.clock.install()
    page.goto("/card/")
    pass_by(page, 59)
    page.evaluate(HIDDEN)
    expect_open(page)


# --- What the server hears -------------------------------------------------------------------------------


@pytest.mark.heavy
def test_the_server_hears_of_touches_once_a_minute_and_of_none_under_the_cover(page):
    begin_at_rest(page)
    told = []
    page.on("request", lambda request: told.append(request.url) if "/touch/" in request.url else None)
    for _ in range(5):
        page.mouse.move(9, 9)
        page.mouse.move(19, 9)
        pass_by(page, 0, 30)
    assert 2 <= len(told) <= 3
    pass_by(page, 1, 1)
    told.clear()
    cover_by_key(page)
    for _ in range(3):
        pass_by(page, 1, 1)
        page.mouse.move(9, 9)
        page.mouse.move(19, 9)
    expect_covered(page)
    assert len(told) <= 1  # the press on Escape itself


# --- The lock --------------------------------------------------------------------------------------------


def test_within_ten_minutes_one_press_uncovers(page, server):
    begin(page)
    cover_by_key(page)
    leave_untouched(page, server, 9.5)
    come_back(page)
    expect_open(page)


def test_in_the_middle_of_typing_the_password_brings_back_the_spot_and_every_word(page, server):
    begin_at_rest(page, at="2/")
    page.locator("main details summary").first.click()
    answer(page, "check-minor", "no")
    expect_state(page, "saved")
    leave_untouched(page, server)
    before = page.evaluate("scrollY")
    with page.expect_response(lambda response: response.status == 423):
        field(page, "note-safety").press_sequentially(WORDS)
        pass_by(page, 0, 1)
    expect_covered(page)
    assert WORDS not in page.evaluate(EVERYTHING)
    come_back(page)
    expect(page.locator("#unlock-password")).to_be_focused()
    assert WORDS not in page.evaluate(EVERYTHING)

    unlock(page, "ei tämä")
    expect(page.locator("#unlock [role=alert]")).to_contain_text("4")
    expect(page.locator("#unlock-password")).to_be_focused()
    assert WORDS not in page.evaluate(EVERYTHING)
    unlock(page)
    expect(field(page, "note-safety")).to_have_value(WORDS)
    expect(field(page, "note-safety")).to_be_focused()
    assert page.evaluate("scrollY") >= before
    expect_state(page, "saved")
    fresh = as_stored(page)
    expect(field(fresh, "note-safety")).to_have_value(WORDS)
    assert chosen(fresh, "check-minor") == "no"


def test_reload_and_back_meet_the_lock_and_the_password_leads_on(open_page, server):
    page = open_page()
    walk = begin(page)
    page.goto(f"{walk}2/")
    leave_untouched(page, server)
    page.reload()
    expect(page.locator("#unlock-password")).to_be_focused()
    page.go_back()
    expect(page.locator("#unlock-password")).to_be_visible()
    assert page.url.endswith(f"{walk}1/")
    page.go_forward()
    expect(page.locator("#unlock-password")).to_be_visible()
    expect(page).to_have_title("Kalenteri")
    unlock(page)
    page.wait_for_url(f"**{walk}2/")
    expect(page.locator("#answers")).to_be_visible()


@pytest.mark.heavy
def test_two_tabs_of_one_session_lock_and_unlock_together(page, server):
    walk = begin_at_rest(page)
    other = page.context.new_page()
    other.clock.install()
    other.goto(f"{walk}2/")
    at_rest(other)
    field(other, "note-safety").press_sequentially(WORDS)
    expect_state(other, "saved")
    leave_untouched(page, server)
    for tab in (page, other):
        pass_by(tab, 10, 1)
        expect_covered_by_lock(tab)
    unlock(page)
    expect_open(page)
    expect(other.locator("#unlock-password")).to_have_count(0)
    expect_covered(other)
    come_back(other)
    expect(field(other, "note-safety")).to_have_value(WORDS)


@pytest.mark.heavy
def test_two_minutes_before_the_lock_the_calendar_says_so_and_a_press_extends(page):
    begin_at_rest(page)
    pass_by(page, 1, 1)
    pass_by(page, 2, 0)
    expect_covered(page)
    line = page.locator("[data-lock-soon]")
    pass_by(page, 4, 50)
    expect(line).to_be_hidden()
    pass_by(page, 0, 20)
    expect(line).to_be_visible()
    page.mouse.move(9, 9)
    expect(line).to_be_visible()
    with page.expect_request("**/touch/") as told:
        page.mouse.click(9, 9)
    assert told.value.headers["x-touched"] == "0"
    pass_by(page, 0, 1)
    expect(line).to_be_hidden()
    expect_covered(page)
    pass_by(page, 7, 50)
    expect(line).to_be_hidden()
    pass_by(page, 0, 20)
    expect(line).to_be_visible()


@pytest.mark.heavy
def test_five_wrong_passwords_end_the_log_in_and_unsaved_words_wait_for_the_next_one(page, server):
    begin_at_rest(page)
    leave_untouched(page, server)
    with page.expect_response(lambda response: response.status == 423):
        field(page, "note-pace").press_sequentially(WORDS)
        pass_by(page, 0, 1)
    come_back(page)
    for left in (4, 3, 2, 1):
        unlock(page, "ei tämä")
        expect(page.locator("#unlock [role=alert]")).to_contain_text(str(left))
    unlock(page, "ei tämä")
    expect(page.locator("[data-cover-wait=login] a")).to_be_visible()
    expect_covered(page)


@pytest.mark.heavy
def test_after_a_log_out_in_another_tab_a_locked_one_leads_to_the_log_in(page, server):
    begin_at_rest(page)
    cover_by_key(page)
    leave_untouched(page, server)
    come_back(page)
    expect(page.locator("#unlock-password")).to_be_visible()
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.locator("main form button[type=submit]").click()
    other.wait_for_url("**/")
    unlock(page)
    page.wait_for_url("**/accounts/login/?next=**")


@pytest.mark.heavy
def test_a_line_that_is_lost_while_locked_loses_nothing(page, server):
    begin(page)
    field(page, "note-pace").press_sequentially(WORDS)
    expect_state(page, "saved")
    cover_by_key(page)
    leave_untouched(page, server)
    come_back(page)
    page.locator("#unlock-password").fill(PASSWORD)
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("[data-cover-wait=again]")).to_be_visible()
    page.context.set_offline(False)
    unlock(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)


@pytest.mark.heavy
def test_a_save_that_was_on_a_slow_line_while_the_session_locked_is_made_after_the_password(page, server):
    begin(page)
    line = hold_saves(page)
    field(page, "note-pace").press_sequentially(WORDS)
    page.clock.run_for(1000)
    expect_state(page, "saving")
    page.evaluate(HIDDEN)
    expect_covered(page)
    leave_untouched(page, server)
    with page.expect_response(lambda response: response.status == 423):
        line.release()
    come_back(page)
    unlock(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)
    expect_state(page, "saved")
    expect(field(as_stored(page), "note-pace")).to_have_value(WORDS)


@pytest.mark.heavy
def test_a_way_back_that_did_not_come_over_a_bad_line_is_asked_for_again(page):
    page.route("**/uncover*.js*", lambda route: route.abort())
    begin(page)
    cover_by_key(page)
    come_back(page)
    expect(page.locator("[data-cover-wait=again]")).to_be_visible()
    page.unroute("**/uncover*.js*")
    come_back(page)
    expect_open(page)


# --- A line that stands and carries nothing --------------------------------------------------------------


def expect_word(page: Page) -> None:
    """After four seconds; the calendar stands."""
    expect(page.locator("[data-cover-wait=again]")).to_be_hidden()
    pass_by(page, 0, 4)
    expect(page.locator("[data-cover-wait=again]")).to_be_visible()
    expect(page).to_have_title("Kalenteri")


def hold(page: Page, address: str, times: int = 1, method: str = "GET") -> list[Route]:
    """What is asked there stays on the line, so many times; what to let through later."""
    held = []

    def take(route: Route) -> None:
        if route.request.method == method and len(held) < times:
            held.append(route)
        else:
            route.continue_()

    page.route(address, take)
    return held


@pytest.mark.heavy
def test_a_silent_line_is_said_under_the_cover_and_what_comes_late_still_counts(page):
    begin_at_rest(page)
    cover_by_key(page)
    held = hold(page, "**/1/", times=2)
    for _ in range(2):
        with page.expect_request("**/1/"):
            come_back(page)
        expect_word(page)
    held[1].continue_()
    expect_open(page)


@pytest.mark.heavy
def test_a_save_that_hangs_does_not_hold_up_the_way_back(page):
    begin_at_rest(page)
    line = hold_saves(page)
    field(page, "note-pace").fill(WORDS)
    cover_by_key(page)
    come_back(page)
    pass_by(page, 0, 3)
    expect(field(page, "note-pace")).to_have_value(WORDS)
    line.release()
    expect_state(page, "saved")


@pytest.mark.heavy
def test_a_way_back_that_hangs_is_said_and_asked_for_again_and_begins_once(page, server):
    held = hold(page, "**/uncover*.js")
    begin(page)
    cover_by_key(page)
    come_back(page)
    expect_word(page)
    come_back(page)
    expect_open(page)
    with page.expect_response("**/uncover*.js"):
        held[0].continue_()
    cover_by_key(page)
    leave_untouched(page, server)
    come_back(page)
    asked = []
    page.on("request", lambda request: asked.append(request.method) if "/unlock/" in request.url else None)
    unlock(page)
    expect_open(page)
    assert asked == ["POST"]


@pytest.mark.heavy
@pytest.mark.parametrize("covered_again", [False, pytest.param(True, marks=pytest.mark.heavy)])
def test_an_unlocking_that_comes_late_uncovers_only_what_nobody_has_covered_again(
    page, server, covered_again
):
    begin_at_rest(page)
    cover_by_key(page)
    leave_untouched(page, server)
    come_back(page)
    held = hold(page, "**/unlock/", method="POST")
    with page.expect_request("**/unlock/"):
        unlock(page)
    expect_word(page)
    if covered_again:
        cover_by_key(page)
    held[0].continue_()
    if covered_again:
        expect(page.locator("[data-return]")).to_be_visible()
        expect_covered(page)
        come_back(page)
    expect_open(page)


@pytest.mark.heavy
def test_without_javascript_a_page_of_its_own_asks_and_what_was_sent_is_sent_again(open_page, server):
    page = open_page(javascript=False)
    walk = begin(page)
    field(page, "note-pace").fill(WORDS)
    leave_untouched(page, server)
    page.locator("form:has([name=version]) button[type=submit]").first.click()
    expect_covered_by_lock(page)
    assert WORDS not in page.content()
    unlock(page, "ei tämä")
    expect(page.locator("#unlock [role=alert]")).to_be_visible()
    unlock(page)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**{walk}1/")
    expect(field(page, "note-pace")).to_have_value(WORDS)


def expect_covered_by_lock(page: Page) -> None:
    expect(page).to_have_title("Kalenteri")
    expect(page.locator("#unlock-password")).to_be_visible()


# --- The desk, and other pages on which something is typed -----------------------------------------------


@pytest.mark.heavy
@pytest.mark.parametrize("size", first_then_heavy([PHONE, DESK]), ids=["phone", "desk"])
def test_at_the_desk_a_half_written_form_comes_back_after_cover_and_lock(open_page, server, size):
    page = open_page(who="supervisor", viewport=size)
    page.clock.install()
    page.goto("/admin/guidance/step/")
    page.locator(".step-title").first.click()
    page.wait_for_url("**/change/")
    at_rest(page)
    title = page.title()
    page.get_by_label("Otsikko: Suomi").fill(WORDS)
    rows = page.get_by_role("group", name="Korosta, kun").locator("details.rule-row")
    rows.last.locator("summary").click()
    rows.last.locator("select").first.select_option("alone")
    count = rows.count()
    before = page.evaluate("scrollY")

    pass_by(page, 3, 1)
    expect_covered(page)
    assert WORDS not in page.evaluate(EVERYTHING)
    leave_untouched(page, server)
    come_back(page)
    expect(page.locator("#unlock-password")).to_be_focused()
    assert WORDS not in page.evaluate(EVERYTHING)
    with page.expect_response(lambda response: response.url == page.url and response.ok):
        unlock(page)
    expect(page).to_have_title(title)
    expect(page.get_by_label("Otsikko: Suomi")).to_have_value(WORDS)
    assert page.evaluate("scrollY") == before
    expect(rows).to_have_count(count)
    rows.last.locator("summary").click()
    rows.last.locator("select").first.select_option("nervous")
    expect(rows).to_have_count(count + 1)  # its script lives on
    page.get_by_label("Otsikko: Suomi").fill("")
    page.get_by_role("button", name="Tallenna välillä").click()
    expect(page.locator(".errorlist").first).to_be_visible()  # and what is sent is taken by the server


@pytest.mark.heavy
def test_what_somebody_else_typed_is_not_given_to_whoever_logs_in_next(open_page, server):
    page = open_page(who="supervisor")
    page.goto("/admin/guidance/step/add/")
    page.get_by_label("Otsikko: Suomi").fill(WORDS)
    cover_by_key(page)
    page.context.clear_cookies()
    other = open_page("worker")
    page.context.add_cookies(other.context.cookies())
    come_back(page)
    expect_open(page)
    assert WORDS not in page.evaluate(EVERYTHING)
    expect(page.get_by_label("Otsikko: Suomi")).to_have_count(0)


@pytest.mark.heavy
def test_a_remark_that_is_half_written_comes_back(page):
    page.goto("/remarks/new/?page=card")
    at_rest(page)
    page.locator("[name=place]").first.check()
    page.locator("[name=sentence]").fill(WORDS)
    pass_by(page, 3, 1)
    expect_covered(page)
    assert WORDS not in page.evaluate(EVERYTHING)
    come_back(page)
    expect(page.locator("[name=sentence]")).to_have_value(WORDS)
    expect(page.locator("[name=place]").first).to_be_checked()


@pytest.mark.heavy
def test_a_try_comes_back_as_far_as_it_was(page):
    page.goto("/try/")
    page.locator("#bar button[value='2']").click()
    expect(page.locator("#bar button[value='2']")).to_have_attribute("aria-current", "page")
    at_rest(page)
    answer(page, "check-threat", "yes")
    pass_by(page, 3, 1)
    expect_covered(page)
    come_back(page)
    expect(page.locator("#bar button[value='2']")).to_have_attribute("aria-current", "page")
    assert chosen(page, "check-threat") == "yes"
