"""Practice in the browser, with and without JavaScript: every press keeps the answers, nothing is saved."""

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.screen import (
    DESK,
    PHONE,
    answer,
    begin,
    chosen,
    expect_state,
    field,
    follow_reason,
    go,
    open_plan,
    steps,
    tick,
    write,
)
from tests.canary import files_of, singing
from tests.markup import token

pytestmark = pytest.mark.browser

CANARY = "peukaloinen"  # typed by no other test: they share the server
ANSWERS = {
    "1": {"check-alone": "no"},
    "2": {"check-threat": "unsure", "check-interpreter": "companion"},
    "3": {"check-consent": "yes"},
    "signs": {"sign-nervous": "noticed"},
}
AS_TOLD = {
    "1": {"check-alone": "no"},
    "2": {"check-escort": "insists", "check-interpreter": "companion", "check-minor": "no"},
}  # but for the papers


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("javascript", "viewport"),
    [
        pytest.param(True, PHONE, id="with JavaScript, on a phone"),
        pytest.param(False, DESK, id="as plain forms, at a desk", marks=pytest.mark.heavy),
        pytest.param(True, DESK, id="with JavaScript, at a desk", marks=pytest.mark.heavy),
        pytest.param(False, PHONE, id="as plain forms, on a phone", marks=pytest.mark.heavy),
    ],
)
def test_the_draft_is_walked_to_the_summary_of_an_interview_with_the_same_answers(
    open_page, javascript, viewport
):
    page = open_page("supervisor", javascript=javascript, viewport=viewport)
    page.goto("/try/?draft")
    for place, answers in ANSWERS.items():
        go(page, place)
        for name, value in answers.items():
            answer(page, name, value)
    go(page, "summary")
    tried = steps(page)

    follow_reason(page, "change-interpreter")
    expect(page.locator("legend:target")).to_be_in_viewport()
    assert chosen(page, "check-interpreter") == "companion"
    write(page, "note-safety", "Serkku tulkkaa.")

    page.keyboard.press("Escape") if javascript else page.locator("button[name=leave]").click()
    expect(page).to_have_title("Kalenteri")
    page.locator(".calendar").get_by_text("Jatka", exact=True).click()
    expect(field(page, "note-safety")).to_have_value("Serkku tulkkaa.")

    go(page, "summary")
    open_plan(page)
    tick(page, "done-see-alone").check()
    page.locator(".refresh button").click()
    expect(tick(page, "done-see-alone")).to_be_checked()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0] if javascript else True

    assert tried == steps_of_an_interview(open_page)


def steps_of_an_interview(open_page) -> list[dict]:
    page = open_page()
    walk = begin(page)
    for place, answers in ANSWERS.items():
        page.goto(f"{walk}{place}/")
        for name, value in answers.items():
            answer(page, name, value)
        expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    return steps(page)


@pytest.mark.heavy
def test_the_language_changes_in_the_middle_and_the_answers_stay(open_page):
    page = open_page("supervisor")
    page.goto("/try/?draft")
    go(page, "2")
    answer(page, "check-threat", "yes")
    page.locator("button[name=language][value=sv]").click()
    expect(page.locator("html")).to_have_attribute("lang", "sv")
    assert chosen(page, "check-threat") == "yes"
    expect(page.locator("#do-now-title")).to_be_visible()


@pytest.mark.heavy
def test_enter_in_a_line_of_text_stays_on_the_page(open_page):
    page = open_page("worker")
    page.goto("/try/")
    go(page, "3")
    answer(page, "check-meeting", "yes")
    write(page, "meeting-place", "Kirjasto")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/try/$"))
    expect(field(page, "meeting-place")).to_have_value("Kirjasto")
    expect(page.locator("#bar button[value='3']")).to_have_attribute("aria-current", "page")


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("javascript", "viewport"),
    [
        pytest.param(True, PHONE, id="with JavaScript, on a phone"),
        pytest.param(False, DESK, id="as plain forms, at a desk", marks=pytest.mark.heavy),
    ],
)
def test_a_made_up_meeting_is_walked_by_its_story_and_compared_by_keyboard(open_page, javascript, viewport):
    page = open_page("worker", javascript=javascript, viewport=viewport)
    page.goto("/")
    page.get_by_role("link", name="Harjoittelu").click()
    page.get_by_role("link", name="Sukulainen tulkkaa").click()
    expect(page.locator("#story")).to_contain_text("vastaa usein hänen puolestaan")
    assert page.locator("#story[open]").count() == 1
    for place, answers in AS_TOLD.items():
        go(page, place)
        for name, value in answers.items():
            answer(page, name, value)
    assert page.locator("#story[open]").count() == 0

    go(page, "summary")
    page.get_by_role("link", name="Vertaa kertomukseen").press("Enter")
    page.locator("#compared > summary").press("Enter")
    came_up = page.locator("#compared section [data-compared]")
    expect(came_up.first).to_contain_text("Järjestä hetki kahden kesken")
    expect(page.locator("#compared dt")).to_have_text(["Joku muu hallitsee asiakkaan papereita tai rahoja"])

    page.get_by_role("button", name="Lopeta harjoitus").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harjoittelu")


# --- Nothing is left ---------------------------------------------------------------------------------------

SESSIONS = "interview_session"
WORDS = "textarea:visible, input[type=text]:visible"


@pytest.mark.parametrize(
    ("javascript", "viewport"),
    [
        pytest.param(True, PHONE, id="with JavaScript, on a phone"),
        pytest.param(False, DESK, id="as plain forms, at a desk", marks=pytest.mark.heavy),
    ],
)
def test_a_walk_that_stores_nothing_leaves_nothing(open_page, server, javascript, viewport):
    page = open_page("worker", javascript=javascript, viewport=viewport)
    page.goto("/i/")
    server.manage("purge")  # its first round, whenever it comes, makes a file
    files, rows = files_of(server.folder), rows_beside_sessions(server)

    page.get_by_role("link", name="Aloita ilman tallennusta").click()
    for place in ("1", "2", "3", "4", "signs", "summary"):
        go(page, place)
        for name, value in ANSWERS.get(place, {}).items():
            answer(page, name, value)
        if javascript:
            page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
        for box in page.locator(WORDS).all():
            box.fill(CANARY)
        assert page.locator(WORDS).count() or not javascript, place
    page.locator(".refresh button").click()
    expect(page.locator("#review").get_by_text(CANARY).first).to_be_attached()
    held = page.locator("#answers [name=answers]").input_value()
    page.locator("#top .back" if viewport == PHONE else "#finish [form=end]").click()
    expect(page).to_have_url(f"{server.url}/")

    sent = {"answers": held, "here": "3", "csrfmiddlewaretoken": token(page.content())}
    again = page.request.post("/try/", form=sent, headers={"Referer": f"{server.url}/try/"}).text()
    assert "Edellinen on lopetettu" in again
    assert CANARY not in again
    assert files_of(server.folder) == files
    assert rows_beside_sessions(server) == rows
    assert singing([*files, server.log], CANARY) == []


def rows_beside_sessions(server) -> dict[str, list[tuple]]:
    """Table -> its rows, of every table but the one of sessions."""
    database = sqlite3.connect(f"file:{server.folder / 'rinnalla.sqlite3'}?mode=ro", uri=True)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
    database.close()
    assert rows.pop(SESSIONS)
    return rows
