"""The recording aid at the screen: from the summary to a copied text, with a script and without."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import PHONE, answer, begin, expect_state

pytestmark = pytest.mark.browser

WITHOUT_CLIPBOARD = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not here')) }"
KEPT = "localStorage.length + sessionStorage.length"


def text_asked_for(page: Page) -> str:
    """On from the summary's foot to the text of what starts picked, and of a meeting in private."""
    walk = begin(page, "1/")
    answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    page.locator("#finish").get_by_role("link", name="Kirjauksen teksti").click()
    page.locator("[name=with]").first.check()
    page.get_by_role("button", name="Näytä teksti").click()
    return page.locator("#record-text").input_value()


def pasted(page: Page) -> str:
    """What the clipboard holds, as any other program gets it."""
    elsewhere = page.context.new_page()
    elsewhere.set_content("<textarea></textarea>")
    elsewhere.locator("textarea").press("Control+V")
    pasted = elsewhere.locator("textarea").input_value()
    elsewhere.close()
    return pasted


def test_one_press_copies_the_text_and_nothing_of_it_is_kept(open_page):
    page = open_page(viewport=PHONE)
    text = text_asked_for(page)
    assert "Asiakas tavattiin [pvm] kahden kesken." in text
    page.get_by_role("button", name="Kopioi").click()
    expect(page.get_by_role("status").filter(has_text="Kopioitu.")).to_be_visible()
    assert pasted(page) == text
    assert page.evaluate(KEPT) == 0
    assert page.url.endswith("/record/")
    page.goto(page.url)
    assert page.locator("#record-text").count() == 0


@pytest.mark.heavy
def test_where_nothing_can_be_copied_the_text_is_selected(open_page):
    page = open_page()
    text = text_asked_for(page)
    page.evaluate(WITHOUT_CLIPBOARD)
    page.get_by_role("button", name="Kopioi").click()
    expect(page.get_by_role("status").filter(has_text="Kopiointi ei onnistunut.")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "record-text"
    assert page.evaluate("String(getSelection())") == text


@pytest.mark.heavy
def test_without_scripts_the_text_stands_in_a_box_and_no_button_does_nothing(open_page):
    walk = begin(open_page(), "1/")
    page = open_page(javascript=False)
    page.goto(f"{walk}record/")
    page.locator("[name=with]").first.check()
    page.locator("main form button[type=submit]").click()
    box = page.locator("#record-text")
    assert box.input_value() == "[Täydennä tai poista hakasulkeissa olevat kohdat ja tämä rivi.]\n\n" + (
        "Palvelutarve\nAsiakas kertoi: [”…”]."
    )
    assert box.get_attribute("readonly") == ""
    expect(page.get_by_role("button", name="Kopioi")).to_be_hidden()
