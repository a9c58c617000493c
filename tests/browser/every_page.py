"""Every page of the app in the states that look different, each reached as a person reaches it.

Every row is walked in three languages: it finds what it needs by names of fields, by place, or by
``said(page, …)``.
"""

import dataclasses
from collections.abc import Callable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from playwright.sync_api import Page, expect

from tests.browser.screen import (
    answer,
    begin,
    choice,
    end_log_in,
    expect_state,
    field,
    leave_untouched,
    log_in,
    open_plan,
    press_save,
    tick,
)
from tests.browser.server import PASSWORD

TOO_LONG = "ä" * 20_001


@dataclasses.dataclass
class Visit:
    """A page to walk in; ``walk`` and ``full`` are the addresses of a new interview and a filled one."""

    page: Page
    server: object
    walk: str
    full: str
    name: str = ""
    language: str = settings.LANGUAGE_CODE
    looks: tuple[str, ...] = ()  # in which axe looks at it
    said: list[str] = dataclasses.field(default_factory=list)  # what the console has said


def filled(page: Page) -> str:
    """An interview that brings up steps of every tier, some held, some stressed, one ticked off."""
    walk = begin(page)
    answer(page, "check-alone", "no")
    expect_state(page, "saved")
    page.goto(f"{walk}2/")
    for name, value in {
        "threat": "yes",
        "minor": "unsure",
        "interpreter": "companion",
        "escort": "insists",
    }.items():
        answer(page, f"check-{name}", value)
    field(page, "note-safety").fill("Serkku istuu vieressä.\n\nHän vastaa kaikkeen.")
    expect_state(page, "saved")
    page.goto(f"{walk}3/")
    answer(page, "check-police", "yes")
    answer(page, "check-meeting", "yes")
    field(page, "meeting-place").fill("Kirjasto")
    tick(page, "gone-follow-up").check()
    expect_state(page, "saved")
    page.goto(f"{walk}signs/")
    answer(page, "sign-escort-always", "noticed")
    answer(page, "sign-nervous", "not-noticed")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    open_plan(page)
    tick(page, "done-see-alone").check()
    field(page, "label").fill("Torstain tapaaminen")
    expect_state(page, "saved")
    return walk


def followed_up(place: str) -> Callable[[Visit], None]:
    """A page of an interview that follows the filled one, all of it open."""

    def show(visit: Visit) -> None:
        visit.page.goto(f"{visit.full}follow-up/")
        visit.page.locator("main form button[type=submit]").click()
        expect(visit.page.locator("#answers")).to_be_visible()
        with_everything_open(f"{visit.page.url.removesuffix('1/')}{place}")(visit)

    return show


def filled_in_for_a_call(visit: Visit) -> None:
    """All of it open, first with something that cannot be taken, which is mended."""
    visit.page.goto(f"{visit.full}consult/")
    visit.page.locator(".by-script > summary").click()
    field(visit.page, "caller").fill("ä" * 101)
    visit.page.locator("[name=areas][value=work]").check()
    visit.page.locator(".by-script button[type=submit]").click()
    expect(visit.page.locator("#errors")).to_be_visible()
    field(visit.page, "caller").fill("Aino")
    visit.page.locator(".by-script button[type=submit]").click()
    expect(visit.page.locator(".brief dd").first).to_have_text("Aino")
    visit.page.locator(".by-script > summary").click()


def at(address: str) -> Callable[[Visit], None]:
    def show(visit: Visit) -> None:
        visit.page.goto(address.format(walk=visit.walk, full=visit.full, language=visit.language))

    show.address = address
    return show


def read_in_full(place: int | str) -> Callable[[Visit], None]:
    def show(visit: Visit) -> None:
        as_oneself(visit)  # how much is read goes with the log-in
        walk = visit.full if place == "summary" else visit.walk  # company reads stages and signs in short
        visit.page.goto(f"{walk}{place}/")
        open_plan(visit.page)
        visit.page.locator("button[name=read][value=full]").click()
        expect(visit.page.locator("button[name=read][value=full]")).to_have_attribute("aria-current", "true")
        visit.page.goto(f"{walk}{place}/")

    return show


def with_everything_open(address: str) -> Callable[[Visit], None]:
    def show(visit: Visit) -> None:
        at(address)(visit)
        open_every_part(visit.page)

    show.address = address
    return show


