"""A whole interview, with and without JavaScript: both end in the same explained summary."""

import datetime
import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    PHONE,
    answer,
    begin,
    chosen,
    expect_state,
    field,
    follow_reason,
    log_in,
    press_begin,
    press_save,
    steps,
    tick,
    write,
)

pytestmark = pytest.mark.browser

# A worker meets a woman whose "uncle" waits in the corridor. She lives where she works.
CHECKS = [
    {"alone": "yes", "wants-to-talk": "a-little"},
    {"threat": "unsure", "safe-tonight": "no", "escort": "waiting", "interpreter": "app", "minor": "no"},
    {"rights-told": "not-yet", "consent": "yes", "police": "not-asked", "meeting": "yes"},
    {"consulted": "not-yet", "own-support": "yes", "still-worried": "yes"},
]
SIGNS = {"escort-always": "noticed", "controlled-papers": "noticed", "nervous": "not-noticed"}
NOTES = {
    "pace": "Kertoi pihatiestä.",
    "safety": "Setä odottaa – ”sukulainen”.\nToinen rivi.",
    "follow-up": "Soitan torstaina.",
    "not-alone": "Puhun Leenalle.",
}
MEETING = {"meeting-time": "13:30", "meeting-place": "Kirjasto", "meeting-channel": "Viesti nimellä Neuvola"}
STAGES = range(1, len(CHECKS) + 1)
CASE = {"checks": {key: value for stage in CHECKS for key, value in stage.items()}, "signs": SIGNS}
BOTH = pytest.mark.parametrize(
    "javascript",
    [
        pytest.param(False, id="as plain forms"),
        pytest.param(True, id="with JavaScript", marks=pytest.mark.heavy),
    ],
)


@BOTH
def test_a_worker_walks_from_log_in_to_the_summary_that_the_rules_give(open_page, server, javascript):
    page = open_page(who=None, javascript=javascript)
    log_in(page, "worker")
    walk = press_begin(page)
    for number in STAGES:
        fill_stage(page, walk, number)
        saved(page, javascript)
    mark_signs(page, walk, javascript)
    expect_the_summary_of_the_rules(page, walk, server)
    for number in STAGES:
        page.goto(f"{walk}{number}/")
        expect_as_filled(page, number)


@pytest.mark.parametrize(
    ("first", "then", "javascript"),
    [
        pytest.param("fi", "sv", True, id="Swedish, with JavaScript", marks=pytest.mark.heavy),
        pytest.param("sv", "en", False, id="English, as plain forms", marks=pytest.mark.heavy),
        pytest.param("en", "fi", True, id="Finnish, with JavaScript", marks=pytest.mark.heavy),
    ],
)
def test_in_every_language_the_same_interview_leads_to_the_same_steps(
    open_page, server, first, then, javascript
):
    """The language changes half-way, with answers and words on the page that nobody has saved."""
    page = open_page(who=None, javascript=javascript)
    page.goto("/accounts/login/")
    if first != "fi":
        choose_language(page, first)
    log_in(page, "worker")
    expect_language(page, first)
    walk = press_begin(page)
    for number in STAGES:
        fill_stage(page, walk, number)
        if number == 2:
            choose_language(page, then)
            expect(page).to_have_url(re.compile(rf"{walk}2/$"))
            expect_as_filled(page, number)
        else:
            saved(page, javascript)
        expect_language(page, first if number == 1 else then)
    mark_signs(page, walk, javascript)
    expect_the_summary_of_the_rules(page, walk, server)
    expect_language(page, then)
    page.goto(f"{walk}2/")
    expect_as_filled(page, 2)


@pytest.mark.heavy
@BOTH
def test_a_reason_leads_back_to_its_answer_and_a_changed_answer_changes_the_summary(open_page, javascript):
    page = open_page(javascript=javascript)
    walk = begin(page, at="2/")
    answer(page, "check-interpreter", "companion")
    saved(page, javascript)
    page.goto(f"{walk}summary/")
    assert "change-interpreter" in names(page)

    follow_reason(page, "change-interpreter")
    page.wait_for_url(re.compile(rf"{walk}2/#"))
    expect(page.locator("legend:target, :target")).to_be_in_viewport()
    answer(page, "check-interpreter", "professional")
    saved(page, javascript)
    page.goto(f"{walk}summary/")
    assert "change-interpreter" not in names(page)


@pytest.mark.heavy
def test_from_the_head_of_a_stage_its_questions_are_one_tap_away(open_page):
    page = open_page(viewport=PHONE)
    begin(page)
    first = page.locator("input[name=check-alone]").first
    expect(first).not_to_be_in_viewport()
    page.locator("a[href='#questions']").click()
    expect(first).to_be_in_viewport()


