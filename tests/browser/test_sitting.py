"""What the page calls saved is on the server, and whatever is not is said not to be.

Whatever fills the fields, whatever is lost on the way, and whichever way the page is left.
"""

import os
from collections.abc import Callable, Iterator
from itertools import chain

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some
from playwright.sync_api import BrowserContext

from tests.browser.bad_line import BadLine
from tests.browser.parcels import parcels
from tests.browser.screen import PHONE
from tests.browser.sitting import DAY, PAST, TAPPED, TIME, WRITTEN, Sitting
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

SITTINGS = {
    "words came by themselves, and the page is asked for again": ["come note-follow-up Setä", "reload"],
    "words came by themselves, and the page is covered": ["come note-follow-up Setä", "cover"],
    "half of a day and of a time is gone": ["half_clear meeting-date", "half_clear meeting-time", "settle"],
    "nothing comes through, then no answer does, and the page is covered meanwhile": [
        *("lose", "write note-follow-up Setä", "settle", "cover"),
        *("lose_answers", "write note-follow-up a", "settle", "hide", "carry", "rest"),
    ],
    "what was lost comes after what was written since": [
        *("delay", "fill note-follow-up a", "settle", "carry", "rest"),
        *("fill note-follow-up Setä", "rest", "deliver"),
    ],
}
MORE_SITTINGS = {
    "words came by themselves, and a link leads on": ["come note-follow-up Setä", "follow_link"],
    "words came by themselves, and the field is left": ["come note-follow-up Setä", "leave_field"],
    "words were told of when the field was left": ["come_late note-follow-up Setä", "go_on"],
    "the page is wiped away in the middle of a word": ["write note-follow-up Set", "wipe_away"],
    "the page is left with a save on its way": ["hold", "fill note-follow-up a", "leave_field", "reload"],
    "somebody else has written too": [
        *("fill note-follow-up a", "rest", "other_writes note-follow-up Setä"),
        *("fill note-follow-up ä ö", "settle", "choose theirs"),
    ],
}
HEAVY = [pytest.param(steps, id=said, marks=pytest.mark.heavy) for said, steps in MORE_SITTINGS.items()]

names = some.sampled_from
WORDS = names(["a", "Setä", "Soitan torstaina", "ä ö"])


def lines(*parts: str | some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    return some.tuples(*(some.just(part) if isinstance(part, str) else part for part in parts)).map(" ".join)


def maybe(step: some.SearchStrategy[str]) -> some.SearchStrategy[str]:
    return some.just("") | step


EDIT = (
    lines("tap", names(TAPPED), names(["yes", "no"]))
    | lines("take_back", names(TAPPED))
    | some.just("tick")
    | lines("write", names(WRITTEN), WORDS)
    | lines("fill", names(WRITTEN), maybe(WORDS))
    | lines("fill", some.just(DAY), names(["2099-03-01", "2099-12-24", PAST]))
    | lines("half_clear", names([DAY, TIME]))
    | lines("come", names(WRITTEN), WORDS)
    | lines("come_late", names(WRITTEN), WORDS)
)
FATE = names(["lose", "lose_answers", "delay", "hold", "carry"])
PAUSE = names(["settle", "rest", "leave_field"])
OTHER = (
    lines("other_writes", names(WRITTEN), WORDS)
    | lines("other_writes", names(TAPPED), names(["yes", "no"]))
    | lines("choose", names(["mine", "theirs"]))
)
WAY = names(["cover", "hide", "follow_link", "go_on", "change_language", "reload", "go_away", "wipe_away"])
EPISODE = some.tuples(
    maybe(OTHER), maybe(EDIT), maybe(FATE), EDIT, maybe(PAUSE), maybe(EDIT), maybe(OTHER), maybe(WAY)
).map(lambda steps: [step for step in steps if step])
BACK = some.sampled_from([["carry"], ["carry", "rest"], ["deliver"], ["carry", "deliver"]])
EPISODES = some.lists(some.tuples(EPISODE, BACK), min_size=1, max_size=2).map(
    lambda episodes: [step for some_steps in chain(*episodes) for step in some_steps]
)

# The same in every run, so that whoever breaks nothing sees nothing break; SITTINGS=500 looks for more.
AT_RANDOM = settings(
    max_examples=int(os.environ.get("SITTINGS", 25)),
    deadline=None,
    database=None,
    derandomize="SITTINGS" not in os.environ,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def sit_down(browser, server, signed_in) -> Iterator[Callable[..., Sitting]]:
    """sit_down(asks=False): in a browser that never asks before a page is left."""
    opened: dict[str, tuple[BrowserContext, Watch]] = {}
    with parcels(server.url) as line:

        def open_browser(proxy: str) -> tuple[BrowserContext, Watch]:
            way = {"proxy": {"server": proxy, "bypass": "<-loopback>"}} if proxy else {}
            context = browser.new_context(
                base_url=line.url, storage_state=signed_in("worker"), viewport=PHONE, locale="fi-FI", **way
            )
            context.set_default_timeout(10_000)
            return context, Watch(context, line.url)

        def sit_down(asks: bool = True, proxy: str = "") -> Sitting:
            opened[proxy] = opened.get(proxy) or open_browser(proxy)
            context, _ = opened[proxy]
            for page in context.pages:
                page.close()
            return Sitting(context.new_page, line, server.url, asks=asks)

        yield sit_down
        for context, _ in opened.values():
            context.close()
    assert [said for _, watch in opened.values() for said in watch.said] == []


@pytest.mark.heavy
def test_the_last_tap_outlives_its_page_though_it_takes_a_while_to_connect(sit_down):
    with BadLine(seed=1, connecting=1, dying=0) as slow:
        sitting = sit_down(proxy=slow.address)
        sitting.tap("check-consent", "yes")
        sitting.wipe_away()
        sitting.end()


@pytest.mark.heavy
def test_no_way_out_skips_what_has_to_be_seen_to_in_a_browser_that_never_asks(sit_down):
    sitting = sit_down(asks=False)
    sitting.do(f"fill meeting-date {PAST}", "change_language")
    sitting.end()


@pytest.mark.variants
@pytest.mark.parametrize("steps", [*(pytest.param(each, id=said) for said, each in SITTINGS.items()), *HEAVY])
def test_what_the_page_calls_saved_is_saved(sit_down, steps):
    sitting = sit_down()
    sitting.do(*steps)
    sitting.end()


@pytest.mark.heavy
def test_what_the_page_calls_saved_is_saved_whatever_happens(sit_down):
    @AT_RANDOM
    @given(EPISODES, some.booleans())
    def whatever_happens(steps: list[str], asks: bool) -> None:
        sitting = sit_down(asks)
        sitting.do(*steps)
        sitting.end()

    whatever_happens()
