"""What must be done now: the strip comes at once, moves nothing under the finger, and stops nobody."""

import base64

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    DESK,
    PHONE,
    answer,
    begin,
    choose_language,
    chosen,
    expect_state,
    field,
    open_note,
    open_plan,
    press_save,
    steps,
    tick,
)
from tests.fonts import in_each_family
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

EMERGENCY = "#do-now a[href='tel:112']"
TALL = {"width": 390, "height": 3200}  # the whole stage at once, scrolled to its top
NARROW = {"width": 320, "height": 4800}
LOW_DESK = {"width": 1280, "height": 500}
PLACES = pytest.mark.parametrize(
    "viewport",
    first_then_heavy([PHONE, TALL, LOW_DESK]),
    ids=["down on a phone", "at the top", "down at a desk"],
)


@pytest.mark.heavy
@PLACES
def test_an_acute_threat_shows_the_strip_at_once_and_moves_nothing_under_the_finger(open_page, viewport):
    page = open_page(viewport=viewport)
    begin(page, at="2/")
    for family in in_each_family(page):
        moved = moved_by(page, "check-threat", "yes", until=EMERGENCY)
        assert moved == 0, family
        assert page.evaluate("scrollY > 0") == (viewport is not TALL), family

        assert moved_by(page, "check-safe-tonight", "no") == 0, family  # and the walk goes on
        assert moved_by(page, "check-threat", "no", until_gone=EMERGENCY) == 0, family
        assert chosen(page, "check-safe-tonight") == "no"


@pytest.mark.heavy
@PLACES
def test_a_sign_that_asks_for_something_now_shows_the_strip_at_once(open_page, viewport):
    page = open_page(viewport=viewport)
    begin(page, at="signs/")
    strip = "#do-now-title"
    for family in in_each_family(page):
        expect(page.locator(strip)).to_have_count(0)
        assert moved_by(page, "sign-escort-always", "noticed", until=strip) == 0, family
        assert moved_by(page, "sign-nervous", "noticed") == 0, family
        assert moved_by(page, "sign-escort-always", "not-noticed", until_gone=strip) == 0, family


@pytest.mark.heavy
def test_a_strip_that_leaves_moves_nothing_however_long_its_line_is(open_page):
    page = open_page(viewport=NARROW)
    begin(page, at="2/")
    answer(page, "check-threat", "yes")
    expect_state(page, "saved")
    page.reload()
    page.evaluate("document.getElementById('do-now-title').append(' Ja vielä yksi rivi kaikille.'.repeat(3))")
    assert moved_by(page, "check-threat", "no", until_gone="#do-now-title") == 0


@pytest.mark.heavy
def test_the_strip_stands_on_every_stage_and_the_signs_until_its_step_is_ticked_off(worker_page):
    page = worker_page
    walk = begin(page, at="2/")
    answer(page, "check-threat", "yes")
    expect_state(page, "saved")
    for here in ("1/", "2/", "3/", "4/", "signs/"):
        page.goto(walk + here)
        expect(page.locator(EMERGENCY)).to_be_visible()
    open_note(page, "nervous")
    field(page, "note-nervous").press_sequentially("Kädet tärisivät.")
    expect_state(page, "saved")

    page.goto(f"{walk}summary/")
    assert steps(page)[0]["id"] == "call-emergency"
    expect(page.locator("#do-now a")).to_have_count(0)
    tick(page, "done-call-emergency").check()
    expect_state(page, "saved")
    expect(page.locator("#do-now a")).to_have_count(0)
    for here in ("2/", "signs/"):
        page.goto(walk + here)
        expect(page.locator("#do-now a")).to_have_count(0)


@pytest.mark.heavy
def test_the_next_thing_to_do_now_takes_the_place_of_the_one_ticked_off(worker_page):
    page = worker_page
    walk = begin(page, at="2/")
    answer(page, "check-threat", "yes")
    answer(page, "check-interpreter", "companion")
    expect_state(page, "saved")
    expect(page.locator("#do-now-title")).to_contain_text("Kutsu työpari nyt.")
    page.goto(f"{walk}summary/")
    now = [step["id"] for step in steps(page) if step["urgency"] == "now" and not step["held"]]
    assert now == ["call-emergency", "see-alone", "change-interpreter"]
    open_plan(page)
    tick(page, "done-call-emergency").check()
    expect_state(page, "saved")
    page.goto(f"{walk}1/")
    expect(page.locator("#do-now-title")).to_contain_text("Jatketaan samalla tavalla kuin aina.")


