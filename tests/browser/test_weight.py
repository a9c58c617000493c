"""How much comes over the line, and that nothing moves while it comes; measured at the served demo itself."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest
from playwright.sync_api import Page, expect

from tests.browser.in_pieces import served_in_pieces
from tests.browser.screen import DESK, PHONE, answer, begin, expect_state, field
from tests.fonts import FAMILIES, FIRST, from_the_first
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

FIRST_VISIT = 40_000  # bytes in all, with headers
SAVE = 2_000
PLAN_BESIDE = 6_000

OPEN_TO_ALL = [
    "/",
    "/accounts/login/",
    "/card/",
    "/contacts/",
    "/tell/?whom=police&matter=child",
    "/afterwards/",
    "/break/",
    "/help/",
    "/accessibility/",
    "/privacy/",
]
INSIDE = [
    "/i/",
    "{walk}1/",
    "{walk}2/",
    "{walk}3/",
    "{walk}4/",
    "{walk}signs/",
    "{walk}summary/",
    "{walk}record/",
    "{walk}consult/",
    "{walk}client-card/",
    "/try/",
    "/try/?example",
    "/try/meetings/",
    "/try/?meeting=summer-wedding",
    "/try/?meeting=three-phones&go=summary",
    "/accounts/logout/",
    "/remarks/new/?page=card",
]

A_SLICE = ["/card/", "{walk}2/", "{walk}signs/"]

EVERYTHING_AT_ONCE = {"threat": "yes", "minor": "yes"}

SHIFTS = """() => new Promise((resolve) => {
    const moved = [];
    const said = ({ node, previousRect: from, currentRect: to }) =>
        `${(node?.outerHTML ?? node?.textContent ?? "").slice(0, 80)} ${from.x},${from.y} to ${to.x},${to.y}`;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value, sources }) =>
        moved.push(`${value}: ${sources.map(said).join("; ")}`)))
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(moved), 50)));
})"""


@pytest.mark.heavy
@pytest.mark.variants
@pytest.mark.parametrize(
    "address",
    [
        address if address in A_SLICE else pytest.param(address, marks=pytest.mark.heavy)
        for address in OPEN_TO_ALL + INSIDE
    ],
)
def test_a_first_visit_is_light_and_nothing_moves_while_it_comes(open_page, walk, in_others, address):
    who = "worker" if address in INSIDE else None
    page = open_page(who=who, viewport=PHONE)
    bytes_of = counting(page)
    page.goto(address.format(walk=walk), wait_until="networkidle")
    assert sum(bytes_of.values()) <= FIRST_VISIT, bytes_of
    assert page.evaluate(SHIFTS) == []
    for family, page in in_others(who).items():
        page.goto(address.format(walk=walk), wait_until="load")
        assert page.evaluate(SHIFTS) == [], family


@pytest.mark.heavy
@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_when_a_page_comes_in_pieces(browser, server, signed_in, walk, viewport):
    addresses = [address for address in OPEN_TO_ALL + INSIDE if address != "/accounts/login/"]
    moved = {}
    with served_in_pieces(server.url) as line, ExitStack() as contexts:
        pages = {}
        for family in FAMILIES:
            options = {"base_url": line, "storage_state": signed_in("worker"), "viewport": viewport}
            context = contexts.enter_context(browser.new_context(**options))
            pages[family] = from_the_first(context.new_page(), family)
        for address in addresses:
            for page in pages.values():  # side by side: each waits for the line, most of the time
                page.goto(address.format(walk=walk), wait_until="commit")
            for family, page in pages.items():
                page.wait_for_load_state("load")
                moved[address, family] = page.evaluate(SHIFTS)
    assert {where: found for where, found in moved.items() if found} == {}


@pytest.mark.heavy
def test_a_save_is_light(open_page):
    page = open_page(viewport=DESK)
    begin(page)
    sizes = {}
    page.on(
        "requestfinished",
        lambda request: (
            sizes.update({request.post_data[-20:]: request.sizes()}) if request.method == "POST" else None
        ),
    )
    answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    field(page, "note-pace").fill("Kertoi asuvansa työpaikallaan. " * 3)
    expect_state(page, "saved")
    assert len(sizes) == 2
    assert [size for size in sizes.values() if sum(size.values()) > SAVE] == []


@pytest.mark.heavy
@pytest.mark.parametrize("family", first_then_heavy(FAMILIES))
def test_on_a_wide_screen_the_plan_comes_light_and_moves_nothing(open_page, family):
    page = from_the_first(open_page(viewport=DESK), family)
    bytes_of = counting(page)
    begin(page, at="2/")
    expect(page.locator("#plan [data-step]").first).to_be_visible()
    for check, value in EVERYTHING_AT_ONCE.items():
        answer(page, f"check-{check}", value)
    expect(page.locator("#plan [data-step=child-welfare]")).to_be_visible()
    expect_state(page, "saved")
    page.wait_for_load_state("networkidle")
    plans = {address: size for address, size in bytes_of.items() if address.endswith("/plan/")}
    assert plans
    assert max(plans.values()) <= PLAN_BESIDE
    assert page.evaluate(SHIFTS) == []


@pytest.fixture(scope="module")
def in_others(browser, server, signed_in) -> Iterator[Callable[[str | None], dict[str, Page]]]:
    """in_others("worker"): a page in each of the other families, the same ones for every test."""
    with ExitStack() as contexts:

        @cache
        def pages(who: str | None) -> dict[str, Page]:
            options = {"base_url": server.url, "storage_state": signed_in(who) if who else None}
            opened = {}
            for family in set(FAMILIES) - {FIRST}:
                context = contexts.enter_context(browser.new_context(**options, viewport=PHONE))
                opened[family] = from_the_first(context.new_page(), family)
            return opened

        yield pages


@pytest.fixture(scope="module")
def walk(browser, server, signed_in) -> str:
    context = browser.new_context(base_url=server.url, storage_state=signed_in("worker"))
    walk = begin(context.new_page())
    context.close()
    return walk


def counting(page: Page) -> dict[str, int]:
    """Address -> bytes as they came over the line, headers and all; filled while the page loads."""
    bytes_of: dict[str, int] = {}
    addresses: dict[str, str] = {}
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.on(
        "Network.requestWillBeSent",
        lambda sent: addresses.update({sent["requestId"]: sent["request"]["url"]}),
    )
    line.on(
        "Network.loadingFinished",
        lambda came: bytes_of.update({addresses[came["requestId"]]: came["encodedDataLength"]}),
    )
    return bytes_of
