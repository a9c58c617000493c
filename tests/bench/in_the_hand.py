"""How soon a page is there on a slow phone, and how soon it answers a finger: in a real Chromium, throttled.

Largest contentful paint of a first visit with nothing kept, beside a bare page in the same run; and
interaction to next paint: the longest of all interactions.
"""

from statistics import median

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.bench.servers import Measured
from tests.browser.screen import PHONE, answer, begin, expect_state, field, log_in, open_note, tick

# The design's slow profile: slow 4G and a processor four times slower.
SLOW_LINE = {"offline": False, "latency": 562, "downloadThroughput": 180_000, "uploadThroughput": 84_000}
SLOWER = 4
VISITS = 5
BARE = "a bare page"
CHROMIUM = {"executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}

PAGES = ["/", "/card/", "/i/", "{walk}1/", "{walk}2/", "{walk}signs/", "{walk}summary/"]

LARGEST_PAINT = """() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1).startTime))
        .observe({ type: "largest-contentful-paint", buffered: true });
})"""
HEAR_INTERACTIONS = """() => {
    window.interactions = {};
    new PerformanceObserver((list) => {
        for (const { interactionId: id, duration } of list.getEntries())
            if (id) interactions[id] = Math.max(interactions[id] ?? 0, duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: true });
}"""


def slow(page: Page, line: bool = True) -> Page:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    if line:
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
    return page


def first_visit(who: BrowserContext, address: str) -> float:
    """Milliseconds until the largest part is painted, with nothing in the browser's cache."""
    context = who.browser.new_context(viewport=PHONE, storage_state=who.storage_state())
    page = slow(context.new_page())
    page.goto(address, wait_until="networkidle", timeout=60_000)
    assert "/login/" not in page.url
    took = page.evaluate(LARGEST_PAINT)
    context.close()
    return took


def measure_first_visits(visits: dict[str, tuple[BrowserContext, str]]) -> None:
    """Name -> who goes there, and the address; by turns, so that whatever else the machine does slows all."""
    painted: dict[str, list[float]] = {name: [] for name in visits}
    for _ in range(VISITS):
        for name, (who, address) in visits.items():
            painted[name].append(first_visit(who, address))
    beside = median(painted.pop(BARE))
    for name, times in painted.items():
        took = median(times)
        place = name.format(walk="")
        print(f"{place:9} LCP {took:5.0f} ms   {took / beside:4.2f} times a bare page (aim: 1500 ms)")


def measure_interactions(context: BrowserContext) -> None:
    """Answers, a note, a sign and its note, a step ticked off: on the slow processor."""
    page = slow(context.new_page(), line=False)
    longest: dict[str, float] = {}
    walk = begin(page, at="2/")
    page.evaluate(HEAR_INTERACTIONS)
    for check, value in {"threat": "yes", "minor": "unsure", "escort": "waiting"}.items():
        answer(page, f"check-{check}", value)
        expect_state(page, "saved")
    field(page, "note-safety").press_sequentially("Odottaa käytävässä.", delay=30)
    expect_state(page, "saved")
    longest["a stage"] = slowest(page)
    page.goto(f"{walk}signs/")
    page.evaluate(HEAR_INTERACTIONS)
    answer(page, "sign-nervous", "noticed")
    open_note(page, "nervous")
    field(page, "note-nervous").press_sequentially("Vapisi.", delay=30)
    expect_state(page, "saved")
    longest["the signs"] = slowest(page)
    page.goto(f"{walk}summary/")
    page.evaluate(HEAR_INTERACTIONS)
    tick(page, "done-call-emergency").check()
    expect_state(page, "saved")
    longest["the summary"] = slowest(page)
    page.keyboard.press("Escape")
    page.locator("[data-return]").wait_for()
    longest["the cover"] = slowest(page)
    for name, took in longest.items():
        print(f"{name:12} INP {took:4.0f} ms   (aim: under 100 ms)")


def slowest(page: Page) -> float:
    page.wait_for_timeout(200)  # the browser tells of an event after its paint
    return max(page.evaluate("Object.values(interactions)"), default=0)


def measure_hand(measured: Measured) -> None:
    server, bare = measured.app_and_bare()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)
        worker, stranger = (browser.new_context(base_url=each.url, viewport=PHONE) for each in (server, bare))
        log_in(worker.new_page(), "worker")
        walk = server.url + begin(worker.pages[0])
        stranger.request.get("/enter/")
        measure_first_visits(
            {name: (worker, name.format(walk=walk) if "{" in name else server.url + name) for name in PAGES}
            | {BARE: (stranger, f"{bare.url}/bare/")}
        )
        measure_interactions(worker)
        browser.close()
