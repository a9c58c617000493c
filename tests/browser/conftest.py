"""What the browser tests ask for: a served demo, and pages on it that hear what the browser says and asks."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.saved_pages import SavedPages
from tests.browser.screen import DESK, log_in
from tests.browser.server import Server
from tests.browser.watch import Watch


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("browser") / "data").start()
    yield server
    server.stop()


@pytest.fixture
def published_again(server):
    """Whatever a test publishes: afterwards the built-in guidance is live again."""
    yield
    server.manage("load_pack")
    server.manage("publish", "--note", "Kuten alussa")


@pytest.fixture(scope="session")
def saved_pages(tmp_path_factory) -> SavedPages:
    """What the walk through every page leaves for the HTML checker."""
    return SavedPages(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: Server) -> Callable[[str], dict]:
    """signed_in("worker"): the cookies of someone who has logged in.

    The form is gone through once, yet whoever asks gets a log-in of their own: how much is read goes with it,
    and what one test chose would be on the screen in another.
    """
    known: dict[str, dict] = {}

    def cookies_of(name: str) -> dict:
        if name not in known:
            context = browser.new_context(base_url=server.url)
            log_in(context.new_page(), name)
            known[name] = context.storage_state()
            context.close()
        return {**known[name], "cookies": [anew(cookie) for cookie in known[name]["cookies"]]}

    def anew(cookie: dict) -> dict:
        own = cookie["name"] == settings.SESSION_COOKIE_NAME
        return {**cookie, "value": server.copy_session(cookie["value"])} if own else cookie

    return cookies_of


@pytest.fixture
def open_page(browser: Browser, server: Server, signed_in) -> Iterator[Callable[..., Page]]:
    """open_page(who="worker", javascript=True, viewport=PHONE): a page in a browser of its own.

    However the test ends, no browser may have said anything in its console or asked for anything elsewhere.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(who: str | None = "worker", javascript: bool = True, **options) -> Page:
        context = browser.new_context(
            base_url=server.url,
            java_script_enabled=javascript,
            storage_state=signed_in(who) if who else None,
            **{"viewport": DESK, "locale": "fi-FI", **options},
        )
        context.set_default_timeout(10_000)
        opened.append((context, Watch(context, server.url)))
        return context.new_page()

    yield open_page
    for context, _ in opened:
        context.close()
    for _, watch in opened:
        assert watch.said == []
        assert watch.elsewhere == []


@pytest.fixture
def worker_page(open_page) -> Page:
    """A worker at a desk, logged in."""
    return open_page()
