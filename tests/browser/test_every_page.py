"""Every page, in every state that looks different: silent under the strict policy, still, and open to all."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.every_page import PAGES, Visit, filled
from tests.browser.screen import DESK, PHONE, begin
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BRIEFLY = {"resultTypes": ["violations"], "preload": False}
EVERYTHING = BRIEFLY | {
    "runOnly": {"type": "tag", "values": STANDARDS},
    "rules": {"target-size": {"enabled": True}},
}
COLOURS = BRIEFLY | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

RUN_AXE = """async (rules) => (await axe.run(rules)).violations.map(
    ({ id, nodes }) => ({ id, where: nodes.map((node) => node.html.slice(0, 160)) }))"""

SIDEWAYS = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""

GIVES_IT_AWAY = ("ihmiskaup", "hyväksikäy", "uhri", "auttamisjärjestelmä")


@pytest.fixture(scope="module")
def interviews(browser, server, signed_in) -> dict[str, str]:
    context = browser.new_context(base_url=server.url, storage_state=signed_in("worker"), viewport=DESK)
    page = context.new_page()
    made = {"walk": begin(page), "full": filled(page)}
    context.close()
    return made


@pytest.fixture(scope="module", params=PAGES)
def visit(request, browser, server, signed_in, interviews):
    """One page in one state, on a phone, for all the tests below."""
    who, show = PAGES[request.param]
    context = browser.new_context(
        base_url=server.url,
        storage_state=signed_in(who) if who else None,
        viewport=PHONE,
        reduced_motion="reduce",  # colours change at once, or axe would see them half-way
    )
    context.set_default_timeout(10_000)
    watch = Watch(context, server.url)
    visit = Visit(context.new_page(), server, **interviews)
    show(visit)
    visit.said = list(watch.said)
    yield visit
    context.close()


def test_the_console_stays_silent(visit):
    assert visit.said == []


def test_the_title_gives_nothing_away_and_neither_does_the_address(visit):
    shown = f"{visit.page.title()} {visit.page.url}".lower()
    assert [word for word in GIVES_IT_AWAY if word in shown] == []


def test_nothing_lies_sideways_at_320_pixels(visit):
    visit.page.set_viewport_size({"width": 320, "height": 640})
    assert visit.page.evaluate(SIDEWAYS) == 0


def test_axe_finds_no_fault_on_phone_and_desk_in_light_and_dark(visit):
    visit.page.evaluate(AXE_SCRIPT)
    faults = {}
    for size in (PHONE, DESK):
        visit.page.set_viewport_size(size)
        for scheme, rules in (("light", EVERYTHING), ("dark", COLOURS)):
            visit.page.emulate_media(color_scheme=scheme)
            for fault in visit.page.evaluate(RUN_AXE, rules):
                faults[f"{fault['id']} ({size['width']}, {scheme})"] = fault["where"]
    assert faults == {}
