"""The cover: one tap or Escape, nothing of the interview is left in the document, and nothing is lost."""

import itertools

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    DESK,
    PHONE,
    answer,
    as_stored,
    begin,
    choice,
    choose_language,
    chosen,
    end_log_in,
    expect_state,
    field,
    hold_saves,
    log_in_in_a_new_tab,
    press_save,
)
from tests.fonts import in_each_family
from tests.languages.fitting import OVERLAPPING, SIDEWAYS
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

WORDS = "Piilokirjoitusta tädistä"

# Every run of letters on the page, seen and unseen, but those of the cover itself.
READ_WORDS = """() => {
    const { content, dataset } = document.getElementById("cover");
    const cover = content.textContent + dataset.title;
    const parts = [document.body.innerText, document.body.textContent, document.title];
    for (const field of document.querySelectorAll("textarea, input")) parts.push(field.value);
    const words = new Set(parts.join(" ").match(/[\\p{L}\\p{N}][\\p{L}\\p{N}-]{4,}/gu));
    return [...words].filter((word) => !cover.includes(word));
}"""


def cover_by_key(page: Page) -> None:
    page.keyboard.press("Escape")


def cover_by_button(page: Page) -> None:
    page.locator("[data-cover]").click()


def come_back(page: Page) -> None:
    page.locator("[data-return]").click()


def expect_covered(page: Page) -> None:
    expect(page).to_have_title("Kalenteri")
    expect(page.locator("[data-return]")).to_be_visible()


EITHER_WAY = pytest.mark.parametrize(
    "cover",
    [
        pytest.param(cover_by_key, id="Escape"),
        pytest.param(cover_by_button, id="the button", marks=pytest.mark.heavy),
    ],
)


@pytest.mark.heavy
@pytest.mark.parametrize("size", first_then_heavy([PHONE, DESK]), ids=["phone", "desk"])
def test_the_calendar_is_the_same_whatever_it_covers(open_page, size):
    """Else it would tell which page lies below it."""
    page = open_page(viewport=size)
    walk = begin(page)
    places = []
    supervisor = open_page("supervisor", viewport=size)
    addresses = ["/break/", "/card/", "/i/", f"{walk}1/", f"{walk}signs/", f"{walk}summary/", "/admin/"]
    for address in addresses:
        page = supervisor if address == "/admin/" else page
        page.goto(address)
        cover_by_key(page)
        page.locator("[data-return]").wait_for()
        places.append(
            {
                (family, part): page.locator(part).bounding_box()
                for family in in_each_family(page)
                for part in ("main h1", "main table")
            }
        )
    assert places == [places[0]] * len(places)


SCREENS = (320, 390, 820, 1280)
TEXT_SIZES = (16, 32)  # the browser's own, and twice that
# Days and numbers that are broken in two, or that reach into their neighbour's place.
BROKEN = """() => [...document.querySelectorAll(".calendar :is(th, td)")].filter((cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return words.getClientRects().length > 1 || cell.scrollWidth > cell.clientWidth;
}).map((cell) => cell.textContent)"""


@pytest.mark.heavy
@pytest.mark.parametrize("language", first_then_heavy(code for code, _ in settings.LANGUAGES))
def test_the_calendar_fits_on_any_screen_whatever_its_letters(open_page, server, language):
    page = open_page(who=None)
    choose_language(page.context, server.url, language)
    line = page.context.new_cdp_session(page)
    page.goto("/break/")
    for text, width in itertools.product(TEXT_SIZES, SCREENS):
        line.send("Page.setFontSizes", {"fontSizes": {"standard": text, "fixed": text}})
        page.set_viewport_size({"width": width, "height": 800})
        for family in in_each_family(page):
            where = (text, width, family)
            assert page.evaluate(SIDEWAYS) == 0, where
            assert page.evaluate(OVERLAPPING) == [], where
            assert page.evaluate(BROKEN) == [], where


