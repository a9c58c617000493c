"""Whether words fit, longer ones too: nothing cut off, nothing sideways, on a phone and at a desk."""

from collections.abc import Iterable

from playwright.sync_api import Browser, BrowserContext, Page

from tests.fonts import in_each_family

from .pseudo import LANGUAGE

SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}

CUT = """() => [...document.querySelectorAll("body *")].filter((part) => {
    const style = getComputedStyle(part);
    const clips = /hidden|clip/.test(style.overflowX + style.overflowY) || style.textOverflow === "ellipsis";
    const saidWhole = part.closest("[title]"); // shortened on purpose, and whole when pointed at
    if (!clips || saidWhole || part.closest(".unseen") || !part.textContent.trim()) return false;
    const box = part.getBoundingClientRect();
    const wider = part.scrollWidth > part.clientWidth + 1;
    return box.width > 2 && (wider || part.scrollHeight > part.clientHeight + 1);
}).map((part) => part.outerHTML.slice(0, 120))"""

SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Two pieces of text on the same ground that lie over each other by more than the gap between lines.
OVERLAPPING = """() => {
    const grounds = "#bar, .away, #top, #do-now, #begin, #save-trouble, #languages";
    const ground = (part) => part.closest(grounds) || document.body;
    const unread = ".unseen, template, .skip, textarea";
    const boxes = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); ) {
        const part = text.parentElement;
        if (!text.textContent.trim() || part.closest(unread) || !part.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const words = text.textContent.trim().slice(0, 40);
        for (const box of range.getClientRects()) boxes.push({ box, part, words });
    }
    const over = ([a, b]) => Math.min(
        Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left),
        Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
            - .35 * Math.min(a.box.height, b.box.height));
    return boxes.flatMap((a, i) => boxes.slice(i + 1).map((b) => [a, b]))
        .filter(([a, b]) => ground(a.part) === ground(b.part) && a.words !== b.words && over([a, b]) > 2)
        .map(([a, b]) => `${a.words} / ${b.words}`);
}"""

UNFOLD = "() => document.querySelectorAll('details').forEach((part) => part.open = true)"


def new_context(browser: Browser, server) -> BrowserContext:
    """A browser of somebody who has chosen the pseudo-language."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(10_000)
    context.add_cookies([{"name": "django_language", "value": LANGUAGE, "url": server.url}])
    return context


def misfits(page: Page, widths: Iterable[str] = SIZES) -> list[tuple[str, str, str]]:
    """What does not fit on the page as it stands, unfolded: what, in which family of letters, and where."""
    page.evaluate(UNFOLD)
    found = []
    for name in widths:
        page.set_viewport_size(SIZES[name])
        for family in in_each_family(page):
            found += [(f"cut on a {name}", family, part) for part in page.evaluate(CUT)]
            if page.evaluate(SIDEWAYS) > 0:
                found.append((f"sideways on a {name}", family, page.title()))
    return found
