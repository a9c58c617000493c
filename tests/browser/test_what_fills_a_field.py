"""The page says what the field says, whatever filled it; and a field is judged when it is left."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import answer, as_stored, begin, expect_state, field, save_state
from tests.browser.test_connection import NEVER_ASKS
from tests.browser.test_cover import come_back, cover_by_key, expect_covered
from tests.browser.test_lock import HIDDEN

pytestmark = pytest.mark.browser

WORDS = "Saneltu autossa."
NO_EVENT = f"(box) => {{ box.value = '{WORDS}' }}"
CHANGE_ALONE = f"""(box) => {{
    box.value = '{WORDS}';
    box.dispatchEvent(new Event('change', {{ bubbles: true }}));
}}"""

DAY, OTHER_DAY, DAY_GONE = "2099-11-11", "2098-10-10", "2020-11-10"


# --- Whatever fills a field -----------------------------------


@pytest.mark.variants
@pytest.mark.parametrize("filled", [NO_EVENT, CHANGE_ALONE], ids=["without an event", "with change alone"])
def test_text_that_nobody_typed_is_found_and_saved(worker_page, filled):
    page = worker_page
    begin(page)
    field(page, "note-pace").evaluate(filled)
    expect_state(page, "unsaved")
    expect_state(page, "saved")
    expect(field(as_stored(page), "note-pace")).to_have_value(WORDS)


def follow_a_link(page: Page) -> None:
    page.evaluate("document.querySelector(\"#bar a[href$='/2/']\").click()")
    page.wait_for_url("**/2/")


def press_a_button(page: Page) -> None:
    page.evaluate("document.querySelector('button[name=read][value=full]').click()")
    expect(page.locator("button[name=read][value=full]")).to_have_attribute("aria-current", "true")


def cover_and_come_back(page: Page) -> None:
    cover_by_key(page)
    expect_covered(page)
    come_back(page)
    expect(field(page, "note-pace")).to_have_value(WORDS)


def hide(page: Page) -> None:
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.evaluate(HIDDEN)


def load_anew(page: Page) -> None:
    with page.expect_request(lambda request: request.method == "POST"):
        page.reload()


@pytest.mark.heavy
@pytest.mark.variants
@pytest.mark.parametrize(
    "way",
    [
        follow_a_link,
        cover_and_come_back,
        load_anew,
        pytest.param(press_a_button, marks=pytest.mark.heavy),
        pytest.param(hide, marks=pytest.mark.heavy),
    ],
)
def test_text_that_nobody_typed_goes_with_whoever_goes(worker_page, way):
    page = worker_page
    walk = begin(page)
    field(page, "note-pace").evaluate(NO_EVENT)
    way(page)
    page.goto(f"{walk}1/")
    expect(field(page, "note-pace")).to_have_value(WORDS)


# --- What a box cannot hold -----------------------------------


def half(box) -> None:
    """A part of a day or of a time is emptied: the box has no value, and has not been cleared."""
    box.focus()
    box.press("Backspace")
    assert box.evaluate("box => box.validity.badInput")


@pytest.mark.heavy
@pytest.mark.variants
@pytest.mark.parametrize(("name", "value"), [("meeting-date", DAY), ("meeting-time", "09:30")])
def test_half_a_day_or_a_time_is_not_called_cleared_and_what_was_agreed_stays(worker_page, name, value):
    page = worker_page
    begin(page, at="3/")
    answer(page, "check-meeting", "yes")
    field(page, name).fill(value)
    expect_state(page, "saved")
    half(field(page, name))
    assert save_state(page) == "unsaved"
    expect(page.locator(f"#{name}-error")).to_be_empty()  # not while it is typed
    field(page, "meeting-place").focus()
    expect(page.locator(f"#{name}-error")).not_to_be_empty()
    page.evaluate("saves.flush()")
    assert save_state(page) == "unsaved"
    expect(field(as_stored(page), name)).to_have_value(value)

    field(page, name).fill("")
    expect(page.locator(f"#{name}-error")).to_be_empty()
    expect_state(page, "saved")
    expect(field(as_stored(page), name)).to_have_value("")


@pytest.mark.heavy
def test_a_year_typed_digit_by_digit_is_judged_once_and_only_when_the_box_is_left(worker_page):
    page = worker_page
    begin(page, at="3/")
    refused = []
    page.on("response", lambda response: refused.append(response.url) if response.status == 422 else None)
    answer(page, "check-meeting", "yes")
    day, sentence = field(page, "meeting-date"), page.locator("#meeting-date-error")
    day.fill(DAY)
    expect_state(page, "saved")
    day.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("2020", delay=900)
    expect(day).to_have_value("2020-11-11")
    expect(sentence).to_be_empty()
    assert refused == []
    field(page, "meeting-place").focus()
    expect(sentence).not_to_be_empty()
    assert (save_state(page), len(refused)) == ("unsaved", 1)
    expect(field(as_stored(page), "meeting-date")).to_have_value(DAY)


@pytest.mark.heavy
def test_a_note_that_is_too_long_is_not_scolded_while_it_is_typed(worker_page):
    page = worker_page
    begin(page)
    note, sentence = field(page, "note-pace"), page.locator("#note-pace-error")
    with page.expect_response(lambda response: response.status == 422):
        note.fill("ä" * 20_001)
    expect(sentence).to_be_empty()
    note.blur()
    expect(sentence).not_to_be_empty()


# --- Ways out -----------------------------------


@pytest.mark.heavy
@pytest.mark.variants
@pytest.mark.parametrize(
    ("at", "name", "value", "way_out"),
    [
        ("3/", "meeting-date", DAY_GONE, "#languages button[value=en]"),
        ("3/", "meeting-date", DAY_GONE, "#bar a[href$='/4/']"),
        pytest.param("3/", "meeting-date", DAY_GONE, "[name=read][value=full]", marks=pytest.mark.heavy),
        pytest.param("summary/", "label", "ä" * 201, "button[name=finish]", marks=pytest.mark.heavy),
    ],
)
def test_what_was_refused_is_pointed_out_once_whichever_way_the_page_is_left(
    worker_page, at, name, value, way_out
):
    page = worker_page
    page.add_init_script(NEVER_ASKS)
    walk = begin(page, at="3/")
    answer(page, "check-meeting", "yes")
    expect_state(page, "saved")
    page.goto(walk + at)
    field(page, name).fill(value)
    page.locator(way_out).first.click()
    expect(field(page, name)).to_be_focused()
    expect(page.locator(f"#{name}-error")).not_to_be_empty()
    expect(field(page, name)).to_have_value(value)
    with page.expect_navigation():
        page.locator(way_out).first.click()


@pytest.mark.heavy
@pytest.mark.variants
@pytest.mark.parametrize("way_out", ["#bar a[href$='/4/']", "#languages button[value=en]"])
def test_half_a_day_is_pointed_out_before_the_page_is_left(worker_page, way_out):
    page = worker_page
    page.add_init_script(NEVER_ASKS)
    begin(page, at="3/")
    answer(page, "check-meeting", "yes")
    field(page, "meeting-date").fill(DAY)
    half(field(page, "meeting-date"))
    page.locator(way_out).first.click()
    expect(field(page, "meeting-date")).to_be_focused()
    expect(page.locator("#meeting-date-error")).not_to_be_empty()
    expect(page).to_have_url(re.compile("/3/$"))
    with page.expect_navigation():
        page.locator(way_out).first.click()


def agreed(page: Page) -> None:
    begin(page, at="3/")
    answer(page, "check-meeting", "yes")
    field(page, "meeting-date").fill(DAY)
    expect_state(page, "saved")


def wrong(box) -> None:
    """A day that has gone."""
    box.fill(DAY_GONE)
    box.blur()


@pytest.mark.heavy
@pytest.mark.parametrize("spoil", [half, wrong])
def test_a_day_that_is_wrong_comes_back_from_the_cover_and_is_still_said_to_be(worker_page, spoil):
    page = worker_page
    agreed(page)
    spoil(field(page, "meeting-date"))
    before = field(page, "meeting-date").input_value()
    field(page, "meeting-place").focus()
    expect(page.locator("#meeting-date-error")).not_to_be_empty()
    sentence = page.locator("#meeting-date-error").text_content()
    with page.expect_response(lambda response: response.request.method == "POST"):
        answer(page, "check-police", "yes")  # parts of the page are drawn anew
    page.evaluate("saves.flush()")
    cover_by_key(page)
    expect_covered(page)
    come_back(page)
    expect(page.locator("#meeting-date-error")).to_have_text(sentence)
    expect(field(page, "meeting-date")).to_have_value(before)
    assert field(page, "meeting-date").evaluate("box => box.validity.badInput") == (spoil is half)
    assert save_state(page) == "unsaved"
    expect(field(as_stored(page), "meeting-date")).to_have_value(DAY)
    field(page, "meeting-date").fill(OTHER_DAY)
    field(page, "meeting-place").focus()
    expect_state(page, "saved")
    expect(page.locator("#meeting-date-error")).to_be_empty()
    expect(field(as_stored(page), "meeting-date")).to_have_value(OTHER_DAY)


# --- What is said -----------------------------------

LISTEN = """() => {
    window.heard = [];
    const live = "output, [role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])";
    const region = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(live);
    new MutationObserver((records) => {
        const regions = new Set(records.map(({ target }) => region(target)).filter(Boolean));
        for (const one of regions) if (one.innerText.trim()) window.heard.push(one.innerText.trim());
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


@pytest.mark.heavy
def test_saving_goes_on_in_silence(worker_page):
    page = worker_page
    begin(page)
    page.evaluate(LISTEN)
    for words in ("Kertoi ", "asuvansa ", "työpaikan ", "yläkerrassa."):
        with page.expect_response(lambda response: response.request.method == "POST"):
            field(page, "note-pace").press_sequentially(words)
        expect_state(page, "saved")
    assert page.evaluate("heard") == []


@pytest.mark.heavy
def test_trouble_and_recovery_are_said_once_each(worker_page):
    page = worker_page
    begin(page)
    page.evaluate(LISTEN)
    page.context.set_offline(True)
    answer(page, "check-alone", "yes")
    expect(page.locator("[data-trouble=again]")).to_be_visible()
    for words in ("Junassa, ", "tunnelissa."):
        with page.expect_event("requestfailed"):
            field(page, "note-pace").press_sequentially(words)
    page.context.set_offline(False)
    expect_state(page, "saved")
    trouble, recovery = page.evaluate("heard")
    assert trouble == page.locator("[data-trouble=again]").text_content().strip()
    assert recovery == "Tallessa taas"


# --- What a browser may lack -----------------------------------

OLDER = """
    delete HTMLFormElement.prototype.requestSubmit;
    Object.defineProperty(MediaQueryList.prototype, "addEventListener", { value: undefined });
    Object.defineProperty(SubmitEvent.prototype, "submitter", { get: () => undefined });
    Object.defineProperty(ValidityState.prototype, "badInput", { get: () => undefined });
    const throws = () => { throw new DOMException("no", "SecurityError") };
    Object.defineProperty(window, "sessionStorage", { get: throws });
"""


@pytest.mark.heavy
def test_an_older_browser_saves_and_goes_on_too(worker_page):
    page = worker_page
    page.add_init_script(OLDER)
    walk = begin(page)
    answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    field(page, "note-pace").fill("Vanhalla puhelimella.")
    page.locator("button[name=go]").click()
    page.wait_for_url("**/2/")
    page.goto(f"{walk}1/")
    expect(field(page, "note-pace")).to_have_value("Vanhalla puhelimella.")
