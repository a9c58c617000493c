"""What a person does on a bad line: waits longer, and asks again for a page that did not come whole.

What is under test is not asked again by anybody: a page's own saving has to see to itself.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Error, Frame, Page, Request, expect

LONGEST = 40_000  # ms that any step may take
EXPECTED, ON_A_GOOD_LINE = (
    20_000,
    5_000,
)  # ms in which what is expected comes about; the latter is Playwright's own
TRIES = 4
SOON = 20  # ms
PARTS = {"document", "script", "stylesheet"}  # without one of these a page is not what it is meant to be


class Patience:
    """In a browser on a bad line."""

    def __init__(self):
        self.is_asking = False

    @contextmanager
    def lasting(self) -> Iterator[None]:
        """Whatever page is asked for by its address is asked for until it is whole."""
        expect.set_options(timeout=EXPECTED)
        with pytest.MonkeyPatch.context() as changing:
            changing.setattr(Page, "goto", self._until_whole(Page.goto))
            changing.setattr(Page, "reload", self._until_whole(Page.reload))
            yield
        expect.set_options(timeout=ON_A_GOOD_LINE)

    def with_pages_of(self, context: BrowserContext) -> None:
        """So is a page to which a link or a button led."""
        context.set_default_timeout(LONGEST)
        context.on("requestfailed", self._ask_again)

    def _ask_again(self, failed: Request) -> None:
        if not self.is_asking and failed.is_navigation_request() and _did_not_come(failed):
            failed.frame.page.reload()

    def _until_whole(self, ask: Callable) -> Callable:
        def asked(page: Page, *where, **how):
            self.is_asking = True
            try:
                for _ in range(TRIES - 1):
                    with _missing_in(page) as missing, _unless(missing, page):
                        answer = ask(page, *where, **how)
                    if not missing:
                        return answer
                return ask(page, *where, **how)
            finally:
                self.is_asking = False

        return asked


@contextmanager
def _missing_in(page: Page) -> Iterator[list[str]]:
    """Addresses of what belongs to the page and did not come."""
    missing: list[str] = []

    def note(failed: Request) -> None:
        if failed.resource_type in PARTS and _did_not_come(failed):
            missing.append(failed.url)

    page.on("requestfailed", note)
    yield missing
    page.remove_listener("requestfailed", note)


@contextmanager
def _unless(missing: list[str], page: Page) -> Iterator[None]:
    """An error says no more than that the page is not there.

    What the browser shows in its place is waited for: it would interrupt whoever asks again meanwhile.
    """
    shown: list[str] = []

    def note(frame: Frame) -> None:
        shown.append(frame.url)

    page.on("framenavigated", note)
    try:
        yield
    except Error as error:
        if not missing:
            raise
        while "net::" in error.message and not shown:
            page.wait_for_timeout(SOON)
    finally:
        page.remove_listener("framenavigated", note)


def _did_not_come(failed: Request) -> bool:
    """Rather than that somebody went elsewhere meanwhile."""
    return failed.failure != "net::ERR_ABORTED"