def open_every_part(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")


def numbers_for_a_client(way: str) -> Callable[[Visit], None]:
    """The ways that are safe, or the numbers one of these ways, in the reader's language."""

    def show(visit: Visit) -> None:
        visit.page.goto(f"{visit.walk}client-card/")
        for name, safe in (("paper-safe", "yes"), ("phone-opened", "no")):
            visit.page.locator(f"[name={name}][value={safe}]").check()
        visit.page.locator("main form button[type=submit]").click()
        expect(visit.page.locator("[name=as]").first).to_be_visible()
        if way:
            visit.page.locator(f"[name=as][value={way}]").click()
            expect(visit.page.locator("body.shown-apart")).to_be_visible()

    return show


def text_for_the_record(visit: Visit) -> None:
    """With all that there is to pick in it, and everything open."""
    at("{full}record/")(visit)
    open_every_part(visit.page)
    for box in visit.page.locator("[name=with]").all():
        box.check()
    visit.page.locator("main form button[type=submit]").click()
    expect(visit.page.locator("#record-title")).to_be_visible()
    open_every_part(visit.page)


def strip_that_just_came(visit: Visit) -> None:
    begin(visit.page, at="2/")
    answer(visit.page, "check-threat", "yes")
    expect(visit.page.locator("#do-now-title")).to_be_visible()


def refused_by_script(visit: Visit) -> None:
    visit.page.goto(f"{visit.walk}1/")
    field(visit.page, "note-pace").fill(TOO_LONG)
    expect(visit.page.locator("#note-pace-error")).not_to_be_empty()


def refused_as_a_form(visit: Visit) -> None:
    without_save_script(visit.page)
    visit.page.goto(f"{visit.walk}3/")
    field(visit.page, "note-follow-up").fill(TOO_LONG)
    answer(visit.page, "check-meeting", "yes")
    field(visit.page, "meeting-date").fill("2001-01-01")
    press_save(visit.page)
    expect(visit.page.locator("#errors")).to_be_visible()


def clash_by_script(visit: Visit) -> None:
    clash(visit)
    expect(choice(visit.page, "check-minor")).to_have_count(2)
    expect(choice(visit.page, "note-safety")).to_have_count(2)


def clash_as_a_form(visit: Visit) -> None:
    without_save_script(visit.page)
    clash(visit)
    press_save(visit.page)
    expect(choice(visit.page, "check-minor")).to_have_count(2)
    expect(choice(visit.page, "note-safety")).to_have_count(2)


def clash(visit: Visit) -> None:
    walk = begin(visit.page, at="2/")
    other = visit.page.context.new_page()
    other.goto(f"{walk}2/")
    for page, value, words in ((other, "yes", "Toinen.\nKaksi riviä."), (visit.page, "no", "Minun.")):
        answer(page, "check-minor", value)
        field(page, "note-safety").fill(words)
        if page is other:
            expect_state(other, "saved")
            other.close()


def no_connection(visit: Visit) -> None:
    begin(visit.page)
    visit.page.context.set_offline(True)
    answer(visit.page, "check-alone", "unsure")
    expect(visit.page.locator("[data-trouble=again]")).to_be_visible()


def log_in_ended_by_script(visit: Visit) -> None:
    as_oneself(visit)
    begin(visit.page)
    end_log_in(visit.page, visit.server)
    answer(visit.page, "check-alone", "unsure")
    expect(visit.page.locator("[data-trouble=login]")).to_be_visible()


def log_in_ended_as_a_form(visit: Visit) -> None:
    as_oneself(visit)
    without_save_script(visit.page)
    begin(visit.page)
    end_log_in(visit.page, visit.server)
    press_save(visit.page)
    expect(visit.page.locator("main a[target=_blank]")).to_be_visible()


def as_oneself(visit: Visit, name: str = "worker") -> None:
    """Under a log-in of its own, which may end."""
    visit.page.context.clear_cookies(name="sessionid")
    log_in(visit.page, name)


def covered(visit: Visit) -> None:
    visit.page.goto(f"{visit.full}2/")
    visit.page.keyboard.press("Escape")
    expect(visit.page).to_have_title(said(visit.page, "Kalenteri"))


def locked(visit: Visit) -> None:
    as_oneself(visit)
    visit.page.goto(f"{visit.full}2/")
    leave_untouched(visit.page, visit.server)
    visit.page.reload()
    visit.page.locator("#unlock-password").fill("ei tämä")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#unlock [role=alert]")).to_be_visible()


def locked_under_the_cover(visit: Visit) -> None:
    as_oneself(visit)
    visit.page.goto(f"{visit.full}2/")
    visit.page.keyboard.press("Escape")
    leave_untouched(visit.page, visit.server)
    visit.page.locator("[data-return]").click()
    expect(visit.page.locator("#unlock-password")).to_be_focused()


def finished(visit: Visit) -> None:
    visit.page.goto(f"{visit.full}summary/")
    finish = visit.page.locator("button[name=finish][value=yes]")
    if finish.count():  # it is finished once for every language
        finish.click()
    expect(visit.page.locator("button[name=finish][value=no]")).to_be_visible()


def tried(
    place: str, press: str = "", then: str = "main", interpreter: str = "companion"
) -> Callable[[Visit], None]:
    """A try of the draft with some answers, at a place; and then a button, until what comes then is there."""

    def show(visit: Visit) -> None:
        page = visit.page
        page.goto("/try/?draft&go=2")
        for name, value in {"threat": "yes", "interpreter": interpreter, "minor": "unsure"}.items():
            answer(page, f"check-{name}", value)
        page.locator(f"#bar button[name=go][value='{place}']").click()
        expect(page.locator(f"#bar button[value='{place}']")).to_have_attribute("aria-current", "page")
        if press:
            page.locator(press).first.click()
            expect(page.locator(then).first).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")

    return show


def spoilt_try(visit: Visit) -> None:
    visit.page.goto("/try/?draft")
    visit.page.evaluate("document.querySelector('[name=answers]').value = 'spoilt'")
    visit.page.locator("#bar button[value='2']").click()
    expect(visit.page.locator("#trying [role=alert]")).to_be_visible()


def wrong_password(visit: Visit) -> None:
    visit.page.goto("/accounts/login/")
    visit.page.locator("[name=login]").fill("worker")
    visit.page.locator("[name=password]").fill("ei tämä")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("#errors")).to_be_visible()