@BOTH
def test_a_step_is_ticked_off_and_the_interview_is_finished_and_reopened(open_page, javascript):
    page = open_page(javascript=javascript)
    walk = begin(page, at="summary/")
    tick(page, "done-take-a-moment").check()
    saved(page, javascript)
    page.goto(f"{walk}summary/")
    expect(tick(page, "done-take-a-moment")).to_be_checked()

    page.locator("button[name=finish][value=yes]").click()
    expect(page.locator("button[name=finish][value=no]")).to_be_visible()
    expect(page.locator("main .button.main")).to_have_attribute("href", "/i/")
    expect(tick(page, "done-take-a-moment")).to_be_checked()
    page.locator("button[name=finish][value=no]").click()
    expect(page.locator("button[name=finish][value=yes]")).to_be_visible()

    tick(page, "done-take-a-moment").uncheck()
    saved(page, javascript)
    page.goto(f"{walk}summary/")
    expect(tick(page, "done-take-a-moment")).not_to_be_checked()


@pytest.mark.heavy
@BOTH
def test_a_step_that_its_tick_settled_is_taken_back_from_done(open_page, javascript):
    page = open_page(javascript=javascript)
    walk = begin(page, at="summary/")
    tick(page, "done-debrief").check()
    saved(page, javascript)
    page.goto(f"{walk}summary/")
    page.locator("#done > summary").click()
    tick(page, "done-debrief").uncheck()
    saved(page, javascript)
    page.goto(f"{walk}summary/")
    expect(tick(page, "done-debrief")).not_to_be_checked()
    expect(page.locator("#done")).to_have_count(0)


@pytest.mark.heavy
def test_a_tick_that_settles_folds_in_place_and_stands_under_done_next_time(open_page):
    page = open_page()
    walk = begin(page, at="summary/")
    order = "all => all.map(one => one.id)"
    before = page.locator("li.step").evaluate_all(order)
    tick(page, "done-next-meeting").check()
    expect(page.locator("[data-done-step=next-meeting]")).to_be_visible()
    assert page.locator("li.step").evaluate_all(order) == before
    expect(tick(page, "done-next-meeting")).to_be_focused()
    field(page, "meeting-date").fill("2099-12-03")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    expect(page.locator("#done [data-done-step=next-meeting]")).to_have_count(1)
    expect(page.locator("#meeting")).to_contain_text("3.12.2099")


@pytest.mark.heavy
@BOTH
def test_when_the_meeting_is_is_asked_once_it_is_agreed(open_page, javascript):
    page = open_page(javascript=javascript)
    begin(page, at="3/")
    day = field(page, "meeting-date")
    if javascript:
        expect(day).to_be_hidden()
        answer(page, "check-meeting", "yes")
    expect(day).to_be_visible()


def fill_stage(page: Page, walk: str, number: int) -> None:
    """Answer the checks of a stage and write its note, which is what nobody has saved yet."""
    page.goto(f"{walk}{number}/")
    for check, value in CHECKS[number - 1].items():
        answer(page, f"check-{check}", value)
    for name, value in meeting_on(number).items():
        write(page, name, value)
    stage = list(NOTES)[number - 1]
    tick(page, f"gone-{stage}").check()
    write(page, f"note-{stage}", NOTES[stage])


def mark_signs(page: Page, walk: str, javascript: bool) -> None:
    page.goto(f"{walk}signs/")
    for sign, state in SIGNS.items():
        answer(page, f"sign-{sign}", state)
    saved(page, javascript)


def expect_as_filled(page: Page, number: int) -> None:
    stage, checks = list(NOTES)[number - 1], CHECKS[number - 1]
    expect(field(page, f"note-{stage}")).to_have_value(NOTES[stage])
    assert {check: chosen(page, f"check-{check}") for check in checks} == checks
    expect(tick(page, f"gone-{stage}")).to_be_checked()
    for name, value in meeting_on(number).items():
        expect(field(page, name)).to_have_value(value)


def meeting_on(number: int) -> dict[str, str]:
    """The next meeting, on the stage that asks for it."""
    return {"meeting-date": in_a_week(), **MEETING} if "meeting" in CHECKS[number - 1] else {}


def expect_the_summary_of_the_rules(page: Page, walk: str, server) -> None:
    page.goto(f"{walk}summary/")
    assert as_the_rules_say(steps(page)) == as_the_rules_say(rules_answer(server))


def choose_language(page: Page, language: str) -> None:
    page.locator(f"button[name=language][value={language}]").click()
    expect_language(page, language)


def expect_language(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)


def saved(page: Page, javascript: bool) -> None:
    if javascript:
        expect_state(page, "saved")
    else:
        press_save(page)


def names(page: Page) -> list[str]:
    return [step["id"] for step in steps(page)]


def in_a_week() -> str:
    return (datetime.date.today() + datetime.timedelta(days=7)).isoformat()


def rules_answer(server) -> list[dict]:
    """What `manage.py next_steps` says of the same case."""
    return json.loads(server.manage("next_steps", "-", "--json", say=json.dumps(CASE)))["steps"]


def as_the_rules_say(listed: list[dict]) -> list[dict]:
    """The page groups a step's reasons by kind, so their order is left aside; the order of steps is not."""
    kept = ("id", "urgency", "stressed", "held")
    return [{key: step[key] for key in kept} | {"because": set(step["because"])} for step in listed]
