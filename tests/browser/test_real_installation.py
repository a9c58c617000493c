"""A real installation from its first account to the log-out: https, an own password, a second factor.

On SQLite, and in `make test-postgres` on PostgreSQL.
"""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from config.environment import SQLITE
from tests.browser.over_https import InstallationOverHttps, Proxy
from tests.browser.screen import DESK, answer, expect_state, press_begin, steps
from tests.browser.test_second_factor import code_of
from tests.browser.watch import Watch
from tests.postgresql import beside_the_tests

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

OWN = "hernekeitto-kiertää-hitaasti"
STAFF = "username,roles\nmaija,Workers\n"


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """Served, with the built-in guidance."""
    folder = tmp_path_factory.mktemp("real")
    proxy = Proxy(folder)
    database = beside_the_tests("of_the_journey")
    installation = InstallationOverHttps(folder / "data", proxy, database).start()
    assert (folder / "data" / SQLITE).exists() == (not database)
    installation.manage("load_pack")
    installation.manage("publish", "--note", "Ensimmäinen")
    yield installation
    installation.stop()
    proxy.shutdown()
    proxy.server_close()


@pytest.fixture
def first_password(installation, tmp_path) -> str:
    """Of maija, as the list of new accounts says it."""
    staff = tmp_path / "staff.csv"
    staff.write_text(STAFF, encoding="utf-8")
    made = installation.manage("make_accounts", str(staff))
    return next(row[-1] for row in csv.reader(io.StringIO(made), delimiter=";") if row[0] == "maija")


@pytest.fixture
def page(browser, installation):
    context = browser.new_context(
        base_url=installation.proxy.url, viewport=DESK, locale="fi-FI", ignore_https_errors=True
    )
    watch = Watch(context, installation.proxy.url)
    yield context.new_page()
    context.close()
    assert watch.said == []
    assert watch.elsewhere == []


def give_password(page: Page, password: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill("maija")
    page.locator("[name=password]").fill(password)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(lambda address: not address.endswith("/accounts/login/"))


def log_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/")


def test_with_the_second_factor_on_a_worker_goes_from_the_first_log_in_to_the_log_out(page, first_password):
    give_password(page, first_password)
    page.goto("/i/")  # the gate leads away
    page.locator("[name=oldpassword]").fill(first_password)
    page.locator("[name=password1]").fill(OWN)
    page.locator("[name=password2]").fill(OWN)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/second-factor/")
    page.get_by_role("link", name="Ota sovellus käyttöön").click()
    secret = page.locator("main code").inner_text()
    page.locator("[name=code]").fill(code_of(secret))
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/codes/")
    log_out(page)

    give_password(page, OWN)
    page.wait_for_url("**/accounts/login/code/")
    page.locator("[name=code]").fill(code_of(secret, 1))  # each opens once
    page.get_by_role("button", name="Kirjaudu", exact=True).click()
    page.wait_for_url("**/i/")
    expect(page.locator("#notices")).to_contain_text("todennussovellus")
    walk = press_begin(page)
    answer(page, "check-alone", "yes")
    expect_state(page, "saved")
    page.goto(f"{walk}2/")
    answer(page, "check-threat", "yes")
    expect_state(page, "saved")
    page.goto(f"{walk}signs/")
    answer(page, "sign-nervous", "noticed")
    expect_state(page, "saved")
    page.goto(f"{walk}summary/")
    assert steps(page)[0]["id"] == "call-emergency"
    page.locator("button[name=finish][value=yes]").click()
    expect(page.locator("button[name=finish][value=no]")).to_be_visible()
    log_out(page)
    page.goto(f"{walk}summary/")
    page.wait_for_url("**/accounts/login/?next=**")


def test_its_cookies_are_of_this_host_alone_and_go_with_the_browser(page):
    page.goto("/accounts/login/")
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert [*cookies] == ["__Host-csrftoken"]
    assert cookies["__Host-csrftoken"]["secure"]
    assert cookies["__Host-csrftoken"]["expires"] == -1