def remark_refused(visit: Visit) -> None:
    visit.page.goto("/remarks/new/?page=signs")
    visit.page.get_by_role("button", name=said(visit.page, "Lähetä")).click()
    expect(visit.page.locator("#errors")).to_be_visible()


def remark_kept(visit: Visit) -> None:
    visit.page.goto("/remarks/new/?page=contacts")
    visit.page.locator("[name=place]").first.check()
    visit.page.locator("[name=kind]").first.check()
    visit.page.locator("[name=sentence]").fill("Numero on vaihtunut.")
    visit.page.get_by_role("button", name=said(visit.page, "Lähetä")).click()
    expect(visit.page.locator("h1")).to_have_text(said(visit.page, "Kiitos huomautuksesta"))


def shared(visit: Visit) -> None:
    """Who is in it, once somebody was invited."""
    someone = one_more_worker(visit.server)
    visit.page.goto(f"{visit.full}colleagues/")
    visit.page.locator("[name=colleague]").fill(someone)
    with visit.page.expect_navigation():  # the script is told of a redirect, and goes there
        visit.page.locator("form:has([name=colleague]) button[type=submit]").click()
    expect(visit.page.locator("#invited")).to_be_visible()


def told(visit: Visit) -> None:
    shared(visit)
    visit.page.goto("/i/")
    expect(visit.page.locator("#notices")).to_be_visible()


def soon_to_go(visit: Visit) -> None:
    visit.server.bring_end_near(visit.full.split("/")[2], days=3)
    visit.page.goto("/i/")
    expect(visit.page.locator(".going button").first).to_be_visible()


def seen_by_the_invited(address: str) -> Callable[[Visit], None]:
    def show(visit: Visit) -> None:
        as_oneself(visit)
        shared(visit)
        as_oneself(visit, one_more_worker(visit.server))
        visit.page.goto(address.format(full=visit.full))
        expect(visit.page.locator("#invited, [name=leave]").first).to_be_visible()

    return show


MAKE_ONE_MORE_WORKER = f"""
from django.contrib.auth.models import Group, User
person = User.objects.create_user("onemore", password="{PASSWORD}")
person.groups.add(Group.objects.get(name="Workers"))
"""


def one_more_worker(server) -> str:
    """The user name of somebody to invite: the colleague's list stays empty, as another row shows it."""
    if not hasattr(server, "one_more_worker"):
        server.manage("shell", "-v", "0", "-c", MAKE_ONE_MORE_WORKER)
        server.one_more_worker = "onemore"
    return server.one_more_worker


