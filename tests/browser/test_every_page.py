"""Every page, in every state that looks different: silent under the strict policy, still, and open to all."""

import pytest

from tests.browser.axe import axe_faults
from tests.browser.every_page import PAGES, Visit, filled
from tests.browser.screen import DESK, PHONE, begin
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

# A slice in the fast set; the other three with the heavy ones.
LOOKS = [
    pytest.param(PHONE, "light", id="on a phone, light"),
    pytest.param(DESK, "dark", id="at a desk, dark", marks=pytest.mark.heavy),
    pytest.param(PHONE, "dark", id="on a phone, dark", marks=pytest.mark.heavy),
    pytest.param(DESK, "light", id="at a desk, light", marks=pytest.mark.heavy),
]

SIDEWAYS = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""

GIVES_IT_AWAY = ("ihmiskaup", "hyväksikäy", "uhri", "auttamisjärjestelmä")


@pytest.fixture(scope="module")
def interviews(browser, server, signed_in) -> dict[str, str]:
    context = browser.new_context(base_url=server.url, storage_state=signed_in("worker"), viewport=DESK)
    page = context.new_page()
    made = {"walk": begin(page), "full": filled(page)}
    context.close()
    return made


@pytest.fixture(scope="module")
def shared_page(browser, server):
    """One page for them all: a browser of its own for each would take longer than axe does."""
    context = browser.new_context(
        base_url=server.url, reduced_motion="reduce"
    )  # no colour is half-way to another
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.on("dialog", lambda leaving: leaving.accept())
    yield page
    context.close()


# Much like another that stays in the fast set.
RARER = {
    "stage 4",
    "stage 2 in full",
    "stage 3 in full",
    "stage 4 in full",
    "summary of a finished one",
    "a tried stage in full",
    "tried signs",
    "a tried summary, finished",
    "a try under cover",
    "a try of the live edition",
}


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.heavy if name in RARER else ()) for name in PAGES],
)
def visit(request, shared_page, server, signed_in, interviews):
    """One page in one state, on a phone, for all the tests below."""
    who, show = PAGES[request.param]
    begin_afresh(shared_page, signed_in(who)["cookies"] if who else [])
    watch = Watch(shared_page.context, server.url)
    visit = Visit(shared_page, server, **interviews)
    show(visit)
    visit.said = list(watch.said)
    return visit


def begin_afresh(page, cookies) -> None:
    page.unroute_all()
    page.context.set_offline(False)
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")


def test_the_console_stays_silent(visit):
    assert visit.said == []


def test_the_title_gives_nothing_away_and_neither_does_the_address(visit):
    shown = f"{visit.page.title()} {visit.page.url}".lower()
    assert [word for word in GIVES_IT_AWAY if word in shown] == []


def test_nothing_lies_sideways_at_320_pixels(visit):
    visit.page.set_viewport_size({"width": 320, "height": 640})
    assert visit.page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize(("size", "scheme"), LOOKS)
def test_axe_finds_no_fault(visit, size, scheme):
    visit.page.set_viewport_size(size)
    visit.page.emulate_media(color_scheme=scheme)
    assert axe_faults(visit.page) == []
