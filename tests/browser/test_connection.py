"""The connection is lost: what was typed stays, is said to be unsaved, and saves itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import answer, as_stored, begin, choice, chosen, expect_state, field, hold_saves

pytestmark = pytest.mark.browser


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


def save_but_lose_the_answer(route) -> None:
    if route.request.method == "POST":
        route.fetch()
        route.abort()
    else:
        route.continue_()
