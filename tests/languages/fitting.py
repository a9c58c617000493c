"""Whether longer words fit: nothing cut off, nothing sideways, on a phone and at a desk."""

from playwright.sync_api import Browser, BrowserContext, Page

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

UNFOLD = "() => document.querySelectorAll('details').forEach((part) => part.open = true)"


def new_context(browser: Browser, server) -> BrowserContext:
    """A browser of somebody who has chosen the pseudo-language."""
    context = browser.new_context(base_url=server.url)
    context.set_default_timeout(10_000)
    context.add_cookies([{"name": "django_language", "value": LANGUAGE, "url": server.url}])
    return context


def misfits(page: Page) -> list[tuple[str, str]]:
    """What does not fit on the page as it stands, unfolded, by the size of the screen."""
    page.evaluate(UNFOLD)
    found = []
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        found += [(f"cut on a {name}", part) for part in page.evaluate(CUT)]
        if page.evaluate(SIDEWAYS) > 0:
            found.append((f"sideways on a {name}", page.title()))
    return found