@pytest.mark.heavy
def test_a_danger_that_returns_shows_the_strip_again(worker_page):
    page = worker_page
    walk = begin(page, at="2/")
    answer(page, "check-threat", "yes")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    tick(page, "done-call-emergency").check()
    expect_state(page, "saved")
    page.goto(f"{walk}2/")
    answer(page, "check-threat", "no")
    expect_state(page, "saved")
    answer(page, "check-threat", "yes")
    expect(page.locator(EMERGENCY)).to_be_visible()


@pytest.mark.heavy
def test_without_javascript_the_strip_stands_on_the_page_that_comes_back(open_page):
    page = open_page(javascript=False)
    begin(page, at="2/")
    answer(page, "check-threat", "yes")
    press_save(page)
    expect(page.locator(EMERGENCY)).to_be_visible()


def moved_by(page: Page, name: str, value: str, until: str = "", until_gone: str = "") -> float:
    """How far the answer that is tapped moves on the screen by what its save brings."""
    tapped = page.locator(f"input[type=radio][name={name}][value='{value}']")
    tapped.scroll_into_view_if_needed()
    before = tapped.bounding_box()["y"]
    tapped.click()
    if until:
        expect(page.locator(until).first).to_be_visible()
    if until_gone:
        expect(page.locator(until_gone)).to_have_count(0)
    expect_state(page, "saved")
    return tapped.bounding_box()["y"] - before


@pytest.mark.heavy
@pytest.mark.parametrize("viewport", first_then_heavy([PHONE, DESK]), ids=["phone", "desk"])
def test_in_company_the_number_and_how_are_one_tap_away_also_in_a_late_strip(open_page, viewport):
    page = open_page(viewport=viewport)
    begin(page, at="2/")
    page.locator("button[name=read][value=full]").click()
    answer(page, "check-interpreter", "companion")
    expect_state(page, "saved")
    page.reload()
    answer(page, "check-threat", "yes")
    for _late in (True, False):
        number = page.locator("#do-now details a[href='tel:112']")
        expect(page.locator("#do-now-title")).to_contain_text("Kutsu työpari nyt.")
        expect(page.locator(EMERGENCY)).to_have_count(1)
        expect(number).to_be_hidden()
        page.locator("#do-now summary").click()
        expect(number).to_be_in_viewport()
        expect_state(page, "saved")
        page.reload()


FOLD, FOCUS = (
    "#more-questions",
    "() => document.activeElement.closest('fieldset, summary')?.textContent.trim()",
)


@pytest.mark.variants
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_company_folds_what_tells_in_the_page_where_it_is_answered_and_moves_nothing(open_page, viewport):
    page = open_page(viewport=viewport)
    begin(page, at="2/")
    answer(page, "check-threat", "unsure")
    field(page, "note-safety").fill("Odottaa.")
    expect_state(page, "saved")
    moved = moved_by(page, "check-interpreter", "companion", until=f"{FOLD}:not([open])")
    assert abs(moved) < 1
    assert field(page, "note-safety").input_value() == "Odottaa."
    expect(page.locator("[name=check-threat]").first).to_be_hidden()
    assert chosen(page, "check-threat") == "unsure"
    answer(page, "check-escort", "insists")
    expect_state(page, "saved")
    expect(page.locator(f"{FOLD}[open] [name=check-escort]:checked")).to_be_visible()
    begin(page)
    answer(page, "check-alone", "no")
    expect(page.locator(f"{FOLD}:not([open])")).to_be_visible()
    assert page.evaluate(FOCUS) == "Lisää kysymyksiä"


@pytest.mark.heavy
def test_a_second_tap_where_a_question_folded_away_answers_none_that_came_there(open_page):
    page = open_page(viewport=PHONE)
    begin(page, at="2/")
    tapped = page.locator("label:has([name=check-escort][value=insists])")
    tapped.scroll_into_view_if_needed()
    box = tapped.bounding_box()
    finger = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.click(*finger)
    expect(page.locator(FOLD)).to_have_count(1)
    came_there = "([x, y]) => document.elementFromPoint(x, y).closest('label')?.control?.name"
    assert page.evaluate(came_there, finger) == "check-interpreter"
    page.mouse.click(*finger)
    assert chosen(page, "check-interpreter") == ""
    page.mouse.click(*finger)
    assert chosen(page, "check-interpreter") != ""


