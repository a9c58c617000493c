"""How much comes over the line, and that nothing moves while it comes; measured at the served demo itself."""

import pytest
from playwright.sync_api import Page

from tests.browser.screen import DESK, PHONE, answer, begin, expect_state, field

pytestmark = pytest.mark.browser

FIRST_VISIT = 40_000  # bytes in all, with headers
SAVE = 2_000

OPEN_TO_ALL = [
    "/",
    "/accounts/login/",
    "/card/",
    "/contacts/",
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
    "/try/",
    "/try/?example",
    "/accounts/logout/",
    "/remarks/new/?page=card",
]

SHIFT = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((shift) => { sum += shift.value }))
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(sum), 50)));
})"""


@pytest.mark.parametrize("address", OPEN_TO_ALL + INSIDE)
def test_a_first_visit_is_light_and_nothing_moves_while_it_comes(open_page, walk, address):
    page = open_page(who="worker" if address in INSIDE else None, viewport=PHONE)
    bytes_of = counting(page)
    page.goto(address.format(walk=walk), wait_until="networkidle")
    assert sum(bytes_of.values()) <= FIRST_VISIT, bytes_of
    assert page.evaluate(SHIFT) == 0


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
