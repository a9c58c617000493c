"""The colours as the stylesheet has them: every pair in use can be read, by day, by night and on paper."""

import re

import pytest

from interview.gallery.colours import DARK, DECORATION, LIGHT, PAIRS, PRINT, SHEET, contrast, pairs, schemes

SHEETS = [SHEET.with_name(f"{name}.css") for name in ("rinnalla", "pages", "asking", "summary", "trying")]
IN_USE = re.compile(r"(?:color|background|border[a-z-]*|fill|stroke):[^;}]*?var\(--([a-z-]+)\)")


NOT_ON_PAPER = ("accent", "cover", "tint")  # paper has no fills
SEEN = [
    pytest.param(pair, scheme, id=f"{pair.above} on {pair.ground}, {scheme}")
    for pair in pairs()
    for scheme in (LIGHT, DARK, PRINT)
    if scheme != PRINT or pair.ground not in NOT_ON_PAPER
]


@pytest.mark.parametrize(("pair", "scheme"), SEEN)
def test_what_lies_on_it_can_be_read(pair, scheme):
    assert pair.measured[scheme] >= pair.least


def test_every_colour_in_use_is_in_a_pair():
    used = {name for sheet in SHEETS for name in IN_USE.findall(sheet.read_text())} & set(schemes()[LIGHT])
    assert used - {name for pair in PAIRS for name in pair} - DECORATION == set()


def test_day_and_night_name_the_same_colours():
    dark = SHEET.read_text().partition("prefers-color-scheme: dark")[2].partition("}")[0]
    assert set(re.findall(r"--([a-z-]+):", dark)) == set(schemes()[LIGHT])


def test_print_is_black_on_white():
    paper = schemes()[PRINT]
    assert (paper["ink"], paper["paper"]) == ("#000000", "#ffffff")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0b584e", "#0b584e", 1)],
)
def test_contrast_is_counted_as_wcag_counts_it(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
