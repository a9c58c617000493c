"""What a browser keeps on the disk: nothing that was typed, sent or ticked, however the sending turned out.

Chromium writes what it sent for a form by itself into the profile, to restore a session, when a page answers
it. Every file of a profile is searched, as the browser leaves it when it is closed and when it is killed.
What it packs before it writes it (as in its caches, where no page of ours may lie) is not unpacked.
"""

import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from tests.browser.screen import (
    PHONE,
    answer,
    as_stored,
    begin,
    choice,
    end_log_in,
    expect_state,
    field,
    go,
    leave_untouched,
    open_plan,
    press_begin,
    tick,
)
from tests.browser.server import PASSWORD, Server
from tests.conftest import CHROMIUM

pytestmark = pytest.mark.browser

TICKED = ["check-alone", "sign-nervous", "done-call-emergency"]  # a choice, too, is about the client
TOO_MANY = """
    WITH RECURSIVE many(number) AS (SELECT 1 UNION SELECT number + 1 FROM many WHERE number < 1001)
    INSERT INTO interview_attempt (at, account, address, browser, taken)
    SELECT at, account, address, browser, taken
    FROM many, (SELECT * FROM interview_attempt ORDER BY id DESC LIMIT 1)
"""
SOMEBODY_WITH_AN_APP = f"""
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group, User
person, is_new = User.objects.get_or_create(username="somebody")
if is_new:
    person.set_password("{PASSWORD}")
    person.save()
    person.groups.add(Group.objects.get(name="Workers"))
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
print(person.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0])
"""
NO_PASSKEY = "(form) => { form.elements.credential.value = '{}'; form.requestSubmit(); }"
ANOTHER_TOKEN = "(field) => { field.value = 'a'.repeat(32); }"
TOO_LONG = "(field, words) => { field.value = words.repeat(2_100_000 / words.length); }"

Scene = Callable[[Page, Server, str], None]


# --- Scenes: the canary is typed and sent, and the page says what became of it ---------------------------


