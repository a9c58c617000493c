"""One sitting at a stage, in which the page is never believed: what it told is held against the server.

A step is a line of words, the name of a method of `Sitting` and what it takes: ``write note-follow-up Setä``.
What holds, whatever the steps and whatever became of what the page sent:

- While the page says that it is saved, each of its fields says what the server has, or had before somebody
  else changed it.
- Whoever goes away from a page that did not ask first has all that stood on it on the server. Where nothing
  was lost on the way, so has whoever was asked and went all the same, and whoever wiped the page away.
- Who comes back from the cover finds what stood there.
- What was agreed is never taken for cleared because a date or a time cannot be read as one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Dialog, Locator, Page

from tests.browser.parcels import ANSWER_LOST, CARRIED, HELD, LATE, LOST, Parcel, Parcels
from tests.browser.screen import begin
from tests.markup import attribute, parts, token

HERE, NEXT = "3/", "4/"
TAPPED = ("check-consent", "check-police")
TICKED = "gone-follow-up"
WRITTEN = ("note-follow-up", "meeting-place")
DAY, TIME = "meeting-date", "meeting-time"
FIELDS = (*TAPPED, TICKED, *WRITTEN, DAY, TIME)
AGREED = {"check-meeting": "yes", DAY: "2099-01-31", TIME: "13:30"}  # before the sitting begins
PAST = "2020-11-10"  # no day to meet on: the server refuses it
LONGEST = 20_000  # ms; after which a page has come to rest, or never will
IN_TIME = 8  # seconds; how long what was sent on the way out may take

SHOWN = """(names) => {
    const all = names.flatMap((name) => [...document.querySelectorAll(`#answers [name="${name}"]`)])
        .filter(({type}) => type !== "hidden" && type !== "submit");
    const called = (some) => some.map(({name}) => name);
    const values = Object.fromEntries(called(all).map((name) => [name, ""]));
    for (const one of all) {
        if (!/radio|checkbox/.test(one.type)) values[one.name] = one.value;
        else if (one.checked) values[one.name] = one.value;
    }
    return {
        state: document.getElementById("save-state").dataset.state,
        values,
        unreadable: called(all.filter((one) => one.validity.badInput)),
        refused: names.filter((name) => document.getElementById(`${name}-error`)?.textContent.trim()),
        open: names.filter((name) => document.getElementById(`conflict-${name}`)),
    };
}"""
AT_REST = f"""(names) => {{
    const {{state, unreadable, refused, open}} = ({SHOWN})(names);
    return state === "saved" || unreadable.length + refused.length + open.length > 0;
}}"""
SAVED_OR_ASKED = f"""(names) => {{
    const {{state, open}} = ({SHOWN})(names);
    return state === "saved" || open.length > 0;
}}"""
# Gone, or kept here by something that has to be seen to first.
LEFT = """() => {
    if (!window.before) return window.saves && "gone";
    const here = document.activeElement;
    if (here.closest(".conflict")) return "choice";
    if (here.id === "save-trouble") return "pointed out";
    const fault = here.form && here.name && document.getElementById(`${here.name}-error`);
    return fault && (here.validity.badInput || fault.textContent.trim()) ? "pointed out" : null;
}"""
HIDE = """(hidden) => {
    Object.defineProperty(document, "hidden", {get: () => hidden, configurable: true});
    Object.defineProperty(document, "visibilityState", {
        get: () => (hidden ? "hidden" : "visible"), configurable: true,
    });
    document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
}"""
NEVER_ASK = "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)"
BY_ITSELF = """([name, words, event]) => {
    const box = document.querySelector(`#answers [name="${name}"]`);
    box.focus();
    box.value = words;
    if (event) box.dispatchEvent(new Event(event, {bubbles: true}));
}"""


@dataclass(frozen=True)
class Shown:
    """What stands on the page: ``unreadable``, ``refused`` and ``open`` (a choice to make) name fields."""

    state: str
    values: dict[str, str]
    unreadable: list[str]
    refused: list[str]
    open: list[str]

    @property
    def faulty(self) -> set[str]:
        """What the server has not as it stands here, or will not have: somebody has to see to it."""
        return {*self.unreadable, *self.refused, *self.open, *self._past}

    @property
    def _past(self) -> list[str]:
        return [DAY] if self.values.get(DAY) == PAST else []


@dataclass
class Sitting:
    """``open_page`` gives a page behind the line; ``server`` is the address without it."""

    open_page: Callable[[], Page]
    line: Parcels
    server: str
    others: dict[str, set[str]] = field(
        default_factory=dict
    )  # field -> what it was before another changed it
    unseen: set[str] = field(
        default_factory=set
    )  # fields that changed with no event at all since the last one
    of_pages_left: list[Parcel] = field(default_factory=list)  # what is late of them
    asks: bool = True  # whether this browser asks before a page is left that wants it
    was_asked: bool = False
    nothing_lost: bool = True

    def __post_init__(self):
        self.line.fate = CARRIED
        self._open()
        self.walk = begin(self.page, HERE)
        self._post(AGREED)
        self._load()

    def _open(self) -> None:
        self.page = self.open_page()
        self.page.on("dialog", self._go_all_the_same)
        if not self.asks:
            self.page.add_init_script(NEVER_ASK)

    def _go_all_the_same(self, asking: Dialog) -> None:
        self.was_asked = True
        asking.accept()

    def _load(self) -> None:
        self.page.goto(self.walk + HERE)
        self.page.locator("h1").click()  # no browser asks about a page that nobody has touched
        self.others.clear()
        self.unseen.clear()

    def do(self, *steps: str) -> None:
        for step in steps:
            name, *words = step.split(" ", 2)
            getattr(self, name)(*words)
            self.look()

    # --- What is known -----------------------------------

    def shown(self) -> Shown:
        return Shown(**self.page.evaluate(SHOWN, FIELDS))

    def stored(self) -> dict[str, str]:
        """What anybody else would be shown now."""
        answer = self.page.request.get(f"{self.server}{self.walk}{HERE}").text()
        values = {}
        for name in FIELDS:
            boxes = [box for box in parts(answer, f"[name={name}]") if box.attributes.get("type") != "hidden"]
            kind = boxes[0].attributes.get("type") or "text"
            marked = [
                box for box in boxes if kind not in ("radio", "checkbox") or "checked" in box.attributes
            ]
            values[name] = (marked[0].attributes.get("value") or marked[0].text()).strip() if marked else ""
        return values

    def look(self) -> None:
        """Nothing is called saved that is not."""
        shown = self.shown()
        if shown.state == "saved" and shown.open:  # chosen: the question is on its way back into its place
            self.page.locator("#answers .conflict").first.wait_for(state="detached")
            shown = self.shown()
        stored = self.stored()
        for name in shown.unreadable:
            assert stored[name], f"{name} cannot be read on the page and was cleared on the server"
        if shown.state != "saved":
            return
        assert not shown.faulty - self.unseen
        for name, value in shown.values.items():
            known = {stored[name], *self.others.get(name, ())}
            assert name in self.unseen or value in known, f"{name} is called saved: {value!r}, not {known}"
        self.nothing_lost = self.nothing_lost or not self.unseen

    # --- What fills a field -----------------------------------

    def tap(self, name: str, value: str) -> None:
        if answer := self._box(name, f"[value={value}]"):
            self._press_on(answer)

    def take_back(self, name: str) -> None:
        if self._box(name, ":checked:not([value=''])"):
            self._press_on(self._box(name, "[value='']"))

    def tick(self) -> None:
        if box := self._box(TICKED):
            self._press_on(box)

    def write(self, name: str, words: str) -> None:
        if box := self._box(name):
            box.press_sequentially(words)
            self._seen_to()

    def fill(self, name: str, words: str = "") -> None:
        if box := self._box(name):
            box.fill(words)
            self._seen_to()

    def half_clear(self, name: str) -> None:
        """The first part of a date or a time goes: what is left is no value, and not none."""
        if box := self._box(name):
            box.focus()
            box.press("Backspace")

    def come(self, name: str, words: str) -> None:
        """Words come into the field where the keyboard is, and nobody tells of them."""
        if self._box(name):
            self.page.evaluate(BY_ITSELF, [name, words, None])
            self.unseen.add(name)

    def come_late(self, name: str, words: str) -> None:
        """The same, and it is told of as of a field that was left."""
        if self._box(name):
            self.page.evaluate(BY_ITSELF, [name, words, "change"])
            self._seen_to()

    def leave_field(self) -> None:
        self.page.evaluate("document.activeElement.blur()")
        self._seen_to()

    def _press_on(self, target: Locator) -> None:
        """Where it is, though the page moves under the finger meanwhile."""
        target.focus()
        target.evaluate("(one) => one.click()")

    def _box(self, name: str, more: str = "") -> Locator | None:
        """None while there is a choice to make in its place."""
        box = self.page.locator(f"#answers [name={name}]{more}:not([type=hidden], button)")
        return box if box.count() else None

    def _seen_to(self) -> None:
        """Something has happened of which the page is sure to hear."""
        self.unseen.clear()

    # --- What becomes of what is sent -----------------------------------

    def lose(self) -> None:
        self._becomes(LOST)

    def lose_answers(self) -> None:
        self._becomes(ANSWER_LOST)

    def delay(self) -> None:
        self._becomes(LATE)

    def hold(self) -> None:
        self._becomes(HELD)

    def carry(self) -> None:
        """The line is back, and the browser says so."""
        self._becomes(CARRIED)
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def deliver(self) -> None:
        """What was late comes, after what was sent again in its place.

        What a page sent that has been left since is, to the one that stands here, somebody else's.
        """
        before = self.stored()
        self.line.deliver(self.of_pages_left)
        for name, value in self.stored().items():
            if value != before[name]:
                self.others.setdefault(name, set()).add(before[name])
        self.line.deliver(self.line.late)

    def _becomes(self, fate: str) -> None:
        self.line.fate = fate
        self.nothing_lost = False
        self.line.let_go()

    def settle(self) -> None:
        """Until all is sent that can be, or the first of it is lost."""
        if self.line.fate != HELD:
            self.page.evaluate("saves.flush()")
            self._seen_to()

    def rest(self) -> None:
        """Until the page has come to its end by itself, where it can."""
        if self.line.fate == CARRIED:
            self.page.wait_for_function(AT_REST, arg=FIELDS, timeout=LONGEST)

    # --- Somebody else -----------------------------------

    def other_writes(self, name: str, value: str) -> None:
        before = self.stored()[name]
        self._post({name: value})
        if value != before:
            self.others.setdefault(name, set()).add(before)

    def _post(self, values: dict[str, str]) -> None:
        address = f"{self.server}{self.walk}{HERE}"
        page = self.page.request.get(address).text()
        own = {"csrfmiddlewaretoken": token(page), "version": attribute(page, "[name=version]", "value")}
        answer = self.page.request.post(address, form={**own, **values}, max_redirects=0)
        assert answer.status < 400

    def choose(self, whose: str) -> None:
        """Between the two values of each field that changed in two places."""
        for name in self.shown().open:
            buttons = self.page.locator(f"#conflict-{name} button")
            self._press_on(buttons.first if whose == "mine" else buttons.last)
        self.settle()

    # --- Ways out, and back -----------------------------------

    def follow_link(self) -> None:
        self._press_out(f"#stages a[href='{self.walk}{NEXT}'], a[href='{self.walk}{NEXT}']")

    def go_on(self) -> None:
        self._press_out("button[name=go]")

    def change_language(self) -> None:
        self._press_out("button[name=language]")

    def reload(self) -> None:
        before = self._about_to_leave()
        self.page.reload()
        self._has_left(before, in_silence=self.asks and not self.was_asked)

    def go_away(self) -> None:
        before = self._about_to_leave()
        self.page.goto("about:blank")
        self._has_left(before, in_silence=self.asks and not self.was_asked)

    def wipe_away(self) -> None:
        """As on a phone: no browser asks then."""
        before = self._about_to_leave()
        self.page.close()
        self._open()
        self._has_left(before, in_silence=False)

    def cover(self) -> None:
        self._cover_and_back(lambda: self.page.keyboard.press("Escape"))

    def hide(self) -> None:
        """Another app comes to the front, and the page is covered when it is seen again."""
        self._cover_and_back(lambda: (self.page.evaluate(HIDE, True), self.page.evaluate(HIDE, False)))

    def _about_to_leave(self) -> Shown:
        self.was_asked = False
        return self.shown()

    def _press_out(self, selector: str) -> None:
        """Again where something is pointed out first; a choice between two values has to be made first."""
        before = self._about_to_leave()
        outcome = self._press(selector)
        told = outcome == "pointed out"
        while outcome == "pointed out":
            outcome = self._press(selector)
        if outcome == "gone":
            self._has_left(before, in_silence=not told and not self.was_asked)
        else:
            self._seen_to()

    def _press(self, selector: str) -> str:
        self.page.evaluate("window.before = true")
        if self.line.fate == HELD:
            self.line.fate = CARRIED
        self._press_on(self.page.locator(selector).first)
        self.line.let_go()
        return self.page.wait_for_function(LEFT, timeout=LONGEST).json_value()

    def _has_left(self, before: Shown, in_silence: bool) -> None:
        """Nothing is promised where the page has said so, or could say nothing and lost what it sent."""
        assert not (in_silence and before.faulty), f"left without a word about {before.faulty}"
        promised = {
            name: value
            for name, value in before.values.items()
            if name not in before.faulty | self.others.keys()
            and (in_silence or (self.nothing_lost and self.line.fate == CARRIED))
        }
        self.page.goto("about:blank")
        self.line.let_go(newest_first=True)
        self.of_pages_left += self.line.late
        self.line.late.clear()
        self._expect_stored(promised)
        self._load()

    def _expect_stored(self, promised: dict[str, str]) -> None:
        """What was sent on the way out may be on its way still."""
        until = time.monotonic() + IN_TIME
        missing = promised
        while missing and time.monotonic() < until:
            stored = self.stored()
            missing = {name: value for name, value in promised.items() if stored[name] != value}
        assert not missing, "left on the page and not on the server"

    def _cover_and_back(self, cover: Callable[[], object]) -> None:
        before = self.shown()
        if self.line.fate == HELD:
            self.line.fate = CARRIED
        cover()
        self.page.locator("[data-return]").wait_for()
        self.line.let_go()
        self.page.locator("[data-return]").click()
        self.page.locator("#answers").wait_for(state="attached")
        after, stored = self.shown(), self.stored()
        for name in before.values.keys() & after.values.keys() - before.faulty:
            kept = after.values[name] == before.values[name]
            assert kept or (name in self.others and after.values[name] == stored[name]), f"{name} is gone"
        self._seen_to()

    # --- The end -----------------------------------

    def _come_to_the_end(self) -> None:
        self.page.wait_for_function(SAVED_OR_ASKED, arg=FIELDS, timeout=LONGEST)

    def end(self) -> None:
        """The line is good, whatever cannot be taken is mended, and everything comes to rest."""
        self.carry()
        for name, value in ((DAY, "2099-02-28"), (TIME, "09:30")):
            if name in self.shown().faulty:
                self.fill(name, value)
        self.settle()
        self._come_to_the_end()
        while self.shown().state != "saved":  # again, where somebody has written since it was asked
            self.choose("mine")
            self._come_to_the_end()
        self.look()
        self.deliver()
        self.look()
