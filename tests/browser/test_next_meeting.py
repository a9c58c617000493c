"""When and where the next meeting is: asked once it is agreed on, and in reach without a script too."""

import pytest
from playwright.sync_api import expect

from tests.browser.screen import PHONE, answer, begin, field

pytestmark = pytest.mark.browser

ASKED = ("meeting-date", "meeting-time", "meeting-place", "meeting-channel")


def test_the_meeting_is_asked_once_it_is_agreed_on_and_not_before(open_page):
    page = open_page(viewport=PHONE)
    begin(page, at="3/")
    page.wait_for_load_state()
    for value, shown in ((None, False), ("not-yet", False), ("yes", True), ("not-yet", False)):
        if value:
            answer(page, "check-meeting", value)
        for name in ASKED:
            expect(field(page, name)).to_be_visible(visible=shown)


def test_without_a_script_the_meeting_is_always_in_reach(open_page):
    page = open_page(viewport=PHONE, javascript=False)
    begin(page, at="3/")
    page.wait_for_load_state()
    for name in ASKED:
        expect(field(page, name)).to_be_visible()
