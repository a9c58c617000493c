"""Forms that send.js sends: the answer comes in the place of the page, and history holds addresses alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    PHONE,
    answer,
    as_stored,
    begin,
    choice,
    chosen,
    expect_state,
    field,
    go,
    leave_untouched,
    log_in,
    log_in_in_a_new_tab,
)
from tests.browser.server import PASSWORD
from tests.browser.test_cover import come_back, cover_by_key, expect_covered
from tests.browser.test_lock import unlock
from tests.browser.test_second_factor import MAKE_ACCOUNT

pytestmark = pytest.mark.browser

WORDS = "Piilokirjoitusta tädistä"
SHEETS = """() => [...document.querySelectorAll("link[rel=stylesheet]")]
    .map((sheet) => sheet.href.match(/(\\w+)\\.[^/]*$/)[1])"""
SAME = "window.same = true"


def begin_remark(page: Page) -> None:
    page.goto("/remarks/new/?page=card")
    page.evaluate(SAME)
    page.locator("[name=place]").first.check()
    page.locator("[name=sentence]").fill(WORDS)


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").click()


def expect_words(page: Page) -> None:
    expect(page.locator("[name=sentence]")).to_have_value(WORDS)
    expect(page.locator("[name=place]").first).to_be_checked()


# --- A try -----------------------------------------------------------------------------------------------


def test_a_try_changes_its_page_in_place_with_the_style_of_each(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/try/")
    page.evaluate(SAME)
    for place, sheets in {
        "2": ["rinnalla", "asking", "practice"],
        "summary": ["rinnalla", "summary", "practice"],
    }.items():
        go(page, place)
        assert page.evaluate(SHEETS) == sheets
        expect(page.locator("main")).to_be_focused()
        assert page.evaluate("scrollY") == 0
    expect(page).to_have_title("Koonti – Rinnalla")
    assert page.evaluate("window.same")


@pytest.mark.heavy
def test_back_in_a_try_leads_to_the_page_before_and_no_answer_is_lost(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/try/")
    go(page, "2")
    answer(page, "check-threat", "yes")
    go(page, "signs")
    answer(page, "sign-nervous", "noticed")
    page.go_back()
    expect(page.locator("#bar button[value='2']")).to_have_attribute("aria-current", "page")
    assert chosen(page, "check-threat") == "yes"
    page.go_forward()
    expect(page.locator("#bar button[value=signs]")).to_have_attribute("aria-current", "page")
    assert chosen(page, "sign-nervous") == "noticed"
    assert page.evaluate("JSON.stringify(history.state)") == '{"place":"signs"}'


@pytest.mark.heavy
def test_a_try_is_covered_at_once_without_the_server(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/try/")
    field(page, "note-pace").fill(WORDS)
    page.context.set_offline(True)
    cover_by_key(page)
    expect_covered(page)
    assert WORDS not in page.content()
    page.context.set_offline(False)
    come_back(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)


# --- A form that is refused ------------------------------------------------------------------------------


def test_a_refused_form_is_there_with_its_words_and_what_is_kept_leads_on(open_page):
    page = open_page()
    begin_remark(page)
    send(page)
    expect(page.locator("#errors")).to_be_focused()
    expect_words(page)
    assert page.evaluate("window.same")
    page.locator("[name=kind]").first.check()
    send(page)
    page.wait_for_url("**/remarks/kept/**")
    page.go_back()
    expect(page.locator("[name=sentence]")).to_have_value("")
    expect(page.locator("#errors")).to_have_count(0)


@pytest.mark.heavy
def test_on_a_line_that_is_lost_the_form_stays_and_says_so(open_page):
    page = open_page()
    begin_remark(page)
    page.context.set_offline(True)
    for _ in range(2):
        send(page)
        expect(page.locator("main form > [role=alert]")).to_have_text(
            "Yhteys katkesi. Yritä hetken päästä uudelleen."
        )
    expect_words(page)
    page.context.set_offline(False)
    page.locator("[name=kind]").first.check()
    send(page)
    page.wait_for_url("**/remarks/kept/**")


@pytest.mark.heavy
def test_a_silent_line_is_said_above_the_words_and_what_comes_late_still_counts(open_page):
    page = open_page()
    page.clock.install()
    begin_remark(page)
    held = []
    page.route("**/remarks/new/", lambda route: held.append(route))
    with page.expect_request("**/remarks/new/"):
        send(page)
    word = page.locator("main form > [role=alert]:not(#errors)")
    expect(word).to_have_count(0)
    page.clock.fast_forward("00:04")
    expect(word).to_have_text("Yhteys katkesi. Yritä hetken päästä uudelleen.")
    expect_words(page)
    held[0].continue_()
    expect(page.locator("#errors")).to_be_visible()
    expect(word).to_have_count(0)
    expect_words(page)


@pytest.mark.heavy
def test_after_half_a_minute_of_silence_the_form_is_given_up_and_stays(open_page):
    page = open_page()
    page.clock.install()
    begin_remark(page)
    page.route("**/remarks/new/", lambda route: None)
    with page.expect_request("**/remarks/new/"):
        send(page)
    page.clock.fast_forward("00:04")
    with page.expect_event("requestfailed"):
        page.clock.fast_forward("00:26")
    expect(page.locator("main form > [role=alert]")).to_be_visible()
    expect_words(page)


NEW = "hernekeitto-kiertää-hitaasti"


@pytest.mark.heavy
def test_a_password_is_changed_once_however_often_the_button_is_pressed(open_page, server):
    """The second would come with the cookie that the first has ended, and lead to the log-in."""
    server.manage(
        "shell", "-v", "0", "-c", MAKE_ACCOUNT.format(name="hasty", password=PASSWORD, role="Workers")
    )
    page = open_page(who=None)
    log_in(page, "hasty")
    page.goto("/accounts/password/")
    for name, value in (("oldpassword", PASSWORD), ("password1", NEW), ("password2", NEW)):
        page.locator(f"[name={name}]").fill(value)
    held = []
    page.route("**/accounts/password/", lambda route: held.append(route))
    for _ in range(3):
        send(page)
    held[0].continue_()
    page.wait_for_url("**/accounts/")
    assert len(held) == 1


@pytest.mark.heavy
def test_a_style_sheet_that_does_not_come_holds_up_no_page(open_page):
    page = open_page(viewport=PHONE)
    page.clock.install()
    page.goto("/try/")
    page.route("**/summary*.css", lambda route: None)
    with page.expect_request("**/summary*.css"):
        page.locator("#bar button[value=summary]").click()
    page.clock.fast_forward("00:04")
    expect(page).to_have_title("Koonti – Rinnalla")


@pytest.mark.heavy
def test_a_history_that_takes_no_more_holds_up_no_page(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/try/")
    page.evaluate("() => { history.pushState = () => { throw new DOMException() } }")
    go(page, "2")


@pytest.mark.heavy
def test_while_the_session_is_locked_the_page_is_covered_and_comes_back_with_its_words(open_page, server):
    page = open_page()
    begin_remark(page)
    leave_untouched(page, server)
    send(page)
    expect_covered(page)
    assert WORDS not in page.content()
    come_back(page)
    unlock(page)
    expect_words(page)
    page.locator("[name=kind]").first.check()
    send(page)
    page.wait_for_url("**/remarks/kept/**")


@pytest.mark.heavy
def test_after_a_log_out_elsewhere_the_words_wait_under_the_cover_for_the_same_person(open_page):
    page = open_page()
    begin_remark(page)
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.evaluate(
        "BroadcastChannel.prototype.postMessage = () => {}"
    )  # a browser without channels between tabs
    send(other)
    other.wait_for_url(lambda url: "logout" not in url)
    send(page)
    expect_covered(page)
    come_back(page)
    log_in_in_a_new_tab(page, page.locator("[data-cover-wait=login] a"), "worker")
    come_back(page)
    expect_words(page)
    page.locator("[name=kind]").first.check()
    send(page)
    page.wait_for_url("**/remarks/kept/**")


@pytest.mark.heavy
def test_an_answer_that_comes_under_the_cover_waits_for_the_return(open_page):
    page = open_page()
    begin_remark(page)
    line = []
    page.route("**/remarks/new/", lambda route: line.append(route))
    with page.expect_request("**/remarks/new/"):
        send(page)
    cover_by_key(page)
    with page.expect_response("**/remarks/new/"):
        line[0].continue_()
    page.evaluate("() => new Promise((done) => setTimeout(done, 300))")
    expect_covered(page)
    assert WORDS not in page.content()
    come_back(page)
    expect(page.locator("#errors")).to_be_visible()
    expect_words(page)


@pytest.mark.heavy
def test_what_is_pressed_later_goes_in_the_place_of_what_is_under_way(open_page):
    page = open_page(viewport=PHONE)
    page.goto("/try/")
    held = []
    page.route("**/try/", lambda route: held.append(route), times=1)
    with page.expect_request("**/try/"):
        page.locator("#bar button[value='2']").click()
    go(page, "3")
    held[0].abort()
    expect(page.locator("#bar button[value='3']")).to_have_attribute("aria-current", "page")


# --- The walk, which saves by itself ---------------------------------------------------------------------


@pytest.mark.heavy
def test_while_two_values_stand_side_by_side_a_button_leads_to_the_choice(open_page):
    page = open_page()
    begin(page)
    other = as_stored(page)
    field(other, "note-pace").fill("Toinen")
    expect_state(other, "saved")
    field(page, "note-pace").fill(WORDS)
    expect(choice(page, "note-pace").first).to_be_visible()
    posted = []
    page.on("request", lambda request: posted.append(request.post_data) if request.method == "POST" else None)
    page.locator("button[name=language][value=sv]").click()
    expect(choice(page, "note-pace").first).to_be_focused()
    choice(page, "note-pace").first.click()
    expect_state(page, "saved")
    page.locator("button[name=language][value=sv]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert sorted(name.split("=")[0] for name in posted[-1].split("&")) == [
        "csrfmiddlewaretoken",
        "language",
        "version",
    ]
    expect(field(page, "note-pace")).to_have_value(WORDS)
