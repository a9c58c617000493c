"""Every page, in every state that looks different: silent under the strict policy, still, and open to all.

Which pages there are comes from the URL configuration and the rows of states beside it. The fast set walks a
slice in Finnish in two looks. The heavy one walks everything in Finnish in every look, and in the other
languages in one: what could be cut is the words' matter, colours are not. What it saw it keeps for
`test_html.py`.
"""

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings

from tests.browser.axe import BUT_COLOURS, COLOURS, RULES, axe_faults
from tests.browser.every_address import NO_PAGES, pages_beside
from tests.browser.every_desk_page import DESK_PAGES
from tests.browser.every_page import PAGES, Visit, filled, remark_kept
from tests.browser.screen import DESK, PHONE, begin, choose_language
from tests.browser.watch import Watch
from tests.fonts import in_each_family
from tests.languages.fitting import SIDEWAYS

pytestmark = pytest.mark.browser

STATES = PAGES | DESK_PAGES
EVERYTHING = STATES | pages_beside(STATES)

LIGHT = {"color_scheme": "light", "forced_colors": "none"}
DARK = {"color_scheme": "dark", "forced_colors": "none"}
FORCED = {"color_scheme": "light", "forced_colors": "active"}


LOOKS = {
    f"{place}, {colours}": (size, media)
    for place, size in (("phone", PHONE), ("desk", DESK))
    for colours, media in (("light", LIGHT), ("dark", DARK), ("forced", FORCED))
}
TWO_LOOKS = ("phone, light", "desk, dark")
ONE_LOOK = ("phone, light",)

# A script shows some that need it; two keep the room of what was there until the next load.
SEEN_THOUGH_HIDDEN = """() => [...document.querySelectorAll("[hidden]:not(.if-js, [data-late], .earlier)")]
    .filter((element) => element.checkVisibility())
    .map((element) => element.outerHTML.slice(0, 120))"""

GIVES_IT_AWAY = ("ihmiskaup", "hyväksikäy", "uhri", "auttamisjärjestelmä")


@pytest.fixture(scope="module")
def interviews(browser, server, signed_in) -> dict[str, str]:
    context = browser.new_context(base_url=server.url, storage_state=signed_in("worker"), viewport=DESK)
    page = context.new_page()
    made = {"walk": begin(page), "full": filled(page)}
    remark_kept(Visit(page, server, **made))  # the remarks have a page for each
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


# What looks least like the rest; everything is walked by the heavy tests.
FAST = [
    "start",
    "summary",
    "a step with faults",
]


def visits() -> Iterator:
    for name in FAST:
        yield pytest.param(
            (name, settings.LANGUAGE_CODE, TWO_LOOKS), id=f"{name}, in_{settings.LANGUAGE_CODE}, in two looks"
        )
    for language, _ in settings.LANGUAGES:
        looks = tuple(LOOKS) if language == settings.LANGUAGE_CODE else ONE_LOOK
        for name in EVERYTHING:
            visit = (name, language, looks)
            yield pytest.param(visit, id=f"{name}, in_{language}", marks=pytest.mark.heavy)


@pytest.fixture(scope="module", params=visits())
def visit(request, shared_page, server, signed_in, interviews, saved_pages):
    """One page in one state and language, on a phone, for all the tests below."""
    name, language, looks = request.param
    who, show = EVERYTHING[name]
    begin_afresh(shared_page, signed_in(who)["cookies"] if who else [], server, language)
    watch = Watch(shared_page.context, server.url)
    visit = Visit(shared_page, server, **interviews, name=name, language=language, looks=looks)
    with saved_pages.served_to(shared_page) as served:
        show(visit)
    saved_pages.keep(f"{name}, {language}", shared_page, served)
    visit.said = list(watch.said)
    return visit


def begin_afresh(page, cookies, server, language) -> None:
    page.unroute_all()
    page.context.set_offline(False)
    page.goto("about:blank")
    page.context.clear_cookies()
    page.context.add_cookies(cookies)
    choose_language(page.context, server.url, language)
    page.set_viewport_size(PHONE)
    page.emulate_media(**LIGHT)


def test_the_console_stays_silent(visit):
    assert visit.said == []


def test_it_speaks_the_language_that_was_chosen(visit):
    assert visit.page.locator("html").get_attribute("lang") == visit.language


def test_the_title_gives_nothing_away_and_neither_does_the_address(visit):
    shown = f"{visit.page.title()} {visit.page.url}".lower()
    assert [word for word in GIVES_IT_AWAY if word in shown] == []


def test_nothing_lies_sideways_at_320_pixels(visit):
    visit.page.set_viewport_size({"width": 320, "height": 640})
    over = {family: visit.page.evaluate(SIDEWAYS) for family in in_each_family(visit.page)}
    assert set(over.values()) == {0}, over


def test_nothing_hidden_is_seen(visit):
    assert visit.page.evaluate(SEEN_THOUGH_HIDDEN) == []


def test_axe_finds_no_fault(visit):
    faults = {}
    for look in visit.looks:
        size, media = LOOKS[look]
        visit.page.set_viewport_size(size)
        visit.page.emulate_media(**media)
        faults[look] = axe_faults(visit.page, rules_for(visit, media))
    assert {look: found for look, found in faults.items() if found} == {}


def rules_for(visit: Visit, media: dict[str, str]) -> dict:
    """In other colours only what they make of a page that is seen whole in light."""
    if media != LIGHT:
        return COLOURS
    return RULES if visit.language == settings.LANGUAGE_CODE else BUT_COLOURS


@pytest.mark.parametrize("route", sorted(NO_PAGES))
def test_what_is_left_out_is_no_page(server, route):
    try:
        answer = urlopen(f"{server.url}/{route}", timeout=60)
    except HTTPError as refusal:
        answer = refusal
    with answer:
        assert "text/html" not in answer.headers["Content-Type"]
