"""What a worker does and sees at the screen, in the words of the contract: fields, data-attributes, roles."""

import re

from django.conf import settings
from playwright.sync_api import APIResponse, BrowserContext, Locator, Page, Route, expect

from tests.browser.server import PASSWORD
from tests.markup import token

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}

READ_STEPS = """() => [...document.querySelectorAll("[data-step]")].map((step) => ({
    id: step.dataset.step,
    urgency: step.dataset.urgency,
    stressed: "stressed" in step.dataset,
    held: "held" in step.dataset,
    because: [...step.querySelectorAll("[data-because]")].map((reason) => reason.dataset.because),
}))"""


def log_in(page: Page, name: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form:has([name=password]) button[type=submit]").click()
    page.wait_for_url(re.compile(r"/(i|admin)/$"))  # a supervisor works in the admin


def choose_language(context: BrowserContext, address: str, language: str) -> None:
    """As if its button had been pressed at this address before."""
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}])


def begin(page: Page, at: str = "1/") -> str:
    """A new interview, open at one of its pages; gives its address, ``/i/<id>/``.

    Without the list and its button, which take longer than many a test: `press_begin` goes the whole way.
    """
    walk = _begun(page)
    if walk in begun_here:  # nobody has written in it yet, so that a press leads to it for a minute
        _sent(page, f"{walk}export/")
        walk = _begun(page)
    begun_here.add(walk)
    page.goto(walk + at)
    return walk


begun_here: set[str] = set()


def _begun(page: Page) -> str:
    return _sent(page, "/i/").headers["location"].removesuffix("1/")


def _sent(page: Page, address: str) -> APIResponse:
    mine = page.request.get("/i/").text()
    return page.request.post(address, form={"csrfmiddlewaretoken": token(mine)}, max_redirects=0)


def press_begin(page: Page) -> str:
    """A new interview, in one press; gives its address, ``/i/<id>/``."""
    page.goto("/i/")
    page.locator("form[action='/i/'] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/i/[0-9a-f-]+/1/$"))
    return page.url.removesuffix("1/").removeprefix(page.url.split("/i/")[0])


def answer(page: Page, name: str, value: str) -> None:
    """Tap an answer where it lies; in company what tells is one tap further away."""
    if (fold := folded_away(page, name)).count():
        fold.locator("> summary").click()
    page.locator(f"input[type=radio][name={name}][value='{value}']").click()


def folded_away(page: Page, name: str) -> Locator:
    """The fold in which a question or a sign lies, while it is shut."""
    return page.locator(f"main .fold:not([open]):has([name={name}])")


def follow_reason(page: Page, step: str) -> None:
    """From a step of the summary to what was answered first; on a phone its reasons are unfolded first."""
    page.wait_for_load_state()  # until its style sheets are there, what is hidden on a desk may be seen
    open_plan(page)
    planned = page.locator(f"[data-step={step}]")
    folded = planned.locator(".step-rest > summary")
    if folded.is_visible():
        folded.click()
    planned.locator(".change").locator("a, button").click()


def open_plan(page: Page) -> None:
    """In company the steps of the summary are one tap further away."""
    if (folded := page.locator("#all-steps:not([open]) > summary")).count():
        folded.click()


def write(page: Page, name: str, words: str) -> None:
    page.locator(f"[name={name}]:not([type=hidden])").fill(words)


def field(page: Page, name: str):
    """The box of a text field."""
    return page.locator(f"[name={name}]:not([type=hidden]):not(button)")


def tick(page: Page, name: str):
    return page.locator(f"input[type=checkbox][name={name}]")


def chosen(page: Page, name: str) -> str:
    """The answer that is marked; "" when none is."""
    marked = page.locator(f"input[type=radio][name={name}]:checked")
    return marked.get_attribute("value") or "" if marked.count() else ""


def open_note(page: Page, sign: str) -> None:
    """Open the full text of a sign and its note."""
    page.locator(f"details:has([name=note-{sign}]) > summary").click()


def choice(page: Page, name: str, value: str | None = None):
    """The buttons that choose between two values of a field that changed in two places."""
    return page.locator(f"button[name={name}]" + (f"[value='{value}']" if value is not None else ""))


def go(page: Page, place: str) -> None:
    """In a try: to another of its pages, by its button in the bar."""
    page.evaluate("() => document.body.firstElementChild.setAttribute('data-before', '')")
    page.locator(f"#bar button[name=go][value='{place}']").click()
    expect(page.locator("[data-before]")).to_have_count(0)
    expect(page.locator(f"#bar button[value='{place}']")).to_have_attribute("aria-current", "page")


def press_save(page: Page) -> None:
    """Without JavaScript: the first submit button of the form with the fields, until its page is there."""
    with page.expect_navigation():  # a click alone waits for its beginning: half a page could be looked at
        page.locator("form:has([name=version]) button[type=submit]").first.click()


def save_state(page: Page) -> str | None:
    return page.locator("#save-state").get_attribute("data-state")


def expect_state(page: Page, state: str) -> None:
    expect(page.locator("#save-state")).to_have_attribute("data-state", state)


def as_stored(page: Page) -> Page:
    """The same page asked for anew in a tab of its own: what the server has."""
    fresh = page.context.new_page()
    fresh.goto(page.url)
    return fresh


def end_log_in(page: Page, server) -> None:
    """The log-in of this page's browser ends on the server."""
    session = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    server.end_session(session["value"])


def leave_untouched(page: Page, server, minutes: float = 11) -> None:
    """Nobody has touched this browser's log-in for so long, as far as the server knows."""
    session = next(cookie for cookie in page.context.cookies() if cookie["name"] == "sessionid")
    server.leave_session(session["value"], minutes)


def log_in_in_a_new_tab(page: Page, link, name: str) -> None:
    """Follow the page's own link to the log-in, which opens a tab, and come back to the page."""
    with page.expect_popup() as opened:
        link.click()
    tab = opened.value
    tab.locator("[name=login]").fill(name)
    tab.locator("[name=password]").fill(PASSWORD)
    tab.locator("form:has([name=password]) button[type=submit]").click()
    tab.wait_for_url(lambda url: "/accounts/login/" not in url)
    tab.close()
    page.bring_to_front()


def hold_saves(page: Page) -> "Held":
    """From now on saves are kept on the line; release() lets them through."""
    held = Held()
    page.route("**/i/**", held.take)
    return held


class Held:
    """Saves that have left the page and not come to the server."""

    def __init__(self):
        self.waiting: list[Route] = []
        self.open = False

    def take(self, route: Route) -> None:
        if self.open or route.request.method != "POST":
            route.continue_()
        else:
            self.waiting.append(route)

    def release(self) -> None:
        self.open = True
        for route in self.waiting:
            route.continue_()


def steps(page: Page) -> list[dict]:
    """The next steps on the summary, in their order, each with its reasons."""
    return page.evaluate(READ_STEPS)
