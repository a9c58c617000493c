"""A follow-up at the screen: what is told of an earlier interview goes as soon as it is answered anew."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import answer, begin, expect_state, press_save, tick
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

TOP_OF_NEXT = "() => document.querySelector('#field-check-children').getBoundingClientRect().top + scrollY"


@pytest.mark.heavy
@pytest.mark.parametrize("javascript", first_then_heavy([True, False]))
def test_from_the_summary_to_an_answer_given_anew_and_a_step_ticked_off(open_page, javascript):
    page = open_page(javascript=javascript)
    walk = begin(page, at="2/")
    answer(page, "check-minor", "no")
    answer(page, "check-children", "yes")
    expect_state(page, "saved") if javascript else press_save(page)
    page.goto(f"{walk}summary/")
    page.locator(f"#finish a[href='{walk}follow-up/']").click()
    page.locator("main form button[type=submit]").click()
    expect(page.locator("h1.stage-title")).to_be_visible()
    new = page.url.removesuffix("1/")
    page.goto(f"{new}2/")
    told = page.locator("#field-check-minor .earlier")
    expect(told).to_be_visible()
    stood = page.evaluate(TOP_OF_NEXT)
    answer(page, "check-minor", "yes")
    expect_state(page, "saved") if javascript else press_save(page)
    expect(told).to_be_hidden()
    if javascript:
        assert page.evaluate(TOP_OF_NEXT) == stood
    expect(page.locator("#field-check-children .earlier")).to_be_visible()
    page.goto(f"{new}summary/")
    name = page.locator("#open-before [type=checkbox]").first.get_attribute("name")
    tick(page, name).check()
    expect_state(page, "saved") if javascript else press_save(page)
    page.reload()
    expect(tick(page, name)).to_be_checked()