@EITHER_WAY
def test_the_cover_leaves_nothing_of_the_interview_in_the_document(open_page, cover):
    page = open_page(viewport=PHONE)
    begin(page, at="2/")
    answer(page, "check-threat", "yes")
    expect(page.locator("#do-now a[href='tel:112']")).to_be_visible()
    field(page, "note-safety").press_sequentially(WORDS)
    words = page.evaluate(READ_WORDS)
    assert {"Piilokirjoitusta", "Varmista"} <= set(words)

    cover(page)
    expect_covered(page)
    assert "walk" not in page.locator("body").get_attribute("class")  # nor what kind of page it was
    document = page.evaluate("document.documentElement.outerHTML")
    assert [word for word in words if word in document] == []
    assert page.evaluate("scrollY") == 0


@EITHER_WAY
def test_covering_saves_what_was_just_typed(worker_page, cover):
    page = worker_page
    begin(page)
    with page.expect_response(lambda response: response.request.method == "POST"):
        field(page, "note-pace").fill(WORDS)  # letter by letter, a slow machine saves half of it first
        cover(page)
    expect_covered(page)
    expect(field(as_stored(page), "note-pace")).to_have_value(WORDS)


@pytest.mark.heavy
@EITHER_WAY
def test_coming_back_fetches_the_page_from_the_server_and_returns_to_the_same_spot(open_page, cover):
    page = open_page(viewport=PHONE)
    begin(page, at="2/")
    page.locator("main details summary").first.click()
    field(page, "note-safety").press_sequentially(WORDS)
    expect_state(page, "saved")
    before = page.evaluate("scrollY")
    assert before > 300
    cover(page)
    expect_covered(page)

    other = as_stored(page)
    answer(other, "check-minor", "no")
    expect_state(other, "saved")
    with page.expect_request(lambda request: request.method == "GET" and request.url == page.url):
        come_back(page)
    expect(page).not_to_have_title("Kalenteri")
    assert page.evaluate("scrollY") == before
    expect(field(page, "note-safety")).to_have_value(WORDS)
    if cover is cover_by_key:
        expect(field(page, "note-safety")).to_be_focused()
    assert chosen(page, "check-minor") == "no"
    assert page.locator("main details").first.get_attribute("open") is not None

    field(page, "note-safety").press_sequentially("!")  # the page lives on
    expect_state(page, "saved")
    cover(page)
    expect_covered(page)


@pytest.mark.heavy
def test_what_is_covered_without_a_connection_comes_back_and_is_saved(worker_page):
    page = worker_page
    begin(page)
    page.context.set_offline(True)
    field(page, "note-pace").press_sequentially(WORDS)
    cover_by_key(page)
    come_back(page)
    expect(page.locator("[data-cover-wait=again]")).to_be_visible()
    expect_covered(page)
    assert WORDS not in page.evaluate("document.documentElement.outerHTML")

    page.context.set_offline(False)
    come_back(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)
    expect_state(page, "saved")
    expect(field(as_stored(page), "note-pace")).to_have_value(WORDS)


@pytest.mark.heavy
def test_what_another_tab_changed_meanwhile_stays_hidden_until_the_return_and_is_then_chosen(worker_page):
    page = worker_page
    begin(page)
    other = as_stored(page)
    answer(other, "check-alone", "no")
    expect_state(other, "saved")
    with page.expect_response(lambda response: response.status == 409):
        answer(page, "check-alone", "yes")
        cover_by_key(page)
    expect_covered(page)
    assert "check-alone" not in page.evaluate("document.documentElement.outerHTML")

    come_back(page)
    choice(page, "check-alone", "yes").click()
    expect_state(page, "saved")
    expect(page.locator("input[name=check-alone][value=yes]")).to_be_checked()
    assert chosen(as_stored(page), "check-alone") == "yes"


@pytest.mark.heavy
def test_coming_back_in_company_finds_shut_what_is_folded_there(open_page):
    """Whoever sits there is why the page was covered: nothing that tells opens before their eyes."""
    page = open_page(viewport=PHONE)
    walk = begin(page, at="2/")
    answer(page, "check-interpreter", "companion")
    expect_state(page, "saved")
    for where, folded in (("summary/", "#all-steps"), ("2/", "#more-questions"), ("2/", "#points .point")):
        page.goto(walk + where)
        page.locator(f"{folded} > summary").first.click()
        expect(page.locator(f"{folded}[open]")).to_have_count(1)
        cover_by_key(page)
        expect_covered(page)
        come_back(page)
        expect(page).not_to_have_title("Kalenteri")
        expect(page.locator(folded).first).to_be_visible()
        expect(page.locator(f"{folded}[open]")).to_have_count(0)


