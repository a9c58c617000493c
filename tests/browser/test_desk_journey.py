"""The supervisor's whole round at the desk, and what a worker in the middle of an interview meets of it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import answer, as_stored, begin, chosen, expect_state, go

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

QUESTION = {
    "Suomi": "Onko asiakas ruokaillut tänään?",
    "Svenska": "Har klienten ätit i dag?",
    "English": "Has the client eaten today?",
}
REASON = {"Suomi": "ruokailu tänään", "Svenska": "maten i dag", "English": "eating today"}
ANSWERS = (
    {"Suomi": "Kyllä", "Svenska": "Ja", "English": "Yes"},
    {"Suomi": "Ei", "Svenska": "Nej", "English": "No"},
)
SIGN = {"Suomi": "Levottomuus", "Svenska": "Rastlöshet", "English": "Restlessness"}
CHECK = "onko-asiakas-ruokaillut-tanaan"  # the id that is made of the question


def test_from_a_text_and_a_rule_to_what_a_worker_sees(open_page, published_again):
    worker = open_page()
    walk = begin(worker, "2/")
    answer(worker, "check-threat", "unsure")
    expect_state(worker, "saved")

    desk = open_page(who="supervisor")
    reword_a_sign(desk)
    add_a_question(desk)
    let_it_bring_up(desk, "Palaa asiaan rauhassa")
    see_it_in_the_preview(desk)
    be_refused_for_an_unsafe_rule_and_mend_it(desk)
    publish(desk)

    new = begin(worker, "2/")
    answer(worker, f"check-{CHECK}", "ei")
    expect_state(worker, "saved")
    worker.goto(f"{new}summary/")
    expect(worker.locator(f"[data-step=whole-picture] [data-because={CHECK}]")).to_have_text(
        "ruokailu tänään – ei"
    )
    worker.goto(f"{new}signs/")
    expect(worker.get_by_text("Levottomuus")).to_be_visible()

    move_over(worker, walk)


def reword_a_sign(desk: Page) -> None:
    desk.goto("/admin/guidance/checklist/")
    desk.get_by_role("link", name="Merkit", exact=True).click()
    row = desk.locator("details.folded", has_text="Hermostuneisuus")
    row.locator("> summary").click()
    fill(row, "Lyhyesti", SIGN)
    desk.get_by_role("button", name="Tallenna ja poistu").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def add_a_question(desk: Page) -> None:
    desk.goto("/admin/guidance/check/add/")
    desk.get_by_label("Vaihe").select_option(label="Varmista turvallisuus")
    fill(desk, "Kysymys", QUESTION)
    fill(desk, "Perusteluissa", REASON)
    for words in ANSWERS:
        row = desk.locator("details.folded", has_text="Lisää uusi").first
        unfold(row)
        fill(row, "Vastaus", words)
        with desk.expect_navigation():
            desk.get_by_role("button", name="Tallenna välillä").click()
        expect(desk.locator(".messagelist .success")).to_be_visible()


def let_it_bring_up(desk: Page, step: str) -> None:
    open_step(desk, step)
    row = new_row(desk, "Näytä, kun")
    row.locator("select").first.select_option(CHECK)
    row.get_by_label("ei", exact=True).check()
    desk.get_by_role("button", name="Tallenna ja poistu").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def see_it_in_the_preview(desk: Page) -> None:
    desk.goto("/try/?draft")
    go(desk, "2")
    answer(desk, f"check-{CHECK}", "ei")
    go(desk, "summary")
    expect(desk.locator(f"[data-step=whole-picture] [data-because={CHECK}]")).to_be_visible()


def be_refused_for_an_unsafe_rule_and_mend_it(desk: Page) -> None:
    open_step(desk, "Tehkää esitys yhdessä")
    new_row(desk, "Näytä, kun").locator("select").first.select_option("always")
    desk.get_by_role("button", name="Tallenna ja poistu").click()
    expect(desk.locator(".messagelist .warning")).to_be_visible()
    desk.goto("/admin/guidance/edition/publish/")
    desk.get_by_role("button", name="Julkaise luonnos").click()
    refusal = desk.get_by_role("alert")
    expect(refusal).to_contain_text("Turvasääntö 1 ei pidä")
    refusal.get_by_role("link", name="Turvasääntö 1 ei pidä").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Tehkää esitys yhdessä")
    said = desk.locator("summary", has_text=re.compile(r"tai kun\s+aina"))
    unsafe = desk.get_by_role("group", name="Näytä, kun").locator("details.rule-row", has=said)
    unfold(unsafe)
    unsafe.get_by_label("Poista tämä rivi").check()
    desk.get_by_role("button", name="Tallenna ja poistu").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()


def publish(desk: Page) -> None:
    desk.goto("/admin/guidance/edition/publish/")
    desk.get_by_label("Mikä muuttui").fill("Kysymys ruokailusta")
    desk.get_by_role("button", name="Julkaise luonnos").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("on julkaistu")


def move_over(worker: Page, walk: str) -> None:
    """The interview that was open: as it was asked until its worker moves it, and no answer is lost."""
    worker.goto(f"{walk}2/")
    expect(worker.locator(f"[name=check-{CHECK}]")).to_have_count(0)
    assert chosen(worker, "check-threat") == "unsure"
    worker.goto(f"{walk}summary/")
    worker.locator("#newer-edition button").click()
    expect(worker.locator("#newer-edition")).to_have_count(0)
    worker.goto(f"{walk}2/")
    expect(worker.locator(f"[name=check-{CHECK}]")).not_to_have_count(0)
    assert chosen(as_stored(worker), "check-threat") == "unsure"


def fill(here: Page | Locator, label: str, words: dict[str, str]) -> None:
    for language, text in words.items():
        here.get_by_label(f"{label}: {language}", exact=True).fill(text)


def unfold(row: Locator) -> None:
    if row.get_attribute("open") is None:
        row.locator("> summary").click()


def open_step(desk: Page, title: str) -> None:
    desk.goto("/admin/guidance/step/")
    desk.get_by_role("link", name=title, exact=True).click()


def new_row(desk: Page, kind: str) -> Locator:
    """The empty row of a rule, opened."""
    rows = desk.get_by_role("group", name=kind, exact=True).locator("details.rule-row")
    expect(rows.first).to_be_attached()
    row = rows.nth(rows.count() - 1)
    row.locator("> summary").click()
    return row
