"""The plan beside the walk on wide screens: it grows as answers come in, and moves nothing."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import axe_faults
from tests.browser.screen import (
    DESK,
    PHONE,
    answer,
    as_stored,
    begin,
    choice,
    end_log_in,
    expect_state,
    field,
    hold_saves,
    steps,
    tick,
)
from tests.fonts import FAMILIES, from_the_first
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

ZOOMED = {"width": 320, "height": 225}  # a desk of 1280 pixels at 400 %

COUNT_SWAPS = """() => {
    window.swaps = 0;
    document.addEventListener("htmx:oobBeforeSwap", () => { window.swaps += 1 });
    new MutationObserver((all) => { window.swaps += all.length })
        .observe(document.querySelector("#plan > div"), { childList: true });
}"""
HEAR_NEWS = """() => {
    window.heard = [];
    const news = document.getElementById("plan-news");
    new MutationObserver(() => window.heard.push(news.textContent)).observe(news, { childList: true });
}"""
BOX = """(name) => document.querySelector(`#plan [type=checkbox][name="${name}"]`)"""


def shown(page: Page, step: str):
    return page.locator(f"#plan [data-step='{step}']")


def open_stage(page: Page, at: str = "2/") -> str:
    """A new interview at a desk, open where its plan has come."""
    walk = begin(page, at=at)
    expect(page.locator("#plan [data-step]").first).to_be_visible()
    return walk


def test_it_grows_beside_the_walk_and_says_the_same_as_the_summary(worker_page):
    page = worker_page
    walk = open_stage(page)
    expect(shown(page, "call-emergency")).to_have_count(0)
    answer(page, "check-threat", "yes")
    expect(shown(page, "call-emergency")).to_be_visible()
    answer(page, "check-escort", "waiting")
    expect(shown(page, "escort-outside")).to_be_visible()
    beside = without_reasons(steps(page))
    page.goto(f"{walk}signs/")
    expect(shown(page, "call-emergency")).to_be_visible()
    assert without_reasons(steps(page)) == beside
    page.locator("#plan-title a").click()
    page.wait_for_url(f"**{walk}summary/")
    expect(page.locator("#plan")).to_have_count(0)
    assert without_reasons(steps(page)) == beside


@pytest.mark.heavy
def test_a_question_that_hangs_is_given_up_for_the_next(worker_page):
    page = worker_page
    walk = open_stage(page)
    page.route("**/plan/", lambda route: None, times=1)
    with page.expect_request(f"**{walk}plan/"):
        answer(page, "check-threat", "yes")
    with page.expect_event("requestfailed"):
        answer(page, "check-escort", "waiting")
    expect(shown(page, "escort-outside")).to_be_visible()


def without_reasons(steps: list[dict]) -> list[dict]:
    return [{name: value for name, value in step.items() if name != "because"} for step in steps]


@pytest.mark.heavy
def test_company_reads_no_step_in_it_and_nothing_is_said_aloud(worker_page):
    page = worker_page
    open_stage(page)
    page.evaluate(HEAR_NEWS)
    answer(page, "check-interpreter", "companion")
    expect(page.locator("#plan-steps")).to_have_text("Askeleet ovat koonnissa.")
    answer(page, "check-interpreter", "professional")
    expect(page.locator("#plan [data-step]").first).to_be_visible()
    assert page.evaluate("heard") == []


@pytest.mark.heavy
@pytest.mark.parametrize("family", first_then_heavy(FAMILIES))
def test_it_moves_nothing_and_an_answer_costs_two_swaps_at_most(worker_page, family):
    page = from_the_first(worker_page, family)
    begin(page, at="2/")
    before = page.locator("main").bounding_box()
    ground = page.locator("#plan").bounding_box()
    expect(page.locator("#plan [data-step]").first).to_be_visible()
    assert page.locator("main").bounding_box() == before
    assert page.locator("#plan").bounding_box() == ground

    page.evaluate(COUNT_SWAPS)
    answer(page, "check-minor", "yes")
    expect(shown(page, "child-welfare")).to_be_visible()
    assert page.evaluate("swaps") == 1
    answer(page, "check-threat", "yes")
    expect(shown(page, "call-emergency")).to_be_visible()
    assert page.evaluate("swaps") == 3
    after = page.locator("main").bounding_box()
    assert (after["x"], after["width"]) == (before["x"], before["width"])


@pytest.mark.heavy
def test_what_changes_no_step_asks_for_nothing_and_says_nothing(worker_page):
    page = worker_page
    open_stage(page)
    asked = plans_asked_for(page)
    page.evaluate(HEAR_NEWS)
    page.evaluate(COUNT_SWAPS)
    field(page, "note-safety").fill("Serkku odottaa ulkona.")
    expect_state(page, "saved")
    tick(page, "gone-safety").check()
    expect_state(page, "saved")
    assert (asked, page.evaluate("heard"), page.evaluate("swaps")) == ([], [], 0)


@pytest.mark.heavy
def test_it_says_once_how_it_changed_and_leaves_the_focus_where_it_was(worker_page):
    page = worker_page
    open_stage(page)
    page.evaluate(HEAR_NEWS)
    answer(page, "check-minor", "yes")
    expect(page.locator("#plan-news")).to_have_text("Koonti: 2 uutta askelta, yksi askel poistui")
    expect(page.locator("[name=check-minor][value=yes]")).to_be_focused()
    answer(page, "check-escort", "waiting")
    expect(page.locator("#plan-news")).to_have_text("Koonti: yksi uusi askel")
    tick(page, "done-take-a-moment").check()
    expect_state(page, "saved")
    answer(page, "check-minor", "no")
    expect(page.locator("#plan-news")).to_contain_text("2 askelta poistui")
    assert page.evaluate("heard.length") == 3


@pytest.mark.heavy
def test_a_tick_that_settles_stays_under_the_finger_and_is_done_on_the_next_page(worker_page):
    page = worker_page
    walk = open_stage(page, at="3/")
    before = page.locator("#plan li").evaluate_all("all => all.map(one => one.dataset.step)")
    tick(page, "done-tell-rights").check()
    expect(page.locator("#plan [data-done-step=tell-rights]")).to_be_visible()
    after = "all => all.map(one => one.dataset.step ?? one.dataset.doneStep)"
    assert page.locator("#plan li").evaluate_all(after) == before
    expect(tick(page, "done-tell-rights")).to_be_focused()
    expect(page.locator("[name=check-rights-told][value=yes]")).to_be_checked()
    answer(page, "check-rights-told", "not-yet")
    expect(shown(page, "tell-rights")).to_be_visible()
    expect(tick(page, "done-tell-rights")).not_to_be_checked()
    tick(page, "done-tell-rights").check()
    expect_state(page, "saved")
    page.goto(f"{walk}3/")
    expect(page.locator("#plan details [data-done-step=tell-rights]")).to_have_count(1)


@pytest.mark.heavy
def test_a_tick_in_it_is_saved_like_every_other_field(worker_page):
    page = worker_page
    walk = open_stage(page)
    answer(page, "check-threat", "yes")
    expect(page.locator("#do-now-title")).to_be_visible()
    held = hold_saves(page)
    tick(page, "done-call-emergency").check()
    expect_state(page, "saving")
    tick(page, "done-ask-safety").check()
    expect_state(page, "unsaved")
    held.release()
    expect_state(page, "saved")
    expect(page.locator("#do-now")).to_be_hidden()
    fresh = as_stored(page)
    expect(tick(fresh, "done-call-emergency")).to_be_checked()
    expect(tick(fresh, "done-ask-safety")).to_be_checked()
    fresh.goto(f"{walk}summary/")
    expect(tick(fresh, "done-call-emergency")).to_be_checked()


@pytest.mark.heavy
def test_a_box_in_focus_keeps_it_when_the_plan_changes(worker_page):
    page = worker_page
    open_stage(page)
    box = tick(page, "done-take-a-moment")
    box.focus()
    old = page.evaluate_handle(BOX, "done-take-a-moment")
    page.keyboard.press("Space")
    expect_state(page, "saved")
    page.wait_for_function("(old) => !old.isConnected", arg=old)
    expect(box).to_be_focused()
    expect(box).to_be_checked()


@pytest.mark.heavy
def test_what_two_devices_ticked_is_chosen_in_its_place(worker_page):
    page = worker_page
    walk = open_stage(page)
    other = ticked_elsewhere(page, walk)
    tick(other, "done-take-a-moment").uncheck()
    expect_state(other, "saved")
    other.close()
    tick(page, "done-take-a-moment").click()
    expect(choice(page, "done-take-a-moment")).to_have_count(2)
    choice(page, "done-take-a-moment", "on").click()
    expect_state(page, "saved")
    expect(tick(page, "done-take-a-moment")).to_be_checked()
    expect(tick(as_stored(page), "done-take-a-moment")).to_be_checked()


@pytest.mark.heavy
def test_a_tick_seen_in_the_plan_can_be_taken_away_though_another_device_set_it_later(worker_page):
    page = worker_page
    walk = open_stage(page)
    ticked_elsewhere(page, walk).close()
    answer(page, "check-minor", "yes")
    expect(tick(page, "done-take-a-moment")).to_be_checked()
    tick(page, "done-take-a-moment").uncheck()
    expect_state(page, "saved")
    expect(choice(page, "done-take-a-moment")).to_have_count(0)
    expect(tick(as_stored(page), "done-take-a-moment")).not_to_be_checked()


@pytest.mark.heavy
def test_the_cover_takes_it_away_and_the_return_brings_it_back(worker_page):
    page = worker_page
    open_stage(page)
    answer(page, "check-threat", "yes")
    expect(shown(page, "call-emergency")).to_be_visible()
    tick(page, "done-take-a-moment").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Escape")
    expect(page).to_have_title("Kalenteri")
    expect(page.locator("[data-step], #plan")).to_have_count(0)
    page.locator("[data-return]").click()
    expect(shown(page, "call-emergency")).to_be_visible()
    expect(tick(page, "done-take-a-moment")).to_be_checked()
    expect(tick(page, "done-take-a-moment")).to_be_focused()


@pytest.mark.heavy
def test_an_answer_that_comes_under_the_cover_stays_away(worker_page):
    page = worker_page
    open_stage(page)
    waiting = []
    page.route("**/plan/", lambda route: waiting.append(route))
    with page.expect_request("**/plan/"):
        answer(page, "check-threat", "yes")
    page.keyboard.press("Escape")
    with page.expect_response("**/plan/"):
        waiting[0].continue_()
    expect(page).to_have_title("Kalenteri")
    expect(page.locator("[data-step]")).to_have_count(0)


@pytest.mark.heavy
def test_without_a_connection_it_stays_as_it_was_and_comes_after(worker_page):
    page = worker_page
    open_stage(page)
    before = without_reasons(steps(page))
    page.context.set_offline(True)
    answer(page, "check-threat", "yes")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    assert without_reasons(steps(page)) == before
    page.context.set_offline(False)
    expect(shown(page, "call-emergency")).to_be_visible()


@pytest.mark.heavy
def test_when_the_log_in_ended_it_stays_as_it_was(open_page, server):
    page = open_page()
    open_stage(page)
    before = without_reasons(steps(page))
    waiting = []
    page.route("**/plan/", lambda route: waiting.append(route))
    with page.expect_request("**/plan/"):
        answer(page, "check-threat", "yes")
    end_log_in(page, server)
    waiting[0].continue_()
    page.wait_for_timeout(500)  # what must not come has no sign of its own
    assert without_reasons(steps(page)) == before
    expect(page.locator("[name=password]")).to_have_count(0)


@pytest.mark.heavy
def test_a_phone_asks_for_nothing_of_it(open_page):
    page = open_page(viewport=PHONE)
    asked = plans_asked_for(page)
    begin(page, at="2/")
    answer(page, "check-threat", "yes")
    expect(page.locator("#do-now-title")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#plan")).to_be_hidden()
    page.set_viewport_size(ZOOMED)
    expect(page.locator("#plan")).to_be_hidden()
    assert asked == []
    page.set_viewport_size(DESK)  # a window made wider
    expect(shown(page, "call-emergency")).to_be_visible()


@pytest.mark.heavy
def test_without_javascript_the_column_leads_to_the_summary_and_promises_nothing_else(open_page):
    page = open_page(javascript=False)
    walk = begin(page, at="2/")
    expect(page.locator("#plan")).to_have_text("Koonti")
    page.locator("#plan a").click()
    page.wait_for_url(f"**{walk}summary/")


@pytest.mark.heavy
@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {}], ids=str)
def test_it_is_open_to_all(open_page, look):
    page = open_page(reduced_motion="reduce", **look)
    open_stage(page)
    for name, value in {"threat": "yes", "minor": "yes"}.items():
        answer(page, f"check-{name}", value)
    expect(page.locator("#plan [data-step=child-now]")).to_be_visible()
    expect_state(page, "saved")
    assert axe_faults(page) == []


def ticked_elsewhere(page: Page, walk: str) -> Page:
    """A step is ticked off on another device; gives that one's page, which is the summary."""
    other = as_stored(page)
    other.goto(f"{walk}summary/")
    tick(other, "done-take-a-moment").check()
    expect_state(other, "saved")
    return other


def plans_asked_for(page: Page) -> list[str]:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/plan" in request.url else None)
    return asked
