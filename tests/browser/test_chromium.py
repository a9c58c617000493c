"""The browser of the tests: what Playwright turns off in it is off, and no window has pages of its own."""

import re

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.heavy
def test_what_playwright_turns_off_stays_off(browser):
    """Of two lists on its line it takes the last, which is ours."""
    said = browser.new_browser_cdp_session().send("SystemInfo.getInfo")["commandLine"]
    theirs, ours = (set(off.split(",")) for off in re.findall(r"--disable-features=(\S+)", said))
    assert theirs < ours


@pytest.mark.heavy
def test_a_window_has_the_page_of_the_test_and_none_of_the_browsers_own(browser, open_page):
    open_page(who=None).goto("/accounts/login/")
    found = browser.new_browser_cdp_session().send("Target.getTargets", {"filter": [{}]})["targetInfos"]
    assert [each["url"] for each in found if each["type"] == "browser_ui"] == []
