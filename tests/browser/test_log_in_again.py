"""The log-in ends in the middle of an interview: nothing that was typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    answer,
    as_stored,
    begin,
    chosen,
    end_log_in,
    expect_state,
    field,
    log_in,
    log_in_in_a_new_tab,
    press_save,
    tick,
)

pytestmark = pytest.mark.browser

WORDS = "Ensin tämä.\nSitten ”toinen” & <kolmas>."


@pytest.fixture
def stage(open_page):
    """stage(javascript=…): the third stage of a new interview, under a log-in of its own."""

    def stage(javascript: bool):
        page = open_page(javascript=javascript)
        begin(page, at="3/")
        return page

    return stage


def test_text_typed_after_the_log_in_ended_saves_itself_after_logging_in_again(stage, server):
    page = stage(javascript=True)
    answer(page, "check-police", "yes")
    expect_state(page, "saved")
    end_log_in(page, server)
    field(page, "note-follow-up").fill(WORDS)
    answer(page, "check-police", "no")
    expect(page.locator("[data-trouble=login]")).to_be_visible()
    expect_state(page, "unsaved")
    expect(field(page, "note-follow-up")).to_have_value(WORDS)

    log_in_in_a_new_tab(page, page.locator("[data-trouble=login] a"), "worker")
    expect_state(page, "saved")
    expect(page.locator("[data-trouble=login]")).to_be_hidden()
    fresh = as_stored(page)
    expect(field(fresh, "note-follow-up")).to_have_value(WORDS)
    assert chosen(fresh, "check-police") == "no"
    answer(page, "check-police", "yes")  # and the page goes on as before
    expect_state(page, "saved")


@pytest.mark.heavy
def test_a_plain_form_sent_after_the_log_in_ended_can_be_sent_again_whole(stage, server):
    page = stage(javascript=False)
    answer(page, "check-police", "yes")
    press_save(page)
    answer(page, "check-police", "")
    answer(page, "check-consent", "no")
    field(page, "note-follow-up").fill(WORDS)
    answer(page, "check-meeting", "yes")
    field(page, "meeting-place").fill("Kirjasto")
    tick(page, "gone-follow-up").check()
    address = page.url
    end_log_in(page, server)
    press_save(page)

    assert "Kirjasto" not in page.locator("body").inner_text()
    log_in_in_a_new_tab(page, page.locator("main a[target=_blank]"), "worker")
    page.locator("main form button[type=submit]").click()
    if page.locator("main form input[type=hidden][name=note-follow-up]").count():
        page.locator("main form button[type=submit]").click()  # logging in renewed the form's protection
    assert page.url == address
    expect(field(page, "note-follow-up")).to_have_value(WORDS)
    fresh = as_stored(page)
    assert [chosen(fresh, name) for name in ("check-police", "check-consent")] == ["", "no"]
    expect(field(fresh, "meeting-place")).to_have_value("Kirjasto")
    expect(tick(fresh, "gone-follow-up")).to_be_checked()


@pytest.mark.heavy
def test_a_plain_page_whose_protection_was_renewed_elsewhere_is_sent_again_whole(stage, server):
    """Logged in anew in another tab before sending: only the form's protection is old."""
    page = stage(javascript=False)
    field(page, "note-follow-up").fill(WORDS)
    end_log_in(page, server)
    other = page.context.new_page()
    log_in(other, "worker")
    press_save(page)
    page.locator("main form button[type=submit]").click()
    expect(field(page, "note-follow-up")).to_have_value(WORDS)


@pytest.mark.heavy
def test_somebody_else_who_logs_in_gets_nothing_of_it(stage, server):
    page = stage(javascript=True)
    field(page, "note-follow-up").fill("Ennen.")
    expect_state(page, "saved")
    end_log_in(page, server)
    field(page, "note-follow-up").fill(WORDS)
    expect(page.locator("[data-trouble=login]")).to_be_visible()
    log_in_in_a_new_tab(page, page.locator("[data-trouble=login] a"), "colleague")
    expect(page.locator("[data-trouble=gone]")).to_be_visible()
    expect_state(page, "unsaved")
    expect(field(page, "note-follow-up")).to_have_value(WORDS)
