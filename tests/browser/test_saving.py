"""Fields save themselves: the state tells the truth, and what two tabs wrote is never overwritten unseen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    PHONE,
    answer,
    as_stored,
    begin,
    choice,
    chosen,
    expect_state,
    field,
    hold_saves,
    open_note,
    press_save,
    save_state,
    tick,
)
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

BOTH = pytest.mark.parametrize(
    "javascript",
    [
        pytest.param(True, id="with JavaScript"),
        pytest.param(False, id="as plain forms", marks=pytest.mark.heavy),
    ],
)
EITHER = pytest.mark.parametrize(
    ("keep", "javascript"),
    [
        pytest.param("mine", True, id="mine, with JavaScript"),
        pytest.param("theirs", True, id="theirs, with JavaScript", marks=pytest.mark.heavy),
        pytest.param("mine", False, id="mine, as plain forms", marks=pytest.mark.heavy),
        pytest.param("theirs", False, id="theirs, as plain forms", marks=pytest.mark.heavy),
    ],
)

# Heard last of all, when everybody else on the page has heard of the event.
NOTE_THE_STATE = """() => {
    window.states = [];
    window.addEventListener("input", () => states.push(document.getElementById("save-state").dataset.state));
}"""


# --- The save state -----------------------------------


@pytest.mark.heavy
def test_a_page_is_unsaved_in_the_very_event_of_the_first_tap_and_the_first_keystroke(worker_page):
    page = worker_page
    begin(page)
    assert save_state(page) == "saved"
    page.evaluate(NOTE_THE_STATE)
    answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    field(page, "note-pace").press("a")
    assert page.evaluate("states") == ["unsaved", "unsaved"]


def test_a_page_is_saved_only_when_the_server_has_answered(worker_page):
    page = worker_page
    begin(page)
    line = hold_saves(page)
    answer(page, "check-alone", "yes")
    expect_state(page, "saving")
    assert chosen(as_stored(page), "check-alone") == ""
    line.release()
    expect_state(page, "saved")
    assert chosen(as_stored(page), "check-alone") == "yes"


@pytest.mark.heavy
def test_what_the_server_could_not_take_is_not_called_saved(worker_page):
    page = worker_page
    begin(page)
    page.route("**/i/**", lambda route: route.fulfill(status=503))
    answer(page, "check-alone", "yes")
    expect(page.locator("#save-trouble")).to_be_visible()
    assert save_state(page) == "unsaved"
    page.unroute("**/i/**")
    expect_state(page, "saved")
    expect(page.locator("#save-trouble")).to_be_hidden()
    assert chosen(as_stored(page), "check-alone") == "yes"


@pytest.mark.heavy
def test_what_is_typed_while_a_save_is_under_way_is_saved_too(worker_page):
    page = worker_page
    begin(page)
    line = hold_saves(page)
    note = field(page, "note-pace")
    note.press_sequentially("Asuu ")
    expect_state(page, "saving")
    note.press_sequentially("tädin luona.")
    assert save_state(page) == "unsaved"
    line.release()
    expect_state(page, "saved")
    expect(note).to_have_value("Asuu tädin luona.")
    expect(field(as_stored(page), "note-pace")).to_have_value("Asuu tädin luona.")


@pytest.mark.heavy
def test_ten_signs_tapped_quickly_are_all_saved(worker_page):
    page = worker_page
    begin(page, at="signs/")
    signs = page.locator("input[type=radio][value=noticed]").evaluate_all("all => all.map(one => one.name)")[
        :10
    ]
    page.evaluate(
        "names => names.forEach(name => document.querySelector(`[name=${name}][value=noticed]`).click())",
        signs,
    )
    for name in signs:
        answer(page, name, "not-noticed")
    expect_state(page, "saved")
    fresh = as_stored(page)
    assert [chosen(fresh, name) for name in signs] == ["not-noticed"] * 10


@pytest.mark.heavy
def test_an_answer_is_taken_back_with_its_cross_and_a_sign_beside_its_note(worker_page):
    page = worker_page
    walk = begin(page)
    answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    answer(page, "check-alone", "")
    expect_state(page, "saved")
    assert chosen(as_stored(page), "check-alone") == ""

    page.goto(f"{walk}signs/")
    answer(page, "sign-nervous", "noticed")
    open_note(page, "nervous")
    answer(page, "sign-nervous", "")
    expect_state(page, "saved")
    answer(page, "sign-clothing", "not-noticed")
    answer(page, "sign-clothing", "not-noticed")  # a second tap
    expect_state(page, "saved")
    for here in (page, as_stored(page)):
        assert [chosen(here, name) for name in ("sign-nervous", "sign-clothing")] == ["", ""]


@pytest.mark.heavy
def test_leaving_a_field_that_is_saved_sends_nothing_more(worker_page):
    page = worker_page
    begin(page)
    sent = []
    page.on("request", lambda request: sent.append(request.post_data) if request.method == "POST" else None)
    field(page, "note-pace").press_sequentially("Kerran.")
    expect_state(page, "saved")
    answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    assert ["note-pace" in data for data in sent] == [True, False]


@pytest.mark.heavy
def test_enter_in_a_line_saves_it_and_stays_where_it_is(worker_page):
    page = worker_page
    begin(page, at="3/")
    page.evaluate("window.same = true")
    answer(page, "check-meeting", "yes")
    field(page, "meeting-place").fill("Kirjasto")
    field(page, "meeting-place").press("Enter")
    expect_state(page, "saved")
    assert page.evaluate("window.same")
    expect(field(as_stored(page), "meeting-place")).to_have_value("Kirjasto")


@pytest.mark.heavy
def test_a_button_that_leads_on_saves_what_was_just_typed(worker_page):
    page = worker_page
    begin(page)
    field(page, "note-pace").press_sequentially("Heti ")
    page.locator("button[name=read][value=full]").click()
    expect(page.locator("button[name=read][value=full]")).to_have_attribute("aria-current", "true")
    expect(field(page, "note-pace")).to_have_value("Heti ")


# --- Scripts that come late or not at all -----------------------------------


@pytest.mark.heavy
def test_what_was_answered_before_the_script_came_is_saved_once_it_has(worker_page):
    page = worker_page
    walk = begin(page)
    late = []
    page.route("**/save*.js", lambda route: late.append(route))
    page.goto(f"{walk}2/", wait_until="commit")
    answer(page, "check-threat", "no")
    field(page, "note-safety").fill("Ennen skriptiä.")
    late[0].continue_()
    page.wait_for_function("() => window.saves && !saves.pending()")
    expect_state(page, "saved")
    fresh = as_stored(page)
    assert chosen(fresh, "check-threat") == "no"
    expect(field(fresh, "note-safety")).to_have_value("Ennen skriptiä.")


@pytest.mark.parametrize("script", first_then_heavy(["save", "htmx"]))
def test_a_script_that_never_comes_leaves_the_plain_form_with_its_button(worker_page, script):
    page = worker_page
    walk = begin(page)
    page.route(f"**/{script}*.js", lambda route: route.abort())
    page.goto(f"{walk}2/")
    answer(page, "check-threat", "no")
    expect(page.locator("#save")).to_be_visible()
    press_save(page)
    assert chosen(as_stored(page), "check-threat") == "no"
    page.keyboard.press("Escape")
    page.wait_for_url("**/break/")


# --- Two tabs -----------------------------------


@pytest.mark.heavy
@EITHER
def test_an_answer_changed_in_another_tab_is_not_overwritten_and_either_can_be_chosen(
    open_page, javascript, keep
):
    first, second = two_tabs(open_page(javascript=javascript))
    answer(first, "check-threat", "yes")
    answer(first, "check-minor", "no")
    saved(first, javascript)
    answer(second, "check-threat", "no")
    answer(second, "check-escort", "waiting")
    save(second, javascript)

    expect(choice(second, "check-threat")).to_have_count(2)
    fresh = as_stored(first)
    assert chosen(fresh, "check-threat") == "yes"
    assert chosen(fresh, "check-escort") == "waiting"

    kept = {"mine": "no", "theirs": "yes"}[keep]
    second.evaluate("window.same = true")
    choice(second, "check-threat", kept).click()
    expect(choice(second, "check-threat")).to_have_count(0)
    expect_state(second, "saved")
    if javascript:  # the question comes back in its place
        assert second.evaluate("window.same")
        expect(second.locator("[name=check-threat]:checked")).to_be_focused()
    assert chosen(second, "check-threat") == kept
    assert chosen(as_stored(first), "check-threat") == kept


@pytest.mark.heavy
@EITHER
def test_a_note_changed_in_another_tab_is_not_overwritten_and_either_can_be_chosen(
    open_page, javascript, keep
):
    words = {"mine": "Toinen ehtii.\nUusi rivi.", "theirs": "Ensin kirjoitettu."}
    first, second = two_tabs(open_page(javascript=javascript))
    field(first, "note-safety").fill(words["theirs"])
    saved(first, javascript)
    field(second, "note-safety").fill(words["mine"])
    save(second, javascript)

    for text in words.values():
        expect(choice(second, "note-safety").filter(has_text=text.splitlines()[-1])).to_be_visible()
    expect(field(as_stored(first), "note-safety")).to_have_value(words["theirs"])

    choice(second, "note-safety").filter(has_text=words[keep].splitlines()[-1]).click()
    expect(field(second, "note-safety")).to_have_value(words[keep])
    expect_state(second, "saved")
    expect(field(as_stored(first), "note-safety")).to_have_value(words[keep])
    field(second, "note-safety").fill("Ja vielä lisää.")
    saved(second, javascript)
    expect(field(as_stored(first), "note-safety")).to_have_value("Ja vielä lisää.")


@pytest.mark.heavy
@BOTH
def test_two_fields_that_clash_are_chosen_one_after_the_other(open_page, javascript):
    first, second = two_tabs(open_page(javascript=javascript))
    for page, value, words in ((first, "yes", "Ensimmäinen."), (second, "no", "Toinen.")):
        answer(page, "check-threat", value)
        field(page, "note-safety").fill(words)
        save(page, javascript)
        if page is first:
            expect_state(page, "saved")
    choice(second, "check-threat", "no").click()
    expect(choice(second, "check-threat")).to_have_count(0)
    choice(second, "note-safety").filter(has_text="Toinen.").click()
    expect(field(second, "note-safety")).to_have_value("Toinen.")
    expect_state(second, "saved")
    fresh = as_stored(first)
    assert chosen(fresh, "check-threat") == "no"
    expect(field(fresh, "note-safety")).to_have_value("Toinen.")


@pytest.mark.heavy
def test_words_typed_on_while_the_clash_was_found_out_are_the_ones_to_choose(worker_page):
    first, second = two_tabs(worker_page)
    field(first, "note-safety").fill("Ensin.")
    expect_state(first, "saved")
    line = hold_saves(second)
    field(second, "note-safety").press_sequentially("Alku")
    expect_state(second, "saving")
    field(second, "note-safety").press_sequentially(" ja loppu")
    line.release()
    choice(second, "note-safety").filter(has_text="Alku ja loppu").click()
    expect_state(second, "saved")
    expect(field(as_stored(first), "note-safety")).to_have_value("Alku ja loppu")


@pytest.mark.heavy
@BOTH
def test_different_fields_in_two_tabs_are_both_kept(open_page, javascript):
    first, second = two_tabs(open_page(javascript=javascript))
    answer(first, "check-threat", "unsure")
    saved(first, javascript)
    field(second, "note-safety").fill("Toisesta.")
    if not javascript:
        second.goto(second.url)  # a plain form tells of every field on its page; it must have seen the first
        field(second, "note-safety").fill("Toisesta.")
    saved(second, javascript)
    answer(first, "check-minor", "no")
    if javascript:
        expect_state(first, "saved")
        answer(first, "check-minor", "yes")
        saved(first, javascript)
    fresh = as_stored(first)
    assert chosen(fresh, "check-threat") == "unsure"
    expect(field(fresh, "note-safety")).to_have_value("Toisesta.")
    if javascript:
        assert chosen(fresh, "check-minor") == "yes"
        expect(choice(first, "check-minor")).to_have_count(0)


def test_a_repeated_request_saves_once(worker_page):
    page = worker_page
    begin(page)
    with page.expect_request(lambda request: request.method == "POST") as sent:
        answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    before = version(as_stored(page))
    again = page.request.post(
        page.url,
        data=sent.value.post_data,
        headers={**sent.value.headers, "content-type": "application/x-www-form-urlencoded"},
    )
    assert again.ok
    fresh = as_stored(page)
    assert (version(fresh), chosen(fresh, "check-alone")) == (before, "yes")


# --- What cannot be saved -----------------------------------


@pytest.mark.heavy
@BOTH
def test_a_note_over_its_limit_is_refused_with_a_sentence_and_stays_as_typed(open_page, javascript):
    page = open_page(javascript=javascript)
    begin(page)
    field(page, "note-pace").fill("ä" * 20_001)
    if not javascript:
        tick(page, "gone-pace").check()
    save(page, javascript)
    expect(page.locator("#note-pace-error")).to_contain_text("20 000")
    expect(field(page, "note-pace")).to_have_value("ä" * 20_001)
    assert save_state(page) == "unsaved"
    expect(field(as_stored(page), "note-pace")).to_have_value("")

    if javascript:  # what is beside it is saved all the same
        with page.expect_response(lambda response: response.request.method == "POST"):
            answer(page, "check-alone", "yes")
        expect_state(page, "unsaved")
        assert chosen(as_stored(page), "check-alone") == "yes"
    field(page, "note-pace").fill("ä" * 20_000)
    saved(page, javascript)
    fresh = as_stored(page)
    expect(field(fresh, "note-pace")).to_have_value("ä" * 20_000)
    if not javascript:
        expect(tick(fresh, "gone-pace")).to_be_checked()


@pytest.mark.heavy
def test_what_was_refused_is_shown_before_the_page_is_left(worker_page):
    page = worker_page
    walk = begin(page, at="3/")
    answer(page, "check-meeting", "yes")
    field(page, "meeting-date").fill("2020-11-10")
    page.locator(f"#bar a[href='{walk}4/']").click()
    expect(field(page, "meeting-date")).to_be_focused()
    expect(page.locator("#meeting-date-error")).not_to_be_empty()
    expect(page).to_have_url(re.compile("/3/$"))
    page.on("dialog", lambda leaving: leaving.accept())
    page.locator(f"#bar a[href='{walk}4/']").click()
    page.wait_for_url("**/4/")


@pytest.mark.variants
@pytest.mark.parametrize("javascript", [True, False], ids=["script", "form"])
def test_the_next_page_is_one_press_away_and_nothing_typed_is_lost(open_page, javascript):
    page = open_page(javascript=javascript)
    walk = begin(page, at="4/")
    field(page, "note-not-alone").fill("Juuri kirjoitettu.")
    page.locator("button[name=go]").click()
    page.wait_for_url("**/signs/")
    page.goto(f"{walk}4/")
    expect(field(page, "note-not-alone")).to_have_value("Juuri kirjoitettu.")


@pytest.mark.heavy
def test_what_was_refused_is_shown_before_the_next_page(worker_page):
    page = worker_page
    begin(page, at="4/")
    field(page, "note-not-alone").fill("ä" * 20_001)
    page.locator("button[name=go]").click()
    expect(field(page, "note-not-alone")).to_be_focused()
    expect(page).to_have_url(re.compile("/4/$"))


@pytest.mark.heavy
def test_a_form_that_was_refused_overwrites_nothing_when_it_is_mended(open_page):
    """The page that shows a fault was still made before the other tab wrote."""
    first, second = two_tabs(open_page(javascript=False))
    answer(first, "check-threat", "yes")
    press_save(first)
    answer(second, "check-threat", "no")
    field(second, "note-safety").fill("ä" * 20_001)
    press_save(second)
    field(second, "note-safety").fill("Lyhyempi.")
    press_save(second)
    expect(choice(second, "check-threat")).to_have_count(2)
    assert chosen(as_stored(first), "check-threat") == "yes"


@pytest.mark.heavy
def test_a_date_typed_digit_by_digit_is_not_refused_half_way(worker_page):
    page = worker_page
    begin(page, at="3/")
    faults = []
    page.on("response", lambda response: faults.append(response.status) if response.status == 422 else None)
    answer(page, "check-meeting", "yes")
    field(page, "meeting-date").press_sequentially(
        "11112099", delay=50
    )  # the same day whichever part comes first
    expect_state(page, "saved")
    assert faults == []
    expect(field(as_stored(page), "meeting-date")).to_have_value("2099-11-11")


def two_tabs(page: Page) -> tuple[Page, Page]:
    """The same stage of a new interview, open twice."""
    walk = begin(page, at="2/")
    other = page.context.new_page()
    other.goto(f"{walk}2/")
    return page, other


def save(page: Page, javascript: bool) -> None:
    """By script too until all is sent: what one save brings back is shown while the next may be under way."""
    if javascript:
        page.evaluate("saves.flush()")
    else:
        press_save(page)


def saved(page: Page, javascript: bool) -> None:
    """By script nothing has to be pressed."""
    if not javascript:
        press_save(page)
    expect_state(page, "saved")


def version(page: Page) -> str:
    return page.locator("[name=version]").get_attribute("value")


@pytest.mark.heavy
def test_a_step_whose_calls_moved_stays_as_far_open_as_it_was(open_page):
    page = open_page(viewport=PHONE)
    walk = begin(page, at="3/")
    answer(page, "check-police", "yes")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    page.wait_for_load_state()
    moved, ticked = page.locator("#step-support-police"), page.locator("#step-consult-unnamed")
    for step in (moved, ticked):
        step.locator(".step-rest > summary").click()
    moved.locator(".step-note > summary").click()
    tick(page, "done-consult-unnamed").check()
    expect(moved.locator(".calls [data-call=riku-116006]")).to_be_visible()
    expect(moved.locator(".step-rest[open], .step-note[open]")).to_have_count(2)
    expect(ticked.locator(".step-rest[open]")).to_have_count(0)
