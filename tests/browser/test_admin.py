"""A supervisor at the desk: changes a text and a rule, publishes, and the next interview has both."""

import pytest
from playwright.sync_api import Page, expect

from guidance.pack_files import BUILT_IN, read_pack_file, write_pack
from tests.browser.axe import axe_faults
from tests.browser.screen import DESK, PHONE, answer, begin, expect_state, press_save

pytestmark = pytest.mark.browser

STEP = "Kirjaa turvallisesti"  # comes up whatever is answered; stressed in some cases only


@pytest.mark.parametrize(
    "javascript",
    [
        pytest.param(True, id="with JavaScript"),
        pytest.param(False, id="as plain forms", marks=pytest.mark.heavy),
    ],
)
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
    number = rows.count() - 1  # the empty one
    rows.nth(number).locator("summary").click()
    rows.nth(number).locator("select").first.select_option("alone")
    if not javascript:
        page.get_by_role("button", name="Tallenna välillä").click()
        expect(rows.nth(number)).to_contain_text("Rastita ne vastaukset")
    else:
        expect(rows).to_have_count(number + 2)  # another empty one, to go on with
        expect(rows.last.locator("summary")).to_have_text("Lisää ”tai kun …”")
        expect(rows.last.locator("select").first).to_have_attribute("name", f"stress-{number + 1}-0-subject")
    rows.nth(number).get_by_label("ei", exact=True).check()
    page.get_by_role("button", name="Tallenna ja poistu").click()


def test_the_way_from_a_mark_to_the_form_of_its_sign_and_back(open_page):
    page = open_page(who="supervisor")
    page.goto("/admin/guidance/step/leads/")
    page.locator(".leads-heads").get_by_role("link", name="Hermostuneisuus").click()
    said = page.locator("#subject-nervous")
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text("tuo esiin: Palaa kokonaiskuvaan huomattu")
    said.get_by_role("link", name="Hermostuneisuus").click()
    sign = page.locator("details", has_text="Hermostuneisuus")
    expect(sign).to_have_attribute("open", "")
    expect(sign.locator("summary")).to_be_in_viewport()
    sign.get_by_role("link", name="Palaa kokonaiskuvaan").click()
    page.locator(".object-tools").get_by_role("link", name="Mikä johtaa mihin").click()
    expect(page.locator("#step-whole-picture")).to_be_in_viewport()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "as plain forms"])
def test_a_row_is_moved_with_the_keyboard_and_its_button_keeps_the_focus(open_page, javascript):
    page = open_page(who="supervisor", javascript=javascript)
    page.goto("/admin/guidance/contact/")
    second = page.locator("#result_list tbody tr").nth(1).locator("th").inner_text()
    for button, place in (("down", 2), ("up", 1)):  # and back again
        page.locator("#result_list tbody tr").nth(3 - place).locator(f"button.{button}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".messagelist")).to_contain_text(f"”{second}” on nyt {place + 1}/")
        expect(page.locator("#result_list tbody tr").nth(place).locator("th")).to_have_text(second)
        expect(page.locator("#result_list tbody tr").nth(place).locator(f"button.{button}")).to_be_focused()


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


def order_of_the_first(page: Page) -> None:
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Muuta järjestystä").click()
    page.wait_for_url("**/order/sign/")


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


def opened(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")


PAGES = {
    "the first page": ("", opened),
    "the remarks": ("guidance/remark/", None),
    "the order of signs": ("guidance/checklist/", order_of_the_first),
    "the list of steps": ("guidance/step/", None),
    "a step": ("guidance/step/", first_of_the_list),
    "a step with faults": ("guidance/step/", first_with_a_fault),
    "what leads to what": ("guidance/step/leads/", None),
    "a checklist": ("guidance/checklist/", first_of_the_list),
    "a stage": ("guidance/stage/", first_of_the_list),
    "a check": ("guidance/check/", first_of_the_list),
    "a contact": ("guidance/contact/", first_of_the_list),
    "the example cases": ("guidance/expectation/", None),
    "an example case": ("guidance/expectation/", first_of_the_list),
    "made-up answers": ("guidance/expectation/try/?threat=yes&alone=no&nobody=yes", None),
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


A_SLICE = ["the list of steps", "a step with faults", "publishing"]


@pytest.mark.parametrize(
    ("names", "size"),
    [
        pytest.param(A_SLICE, PHONE, id="a slice, on a phone"),
        pytest.param(list(PAGES), DESK, id="at a desk", marks=pytest.mark.heavy),
        pytest.param(list(PAGES), PHONE, id="on a phone", marks=pytest.mark.heavy),
    ],
)
def test_the_pages_at_the_desk_have_no_faults_that_axe_finds(open_page, names, size):
    # Axe itself sets styles that the content security policy forbids.
    page = open_page(who="supervisor", viewport=size, bypass_csp=True)
    faults = {}
    for name in names:
        address, go_on = PAGES[name]
        page.goto(f"/admin/{address}")
        if go_on:
            go_on(page)
        faults[name] = axe_faults(page)
    assert {name: found for name, found in faults.items() if found} == {}
