"""Two people in one interview: the invited opens it, and loses it, and what was typed stays on the page."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import begin, expect_state, field

pytestmark = pytest.mark.browser

WORDS = "Ensin tämä.\nSitten ”toinen” & <kolmas>."


@pytest.mark.heavy
def test_an_invited_colleague_writes_in_it_until_revoked_and_loses_no_words(open_page):
    worker, colleague = open_page("worker"), open_page("colleague")
    walk = begin(worker, at="summary/")
    worker.locator(f"a[href='{walk}colleagues/']").click()
    worker.locator("[name=colleague]").fill("colleague")
    worker.keyboard.press("Enter")
    expect(worker.locator("#invited strong")).to_have_text("colleague")

    colleague.goto("/i/")
    code = colleague.locator("#invited .code").inner_text()
    expect(colleague.locator("#notices")).to_contain_text(code)
    colleague.locator("#invited .interviews a.open").click()
    field(colleague, "note-pace").fill("Yhdessä.")
    expect_state(colleague, "saved")

    worker.locator("[name=revoke]").click()
    expect(worker.locator("#invited")).to_have_count(0)
    field(colleague, "note-pace").fill(WORDS)
    expect(colleague.locator("[data-trouble=gone]")).to_be_visible()
    expect_state(colleague, "unsaved")
    expect(field(colleague, "note-pace")).to_have_value(WORDS)
    worker.goto(f"{walk}1/")
    expect(field(worker, "note-pace")).to_have_value("Yhdessä.")

    colleague.on("dialog", lambda leaving: leaving.accept())
    colleague.goto("/i/")
    expect(colleague.locator("#invited")).to_have_count(0)
    colleague.locator("#notices button").click()
    expect(colleague.locator("#notices")).to_have_count(0)
