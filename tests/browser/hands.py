"""One way through a meeting, from the log-in to the log-out, and the hands that walk it: finger or keys."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.screen import expect_state, field, folded_away, press_save
from tests.browser.server import PASSWORD

ANSWERS = {1: ("alone", "yes"), 2: ("threat", "yes"), 3: ("consent", "yes"), 4: ("own-support", "yes")}
SIGNS = {"escort-always": "noticed", "nervous": "not-noticed"}
NOTE = "Odottaa käytävässä."

# How the focus looks where it is, and where what is looked for lies; null between the page's two ends.
FOCUS = """(wanted) => {
    const here = document.activeElement;
    if (here === document.body) return null;
    const outlined = [here, here.parentElement, here.closest("li")].some((one) => {
        const style = one && getComputedStyle(one);
        return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    });
    const box = here.getBoundingClientRect();
    const seenAt = (x, y) => {
        const top = document.elementFromPoint(box.left + box.width * x, box.top + box.height * y);
        return top && (here.contains(top) || top.contains(here) || top.closest("label")?.contains(here));
    };
    const uncovered = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].some(([x, y]) => seenAt(x, y));
    const called = here.name || here.getAttribute("href") || here.textContent.trim().slice(0, 40);
    const passed = (wanted.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
    return {name: `${here.localName} ${called}`, outlined, uncovered, passed, there: here === wanted};
}"""


class Finger:
    """Taps and types."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def choose(self, name: str, value: str) -> None:
        self.unfold(name)
        self.page.locator(f"input[type=radio][name={name}][value='{value}']").click()

    def unfold(self, name: str) -> None:
        """In company what tells is one press further away."""
        if (fold := folded_away(self.page, name)).count():
            self.press(fold.locator("> summary"))

    def write(self, box: Locator, words: str) -> None:
        box.fill(words)

    def tick(self, name: str) -> None:
        self.page.locator(f"input[type=checkbox][name={name}]").check()


class Keys(Finger):
    """Tab, arrows, Space and Enter alone; wherever the focus comes, it is seen and nothing lies over it."""

    def press(self, target: Locator) -> None:
        self.to(target)
        self.page.keyboard.press("Enter")

    def choose(self, name: str, value: str) -> None:
        self.unfold(name)
        values = self.page.locator(f"input[type=radio][name={name}]").evaluate_all(
            "(all) => all.map((one) => one.value)"
        )
        self.to(self.page.locator(f"input[type=radio][name={name}]").first)
        for _ in range(values.index(value)):
            self.page.keyboard.press("ArrowDown")
        if value == values[0]:
            self.page.keyboard.press("Space")

    def write(self, box: Locator, words: str) -> None:
        self.to(box)
        self.page.keyboard.type(words)

    def tick(self, name: str) -> None:
        self.to(self.page.locator(f"input[type=checkbox][name={name}]"))
        self.page.keyboard.press("Space")

    def to(self, target: Locator) -> None:
        for _ in range(160):
            focus = target.evaluate(FOCUS)
            assert focus is None or focus["name"].startswith("main") or focus["outlined"], focus
            assert focus is None or focus["uncovered"], focus
            if focus and focus["there"]:
                return
            self.page.keyboard.press("Shift+Tab" if focus and focus["passed"] else "Tab")
        raise AssertionError(f"Tab never reaches {target}")


def walk_through(
    hands: Finger, look: Callable[[str], None] = lambda place: None, javascript: bool = True
) -> None:
    """From the log-in to the log-out. ``look`` is called with a place's name wherever the page is another.

    Without JavaScript the page's own button saves before it is left.
    """
    page = hands.page

    def saved() -> None:
        if javascript:
            expect_state(page, "saved")
        else:
            press_save(page)

    def go_to(end: str) -> None:
        hands.press(page.locator(f"#bar a[href$='/{end}/']").first)
        page.wait_for_url(f"**/{end}/")

    def look_at(place: str) -> None:
        page.wait_for_load_state()
        look(place)

    page.goto("/accounts/login/")
    look_at("log-in")
    hands.write(field(page, "login"), "worker")
    hands.write(field(page, "password"), PASSWORD)
    hands.press(page.locator("form:has([name=password]) button[type=submit]"))
    page.wait_for_url("**/i/")
    look_at("my interviews")
    hands.press(page.locator("form[action='/i/'] button[type=submit]"))
    page.wait_for_url(re.compile(r"/i/[0-9a-f-]+/1/$"))
    walk = re.search(r"/i/[0-9a-f-]+/", page.url)[0]

    for number, (check, value) in ANSWERS.items():
        if number > 1:
            go_to(str(number))
        else:
            hands.press(page.locator("details.point > summary").first)
            expect(page.locator("details.point").first).to_have_attribute("open", "")
        hands.choose(f"check-{check}", value)
        saved()
        look_at(f"stage {number}")
    expect(page.locator("#do-now-title")).to_be_attached()

    go_to("signs")
    for sign, state in SIGNS.items():
        hands.choose(f"sign-{sign}", state)
    hands.press(page.locator("details:has([name=note-escort-always]) > summary"))
    hands.write(field(page, "note-escort-always"), NOTE)
    saved()
    look_at("signs")

    go_to("summary")
    hands.tick("done-call-emergency")
    saved()
    expect(page.locator("#step-call-emergency")).to_contain_class("done")
    look_at("summary")
    hands.press(page.locator("button[name=finish][value=yes]"))
    expect(page.locator("button[name=finish][value=no]")).to_be_attached()
    look_at("finished")

    hands.press(page.locator("[data-cover]"))
    expect(page).to_have_title("Kalenteri")
    look_at("covered")
    hands.press(page.locator("main a.button"))
    expect(page).not_to_have_title("Kalenteri")
    if not javascript:
        page.goto(f"{walk}summary/")  # the calendar leads to the start: it knows of no interview
    expect(page.locator("[name=done-call-emergency]:checked")).to_have_count(1)

    hands.press(page.locator("main a[href='/i/']").first)
    page.wait_for_url("**/i/")
    look_at("my interviews again")
    hands.press(page.locator("#account a[href='/accounts/logout/']"))
    page.wait_for_url("**/logout/")
    look_at("log-out")
    hands.press(page.locator("form[action='/accounts/logout/'] button[type=submit]"))
    page.wait_for_url(lambda url: "logout" not in url)
