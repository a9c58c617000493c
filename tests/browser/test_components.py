"""The design system at work: right to left as well, and a fault summary that takes the focus."""

from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.every_page import filled
from tests.browser.screen import DESK, PHONE, answer, begin, expect_state, field
from tests.fonts import in_each_family
from tests.languages.fitting import SIDEWAYS
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

TURN = """() => { document.documentElement.dir = "rtl" }"""


@pytest.mark.heavy
@pytest.mark.variants
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("place", first_then_heavy(["signs/", "2/", "summary/"]))
def test_from_right_to_left_nothing_lies_sideways_and_the_way_out_is_where_lines_end(open_page, place, size):
    page = open_page(viewport=size)
    walk = begin(page, at="2/")
    answer(page, "check-threat", "yes")
    expect_state(page, "saved")
    page.goto(walk + place)
    page.evaluate(TURN)
    for family in in_each_family(page):
        assert page.evaluate(SIDEWAYS) == 0, family
        assert page.locator(".away").bounding_box()["x"] == 0, family
        assert _line_starts_right(page, "h1"), family


@pytest.mark.heavy
def test_answers_side_by_side_turn_their_corners_with_the_line(open_page):
    page = open_page(viewport=PHONE)
    begin(page, at="2/")
    page.evaluate(TURN)
    first = page.locator("input[name=check-threat]").first
    corners = first.evaluate(
        "(box) => [getComputedStyle(box).borderTopRightRadius, getComputedStyle(box).borderTopLeftRadius]"
    )
    assert corners == ["6px", "0px"]


@pytest.mark.heavy
@pytest.mark.parametrize("javascript", first_then_heavy([True, False]), ids=["with JavaScript", "without"])
def test_after_a_refused_form_the_summary_has_the_focus_and_leads_to_the_field(open_page, javascript):
    page = open_page(javascript=javascript)
    if javascript:
        page.route("**/save*.js", lambda route: route.abort())
    begin(page, at="3/")
    answer(page, "check-meeting", "yes")
    field(page, "meeting-date").fill("2001-01-01")
    field(page, "meeting-place").fill("Kirjasto")
    page.locator("#save").click()
    expect(page.locator("#errors")).to_be_focused()
    page.locator("#errors a").click()
    assert page.url.endswith("#id-meeting-date")
    expect(field(page, "meeting-date")).to_have_attribute("aria-invalid", "true")
    expect(field(page, "meeting-place")).to_have_value("Kirjasto")


@pytest.mark.heavy
def test_paper_tells_nothing_of_what_was_answered(open_page):
    page = open_page(viewport=DESK)
    new, full = begin(page), filled(page)
    for place in ("1/", "2/", "3/", "signs/"):
        assert printed(page, new + place) == printed(page, full + place), place


@pytest.mark.heavy
def test_on_paper_the_card_has_its_titles_and_the_plan_has_no_words_to_press(open_page):
    page = open_page(viewport=DESK)
    walk = begin(page)
    page.emulate_media(media="print")
    page.goto("/card/")
    titles = page.locator(".leaf-stages .stage-title > span:last-child").all()
    assert len(titles) == 4
    for title in titles:
        expect(title).to_be_visible()
    page.goto(f"{walk}summary/")
    links = page.locator("[data-step=consult-unnamed] > .step-link").all()
    assert links
    for link in links:
        expect(link).to_be_hidden()


def printed(page: Page, address: str) -> bytes:
    """A picture of the page as it goes to paper, whatever was open on the screen."""
    page.emulate_media(media="screen")
    page.goto(address)
    page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true })")
    page.emulate_media(media="print")
    return page.screenshot(full_page=True)


def _line_starts_right(page: Page, selector: str) -> bool:
    box = page.locator(selector).first.bounding_box()
    main = page.locator("main").bounding_box()
    return main["x"] + main["width"] - (box["x"] + box["width"]) < 60


@pytest.mark.heavy
def test_the_plan_is_short_on_a_phone_and_opens_in_place_and_a_desk_has_room_for_all_of_it(open_page):
    page = open_page(viewport=PHONE)
    walk = begin(page)
    page.goto(f"{walk}summary/")
    step = page.locator("[data-step=record-safely]")
    expect(step.locator(".step-short")).to_be_visible()
    expect(step.locator(".why").first).to_be_hidden()
    step.locator(".step-rest > summary").click()
    expect(step.locator(".why").first).to_be_visible()
    step.locator(".step-rest > summary").click()
    page.set_viewport_size(DESK)
    expect(step.locator(".why").first).to_be_visible()
    expect(step.locator(".step-rest > summary")).to_be_hidden()
    page.emulate_media(media="print")
    expect(step.locator(".step-short")).to_be_visible()
    expect(step.locator(".why").first).to_be_hidden()


@pytest.mark.heavy
def test_what_unfolds_under_a_step_stands_in_one_row_on_a_phone_and_opens_below_it(open_page):
    page = open_page(viewport=PHONE, javascript=False)
    begin(page, at="summary/")
    step = page.locator("[data-step=give-contacts]")
    row = step.locator(".step-folds > details > summary")
    _in_one_row(row)
    for summary in row.all():
        summary.focus()
        page.keyboard.press("Enter")
    lines = [_in_one_row(row), *_boxes(step.locator(".say > p, .step-how, .step-note > .note"))]
    assert len(lines) == 4
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(lines))
    assert page.evaluate(SIDEWAYS) == 0


def _in_one_row(several: Locator) -> dict:
    """The box of the first of three; the others lie beside it, and each is high enough for a finger."""
    boxes = _boxes(several)
    assert len(boxes) == 3
    assert len({box["y"] for box in boxes}) == 1
    assert min(box["height"] for box in boxes) >= 44
    return boxes[0]


def _boxes(several: Locator) -> list[dict]:
    return [one.bounding_box() for one in several.all()]
