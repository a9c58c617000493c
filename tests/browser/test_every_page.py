"""Every page, in every state that looks different: silent under the strict policy, still, and open to all.

Which pages there are comes from the URL configuration and the rows of states beside it. The fast set walks a
slice in Finnish; the heavy one walks everything in every language, and keeps what it saw for `test_html.py`.
"""

import pytest
from django.conf import settings

from tests.browser.axe import COLOURS, axe_faults
from tests.browser.every_address import pages_beside
from tests.browser.every_desk_page import DESK_PAGES
from tests.browser.every_page import PAGES, Visit, filled
from tests.browser.screen import DESK, PHONE, begin
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

STATES = PAGES | DESK_PAGES
EVERYTHING = STATES | pages_beside(STATES)

# At each size everything is looked at once, and then what other colours make of it.
SIZES = [
    pytest.param(PHONE, id="on a phone"),
    pytest.param(DESK, id="at a desk", marks=pytest.mark.heavy),
]
SCHEMES = {
    "dark": {"color_scheme": "dark"},
    "forced, light": {"forced_colors": "active"},
    "forced, dark": {"forced_colors": "active", "color_scheme": "dark"},
}
PLAIN = {"color_scheme": "light", "forced_colors": "none"}

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
OF_THE_DESK = {"the list of steps", "a step with faults", "publishing"}
FAST = (PAGES.keys() - RARER) | OF_THE_DESK


def visits() -> list:
    return [
        pytest.param(
            (name, language),
            id=f"{name}, {language}",
            marks=() if name in FAST and language == settings.LANGUAGE_CODE else pytest.mark.heavy,
        )
        for language, _ in settings.LANGUAGES
        for name in EVERYTHING
    ]


@pytest.fixture(scope="module", params=visits())
def visit(request, shared_page, server, signed_in, interviews, saved_pages):
    """One page in one state and language, on a phone, for all the tests below."""
    name, language = request.param
    who, show = EVERYTHING[name]
    begin_afresh(shared_page, signed_in(who)["cookies"] if who else [], server, language)
    watch = Watch(shared_page.context, server.url)
    visit = Visit(shared_page, server, **interviews)
    with saved_pages.served_to(shared_page) as served:
        show(visit)
    saved_pages.keep(f"{name}, {language}", shared_page, served)
    visit.said, visit.language = list(watch.said), language
    return visit


def begin_afresh(page, cookies, server, language) -> None:
    page.unroute_all()
    page.context.set_offline(False)
    page.goto("about:blank")
    page.context.clear_cookies()
    spoken = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": server.url}
    page.context.add_cookies([*cookies, spoken])
    page.set_viewport_size(PHONE)
    page.emulate_media(**PLAIN)


def test_the_console_stays_silent(visit):
    assert visit.said == []


def test_it_speaks_the_language_that_was_chosen(visit):
    assert visit.page.locator("html").get_attribute("lang") == visit.language


def test_the_title_gives_nothing_away_and_neither_does_the_address(visit):
    shown = f"{visit.page.title()} {visit.page.url}".lower()
    assert [word for word in GIVES_IT_AWAY if word in shown] == []


def test_nothing_lies_sideways_at_320_pixels(visit):
    visit.page.set_viewport_size({"width": 320, "height": 640})
    assert visit.page.evaluate(SIDEWAYS) == 0


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_fault(visit, size):
    visit.page.set_viewport_size(size)
    visit.page.emulate_media(**PLAIN)
    assert axe_faults(visit.page) == []


@pytest.mark.heavy
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_no_fault_in_other_colours(visit, size, scheme):
    visit.page.set_viewport_size(size)
    visit.page.emulate_media(**PLAIN | SCHEMES[scheme])
    assert axe_faults(visit.page, COLOURS) == []
