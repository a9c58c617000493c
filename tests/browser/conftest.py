"""What the browser tests ask for: a served demo, and pages on it that hear what the browser says and asks."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.bad_line import BadLine
from tests.browser.patience import Patience
from tests.browser.saved_pages import SavedPages
from tests.browser.screen import DESK, log_in
from tests.browser.server import Server
from tests.browser.watch import Watch


@pytest.fixture(scope="session")
def server(tmp_path_factory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("browser") / "data").start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def bad_line(request) -> Iterator[BadLine | None]:
    """BAD_LINE=7: all pages come over one, and by that seed some of it is lost."""
    seed = os.environ.get("BAD_LINE")
    if not seed:
        yield None
        return
    with BadLine(int(seed)) as line:
        yield line


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    """A failure on a bad line tells how it can be seen again."""
    report = yield
    if line := getattr(item, "funcargs", {}).get("bad_line"):
        report.sections.append(("bad line", f"BAD_LINE={line.seed}: {line.opened} opened, died: {line.died}"))
    return report


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, bad_line):
    """Chromium passes loopback by any line that it is not told of in these words.

    A page that did not come it would ask for again by itself a second later, whoever else asks meanwhile.
    """
    if bad_line is None:
        return browser_type_launch_args
    told = [f"--proxy-server={bad_line.address}", "--proxy-bypass-list=<-loopback>", "--disable-auto-reload"]
    return {**browser_type_launch_args, "args": [*browser_type_launch_args["args"], *told]}


@pytest.fixture(scope="session")
def patience(bad_line) -> Iterator[Patience | None]:
    """What it takes on a bad line, and nowhere else."""
    if bad_line is None:
        yield None
        return
    patience = Patience()
    with patience.lasting():
        yield patience


@pytest.fixture
def draft_again(server):
    """Whatever a test writes at the desk: afterwards the draft says what it did."""
    draft = server.rows_of_draft()
    yield
    server.put_back(draft)


@pytest.fixture
def published_again(server, draft_again):
    """And whatever it publishes: afterwards the first edition is live again."""
    yield
    server.publish_the_first_again()


@pytest.fixture(scope="session")
def saved_pages(tmp_path_factory) -> SavedPages:
    """What the walk through every page leaves for the HTML checker."""
    return SavedPages(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def signed_in(browser: Browser, server: Server, patience) -> Callable[[str], dict]:
    """signed_in("worker"): the cookies of someone who has logged in.

    The form is gone through once, yet whoever asks gets a log-in of their own: how much is read goes with it,
    and what one test chose would be on the screen in another.
    """
    known: dict[str, dict] = {}

    def cookies_of(name: str) -> dict:
        if name not in known:
            context = browser.new_context(base_url=server.url)
            if patience:
                patience.with_pages_of(context)
            log_in(context.new_page(), name)
            known[name] = context.storage_state()
            context.close()
        return {**known[name], "cookies": [anew(cookie) for cookie in known[name]["cookies"]]}

    def anew(cookie: dict) -> dict:
        own = cookie["name"] == settings.SESSION_COOKIE_NAME
        return {**cookie, "value": server.copy_session(cookie["value"])} if own else cookie

    return cookies_of


@pytest.fixture
def open_page(browser: Browser, server: Server, signed_in, patience) -> Iterator[Callable[..., Page]]:
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
        if patience:
            patience.with_pages_of(context)
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
