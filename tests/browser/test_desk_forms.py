"""At the desk nothing that was typed is lost: not to an ended log-in, an old token, a link or a lost line."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screen import DESK, PHONE, end_log_in, leave_untouched, log_in_in_a_new_tab
from tests.browser.server import PASSWORD
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

WORDS = "Ehdottakaa apua yhdessä"
TEXTS = "/admin/guidance/draft/translations/"


@pytest.fixture
def step(open_page) -> Page:
    page = open_page("supervisor")
    open_a_step(page)
    return page


def open_a_step(page: Page) -> None:
    page.goto("/admin/guidance/step/")
    page.locator("#result_list .step-title").nth(2).click()
    page.wait_for_url("**/change/")


def title(page: Page):
    return page.get_by_label("Otsikko: Suomi")


def save(page: Page, button: str = "Tallenna välillä ja jatka muokkaamista") -> None:
    page.get_by_role("button", name=button, exact=True).click()


def expect_saved(page: Page) -> None:
    expect(page.locator(".messagelist")).to_contain_text("Työntekijät näkevät tämän vasta")


@pytest.mark.heavy
def test_after_the_session_has_ended_the_log_in_is_asked_for_and_the_form_goes_by_itself(
    step, server, draft_again
):
    title(step).fill(WORDS)
    end_log_in(step, server)
    save(step)
    log_in_in_a_new_tab(step, step.locator("[data-cover-wait=login] a"), "supervisor")
    step.locator("[data-return]").click()
    expect_saved(step)
    expect(title(step)).to_have_value(WORDS)


def test_a_locked_session_asks_for_the_password_and_the_form_goes_by_itself(step, server, draft_again):
    title(step).fill(WORDS)
    leave_untouched(step, server)
    save(step)
    step.locator("#unlock-password").fill(PASSWORD)
    step.locator("#unlock button").click()
    expect_saved(step)
    expect(title(step)).to_have_value(WORDS)


@pytest.mark.heavy
def test_all_the_boxes_of_the_texts_outlive_a_log_in_in_another_tab(open_page, draft_again):
    page = open_page("supervisor")
    page.goto(TEXTS)
    boxes = page.locator("#texts_form textarea, #texts_form input[type=text]")
    boxes.nth(1).fill(WORDS)
    boxes.last.fill("At last")
    address = boxes.last.get_attribute("id")
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.locator("main form button[type=submit]").click()  # which covers every tab
    other.wait_for_url("**/")
    page.locator("[data-return]").click()
    log_in_in_a_new_tab(page, page.locator("[data-cover-wait=login] a"), "supervisor")
    page.locator("[data-return]").click()
    save(page, "Tallenna")
    expect(page.locator(".messagelist")).to_contain_text("2 tekstiä on tallennettu.")
    expect(page.locator(f"[id='{address}']")).to_have_value("At last")


@pytest.mark.heavy
def test_a_token_of_before_another_log_in_is_renewed(step, draft_again):
    title(step).fill(WORDS)
    step.locator("#step_form [name=csrfmiddlewaretoken]").evaluate(
        "(field) => (field.value = 'x'.repeat(64))"
    )
    save(step)
    expect_saved(step)


@pytest.mark.heavy
def test_nothing_goes_under_the_name_of_whoever_has_logged_in_since(step, open_page):
    title(step).fill(WORDS)
    other = open_page("officer")
    step.context.add_cookies(other.context.cookies())
    sent = []
    step.on("request", lambda request: sent.append(request.method))
    save(step)
    expect(step).not_to_have_title("Kalenteri")
    expect(title(step)).to_have_count(0)
    assert "POST" not in sent


def test_on_a_lost_line_the_form_stays_and_says_so(step, draft_again):
    title(step).fill(WORDS)
    step.route("**/touch/", lambda route: route.abort("internetdisconnected"))
    save(step)
    expect(step.get_by_role("alert")).to_contain_text("Yhteys katkesi")
    expect(title(step)).to_have_value(WORDS)
    step.unroute("**/touch/")
    save(step)
    expect_saved(step)


@pytest.mark.heavy
def test_a_link_asks_before_what_was_typed_is_lost(step):
    address = step.url
    question = step.get_by_role("dialog")
    onward = step.locator(".breadcrumbs a").last
    title(step).fill(WORDS)
    onward.click()
    expect(question).to_contain_text("tallentamatonta")
    step.get_by_role("button", name="Jää sivulle").click()
    expect(question).to_be_hidden()
    expect(title(step)).to_have_value(WORDS)
    assert step.url == address
    onward.click()
    step.get_by_role("button", name="Poistu tallentamatta").click()
    step.wait_for_url("**/guidance/step/")


def test_whoever_leaves_may_save_first(step, draft_again):
    title(step).fill(WORDS)
    step.locator(".breadcrumbs a").last.click()
    step.get_by_role("dialog").get_by_role("button", name="Tallenna ja poistu").click()
    step.wait_for_url("**/guidance/step/")
    expect(step.locator(".messagelist")).to_contain_text(f"”{WORDS}” on tallennettu.")


@pytest.mark.heavy
def test_whoever_leaves_the_texts_may_save_first(open_page, draft_again):
    page = open_page("supervisor")
    page.goto("/admin/guidance/draft/translations/?q=steps/propose/title")
    page.locator("[id='steps/propose/title:fi']").fill(WORDS)
    page.locator(".breadcrumbs a").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Tallenna", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("1 teksti on tallennettu.")


@pytest.mark.heavy
def test_from_entry_to_entry_what_was_typed_is_asked_about(step):
    address = step.url
    step.get_by_role("link", name="Seuraava:").click()
    step.get_by_role("link", name="Edellinen:").click()
    assert step.url == address
    title(step).fill(WORDS)
    step.get_by_role("link", name="Seuraava:").click()
    expect(step.get_by_role("dialog")).to_be_visible()


@pytest.mark.heavy
def test_the_browser_asks_where_the_page_cannot_and_of_an_untouched_form_nobody(step):
    asked = []
    step.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    step.reload()
    assert asked == []
    title(step).fill(WORDS)
    step.reload()
    assert asked == ["beforeunload"]


@pytest.fixture
def administrator(server):
    """Of the demo's accounts none is one."""
    make = (
        "from django.contrib.auth.models import User as U; U.objects.create_superuser('chief', password={!r})"
    )
    server.manage("shell", "-c", make.format(PASSWORD))
    yield "chief"
    server.manage(
        "shell",
        "-c",
        "from django.contrib.auth.models import User; User.objects.get(username='chief').delete()",
    )