def send(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def a_try(page: Page, server: Server, canary: str) -> None:
    page.goto("/try/")
    field(page, "note-pace").fill(canary)
    answer(page, "check-alone", "no")
    go(page, "signs")
    answer(page, "sign-nervous", "noticed")
    go(page, "2")
    answer(page, "check-threat", "yes")
    go(page, "summary")
    open_plan(page)
    tick(page, "done-call-emergency").check()
    go(page, "signs")


def a_try_after_the_log_in_ran_out(page: Page, server: Server, canary: str) -> None:
    page.goto("/try/")
    field(page, "note-pace").fill(canary)
    end_log_in(page, server)
    page.locator("#bar button[value='2']").click()
    expect(page.locator("h1")).to_have_text("Kirjaudu uudelleen")


def begin_remark(page: Page, canary: str) -> None:
    page.goto("/remarks/new/?page=card")
    page.locator("[name=place]").first.check()
    page.locator("[name=sentence]").fill(canary)


def a_remark_refused(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    send(page)
    expect(page.locator("#errors")).to_be_focused()


def a_remark_kept(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    page.locator("[name=kind]").first.check()
    send(page)
    expect(page.locator("h1")).to_have_text("Kiitos huomautuksesta")


def a_remark_after_the_log_in_ran_out(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    end_log_in(page, server)
    send(page)
    expect(page.locator("h1")).to_have_text("Kirjaudu uudelleen")


def a_remark_after_a_log_out_elsewhere(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.evaluate("delete window.BroadcastChannel")
    send(other)
    other.wait_for_url(lambda url: "logout" not in url)
    other.close()
    page.locator("[data-return]").click()
    expect(page.locator("[data-cover-wait=login]")).to_be_visible()


def a_remark_with_the_wrong_token(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    page.locator("main [name=csrfmiddlewaretoken]").evaluate(ANOTHER_TOKEN)
    send(page)
    expect(page.locator("h1")).to_have_text("Kirjaudu uudelleen")


def a_remark_too_large(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    page.locator("main [name=back]").evaluate(TOO_LONG, canary)  # nothing that has to be drawn
    send(page)
    expect(page.locator("main form > [role=alert]")).to_have_text("Lähetys oli liian suuri")


def a_remark_while_locked(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    leave_untouched(page, server)
    send(page)
    expect(page).to_have_title("Kalenteri")


def a_remark_while_the_database_is_held(page: Page, server: Server, canary: str) -> None:
    begin_remark(page, canary)
    page.locator("[name=kind]").first.check()
    with closing(sqlite3.connect(server.folder / "rinnalla.sqlite3", timeout=20)) as database:
        database.execute("BEGIN IMMEDIATE")
        send(page)
        expect(page.locator("h1")).to_have_text("Palvelussa on juuri nyt ruuhkaa", timeout=40_000)


def a_save(page: Page, server: Server, canary: str) -> None:
    walk = begin(page)
    field(page, "note-pace").fill(canary)
    answer(page, "check-alone", "no")
    expect_state(page, "saved")
    page.locator("button[name=go]").last.click()
    page.wait_for_url("**/2/")
    answer(page, "check-threat", "yes")
    expect_state(page, "saved")
    page.goto(f"{walk}signs/")
    answer(page, "sign-nervous", "noticed")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    open_plan(page)
    tick(page, "done-call-emergency").check()
    field(page, "label").fill(canary)
    expect_state(page, "saved")
    page.locator("button[name=finish][value=yes]").click()
    expect(page.locator("#finished")).to_be_visible()


def a_save_on_two_devices(page: Page, server: Server, canary: str) -> None:
    begin(page)
    other = as_stored(page)
    field(other, "note-pace").fill("Toinen")
    expect_state(other, "saved")
    other.close()
    field(page, "note-pace").fill(canary)
    expect(choice(page, "note-pace").first).to_be_visible()
    page.locator("button[name=language][value=sv]").click()
    expect(choice(page, "note-pace").first).to_be_focused()


def a_save_too_long(page: Page, server: Server, canary: str) -> None:
    begin(page)
    field(page, "note-pace").fill(canary * 1500)
    expect(page.locator("#note-pace-error")).not_to_be_empty()
    press_all_the_same(page, "button[name=read][value=full]")
    page.wait_for_load_state()


def press_all_the_same(page: Page, button: str) -> None:
    """The first press points out what is not saved."""
    page.locator(button).click()
    expect(page.locator(":is(#save-trouble, [name=note-pace]):focus")).to_be_visible()
    page.locator(button).click()


def a_save_after_the_log_in_ran_out(page: Page, server: Server, canary: str) -> None:
    begin(page)
    end_log_in(page, server)
    field(page, "note-pace").fill(canary)
    expect(page.locator("[data-trouble=login]")).to_be_visible()
    press_all_the_same(page, "button[name=read][value=full]")
    expect(page.locator("h1")).to_have_text("Kirjaudu uudelleen")


def a_save_while_locked(page: Page, server: Server, canary: str) -> None:
    begin(page)
    leave_untouched(page, server)
    field(page, "note-pace").fill(canary)
    page.locator("button[name=read][value=full]").click()
    expect(page).to_have_title("Kalenteri")


def begin_name(page: Page, canary: str) -> None:
    walk = begin(page)
    page.goto(f"{walk}name/")
    page.locator("[name=label]").fill(canary)


def a_name(page: Page, server: Server, canary: str) -> None:
    begin_name(page, canary)
    send(page)
    page.wait_for_url("**/i/")


def a_name_too_long(page: Page, server: Server, canary: str) -> None:
    begin_name(page, canary * 20)
    send(page)
    expect(page.locator("#errors")).to_be_visible()


def a_name_on_two_devices(page: Page, server: Server, canary: str) -> None:
    begin_name(page, canary)
    other = as_stored(page)
    other.locator("[name=label]").fill("Toinen")
    send(other)
    other.wait_for_url("**/i/")
    other.close()
    send(page)
    expect(choice(page, "label").first).to_be_visible()


def a_name_after_the_log_in_ran_out(page: Page, server: Server, canary: str) -> None:
    begin_name(page, canary)
    end_log_in(page, server)
    send(page)
    expect(page.locator("h1")).to_have_text("Kirjaudu uudelleen")


def a_colleague_whom_nobody_knows(page: Page, server: Server, canary: str) -> None:
    page.goto(f"{begin(page)}colleagues/")
    page.locator("[name=colleague]").fill(canary)
    send(page)
    expect(page.locator("[name=colleague]")).to_have_attribute("aria-invalid", "true")


def a_wrong_password(page: Page, server: Server, canary: str) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("worker")
    page.locator("[name=password]").fill(canary)
    send(page)
    expect(page.locator("#errors")).to_be_focused()


def too_many_wrong_passwords(page: Page, server: Server, canary: str) -> None:
    a_wrong_password(page, server, canary)
    with closing(sqlite3.connect(server.folder / "rinnalla.sqlite3", timeout=20)) as database, database:
        database.execute(TOO_MANY)
    page.locator("[name=password]").fill(canary)
    send(page)
    expect(page.locator("h1")).to_have_text("Odota hetki")
    with closing(sqlite3.connect(server.folder / "rinnalla.sqlite3", timeout=20)) as database, database:
        database.execute("DELETE FROM interview_attempt")


def a_password_not_to_be_taken(page: Page, server: Server, canary: str) -> None:
    page.goto("/accounts/password/")
    for name in ("oldpassword", "password1", "password2"):
        page.locator(f"[name={name}]").fill(canary)
    send(page)
    expect(page.locator("#errors")).to_be_focused()


def a_wrong_password_at_the_lock(page: Page, server: Server, canary: str) -> None:
    begin(page)
    leave_untouched(page, server)
    page.reload()
    page.locator("#unlock-password").fill(canary)
    page.locator("#unlock button").click()
    expect(page.locator("#unlock-fault")).to_be_visible()


def a_wrong_code_at_log_in_and_once_more(page: Page, server: Server, canary: str) -> None:
    spare = server.manage("shell", "-v", "0", "-c", SOMEBODY_WITH_AN_APP).strip()
    give_password(page, "somebody")
    send_wrong_code(page, canary)
    page.locator("[name=code]").fill(spare)
    send(page)
    page.wait_for_url("**/i/")
    page.goto("/accounts/confirm/code/")
    send_wrong_code(page, canary)


def a_wrong_code_at_set_up(page: Page, server: Server, canary: str) -> None:
    give_password(page, "worker")
    page.goto("/accounts/second-factor/app/")
    send_wrong_code(page, canary)


def send_wrong_code(page: Page, canary: str) -> None:
    page.locator("[name=code]").fill(canary)
    send(page)
    expect(page.locator("#errors")).to_be_focused()


def a_name_of_a_passkey_that_is_refused(page: Page, server: Server, canary: str) -> None:
    at_a_name = server.url.replace("127.0.0.1", "localhost")
    give_password(page, "worker", at_a_name)
    page.goto(f"{at_a_name}/accounts/second-factor/passkeys/new/")
    page.locator("[name=name]").fill(canary)
    page.locator("#passkey").evaluate(NO_PASSKEY)
    expect(page.locator("#errors")).to_be_focused()


def give_password(page: Page, name: str, at: str = "") -> None:
    page.context.clear_cookies()
    page.goto(f"{at}/accounts/login/")
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(PASSWORD)
    send(page)
    page.wait_for_url(lambda address: not address.endswith("/accounts/login/"))


def a_log_out(page: Page, server: Server, canary: str) -> None:
    walk = press_begin(page)
    field(page, "note-pace").fill(canary)
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    page.goto("/accounts/logout/")
    send(page)
    page.wait_for_url(lambda url: url.endswith("/") and "logout" not in url)


SCENES: list[Scene] = [
    *(a_try, a_try_after_the_log_in_ran_out),
    *(a_remark_refused, a_remark_kept, a_remark_after_the_log_in_ran_out, a_remark_after_a_log_out_elsewhere),
    *(a_remark_with_the_wrong_token, a_remark_too_large, a_remark_while_locked),
    *(a_save, a_save_on_two_devices, a_save_too_long, a_save_after_the_log_in_ran_out, a_save_while_locked),
    *(a_name, a_name_too_long, a_name_on_two_devices, a_name_after_the_log_in_ran_out),
    *(
        a_colleague_whom_nobody_knows,
        a_wrong_password,
        a_password_not_to_be_taken,
        a_wrong_password_at_the_lock,
    ),
    *(a_wrong_code_at_log_in_and_once_more, a_wrong_code_at_set_up, a_name_of_a_passkey_that_is_refused),
    *(too_many_wrong_passwords, a_log_out, a_remark_while_the_database_is_held),
]


# --- The profile -----------------------------------------------------------------------------------------


class Profile:
    """A browser as people have it, with a folder of its own: what was played in it is looked for there."""

    def __init__(
        self, folder: Path, context: BrowserContext, server: Server, signed_in: Callable[[str], dict]
    ):
        self.folder, self.context, self.server, self.signed_in = folder, context, server, signed_in
        self.typed: dict[str, str] = {}  # canary -> scene

    def play(self, scene: Scene) -> str:
        """Gives what was typed in it."""
        canary = f"Kanarialintu{len(self.typed)}q"
        self.typed[canary] = scene.__name__
        self.context.clear_cookies()
        self.context.add_cookies(self.signed_in("worker")["cookies"])
        page = self.context.new_page()
        scene(page, self.server, canary)
        return canary

    def left(self) -> dict[str, list[str]]:
        """Which scene, or which tick, is found in which files."""
        words = self.typed | {tick: tick for tick in TICKED} | {PASSWORD: "a password"}
        found: dict[str, list[str]] = {}
        for path in sorted(path for path in self.folder.rglob("*") if path.is_file()):
            kept = path.read_bytes()
            for word in words:
                if word.encode() in kept or word.encode("utf-16-le") in kept:
                    found.setdefault(words[word], []).append(str(path.relative_to(self.folder)))
        return found

    def close(self) -> None:
        self.context.close()

    def kill(self) -> None:
        """As when a machine loses its power; some seconds after what was done last, when it is written."""
        self.context.pages[0].wait_for_timeout(6000)
        os.kill(self._process(), signal.SIGKILL)
        with suppress(Error):  # it may have heard already that nobody is there any more
            self.context.close()

    def _process(self) -> int:
        for process in Path("/proc").glob("[0-9]*"):
            told = (process / "cmdline").read_bytes().split(b"\0")
            if f"--user-data-dir={self.folder}".encode() in told and not any(
                b"--type=" in word for word in told
            ):
                return int(process.name)
        raise AssertionError("The browser is not there.")


@pytest.fixture
def profile(playwright, tmp_path, browser_type_launch_args, server, signed_in) -> Iterator[Profile]:
    options = {**browser_type_launch_args, "args": CHROMIUM}
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        **options,
        base_url=server.url,
        locale="fi-FI",
        viewport=PHONE,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    context.set_default_timeout(10_000)
    yield Profile(tmp_path / "profile", context, server, signed_in)
    context.close()


def without_our_script(page: Page, server: Server, canary: str) -> None:
    """What the search has to find: the form is sent by the browser itself."""
    page.route("**/send*.js", lambda route: route.abort())
    a_remark_refused(page, server, canary)


@pytest.mark.heavy
def test_a_try_and_a_refused_remark_leave_nothing(profile):
    for scene in (without_our_script, a_try, a_remark_refused):
        profile.play(scene)
    profile.close()
    assert profile.left().keys() == {"without_our_script"}


@pytest.mark.heavy
@pytest.mark.parametrize("end", [Profile.close, Profile.kill])
def test_nothing_that_was_sent_is_left_however_the_browser_ends(profile, end):
    for scene in (without_our_script, *SCENES):
        profile.play(scene)
    end(profile)
    assert profile.left().keys() == {"without_our_script"}
