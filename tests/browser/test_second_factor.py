"""The second factor in a browser: a passkey of Chromium's own making, an app's code, a recovery code."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.screen import DESK, PHONE, as_stored, begin, expect_state, field, leave_untouched
from tests.browser.server import PASSWORD
from tests.browser.test_cover import come_back, cover_by_key, expect_covered
from tests.browser.test_lock import begin_at_rest, pass_by
from tests.browser.watch import Watch
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

MAKE_ACCOUNT = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("{name}", password="{password}", is_staff="{role}" == "Supervisors")
user.groups.add(Group.objects.get(name="{role}"))
"""
A_KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
INDEX = "/accounts/second-factor/"


@pytest.fixture
def somebody(server, browser, request):
    """A page of an account that no other test has, at http://localhost: at an IP address are no passkeys."""
    name, role = f"somebody-{int(time.time() * 1000)}", getattr(request, "param", "Workers")
    server.manage("shell", "-v", "0", "-c", MAKE_ACCOUNT.format(name=name, password=PASSWORD, role=role))
    url = server.url.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=url, viewport=DESK, locale="fi-FI")
    watch = Watch(context, url)
    page = context.new_page()
    page.somebody = name
    give_password(page)
    yield page
    context.close()
    assert watch.said == []


def give_password(page: Page) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(page.somebody)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: not address.endswith("/accounts/login/"))


def log_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/")


@pytest.fixture
def devices(somebody):
    """What Chromium's own tools say to the device of somebody's, which is there."""
    devices = somebody.context.new_cdp_session(somebody)
    devices.send("WebAuthn.enable")
    return devices


@pytest.fixture
def device(devices) -> dict:
    return devices.send("WebAuthn.addVirtualAuthenticator", {"options": A_KEY})


@pytest.fixture
def with_a_passkey(somebody, device) -> Page:
    """Somebody's page, whose device has a passkey of theirs."""
    somebody.goto(f"{INDEX}passkeys/new/")
    somebody.get_by_role("button", name="Lisää pääsyavain").click()
    somebody.wait_for_url("**/codes/")
    return somebody


@pytest.mark.heavy
def test_a_passkey_is_made_and_opens(somebody, device):
    page = somebody
    page.goto(INDEX)
    page.get_by_role("link", name="Lisää pääsyavain").click()
    page.get_by_label("Avaimen nimi").fill("Kannettava")
    page.get_by_role("button", name="Lisää pääsyavain").click()
    page.wait_for_url("**/codes/")
    page.goto(f"{INDEX}passkeys/")
    expect(page.locator("main")).to_contain_text("Kannettava")
    log_out(page)
    give_password(page)
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    page.wait_for_url("**/i/")


@pytest.mark.heavy
def test_after_a_wrong_code_which_history_does_not_keep_the_passkey_still_opens(with_a_passkey):
    page = with_a_passkey
    log_out(page)
    give_password(page)
    page.evaluate("window.same = true")
    page.get_by_label("Koodi").fill("123456")
    page.get_by_role("button", name="Kirjaudu", exact=True).click()
    expect(page.locator("#errors")).to_be_focused()
    assert page.evaluate("window.same")
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    page.wait_for_url("**/i/")


@pytest.mark.heavy
def test_a_passkey_that_is_refused_says_so_and_a_code_opens(with_a_passkey, devices, device):
    page = with_a_passkey
    code = page.locator(".codes code").first.inner_text()
    log_out(page)
    give_password(page)
    devices.send("WebAuthn.clearCredentials", device)
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    expect(page.locator("[data-passkey-trouble]")).to_be_visible()
    page.get_by_label("Koodi").fill(code)
    page.get_by_role("button", name="Kirjaudu", exact=True).click()
    page.wait_for_url("**/i/")


@pytest.mark.heavy
def test_an_apps_code_opens_and_a_recovery_code_once(somebody):
    page = somebody
    page.goto(f"{INDEX}app/")
    secret = page.locator("main code").inner_text()
    page.get_by_label("Sovelluksen näyttämä koodi").fill(code_of(secret))
    page.get_by_role("button", name="Ota käyttöön").click()
    page.wait_for_url("**/codes/")
    spare = page.locator(".codes code").first.inner_text()
    for code, opens in ((code_of(secret, 1), True), (spare, True), (spare, False)):
        log_out(page)
        give_password(page)
        page.get_by_label("Koodi").fill(code)
        page.get_by_role("button", name="Kirjaudu", exact=True).click()
        if opens:
            page.wait_for_url("**/i/")
        else:
            expect(page.locator("#errors")).to_contain_text("Koodi ei kelpaa")


