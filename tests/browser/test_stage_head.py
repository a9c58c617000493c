"""The head of a stage on a phone: how much is read is a setting, the questions are a link and are near."""

import pytest
from django.conf import settings

from tests.browser.screen import PHONE, begin, choose_language
from tests.length import first_then_heavy

pytestmark = pytest.mark.browser

SCREENS = 2

# Where the first question ends, and where the screens do that one sees between the bars at top and bottom.
ENDS = """(screens) => {
    const heightOf = (bar) => document.querySelector(bar).getBoundingClientRect().height;
    const top = heightOf("#top"), seen = innerHeight - top - heightOf("#bar");
    const question = document.querySelector(".question").getBoundingClientRect().bottom + scrollY;
    return { question, screens: top + screens * seen };
}"""

FRAMED = """(selector) => [...document.querySelectorAll(selector)]
    .map((one) => parseFloat(getComputedStyle(one).borderBlockStartWidth) > 0)"""


@pytest.mark.parametrize("language", first_then_heavy(code for code, _ in settings.LANGUAGES))
def test_the_first_question_of_each_stage_is_within_two_screens(open_page, server, language):
    page = open_page(viewport=PHONE)
    choose_language(page.context, server.url, language)
    walk = begin(page)
    for stage in "1234":
        page.goto(f"{walk}{stage}/", wait_until="load")
        ends = page.evaluate(ENDS, SCREENS)
        assert ends["question"] <= ends["screens"], stage


@pytest.mark.heavy
def test_what_is_set_is_framed_and_what_leads_down_the_page_is_not(open_page):
    page = open_page(viewport=PHONE)
    begin(page)
    page.wait_for_load_state()
    assert page.evaluate(FRAMED, ".reading > span") == [True]
    assert page.evaluate(FRAMED, ".reading a") == [False]
