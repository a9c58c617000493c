"""Choosing an answer: no word of its question changes its place, so that nothing moves under the finger."""

import pytest
from django.conf import settings

from tests.browser.screen import PHONE, begin, choose_language
from tests.fonts import in_each_family

pytestmark = pytest.mark.browser

CHOICES = "main [type=radio]:not([value=''])"
# Choice by choice, where each line of its question stands before and after; nothing is saved.
MOVED = """(choices) => {
    const lines = (asked) => {
        const all = document.createRange();
        all.selectNodeContents(asked);
        const { height } = asked.getBoundingClientRect();
        return JSON.stringify([height, ...[...all.getClientRects()].map(({ x, y, width }) => [x, y, width])]);
    };
    return [...document.querySelectorAll(choices)].filter((choice) => {
        const asked = choice.closest("fieldset, .sign"), before = lines(asked);
        choice.checked = true;
        const after = lines(asked);
        choice.checked = false;
        return before !== after;
    }).map((choice) => `${choice.name} ${choice.value}: ${choice.labels[0].textContent.trim()}`);
}"""


@pytest.mark.heavy
@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_no_answer_and_no_sign_that_is_chosen_moves_a_line_on_a_phone(open_page, server, language):
    page = open_page(viewport=PHONE)
    choose_language(page.context, server.url, language)
    walk = begin(page)
    for place in ("1/", "2/", "3/", "4/", "signs/"):
        page.goto(walk + place)
        assert page.locator(CHOICES).count() > 5
        for family in in_each_family(page):
            assert page.evaluate(MOVED, CHOICES) == [], (place, family)
