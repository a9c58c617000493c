"""The supervisor's pages in the states that look different, and that no address leads to."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from guidance.packs.files import BUILT_IN, read_pack_file, write_pack
from tests.browser.every_page import STRANGER, SUPERVISOR, Visit, as_oneself, said
from tests.browser.screen import leave_untouched

FIRST_OF_THE_LIST = "#result_list :is(tbody th a, .step-title)"


def first_of_the_list(page: Page) -> None:
    page.locator(FIRST_OF_THE_LIST).first.click()
    page.wait_for_url("**/change/")
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")


def first_with_a_fault(page: Page) -> None:
    page.locator(FIRST_OF_THE_LIST).first.click()
    page.locator("#id_title_0").fill("")
    page.locator("[name=stress-0-0-subject]").evaluate("select => { select.value = 'alone' }")
    page.locator("input[name=_save]").first.click()
    expect(page.locator(".rule-row[open] .errorlist")).to_be_visible()


def publish_in_vain(page: Page) -> None:
    page.get_by_role("button", name=said(page, "Julkaise luonnos")).click()
    expect(page.get_by_role("status")).to_have_class("publish-unchanged")


def order_of_the_first(page: Page) -> None:
    page.locator(FIRST_OF_THE_LIST).first.click()
    page.get_by_role("link", name=said(page, "Muuta järjestystä")).click()
    page.wait_for_url("**/order/sign/")


def bring_what_is_no_pack(page: Page) -> None:
    page.get_by_label(said(page, "tai liitä tähän")).fill("stages: 3\n")
    page.get_by_role("button", name=said(page, "Katso, mikä muuttuisi")).click()
    expect(page.get_by_role("alert").locator("li").first).to_be_visible()


def bring_a_pack(page: Page) -> None:
    """One in which a step says, asks and waits otherwise: texts, rules and fields on one page."""
    pack = read_pack_file(BUILT_IN)
    pack["steps"][0]["title"]["sv"] = "Be om hjälp nu"
    pack["steps"][1]["title"]["fi"] = "Toisin kuin käännökset"
    pack["steps"][0]["stress"] = [{"nervous": ["noticed"], "alone": ["no", "unsure"]}]
    pack["steps"].append(pack["steps"][0] | {"id": "another", "urgency": "soon"})
    file = {"name": "ours.yaml", "mimeType": "text/yaml", "buffer": write_pack(pack).encode()}
    page.get_by_label(said(page, "Tiedosto")).set_input_files(file)
    page.get_by_role("button", name=said(page, "Katso, mikä muuttuisi")).click()
    expect(page.get_by_role("heading", name=said(page, "Seuraavat askeleet"))).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")


def saved_as_it_was(page: Page) -> None:
    page.locator(FIRST_OF_THE_LIST).first.click()
    page.locator("input[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def moved_when_another_had_deleted_it(page: Page) -> None:
    order_of_the_first(page)
    button = page.locator("button[name=move]:not([disabled])").first
    button.evaluate("button => { button.value = '0-down' }")
    button.click()
    expect(page.locator(".messagelist .warning")).to_be_visible()


def told_that_it_is_gone(page: Page) -> None:
    expect(page.locator(".messagelist .info")).to_be_visible()


TELL_THE_SUPERVISOR = """
from django.contrib.auth.models import User
from interview.colleagues import Kind, Notice
Notice.objects.get_or_create(person=User.objects.get(username="supervisor"), kind=Kind.APP_ADDED)
"""


def told(visit: Visit) -> None:
    visit.server.manage("shell", "-v", "0", "-c", TELL_THE_SUPERVISOR)
    visit.page.goto("/admin/")
    expect(visit.page.locator(".messagelist a")).to_be_visible()


def locked_under_the_cover(visit: Visit) -> None:
    as_oneself(visit, SUPERVISOR)
    visit.page.goto("/admin/guidance/step/add/")
    covered(visit.page)
    leave_untouched(visit.page, visit.server)
    visit.page.locator("[data-return]").click()
    expect(visit.page.locator("#unlock-password")).to_be_focused()


def covered(page: Page) -> None:
    page.keyboard.press("Escape")
    expect(page).to_have_title(said(page, "Kalenteri"))


def opened(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((folded) => { folded.open = true })")


def desk(address: str, go_on: Callable[[Page], None] | None = None) -> Callable[[Visit], None]:
    def show(visit: Visit) -> None:
        visit.page.goto(f"/admin/{address}")
        if go_on:
            go_on(visit.page)

    if not go_on:
        show.address = f"/admin/{address}"
    return show


DESK_PAGES: dict[str, tuple[str, Callable[[Visit], None]]] = {
    "the desk's first page": (SUPERVISOR, desk("", opened)),
    "the desk's first page, told": (SUPERVISOR, told),
    "the desk under cover": (SUPERVISOR, desk("guidance/step/", covered)),
    "the desk, locked under the cover": (STRANGER, locked_under_the_cover),
    "a step saved as it was": (SUPERVISOR, desk("guidance/step/", saved_as_it_was)),
    "a place that is gone": (SUPERVISOR, desk("guidance/edition/place/steps/gone/", told_that_it_is_gone)),
    "the order of signs, one gone": (
        SUPERVISOR,
        desk("guidance/checklist/", moved_when_another_had_deleted_it),
    ),
    "the remarks": (SUPERVISOR, desk("guidance/remark/")),
    "the order of signs": (SUPERVISOR, desk("guidance/checklist/", order_of_the_first)),
    "the list of steps": (SUPERVISOR, desk("guidance/step/")),
    "a step": (SUPERVISOR, desk("guidance/step/", first_of_the_list)),
    "a step with faults": (SUPERVISOR, desk("guidance/step/", first_with_a_fault)),
    "a checklist": (SUPERVISOR, desk("guidance/checklist/", first_of_the_list)),
    "a stage": (SUPERVISOR, desk("guidance/stage/", first_of_the_list)),
    "a check": (SUPERVISOR, desk("guidance/check/", first_of_the_list)),
    "a contact": (SUPERVISOR, desk("guidance/contact/", first_of_the_list)),
    "the example cases": (SUPERVISOR, desk("guidance/expectation/")),
    "an example case": (SUPERVISOR, desk("guidance/expectation/", first_of_the_list)),
    "made-up answers": (SUPERVISOR, desk("guidance/expectation/try/?threat=yes&alone=no&nobody=yes")),
    "what a search finds": (SUPERVISOR, desk("guidance/draft/search/?q=turva")),
    "the basics": (SUPERVISOR, desk("guidance/draft/")),
    "the editions": (SUPERVISOR, desk("guidance/edition/")),
    "an edition": (SUPERVISOR, desk("guidance/edition/", first_of_the_list)),
    "publishing": (SUPERVISOR, desk("guidance/edition/publish/", publish_in_vain)),
    "what changes": (SUPERVISOR, desk("guidance/edition/changes/")),
    "bringing a pack": (SUPERVISOR, desk("guidance/edition/import/")),
    "bringing what is none": (SUPERVISOR, desk("guidance/edition/import/", bring_what_is_no_pack)),
    "what a pack would change": (SUPERVISOR, desk("guidance/edition/import/", bring_a_pack)),
    "merging what a version brings": (SUPERVISOR, desk("guidance/edition/update/")),
    "restoring an edition": (SUPERVISOR, desk("guidance/edition/1/restore/")),
}
