"""The second factor in a browser: a passkey of Chromium's own making, an app's code, a recovery code."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.browser.screen import DESK
from tests.browser.server import PASSWORD
from tests.browser.watch import Watch

pytestmark = pytest.mark.browser

MAKE_ACCOUNT = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("{name}", password="{password}")
user.groups.add(Group.objects.get(name="Workers"))
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
    name = f"somebody-{int(time.time() * 1000)}"
    server.manage("shell", "-v", "0", "-c", MAKE_ACCOUNT.format(name=name, password=PASSWORD))
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


def test_a_passkey_is_made_and_opens(somebody):
    page = somebody
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": A_KEY})
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


def test_a_passkey_that_is_refused_says_so_and_a_code_opens(somebody):
    page = somebody
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    key = devices.send("WebAuthn.addVirtualAuthenticator", {"options": A_KEY})
    page.goto(f"{INDEX}passkeys/new/")
    page.get_by_role("button", name="Lisää pääsyavain").click()
    page.wait_for_url("**/codes/")
    code = page.locator(".codes code").first.inner_text()
    log_out(page)
    give_password(page)
    devices.send("WebAuthn.clearCredentials", key)
    page.get_by_role("button", name="Käytä pääsyavainta").click()
    expect(page.locator("#passkey-trouble")).to_be_visible()
    page.get_by_label("Koodi").fill(code)
    page.get_by_role("button", name="Kirjaudu", exact=True).click()
    page.wait_for_url("**/i/")


def test_an_apps_code_opens_and_a_recovery_code_once(somebody):
    page = somebody
    page.goto(f"{INDEX}app/")
    secret = page.locator("main code").inner_text()
    page.get_by_label("Sovelluksen näyttämä koodi").fill(code_of(secret))
    page.get_by_role("button", name="Ota käyttöön").click()
    page.wait_for_url("**/codes/")
    spare = page.locator(".codes code").first.inner_text()
    for code, opens in ((code_of(secret), True), (spare, True), (spare, False)):
        log_out(page)
        give_password(page)
        page.get_by_label("Koodi").fill(code)
        page.get_by_role("button", name="Kirjaudu", exact=True).click()
        if opens:
            page.wait_for_url("**/i/")
        else:
            expect(page.locator("#errors")).to_contain_text("Koodi ei kelpaa")


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_at_an_address_of_digits_no_passkey_is_offered(worker_page):
    worker_page.goto(INDEX)
    expect(worker_page.locator("main")).to_contain_text("Pääsyavain ei toimi tässä osoitteessa")
    worker_page.goto(f"{INDEX}passkeys/new/")
    expect(worker_page.get_by_role("button", name="Lisää pääsyavain")).to_have_count(0)
