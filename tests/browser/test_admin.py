"""A supervisor at the desk: changes a text and a rule, publishes, and the next interview has both."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from guidance.pack_files import BUILT_IN, read_pack_file, write_pack
from tests.browser.screen import DESK, PHONE, answer, begin, expect_state, press_save

pytestmark = pytest.mark.browser

STEP = "Kirjaa turvallisesti"  # comes up whatever is answered; stressed in some cases only
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def published_again(server):
    """Whatever a test publishes: afterwards the built-in guidance is live again."""
    yield
    server.manage("load_pack")
    server.manage("publish", "--note", "Kuten alussa")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "as plain forms"])
def test_a_supervisor_changes_a_text_and_a_rule_and_publishes(open_page, published_again, javascript):
    page = open_page(who="supervisor", javascript=javascript)
    page.goto("/admin/guidance/step/")
    page.get_by_role("link", name=STEP).click()
    page.get_by_label("Otsikko: Suomi").fill("Kirjaa rauhassa")
    pick_that_it_is_stressed_when_not_alone(page, javascript)
    expect(page.locator(".messagelist")).to_contain_text("Kirjaa rauhassa")

    page.goto("/admin/guidance/edition/")
    page.get_by_role("link", name="Julkaise luonnos").click()
    page.get_by_label("Mikä muuttui").fill("Kirjaamisen sanat")
    page.get_by_role("button", name="Julkaise luonnos").click()
    expect(page.locator(".messagelist")).to_contain_text("on julkaistu")
    expect(page.locator("#result_list tbody tr").first).to_contain_text("Kirjaamisen sanat")

    worker = open_page(javascript=javascript)
    walk = begin(worker)
    answer(worker, "check-alone", "no")
    if javascript:
        expect_state(worker, "saved")
    else:
        press_save(worker)
    worker.goto(f"{walk}summary/")
    step = worker.locator("[data-step]", has_text="Kirjaa rauhassa")
    expect(step).to_have_attribute("data-stressed", "")


def pick_that_it_is_stressed_when_not_alone(page: Page, javascript: bool) -> None:
    """With the script the boxes come at once, without it with the save, which asks for them."""
    stress = page.get_by_role("group", name="Korosta, kun")
    rows = stress.locator("details.rule-row")
    number = rows.count() - 2  # the first of the two empty ones
    rows.nth(number).locator("summary").click()
    rows.nth(number).locator("select").first.select_option("alone")
    if not javascript:
        page.get_by_role("button", name="Tallenna välillä").click()
        expect(rows.nth(number)).to_contain_text("Rastita ne vastaukset")
    rows.nth(number).get_by_label("ei", exact=True).check()
    page.get_by_role("button", name="Tallenna ja poistu").click()


def first_of_the_list(page: Page) -> None:
    page.locator("#result_list tbody th a").first.click()
    page.wait_for_url("**/change/")
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")


def first_with_a_fault(page: Page) -> None:
    page.locator("#result_list tbody th a").first.click()
    page.get_by_label("Otsikko: Suomi").fill("")
    page.locator("[name=stress-0-0-subject]").evaluate("select => { select.value = 'alone' }")
    page.get_by_role("button", name="Tallenna ja poistu").click()
    expect(page.locator(".rule-row[open]")).to_contain_text("Rastita ne vastaukset")


def publish_in_vain(page: Page) -> None:
    page.get_by_role("button", name="Julkaise luonnos").click()
    expect(page.get_by_role("status")).to_contain_text("Mikään ei ole muuttunut")


def bring_what_is_no_pack(page: Page) -> None:
    page.get_by_label("tai liitä tähän").fill("stages: 3\n")
    page.get_by_role("button", name="Katso, mikä muuttuisi").click()
    expect(page.get_by_role("alert")).to_contain_text("Korjaa tiedostossa nämä")


def bring_a_pack(page: Page) -> None:
    """One in which a step says, asks and waits otherwise: texts, rules and fields on one page."""
    pack = read_pack_file(BUILT_IN)
    pack["steps"][0]["title"]["sv"] = "Be om hjälp nu"
    pack["steps"][0]["stress"] = [{"nervous": ["noticed"], "alone": ["no", "unsure"]}]
    pack["steps"].append(pack["steps"][0] | {"id": "another", "urgency": "soon"})
    file = {"name": "ours.yaml", "mimeType": "text/yaml", "buffer": write_pack(pack).encode()}
    page.get_by_label("Tiedosto").set_input_files(file)
    page.get_by_role("button", name="Katso, mikä muuttuisi").click()
    expect(page.get_by_role("heading", name="Seuraavat askeleet")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")


PAGES = {
    "the list of steps": ("guidance/step/", None),
    "a step": ("guidance/step/", first_of_the_list),
    "a step with faults": ("guidance/step/", first_with_a_fault),
    "a stage": ("guidance/stage/", first_of_the_list),
    "a check": ("guidance/check/", first_of_the_list),
    "a contact": ("guidance/contact/", first_of_the_list),
    "the basics": ("guidance/draft/", None),
    "the editions": ("guidance/edition/", None),
    "an edition": ("guidance/edition/", first_of_the_list),
    "publishing": ("guidance/edition/publish/", publish_in_vain),
    "what changes": ("guidance/edition/changes/", None),
    "bringing a pack": ("guidance/edition/import/", None),
    "bringing what is none": ("guidance/edition/import/", bring_what_is_no_pack),
    "what a pack would change": ("guidance/edition/import/", bring_a_pack),
    "restoring an edition": ("guidance/edition/1/restore/", None),
}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_the_pages_at_the_desk_have_no_faults_that_axe_finds(open_page, size):
    # Axe itself sets styles that the content security policy forbids.
    page = open_page(who="supervisor", viewport=size, bypass_csp=True)
    faults = {}
    for name, (address, go_on) in PAGES.items():
        page.goto(f"/admin/{address}")
        if go_on:
            go_on(page)
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
        faults |= {
            f"{name}: {fault['id']}": [node["html"][:120] for node in fault["nodes"]]
            for fault in found.response["violations"]
        }
    assert faults == {}