@pytest.mark.heavy
def test_by_keyboard_too_what_tells_folds_at_once_and_the_fold_leads_back_to_it(worker_page):
    page = worker_page
    begin(page)
    page.locator("[name=check-alone]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"{FOLD}:not([open]) > summary")).to_be_visible()
    expect(page.locator(f"{FOLD} [name=check-alone]")).to_have_count(4)
    expect(page.locator("[name=check-alone]")).to_have_count(4)
    assert page.evaluate(FOCUS) == "Lisää kysymyksiä"
    for key in ("Enter", "Tab", "ArrowDown"):
        page.keyboard.press(key)
    expect_state(page, "saved")
    assert chosen(page, "check-alone") == "unsure"


# Check -> the answer that brings a step of its own to the strip.
TO_THE_STRIP = {"threat": ("yes", "unsure"), "alone": ("no",), "escort": ("waiting",)}

OUT_OF_THE_STRIP = """() => {
    const strip = document.getElementById("do-now").getBoundingClientRect();
    return [...document.querySelectorAll("#do-now-title, .strip-more, .strip-row > :is(.button, details)")]
        .filter((part) => { const { top, bottom } = part.getBoundingClientRect();
                            return top < strip.top || bottom > strip.bottom; })
        .map((part) => part.textContent);
}"""


@pytest.mark.heavy
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_at_a_desk_all_of_it_is_in_the_strip(open_page, server, language):
    page = open_page()
    choose_language(page.context, server.url, language)
    titles = []
    for check, answers in TO_THE_STRIP.items():
        for value in answers:
            walk = begin(page, at="1/" if check == "alone" else "2/")
            answer(page, f"check-{check}", value)
            expect_state(page, "saved")
            page.goto(f"{walk}3/")
            titles.append(page.locator("#do-now-title").text_content())
            for family in in_each_family(page):
                assert page.evaluate(OUT_OF_THE_STRIP) == [], family
    assert len(set(titles)) == len(titles)


LATE_OVER_A_TITLE = """() => {
    const title = document.querySelector("h1").getBoundingClientRect();
    return document.querySelector(".strip-row").getBoundingClientRect().bottom - title.top;
}"""

# The colours from above the strip to below it, down the left edge of a picture.
DOWN_THE_EDGE = """async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height), pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const pixels = pen.getImageData(1, 0, 1, image.height).data;
    return Array.from({ length: image.height }, (_, row) => pixels[4 * row]);
}"""
STRIP, LINE = 0x0B, 0xD0  # how red they are; paper is more so than either


@pytest.mark.heavy
def test_a_late_strip_lies_over_no_title(open_page):
    page = open_page(viewport=PHONE)
    begin(page, at="signs/")
    answer(page, "sign-escort-always", "noticed")
    expect(page.locator("#do-now-title")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    assert page.evaluate(LATE_OVER_A_TITLE) <= 0


@pytest.mark.heavy
def test_no_light_shows_in_the_strip_where_a_pixel_is_none_of_the_screens(open_page):
    first = open_page(viewport=PHONE)
    walk = begin(first, at="2/")
    answer(first, "check-threat", "yes")
    expect_state(first, "saved")
    for ratio in (1.5, 2.625, 2.75):
        page, blank = open_page(viewport=PHONE, device_scale_factor=ratio), open_page(who=None)
        page.goto(f"{walk}2/", wait_until="load")
        for down in (0, 333):
            page.evaluate("(down) => scrollTo(0, down)", down)
            top = {"x": 0, "y": 0, "width": 4, "height": 300}
            picture = base64.b64encode(page.screenshot(clip=top)).decode()
            rows = blank.evaluate(DOWN_THE_EDGE, picture)
            green = [row for row, red in enumerate(rows) if red <= STRIP + 2]
            assert max(rows[green[0] : green[-1] + 1]) <= STRIP + 2, (ratio, down)
            assert down == 0 or rows[green[0] - 1] <= LINE + 2, (ratio, down)


AS_SEEN = "(box) => getComputedStyle(box).webkitTextSecurity"


@pytest.mark.heavy
def test_what_was_written_before_company_came_is_read_by_whoever_taps_it_only(open_page):
    page = open_page(viewport=PHONE)
    walk = begin(page, at="2/")
    field(page, "note-safety").fill("Kirjasto")
    answer(page, "check-interpreter", "companion")
    expect_state(page, "saved")
    for where, name in (("2/", "note-safety"), ("summary/", "label")):
        page.goto(walk + where)
        box = field(page, name)
        assert box.evaluate(AS_SEEN) == "disc"
        box.focus()
        assert box.evaluate(AS_SEEN) == "none"
    page.goto(f"{walk}2/")
    answer(page, "check-interpreter", "app")
    expect_state(page, "saved")
    page.reload()
    assert field(page, "note-safety").evaluate(AS_SEEN) == "none"