@pytest.mark.heavy
def test_after_the_log_in_ended_the_cover_gives_way_to_the_log_in_only(open_page, server):
    page = open_page()
    walk = begin(page)
    cover_by_key(page)
    end_log_in(page, server)
    come_back(page)
    page.wait_for_url("**/accounts/login/**")
    page.locator("[name=login]").fill("worker")
    page.locator("[name=password]").fill("kuusi-kolmas-lumi")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{walk}1/")


@pytest.mark.heavy
def test_unsaved_text_outlives_a_log_in_that_ended_under_the_cover(open_page, server):
    page = open_page()
    begin(page)
    end_log_in(page, server)
    field(page, "note-pace").press_sequentially(WORDS)
    cover_by_key(page)
    come_back(page)
    expect_covered(page)
    log_in_in_a_new_tab(page, page.locator("[data-cover-wait=login] a"), "worker")
    come_back(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)
    expect_state(page, "saved")
    expect(field(as_stored(page), "note-pace")).to_have_value(WORDS)


@pytest.mark.heavy
def test_covering_again_calls_off_a_return_that_is_under_way(worker_page):
    page = worker_page
    begin(page)
    cover_by_key(page)
    waiting = []
    page.route("**/i/**", lambda route: waiting.append(route))
    with page.expect_request("**/i/**"):
        come_back(page)
    cover_by_key(page)
    with page.expect_response("**/i/**"):
        waiting[0].continue_()
    page.unroute("**/i/**")
    expect_covered(page)
    come_back(page)
    expect(page).not_to_have_title("Kalenteri")


def test_back_stays_on_the_calendar_and_after_the_return_leads_on_from_there(worker_page):
    page = worker_page
    walk = begin(page)
    page.goto(f"{walk}2/")
    for _ in range(2):
        cover_by_key(page)
        page.go_back()
        expect_covered(page)
        come_back(page)
        expect(page).not_to_have_title("Kalenteri")
    page.go_back()  # over the entry that the cover laid, to the page itself
    page.go_back()
    page.wait_for_url(f"**{walk}1/")


def test_the_other_tabs_are_covered_too(open_page):
    page = open_page()
    walk = begin(page, at="2/")
    other = page.context.new_page()
    other.goto(f"{walk}1/")
    field(other, "note-pace").fill(WORDS)
    cover_by_key(page)
    expect_covered(other)
    come_back(other)
    expect(field(other, "note-pace")).to_have_value(WORDS)
    expect_covered(page)


@pytest.mark.heavy
def test_the_log_out_covers_the_other_tabs(open_page):
    page = open_page("colleague")
    walk = begin(page, at="2/")
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.locator("main [type=submit]").click()
    other.wait_for_url("**/")
    expect_covered(page)
    come_back(page)
    page.wait_for_url(f"**/accounts/login/?next={walk}2/")


@pytest.mark.heavy
def test_every_page_can_be_covered_and_comes_back(open_page):
    page = open_page()
    walk = begin(page)
    inside = [f"{walk}1/", f"{walk}signs/", f"{walk}summary/", "/i/", "/accounts/logout/", "/i/nothing/"]
    for address in ["/", "/card/", "/contacts/", *inside]:
        cover_and_come_back(page, address)
    stranger = open_page(who=None)
    for address in ["/", "/accounts/login/"]:
        cover_and_come_back(stranger, address)


def cover_and_come_back(page: Page, address: str) -> None:
    page.goto(address)
    title = page.title()
    for cover in (cover_by_key, cover_by_button):
        cover(page)
        expect_covered(page)
        come_back(page)
        expect(page).to_have_title(title)


# --- Whatever else is missing, throws, or does not come --------------------------------------------------

REFUSED = """
    const refused = () => { throw new DOMException("", "SecurityError") };
    window.BroadcastChannel = class { constructor() { refused() } };
    history.pushState = window.scrollTo = refused;
"""


