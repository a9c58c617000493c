"""One meeting from log-in to log-out, walked as people walk: by keys, enlarged, plain, without styles."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import Finger, Keys, walk_through
from tests.browser.screen import (
    DESK,
    PHONE,
    answer,
    as_stored,
    begin,
    chosen,
    expect_state,
    field,
    open_note,
    press_save,
)
from tests.fonts import in_each_family
from tests.languages.fitting import CUT, OVERLAPPING, SIDEWAYS

pytestmark = pytest.mark.browser

SPACED = """
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* {
            line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important
        }
        p { margin-block-end: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
"""

MOVING = """() => [
    ...document.getAnimations().map((one) => one.constructor.name),
    ...[...document.querySelectorAll("*")].filter((one) => {
        const style = getComputedStyle(one);
        const takesTime = style.transitionDuration.split(", ").some((time) => time !== "0s");
        return takesTime || style.animationName !== "none" || style.scrollBehavior === "smooth";
    }).map((one) => one.outerHTML.slice(0, 80)),
]"""

HUGE = """() => [...document.querySelectorAll("svg")].map((one) => one.getBoundingClientRect())
    .filter((box) => box.width > 40 || box.height > 40).length"""

LEVELS = (
    "() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((one) => Number(one.localName[1]))"
)

HEAVY_PLACES = [pytest.param(place, marks=pytest.mark.heavy) for place in ("2/", "signs/")]

STOPPING = "main :is(a, button, input:not([type=hidden]), textarea, summary)"
STOPS = """(stopping) => [...document.querySelectorAll(stopping)]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && (one.type !== "radio" || one.value))
    .map((one) => ({name: one.name || one.textContent.trim().slice(0, 30), index: one.tabIndex,
        top: one.getBoundingClientRect().top, left: one.getBoundingClientRect().left}))"""


@pytest.mark.heavy
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["at a desk", "on a phone"])
def test_the_keys_alone_lead_all_the_way_and_the_focus_is_always_seen(open_page, viewport):
    walk_through(Keys(open_page(who=None, viewport=viewport)))


@pytest.mark.heavy
@pytest.mark.parametrize("place", ["summary/", *HEAVY_PLACES])
def test_every_stop_follows_the_one_above_it_and_leads_out_of_the_page_again(open_page, place):
    page = open_page(viewport=PHONE)
    begin(page, at=place)
    stops = page.evaluate(STOPS, STOPPING)
    assert [stop for stop in stops if stop["index"] > 0] == []
    backward = [
        (one["name"], two["name"])
        for one, two in zip(stops, stops[1:], strict=False)
        if two["top"] < one["top"] - 24
    ]
    assert backward == []
    assert walks_out(page, "Tab")
    assert walks_out(page, "Shift+Tab")


def walks_out(page: Page, key: str) -> bool:
    """Whether Tab comes to the end of the page, and not around in one corner of it."""
    page.evaluate("document.activeElement.blur()")
    page.locator("h1").evaluate("(one) => { one.tabIndex = -1; one.focus() }")
    for _ in range(250):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement === document.body"):
            return True
    return False


def fits(page: Page):
    """A look that finds nothing cut, nothing over another and nothing sideways, in any family of letters."""

    def look(place: str) -> None:
        for family in in_each_family(page):
            assert page.evaluate(SIDEWAYS) <= 0, (place, family)
            assert page.evaluate(CUT) == [], (place, family)
            assert page.evaluate(OVERLAPPING) == [], (place, family)

    return look


@pytest.mark.heavy
@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": {"width": 320, "height": 640}}, id="320 pixels wide"),
        pytest.param(
            {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
            id="at 400 %",
            marks=pytest.mark.heavy,
        ),
    ],
)
def test_on_a_small_screen_all_fits(open_page, options):
    page = open_page(who=None, **options)
    walk_through(Finger(page), fits(page))


@pytest.mark.heavy
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["on a phone", "at a desk"])
def test_with_more_room_between_letters_words_and_lines_all_fits(open_page, viewport):
    page = open_page(who=None, viewport=viewport)
    page.add_init_script(SPACED)
    walk_through(Finger(page), fits(page))


@pytest.mark.heavy
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["on a phone", "at a desk"])
def test_with_text_at_twice_its_size_all_fits(open_page, viewport):
    page = open_page(who=None, viewport=viewport)
    page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    walk_through(Finger(page), fits(page))


@pytest.mark.heavy
def test_with_reduced_motion_nothing_moves(open_page):
    page = open_page(who=None, reduced_motion="reduce")

    def still(place: str) -> None:
        assert page.evaluate(MOVING) == [], place

    walk_through(Finger(page), still)


@pytest.mark.heavy
def test_plain_forms_lead_all_the_way(open_page):
    walk_through(Finger(open_page(who=None, javascript=False)), javascript=False)


@pytest.mark.heavy
@pytest.mark.parametrize("javascript", [True, False])
def test_without_styles_all_is_there_in_order_and_nothing_says_what_is_not_so(open_page, javascript):
    page = open_page(who=None, javascript=javascript)
    page.route("**/*.css", lambda route: route.abort())

    def sensible(place: str) -> None:
        assert page.evaluate(HUGE) == 0, place
        levels = page.evaluate(LEVELS)
        assert levels[0] == 1, place
        assert all(two <= one + 1 for one, two in zip(levels, levels[1:], strict=False)), (place, levels)
        shown = page.locator("body").inner_text()
        if "stage" in place:
            assert ("Tallessa" in shown, "Ei vielä tallessa" in shown) == (True, False), place
            assert "käyty läpi" not in page.locator("#bar").inner_text(), place
        assert javascript or page.locator("[data-print]:visible").count() == 0

    walk_through(Finger(page), sensible, javascript=javascript)


@pytest.mark.heavy
def test_an_answer_is_taken_back_by_the_arrows(open_page):
    page = open_page()
    begin(page)
    keys = Keys(page)
    keys.choose("check-alone", "yes")
    page.keyboard.press("ArrowUp")  # around to the last of the group
    expect_state(page, "saved")
    assert chosen(as_stored(page), "check-alone") == ""


@pytest.mark.heavy
def test_a_sign_is_taken_back_by_a_second_press_of_the_space_bar(open_page):
    page = open_page()
    begin(page, at="signs/")
    Keys(page).choose("sign-nervous", "noticed")
    expect_state(page, "saved")
    assert chosen(as_stored(page), "sign-nervous") == "noticed"
    page.bring_to_front()
    page.keyboard.press("Space")
    expect_state(page, "saved")
    assert chosen(as_stored(page), "sign-nervous") == ""


@pytest.mark.heavy
def test_an_answer_is_taken_back_by_touch(open_page):
    page = open_page(viewport=PHONE, has_touch=True)
    begin(page, at="2/")
    for value in ("[value=no]", "[value='']"):
        tapped = page.locator(f"[name=check-minor]{value}")
        tapped.tap()
        expect(tapped).to_be_checked()  # a tap is through before the click that comes of it
        expect_state(page, "saved")
    assert chosen(as_stored(page), "check-minor") == ""


@pytest.mark.heavy
@pytest.mark.parametrize(
    ("place", "name", "value"), [("1/", "check-alone", "no"), ("signs/", "sign-nervous", "noticed")]
)
def test_without_javascript_an_answer_is_taken_back_as_well(open_page, place, name, value):
    page = open_page(javascript=False)
    begin(page, at=place)
    answer(page, name, value)
    press_save(page)
    assert chosen(page, name) == value
    if place == "signs/":
        open_note(page, "nervous")  # the way back stands beside it
    answer(page, name, "")
    press_save(page)
    assert chosen(page, name) == ""


@pytest.mark.heavy
def test_a_sign_says_that_it_has_a_note_as_soon_as_one_is_typed(open_page):
    page = open_page(viewport=PHONE)
    begin(page, at="signs/")
    said = page.locator(".sign:has([name=note-nervous]) .has-note")
    expect(said).to_be_hidden()
    open_note(page, "nervous")
    field(page, "note-nervous").fill("Katsoo ovea.")
    expect(said).to_be_visible()


@pytest.mark.heavy
def test_a_note_grows_with_its_words_and_can_be_drawn_larger(open_page):
    page = open_page(viewport=PHONE)
    begin(page)
    note = field(page, "note-pace")
    before = note.bounding_box()["height"]
    note.fill("Rivi.\n" * 20)
    assert note.bounding_box()["height"] > 3 * before
    expect(note).to_have_css("resize", "vertical")