def invited_in_vain(visit: Visit) -> None:
    visit.page.goto(f"{visit.walk}colleagues/")
    visit.page.locator("[name=colleague]").fill("nobody")
    visit.page.locator("form:has([name=colleague]) button[type=submit]").click()
    expect(visit.page.locator("#colleague-error")).not_to_be_empty()


def lost_as_a_form(visit: Visit) -> None:
    """A plain form to an interview that is somebody else's by now."""
    without_save_script(visit.page)
    visit.page.goto(f"{visit.walk}1/")
    visit.page.locator("#answers").evaluate(
        "form => form.setAttribute('action', '/i/00000000-0000-4000-8000-000000000000/1/')"
    )
    field(visit.page, "note-pace").fill("Asuu tädin luona.")
    press_save(visit.page)
    expect(visit.page.locator("#written")).to_be_visible()


def lost_by_script(visit: Visit) -> None:
    visit.page.goto(f"{visit.walk}1/")
    visit.page.route("**/i/**", lambda route: route.fulfill(status=404))
    field(visit.page, "note-pace").fill("Asuu tädin luona.")
    expect(visit.page.locator("[data-trouble=gone]")).to_be_visible()


def said(page: Page, words: str) -> str:
    """Words of the interface in the language of the page."""
    with translation.override(page.locator("html").get_attribute("lang")):
        return gettext(words)


def form_expired(visit: Visit) -> None:
    visit.page.goto("/accounts/login/")
    visit.page.evaluate("document.querySelector('main [name=csrfmiddlewaretoken]').value = 'spoilt'")
    send_log_in(visit.page, "worker")


def form_too_large(visit: Visit) -> None:
    visit.page.goto("/accounts/login/")
    send_log_in(visit.page, "ä" * 1_400_000)


def asked_in_a_way_it_does_not_know(visit: Visit) -> None:
    visit.page.goto("/accounts/login/")
    visit.page.evaluate("document.querySelector('main form').action = '/card/'")
    send_log_in(visit.page, "worker")


def send_log_in(page: Page, name: str) -> None:
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill("ei tämä")
    page.evaluate(
        "document.querySelector('main form').submit()"
    )  # as without our script, which stays on the form
    expect(page.locator("main a.button.main[href='']")).to_be_visible()


def without_save_script(page: Page) -> None:
    page.route("**/save*.js", lambda route: route.abort())


STRANGER, WORKER, COLLEAGUE, SUPERVISOR = None, "worker", "colleague", "supervisor"
OFFICER = "officer"

