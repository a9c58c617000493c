"""What leaves with the worker: what is asked before a call lies nowhere; a meeting goes into a calendar.

A colleague's hands: of the worker's files of a minute other tests take most.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import PHONE, begin

pytestmark = pytest.mark.browser

WORDS = "Aino, aikuissosiaalityö"
STORED = "() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, document.cookie])"


def fill_in(page: Page) -> None:
    page.locator(".by-script > summary").click()
    page.locator("[name=caller]").fill(WORDS)
    page.locator("[name=stay][value=asylum]").check()


def told(page: Page):
    return page.locator(".brief dd").filter(has_text=WORDS)


@pytest.mark.heavy
def test_what_is_asked_stays_in_the_page_and_goes_along_on_paper(open_page):
    page = open_page("colleague", viewport=PHONE)
    walk = begin(page)
    page.goto(f"{walk}consult/")
    before, entries = page.url, page.evaluate("history.length")
    fill_in(page)
    page.locator(".by-script button[type=submit]").click()
    expect(told(page)).to_be_visible()
    expect(page.locator(".brief > summary")).to_be_focused()
    assert (page.url, page.evaluate("history.length")) == (before, entries)
    assert WORDS not in page.evaluate(STORED)
    with page.expect_download() as coming:
        page.locator("button[name=paper]").click()
    assert coming.value.suggested_filename == "Muistio.pdf"
    expect(told(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(told(page)).to_have_count(0)
    page.locator("[data-return]").click()
    expect(told(page)).to_be_visible()
    page.reload()
    expect(page.locator(".brief dd").first).to_be_visible()
    expect(told(page)).to_have_count(0)


@pytest.mark.heavy
def test_without_scripts_nothing_is_asked_and_the_paper_has_room_for_it(open_page):
    page = open_page("colleague", viewport=PHONE, javascript=False)
    walk = begin(page)
    page.goto(f"{walk}consult/")
    expect(page.locator("[name=caller]")).to_be_hidden()
    with page.expect_download() as coming:
        page.locator("button[name=paper]").click()
    assert coming.value.suggested_filename == "Muistio.pdf"


@pytest.mark.heavy
def test_where_another_paper_is_being_made_the_words_stay(open_page):
    page = open_page("colleague", viewport=PHONE)
    walk = begin(page)
    page.goto(f"{walk}consult/")
    fill_in(page)
    busy = "<!doctype html><title>-</title><main><h1>Hetki vielä</h1></main>"
    page.route("**/consult/", lambda route: route.fulfill(status=503, content_type="text/html", body=busy))
    page.locator("button[name=paper]").click()
    expect(page.locator("main .fault")).to_contain_text("Hetki vielä")
    expect(page.locator("[name=caller]")).to_have_value(WORDS)


@pytest.mark.heavy
def test_a_meeting_that_was_typed_a_moment_ago_goes_into_a_calendar(open_page):
    page = open_page("colleague", viewport=PHONE)
    begin(page, at="summary/")
    step = page.locator("[data-step=next-meeting]")
    step.locator(".step-meeting > summary").click()
    step.locator("[name=meeting-date]").fill("2099-12-03")
    step.locator("[name=meeting-time]").fill("09:30")
    step.locator(".step-link a").click()
    expect(page.locator("main form .button.main")).to_be_visible()
    with page.expect_download() as coming:
        page.locator("main form .button.main").click()
    assert coming.value.suggested_filename == "Tapaaminen.ics"
