"""A supervisor at the desk: changes a text and a rule, publishes, and the next interview has both."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import COLOURS, axe_faults
from tests.browser.screen import answer, begin, expect_state, press_save
from tests.length import first_then_heavy

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
    if javascript:
        expect_that_a_touched_row_says_so(rows.first)
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


def expect_that_a_touched_row_says_so(row: Locator) -> None:
    """Its sentence is of what is stored."""
    row.locator("summary").click()
    row.get_by_role("checkbox").first.click()
    expect(row.locator("summary")).to_contain_text("ei vielä tallennettu")
    row.get_by_role("checkbox").first.click()


@pytest.mark.heavy
def test_the_way_from_a_mark_to_the_form_of_its_sign_and_back(open_page):
    page = open_page(who="supervisor")
    page.goto("/admin/guidance/step/leads/")
    page.locator(".leads-heads").get_by_role("link", name="Hermostuneisuus").click()
    said = page.locator("#subject-nervous")
    expect(said).to_be_in_viewport()
    expect(said).to_contain_text("tuo esiin: Palaa asiaan rauhassa huomattu")
    said.get_by_role("link", name="Hermostuneisuus").click()
    sign = page.locator("details", has_text="Hermostuneisuus")
    expect(sign).to_have_attribute("open", "")
    expect(sign.locator("> summary")).to_be_in_viewport()
    sign.get_by_role("link", name="Palaa asiaan rauhassa").click()
    page.locator(".object-tools").get_by_role("link", name="Mikä johtaa mihin").click()
    expect(page.locator("#step-whole-picture")).to_be_in_viewport()


@pytest.mark.heavy
@pytest.mark.parametrize(
    "javascript", first_then_heavy([True, False]), ids=["with JavaScript", "as plain forms"]
)
def test_retiring_what_rules_name_takes_a_second_press_and_is_said_in_amber(
    open_page, published_again, javascript
):
    page = open_page(who="supervisor", javascript=javascript)
    page.goto("/admin/guidance/edition/place/checks/police/")
    page.get_by_label("Poistettu käytöstä", exact=True).first.check()
    page.get_by_role("button", name="Tallenna ja poistu").click()
    named = page.locator(".named-by").get_by_role("link")
    expect(named.first).to_contain_text("askel ”")
    assert not (javascript and axe_faults(page))
    page.get_by_role("button", name="Tallenna ja poistu").click()
    said = page.locator(".messagelist .warning")
    expect(said).to_contain_text("Luonnosta ei voi vielä julkaista: askel ”")
    assert not (javascript and axe_faults(page))
    said.get_by_role("link", name="Korjaa").click()
    expect(page.locator("#step_form")).to_be_visible()


@pytest.mark.heavy
@pytest.mark.parametrize(
    "javascript", first_then_heavy([True, False]), ids=["with JavaScript", "as plain forms"]
)
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


@pytest.mark.heavy
@pytest.mark.parametrize("scheme", first_then_heavy(["light", "dark"]))
def test_the_calendar_of_a_date_can_be_read(open_page, scheme):
    page = open_page(who="supervisor", color_scheme=scheme)
    page.goto("/admin/guidance/contact/")
    page.locator("#result_list tbody th a").first.click()
    page.get_by_role("link", name="Valitse päivä").first.click()
    days = page.locator(".calendarbox:visible td a")
    expect(days.first).to_be_visible()
    days.nth(9).focus()
    assert axe_faults(page, COLOURS) == []


@pytest.mark.heavy
def test_without_a_script_the_language_of_the_desk_is_changed_in_its_head(open_page):
    page = open_page(who="supervisor", javascript=False)
    page.goto("/admin/guidance/step/?urgency__exact=now")
    page.locator("#header").get_by_role("button", name="Svenska").click()
    expect(page).to_have_url(re.compile(r"/admin/guidance/step/\?urgency__exact=now$"))
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    page.locator("#header").get_by_role("button", name="Suomi").click()
    expect(page.locator("html")).to_have_attribute("lang", "fi")


@pytest.mark.parametrize(
    "javascript", first_then_heavy([True, False]), ids=["with JavaScript", "as plain forms"]
)
def test_a_step_is_carried_to_the_top_of_its_tier_and_back(open_page, javascript):
    page = open_page(who="supervisor", javascript=javascript)
    page.goto("/admin/guidance/step/")
    titles = page.get_by_role("region", name="Nyt").locator(".step-title")
    before = titles.all_inner_texts()
    page.locator("button.top", has_text=before[2]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text(f"”{before[2]}” on nyt 1/{len(before)}")
    expect(titles).to_have_text([before[2], before[0], before[1], *before[3:]])
    for place in (2, 3):
        expect(page.locator(":focus")).to_contain_text("Alas")
        page.keyboard.press("Enter")
        expect(page.locator(".messagelist")).to_contain_text(f"on nyt {place}/")
    expect(titles).to_have_text(before)