@pytest.mark.heavy
def test_a_role_that_was_given_is_unsaved_too(open_page, administrator):
    page = open_page(administrator)
    page.goto("/admin/auth/user/")
    page.get_by_role("link", name="colleague").click()
    page.get_by_role("checkbox", name="Officers").check()
    page.locator(".breadcrumbs a").last.click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.heavy
def test_another_form_of_the_page_asks_too(open_page):
    page = open_page("supervisor")
    page.goto(TEXTS)
    page.locator("#texts_form textarea, #texts_form input[type=text]").nth(1).fill(WORDS)
    page.get_by_role("button", name="Näytä", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize(
    "box", first_then_heavy(["#id_title_0", "#id_link"]), ids=["a text in a taller box", "a field of one"]
)
def test_enter_in_a_line_saves_as_the_main_button_does(step, draft_again, box):
    step.locator(box).fill("https://example.org/")
    step.locator(box).press("Enter")
    step.wait_for_url("**/try/**")
    expect(step.locator(".messagelist")).to_contain_text("on tallennettu")


@pytest.mark.heavy
def test_enter_saves_among_all_texts_too_and_breaks_a_text_of_many_lines(open_page, draft_again):
    page = open_page("supervisor")
    page.goto(f"{TEXTS}?q=steps/propose")
    full = page.locator("[id='steps/propose/full:fi']")
    full.press("Control+End")
    full.press("Enter")
    assert full.input_value().endswith("\n")
    page.locator("[id='steps/propose/title:fi']").fill(WORDS)
    page.locator("[id='steps/propose/title:fi']").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("1 teksti on tallennettu.")


@pytest.mark.heavy
@pytest.mark.parametrize("size", first_then_heavy([PHONE, DESK]), ids=["phone", "desk"])
def test_saving_stays_within_reach_and_covers_nothing_that_has_the_focus(open_page, size):
    page = open_page("supervisor", viewport=size)
    open_a_step(page)
    bar = page.locator("form .submit-row")
    expect(bar.locator(".default")).to_be_in_viewport(ratio=1)
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const focused = document.activeElement, bar = document.querySelector("form .submit-row");
                if (bar.contains(focused) || focused === document.body) return "";
                const topOf = (element) => element.getBoundingClientRect().top;
                return topOf(focused) > topOf(bar) ? focused.outerHTML.slice(0, 200) : "";
            }"""
        )
        assert covered == ""
    page.emulate_media(media="print")
    assert bar.evaluate("(bar) => getComputedStyle(bar).position") == "static"


@pytest.mark.heavy
def test_what_takes_a_new_row_away_stands_in_that_row(open_page):
    page = open_page("supervisor", viewport=DESK)
    page.goto("/admin/guidance/contact/")
    page.locator(".helper-number").first.click()
    another = page.locator("#phones-group .add-row a")
    another.click()
    away = page.locator("#phones-group").get_by_role("button", name="Poista")
    assert bottom_of(away) <= bottom_of(page.locator("#phones-group .dynamic-phones").last)
    away.click()
    expect(away).to_have_count(0)


def bottom_of(part) -> float:
    box = part.bounding_box()
    return box["y"] + box["height"]


@pytest.mark.heavy
@pytest.mark.parametrize("width", [1280, 820])
def test_nothing_of_the_helpers_list_is_cut(open_page, width):
    page = open_page("supervisor", viewport={"width": width, "height": 900})
    page.goto("/admin/guidance/contact/")
    wider = "(table) => table.scrollWidth - table.parentElement.clientWidth"
    assert page.locator("#result_list").evaluate(wider) <= 0


@pytest.mark.heavy
def test_a_place_in_a_rule_leads_to_its_row_open_and_in_view(open_page):
    page = open_page("supervisor", javascript=False)
    page.goto("/admin/guidance/edition/place/steps/propose/but_not/2/")
    row = page.locator("#but_not-1")
    expect(row).to_have_attribute("open", "")
    expect(row.locator("select").first).to_be_in_viewport()