def code_of(secret: str, steps: int = 0) -> str:
    """What an app shows now, or showed or will show some steps of half a minute away."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


@pytest.mark.heavy
def test_at_an_address_of_digits_no_passkey_is_offered(worker_page):
    worker_page.goto(INDEX)
    expect(worker_page.locator("main")).to_contain_text("Pääsyavain ei toimi tässä osoitteessa")
    worker_page.goto(f"{INDEX}passkeys/new/")
    expect(worker_page.get_by_role("button", name="Lisää pääsyavain")).to_have_count(0)


# --- After a lock ----------------------------------------------------------------------------------------


WORDS = "Piilokirjoitusta tädistä"


def use_passkey(page: Page) -> None:
    page.locator("#unlock").get_by_role("button", name="Käytä pääsyavainta").click()


@pytest.mark.heavy
@pytest.mark.parametrize("size", first_then_heavy([PHONE, DESK]), ids=["phone", "desk"])
def test_over_a_walk_it_brings_back_the_spot_and_every_unsaved_word(with_a_passkey, server, size):
    page = with_a_passkey
    page.set_viewport_size(size)
    page.clock.install()
    begin_at_rest(page, at="2/")
    field(page, "note-safety").focus()
    before = page.evaluate("scrollY")
    leave_untouched(page, server)
    with page.expect_response(lambda response: response.status == 423):
        field(page, "note-safety").press_sequentially(WORDS)
        pass_by(page, 0, 1)
    expect_covered(page)
    come_back(page)
    expect(page.locator("#unlock-password")).to_be_focused()
    assert WORDS not in page.content()
    use_passkey(page)
    expect(field(page, "note-safety")).to_have_value(WORDS)
    expect(field(page, "note-safety")).to_be_focused()
    assert page.evaluate("scrollY") >= before > 0
    expect_state(page, "saved")
    expect(field(as_stored(page), "note-safety")).to_have_value(WORDS)


@pytest.mark.heavy
@pytest.mark.parametrize("somebody", ["Supervisors"], indirect=True)
def test_over_a_half_written_form_of_the_desk_too(with_a_passkey, server):
    page = with_a_passkey
    page.goto("/admin/guidance/step/add/")
    page.get_by_label("Otsikko: Suomi").fill(WORDS)
    cover_by_key(page)
    leave_untouched(page, server)
    come_back(page)
    expect(page.locator("#unlock-password")).to_be_focused()
    use_passkey(page)
    expect(page.get_by_label("Otsikko: Suomi")).to_have_value(WORDS)


@pytest.mark.heavy
def test_on_the_page_that_asks_it_leads_on(with_a_passkey, server):
    page = with_a_passkey
    walk = begin(page, at="2/")
    leave_untouched(page, server)
    page.reload()
    use_passkey(page)
    page.wait_for_url(f"**{walk}2/")
    expect(page.locator("#answers")).to_be_visible()


@pytest.mark.heavy
def test_one_that_is_refused_says_so_and_the_password_opens(with_a_passkey, server, devices, device):
    page = with_a_passkey
    begin(page)
    cover_by_key(page)
    leave_untouched(page, server)
    devices.send("WebAuthn.clearCredentials", device)
    come_back(page)
    use_passkey(page)
    expect(page.locator("[data-passkey-trouble]")).to_be_visible()
    page.locator("#unlock-password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#answers")).to_be_visible()


@pytest.mark.heavy
def test_a_silent_line_is_said_and_one_that_is_asked_for_late_still_opens(with_a_passkey, server):
    page = with_a_passkey
    page.clock.install()
    begin_at_rest(page)
    cover_by_key(page)
    leave_untouched(page, server)
    come_back(page)
    held = []
    page.route("**/unlock/passkey/", lambda route: held.append(route))
    with page.expect_request("**/unlock/passkey/"):
        use_passkey(page)
    expect(page.locator("[data-passkey-trouble]")).to_be_hidden()
    pass_by(page, 0, 4)
    expect(page.locator("[data-passkey-trouble]")).to_be_visible()
    held[0].continue_()
    expect(page.locator("#answers")).to_be_visible()


@pytest.mark.heavy
def test_a_device_that_was_told_nothing_of_its_holder_opens_nothing(with_a_passkey, server, devices, device):
    page = with_a_passkey
    begin(page)
    cover_by_key(page)
    leave_untouched(page, server)
    devices.send("WebAuthn.setUserVerified", {**device, "isUserVerified": False})
    come_back(page)
    use_passkey(page)
    expect(page.locator("[data-passkey-trouble]")).to_be_visible()
    expect(page).to_have_title("Kalenteri")


@pytest.mark.heavy
def test_in_another_tab_that_was_unlocked_meanwhile_the_press_leads_back(with_a_passkey, server):
    page = with_a_passkey
    begin(page)
    leave_untouched(page, server)
    page.reload()
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("#unlock-password").fill(PASSWORD)
    other.keyboard.press("Enter")
    expect(other.locator("#answers")).to_be_visible()
    use_passkey(page)
    expect(page.locator("#answers")).to_be_visible()
