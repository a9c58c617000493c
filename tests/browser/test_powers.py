"""Of what a page could ask a browser for, it may ask for nothing but what this app needs."""

import pytest

from config.traffic.headers import OURS

pytestmark = pytest.mark.browser

# No power over a person or a machine: what a browser says of itself when a server asks (ours never does), how
# a page is left, and what a screen reader is told.
HARMLESS = ("ch-", "unload", "aria-notify")


def test_a_page_may_ask_for_three_things_and_of_nobody_but_ourselves(open_page):
    page = open_page()
    page.goto("/i/")
    allowed = page.evaluate("document.featurePolicy.allowedFeatures()")
    assert sorted(power for power in allowed if not power.startswith(HARMLESS)) == sorted(OURS)
