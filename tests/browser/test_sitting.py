"""What the page calls saved is on the server, and whatever is not is said not to be.

Whatever fills the fields, whatever is lost on the way, and whichever way the page is left.
"""

from collections.abc import Callable, Iterator

import pytest

from tests.browser.parcels import parcels
from tests.browser.screen import PHONE
from tests.browser.sitting import Sitting
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

SITTINGS = {
    "nothing comes through, then no answer does, and the page is covered meanwhile": [
        *("lose", "write note-follow-up Setä", "settle", "cover"),
        *("lose_answers", "write note-follow-up a", "settle", "hide", "carry", "rest"),
    ],
    "what was lost comes after what was written since": [
        *("delay", "fill note-follow-up a", "settle", "carry", "rest"),
        *("fill note-follow-up Setä", "rest", "deliver"),
    ],
    "the page is left with a save on its way": ["hold", "fill note-follow-up a", "leave_field", "reload"],
    "somebody else has written too": [
        *("fill note-follow-up a", "rest", "other_writes note-follow-up Setä"),
        *("fill note-follow-up ä ö", "settle", "choose theirs"),
    ],
}


@pytest.fixture
def sit_down(browser, server, signed_in) -> Iterator[Callable[[], Sitting]]:
    with parcels(server.url) as line:
        context = browser.new_context(
            base_url=line.url, storage_state=signed_in("worker"), viewport=PHONE, locale="fi-FI"
        )
        context.set_default_timeout(10_000)
        watch = Watch(context, line.url)

        def sit_down(asks: bool = True) -> Sitting:
            for page in context.pages:
                page.close()
            return Sitting(context.new_page, line, server.url, asks=asks)

        yield sit_down
        context.close()
    assert watch.said == []


@pytest.mark.parametrize("steps", SITTINGS.values(), ids=SITTINGS)
def test_what_the_page_calls_saved_is_saved(sit_down, steps):
    sitting = sit_down()
    sitting.do(*steps)
    sitting.end()
