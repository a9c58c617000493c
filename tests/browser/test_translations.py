"""The texts side by side and the translators' files, in a browser: a supervisor's whole round."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe_faults
from tests.browser.screen import DESK, PHONE
from tests.fonts import in_each_family

pytestmark = pytest.mark.browser

PAGE = "/admin/guidance/draft/translations/"
STEP = "steps/propose/title"


def box(page: Page, place: str, code: str):
    return page.locator(f"[id='{place}:{code}']")


def change_the_source(page: Page) -> None:
    page.goto(f"{PAGE}?q={STEP}")
    box(page, STEP, "fi").fill("Ehdottakaa apua")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("1 teksti on tallennettu.")


@pytest.mark.heavy
@pytest.mark.parametrize(
    "javascript",
    [
        pytest.param(True, id="with JavaScript"),
        pytest.param(False, id="as plain forms", marks=pytest.mark.heavy),
    ],
)
def test_a_changed_source_is_found_translated_and_gone_from_the_list(open_page, draft_again, javascript):
    page = open_page(who="supervisor", javascript=javascript)
    change_the_source(page)
    page.get_by_role("row", name="Svenska").get_by_role("link", name="1 teksti").click()
    expect(page.get_by_text("Suomeksi oli: Tehkää esitys yhdessä")).to_be_visible()
    box(page, STEP, "sv").fill("Föreslå hjälp")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.locator("#content")).to_contain_text("Tällaisia tekstejä ei ole.")

    page.goto(PAGE)
    page.get_by_role("link", name="Ensimmäinen keskeneräinen").click()
    expect(box(page, STEP, "en")).to_be_in_viewport()
    page.locator(f"[name='right:{STEP}:en']").check()
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.get_by_role("row", name="English")).not_to_contain_text("teksti")


def whole(page: Page) -> None:
    page.goto(PAGE)


def with_gaps(page: Page) -> None:
    change_the_source(page)
    page.goto(f"{PAGE}?show=changed")


def with_faults(page: Page) -> None:
    page.goto(f"{PAGE}?kind=stage")
    other = page.context.new_page()
    other.goto(f"{PAGE}?kind=stage")
    box(other, "stages/safety/title", "en").fill("Theirs")
    other.get_by_role("button", name="Tallenna", exact=True).click()
    expect(other.locator(".messagelist")).to_contain_text("1 teksti on tallennettu.")
    other.close()
    box(page, "stages/pace/label", "sv").fill("Säkerhet")
    box(page, "stages/safety/title", "en").fill("Mine")
    page.get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(2)


def files(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_role("link", name="Käännöstiedostot").click()
    page.wait_for_url("**/files/")


def file_to_come(page: Page) -> None:
    files(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Svenska (.po)").click()
    content = download.value.path().read_text(encoding="utf-8").replace("Gör framställningen", "Föreslå")
    page.get_by_label("Tiedosto (.po)").set_input_files(
        {"name": "ours.po", "mimeType": "text/plain", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Näytä, mikä muuttuisi").click()
    expect(page.locator("h2", has_text="muuttuisi")).to_be_visible()


def file_refused(page: Page) -> None:
    files(page)
    page.get_by_role("button", name="Näytä, mikä muuttuisi").click()
    expect(page.get_by_role("alert")).to_contain_text("Valitse ensin tiedosto.")


PAGES = (whole, with_gaps, with_faults, files, file_to_come, file_refused)


@pytest.mark.heavy
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_have_no_faults_that_axe_finds_and_fit_their_screen(open_page, draft_again, size):
    # Axe itself sets styles that the content security policy forbids.
    page = open_page(who="supervisor", viewport=size, bypass_csp=True)
    faults = []
    for show in PAGES:
        show(page)
        for family in in_each_family(page):
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                show.__name__,
                family,
            )
        faults += [(show.__name__, fault) for fault in axe_faults(page)]
    assert faults == []