@pytest.mark.heavy
@EITHER_WAY
def test_a_browser_that_refuses_all_else_covers_and_comes_back(worker_page, cover):
    page = worker_page
    page.add_init_script(REFUSED)
    begin(page)
    field(page, "note-pace").fill(WORDS)
    expect_state(page, "saved")
    for _ in range(2):
        cover(page)
        expect_covered(page)
        assert WORDS not in page.evaluate("document.documentElement.outerHTML")
        come_back(page)
        expect(field(page, "note-pace")).to_have_value(WORDS)


@pytest.mark.heavy
def test_a_channel_that_is_closed_covers_this_tab(worker_page):
    page = worker_page
    begin(page)
    page.evaluate("() => { BroadcastChannel.prototype.postMessage = () => { throw new DOMException() } }")
    cover_by_key(page)
    expect_covered(page)


@pytest.mark.heavy
def test_a_way_back_that_goes_wrong_leaves_a_page_that_can_be_covered(worker_page):
    page = worker_page
    begin(page)
    page.evaluate("() => { saves.refresh = () => { throw new Error() } }")
    for _ in range(2):
        cover_by_key(page)
        expect_covered(page)
        come_back(page)
        expect(page).not_to_have_title("Kalenteri")


def press_the_button(page: Page) -> None:
    """By the keyboard: nothing waits for where it leads."""
    page.locator("[data-cover]").focus()
    page.keyboard.press("Enter")


# Told by a request, for while a browser is on its way to another page it answers no question about this one.
TELL_OF_THE_CALENDAR = """(words) => new MutationObserver(() => {
    const { title, documentElement } = document;
    fetch(`/healthz?${title}&${documentElement.outerHTML.includes(words)}`);
}).observe(document.body, { attributeFilter: ["class"] })"""


@pytest.mark.heavy
@pytest.mark.parametrize("cover", [cover_by_key, press_the_button])
def test_without_the_script_that_saves_a_silent_line_holds_up_no_cover(worker_page, cover):
    page = worker_page
    page.route("**/save*.js", lambda route: route.abort())
    begin(page)
    line = hold_saves(page)
    field(page, "note-pace").fill(WORDS)
    page.evaluate(TELL_OF_THE_CALENDAR, WORDS)
    with page.expect_request("**/healthz?*") as told:
        cover(page)
    assert told.value.url.endswith("?Kalenteri&false")
    line.release()
    page.wait_for_url("**/break/")
    come_back(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)


@pytest.mark.heavy
def test_a_script_that_is_still_on_its_way_holds_up_no_cover(worker_page):
    page = worker_page
    walk = begin(page)
    page.route("**/htmx*.js", lambda route: None)
    page.goto(f"{walk}2/", wait_until="commit")
    field(page, "note-safety").fill(WORDS)
    until_covered_by_its_own_script(page)
    page.wait_for_url("**/break/")
    page.unroute("**/htmx*.js")
    come_back(page)
    expect(field(page, "note-safety")).to_have_value(WORDS)


def until_covered_by_its_own_script(page: Page) -> None:
    """Of whose coming nothing on the page tells."""
    for _ in range(50):
        cover_by_key(page)
        page.wait_for_timeout(100)
        if page.title() == "Kalenteri":
            return


def test_without_javascript_the_button_saves_and_leads_to_a_calendar_and_back(open_page):
    page = open_page(javascript=False)
    walk = begin(page, at="2/")
    answer(page, "check-threat", "yes")
    field(page, "note-safety").fill(WORDS)
    cover_by_button(page)
    page.wait_for_url("**/break/")
    expect_covered(page)
    assert WORDS not in page.content()
    come_back(page)
    page.wait_for_url(f"**{walk}2/")
    expect(field(page, "note-safety")).to_have_value(WORDS)
    assert chosen(page, "check-threat") == "yes"

    page.goto("/contacts/")
    cover_by_button(page)
    expect_covered(page)
    come_back(page)
    page.wait_for_url("**/contacts/")


@pytest.mark.heavy
def test_without_javascript_a_form_that_is_refused_is_not_left_behind_by_a_break(open_page):
    page = open_page(javascript=False)
    begin(page)
    field(page, "note-pace").fill("ä" * 20_001)
    cover_by_button(page)
    expect(field(page, "note-pace")).to_have_value("ä" * 20_001)
    field(page, "note-pace").fill(WORDS)
    press_save(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)
