"""The colours as the stylesheets have them: every pair in use can be read, by day, by night and on paper."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from interview.gallery.colours import (
    DARK,
    DARK_BEGINS,
    DECORATION,
    DESK,
    DESK_PAIRS,
    LIGHT,
    PAIRS,
    PRINT,
    PRINT_BEGINS,
    SHEETS,
    TEXT,
    TOKENS,
    contrast,
    desk_pairs,
    desk_schemes,
    pairs,
    schemes,
)

EVERY_SHEET = sorted(SHEETS.glob("*.css"))
OF_DJANGO = [
    Path(finders.find(f"admin/css/{name}.css"))
    for name in ("base", "widgets", "forms", "changelists", "dashboard", "login", "responsive")
]

IN_USE = re.compile(r"(?:color|background|border[a-z-]*|fill|stroke):[^;}]*?var\(--([a-z-]+)\)")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
ABOVE = re.compile(r"(?<![\w-])color:\s*([^;!]+)")
GROUND = re.compile(r"background(?:-color)?:\s*([^;!]+)")

NOT_ON_PAPER = ("accent", "cover", "tint", "head")  # paper has no fills
SEEN = [
    *(
        pytest.param(pair, scheme, id=f"{pair.above} on {pair.ground}, {scheme}")
        for pair in pairs()
        for scheme in (LIGHT, DARK, PRINT)
        if scheme != PRINT or pair.ground not in NOT_ON_PAPER
    ),
    *(
        pytest.param(pair, scheme, id=f"{pair.above} on {pair.ground} at the desk, {scheme}")
        for pair in desk_pairs()
        for scheme in (LIGHT, DARK)
    ),
]

# Where Django's own rules cannot be read in our colours: admin.css has a rule of ours for each.
OF_SELECTOR = ".selector :is(.selector-chosen-title, .list-footer-display)"
OVERRULED = {
    ".paginator a:focus, .paginator a:hover": ".paginator a:is(:focus, :hover)",
    ".selector-chosen .list-footer-display": OF_SELECTOR,
    ".selector-chosen-title": OF_SELECTOR,
    ".calendar caption, .calendarbox h2": ".calendarbox .calendar caption",
    ".calendar td a:focus, .timelist a:focus, .calendar td a:hover, .timelist a:hover": (
        ".calendarbox .calendar td a:is(:focus, :hover, :active),"
        " .clockbox .timelist a:is(:focus, :hover, :active)"
    ),
}


def rules_of(sheet: Path) -> Iterator[tuple[str, str]]:
    """Selector and declarations of every rule, those within others' braces too."""
    for selector, declarations in RULE.findall(COMMENT.sub("", sheet.read_text(encoding="utf-8"))):
        yield " ".join(selector.split()), declarations


def colour_of(value: str, colours: dict[str, str]) -> str | None:
    """The colour of a variable, or one that is written out; None for whatever else there is."""
    if variable := re.search(r"var\(--([a-z-]+)\)", value):
        return colours.get(variable[1])
    if written := re.search(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?\b", value):
        return written[0] if len(written[0]) == 7 else "#" + "".join(digit * 2 for digit in written[0][1:])
    return {"white": "#ffffff", "black": "#000000"}.get(value.strip())


def hard_to_read(sheets: list[Path]) -> dict[str, float]:
    """Rules that write words and their ground together, too much alike in one scheme -> their contrast."""
    found = {}
    for colours in desk_schemes().values():
        for selector, declarations in (rule for sheet in sheets for rule in rules_of(sheet)):
            both = [kind.search(declarations) for kind in (ABOVE, GROUND)]
            above, ground = (colour_of(one[1], colours) if one else None for one in both)
            if above and ground and above != ground and contrast(above, ground) < TEXT:
                found[selector] = round(contrast(above, ground), 2)
    return found


@pytest.mark.parametrize(("pair", "scheme"), SEEN)
def test_what_lies_on_it_can_be_read(pair, scheme):
    assert pair.measured[scheme] >= pair.least


def test_every_colour_in_use_is_in_a_pair():
    used = {name for sheet in EVERY_SHEET for name in IN_USE.findall(sheet.read_text(encoding="utf-8"))}
    known = {name for pair in (*PAIRS, *DESK_PAIRS) for name in pair} | DECORATION
    assert (used & set(desk_schemes()[LIGHT])) - known == set()


def test_every_token_and_every_variable_of_the_desk_is_in_a_pair():
    known = {name for pair in (*PAIRS, *DESK_PAIRS) for name in pair} | DECORATION
    assert set(desk_schemes()[LIGHT]) - known == set()


def test_what_a_rule_writes_on_a_ground_of_its_own_can_be_read():
    assert hard_to_read(EVERY_SHEET) == {}


def test_where_djangos_own_rules_cannot_be_read_the_desk_has_others():
    assert set(hard_to_read(OF_DJANGO)) == set(OVERRULED)
    assert set(OVERRULED.values()) <= {selector for selector, _ in rules_of(DESK)}


def test_a_colour_is_written_among_the_tokens_and_nowhere_else():
    """But for paper: black and greys on white, which the meeting's pages alone are printed in."""
    written = {}
    for sheet in EVERY_SHEET:
        for selector, declarations in rules_of(sheet):
            if colours := re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", declarations):
                written.setdefault(sheet.name, set()).add((selector, len(colours)))
    assert {selector for selector, _ in written.pop(TOKENS.name)} == {":root"}
    assert {name: len(rules) for name, rules in written.items()} == {"rinnalla.css": 1}
    of_paper = (SHEETS / "rinnalla.css").read_text(encoding="utf-8").partition(PRINT_BEGINS)[2]
    assert "--paper: #fff; --ink: #000;" in of_paper


def test_the_desk_names_no_variable_that_is_none_of_djangos():
    """A token's own name would change under Django's hands, or Django's under ours."""
    set_here = set(
        re.findall(r"^ *--([a-z-]+):|; --([a-z-]+):", DESK.read_text(encoding="utf-8"), re.MULTILINE)
    )
    names = {name for pair in set_here for name in pair if name}
    of_django = set(re.findall(r"--([a-z-]+):", OF_DJANGO[0].read_text(encoding="utf-8")))
    assert names - of_django == set()
    assert names & set(schemes()[LIGHT]) == set()


def test_day_and_night_name_the_same_colours():
    dark = TOKENS.read_text(encoding="utf-8").partition(DARK_BEGINS)[2].partition("}")[0]
    assert set(re.findall(r"--([a-z-]+):", dark)) == set(schemes()[LIGHT])


def test_print_is_black_on_white():
    paper = schemes()[PRINT]
    assert (paper["ink"], paper["paper"]) == ("#000000", "#ffffff")


@pytest.mark.parametrize("name", sorted({name for pair in PAIRS for name in pair}))
def test_the_page_of_components_draws_every_colour_of_a_pair(name):
    drawn = (SHEETS / "components.css").read_text(encoding="utf-8")
    classes = {f".as-{above}" for above, _ in PAIRS} | {f".on-{ground}" for _, ground in PAIRS}
    assert [one for one in classes if one.endswith(f"-{name}") and f"{one} {{" not in drawn] == []


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0b584e", "#0b584e", 1)],
)
def test_contrast_is_counted_as_wcag_counts_it(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