PAGES: dict[str, tuple[str | None, Callable[[Visit], None]]] = {
    "start": (STRANGER, at("/")),
    "log-in": (STRANGER, at("/accounts/login/")),
    "log-in, wrong password": (STRANGER, wrong_password),
    "card": (STRANGER, with_everything_open("/card/")),
    "contacts": (STRANGER, with_everything_open("/contacts/")),
    "whom one may tell": (STRANGER, at("/tell/")),
    "whom one may tell, answered": (WORKER, at("/tell/?whom=police&matter=child")),
    "whom one may tell, of nobody known": (STRANGER, at("/tell/?whom=nobody")),
    "what happens then": (WORKER, at("/afterwards/")),
    "what happens then, for the client": (STRANGER, at("/afterwards/?for=client")),
    "break": (STRANGER, at("/break/")),
    "nothing there": (STRANGER, at("/nothing/")),
    "start, logged in": (WORKER, at("/")),
    "my interviews, none": (COLLEAGUE, at("/i/")),
    "my interviews": (WORKER, at("/i/")),
    "an interview that is no longer there": (WORKER, at("/i/00000000-0000-4000-8000-000000000000/1/")),
    "my interviews, told": (WORKER, told),
    "my interviews, one soon to go": (WORKER, soon_to_go),
    "my interviews, invited to one": (STRANGER, seen_by_the_invited("/i/")),
    "colleagues": (WORKER, at("{walk}colleagues/")),
    "colleagues, one invited": (WORKER, shared),
    "colleagues, as one of them": (STRANGER, seen_by_the_invited("{full}colleagues/")),
    "who has used it": (WORKER, at("{full}log/")),
    "invited in vain": (WORKER, invited_in_vain),
    "an interview lost, by script": (WORKER, lost_by_script),
    "an interview lost, as a form": (WORKER, lost_as_a_form),
    "not for you": (SUPERVISOR, at("/i/")),
    "remark": (WORKER, at("/remarks/new/?page=safety")),
    "remark, refused": (WORKER, remark_refused),
    "remark, kept": (WORKER, remark_kept),
    "log-out": (WORKER, at("/accounts/logout/")),
    "stage 1": (WORKER, at("{walk}1/")),
    "stage 2": (WORKER, at("{full}2/")),
    "stage 3": (WORKER, at("{full}3/")),
    "stage 4": (WORKER, at("{walk}4/")),
    "stage 1 in full": (STRANGER, read_in_full(1)),
    "stage 2 in full": (STRANGER, read_in_full(2)),
    "stage 3 in full": (STRANGER, read_in_full(3)),
    "stage 4 in full": (STRANGER, read_in_full(4)),
    "strip that just came": (WORKER, strip_that_just_came),
    "signs": (WORKER, at("{walk}signs/")),
    "signs with their notes open": (WORKER, with_everything_open("{full}signs/")),
    "summary of a new interview": (WORKER, at("{walk}summary/")),
    "summary": (WORKER, with_everything_open("{full}summary/")),
    "summary of a finished one": (WORKER, finished),
    "text for the record": (WORKER, text_for_the_record),
    "answers for a call, filled in": (WORKER, filled_in_for_a_call),
    "numbers for a client, how": (WORKER, numbers_for_a_client("")),
    "numbers for a client, on a screen": (WORKER, numbers_for_a_client("phone")),
    "numbers for a client, by heart": (WORKER, numbers_for_a_client("memory")),
    "stage 2 of a follow-up": (WORKER, followed_up("2/")),
    "signs of a follow-up": (WORKER, followed_up("signs/")),
    "summary of a follow-up": (WORKER, followed_up("summary/")),
    "refused by script": (WORKER, refused_by_script),
    "refused as a form": (WORKER, refused_as_a_form),
    "clash by script": (WORKER, clash_by_script),
    "clash as a form": (WORKER, clash_as_a_form),
    "no connection": (WORKER, no_connection),
    "log-in ended, by script": (STRANGER, log_in_ended_by_script),
    "log-in ended, as a form": (STRANGER, log_in_ended_as_a_form),
    "covered": (WORKER, covered),
    "locked, wrong password": (STRANGER, locked),
    "locked under the cover": (STRANGER, locked_under_the_cover),
    "what leads to what": (SUPERVISOR, at("/admin/guidance/step/leads/#step-propose")),
    "the log of use": (OFFICER, at("/admin/interview/event/")),
    "the log of use, asked in vain": (OFFICER, at("/admin/interview/event/?person=nobody")),
    "a tried stage": (SUPERVISOR, tried("2")),
    "a tried stage in full": (
        SUPERVISOR,
        tried("3", "button[value=full]", then="button[value=full][aria-current]", interpreter="app"),
    ),
    "tried signs": (SUPERVISOR, tried("signs")),
    "a tried summary": (SUPERVISOR, tried("summary")),
    "a try under cover": (SUPERVISOR, tried("2", "button[name=leave]", then="#cover-page")),
    "a try that starts afresh": (SUPERVISOR, spoilt_try),
    "a try of the live edition": (WORKER, at("/try/")),
    "no connection, a page in its place": (STRANGER, at("/kept/{language}/offline/")),
    "the card as it is kept": (STRANGER, with_everything_open("/kept/{language}/card/")),
    "the contacts as they are kept": (STRANGER, at("/kept/{language}/contacts/")),
    "a form that expired": (STRANGER, form_expired),
    "a form that is too large": (STRANGER, form_too_large),
    "asked in a way it does not know": (STRANGER, asked_in_a_way_it_does_not_know),
    "help": (STRANGER, at("/help/")),
    "accessibility statement": (STRANGER, at("/accessibility/")),
    "privacy notice": (STRANGER, at("/privacy/")),
    "the example": (WORKER, at("/try/?example")),
    "the example at its end": (WORKER, at("/try/?example&go=summary")),
    "a made-up meeting": (WORKER, at("/try/?meeting=one-room")),
    "a made-up meeting at its end": (
        WORKER,
        with_everything_open("/try/?meeting=relative-interprets&go=summary"),
    ),
    "components": (STRANGER, at("/components/")),
    "signs in full": (STRANGER, read_in_full("signs")),
    "summary in full": (STRANGER, read_in_full("summary")),
}
