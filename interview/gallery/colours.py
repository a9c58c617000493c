"""The colours as static/css/tokens.css has them, and which of them lie on which: what the page of components
shows and a test proves (WCAG 2.2, 1.4.3 and 1.4.11).

The desk's sheets speak in the variables of Django's admin; static/css/admin.css sets each to a token.
"""

import re
from dataclasses import dataclass

from django.conf import settings

SHEETS = settings.ROOT / "static/css"
TOKENS, PAPER, DESK = SHEETS / "tokens.css", SHEETS / "rinnalla.css", SHEETS / "admin.css"
LIGHT, DARK, PRINT = "light", "dark", "print"
DARK_BEGINS, PRINT_BEGINS = "@media (prefers-color-scheme: dark)", "@media print"

TEXT, SHAPE = 4.5, 3.0  # the least contrast of words; of edges and shapes that tell something

PAPERS = ("paper", "sheet", "tint")
PAIRS: dict[tuple[str, str], float] = {
    **{(token, ground): TEXT for token in ("ink", "soft", "accent") for ground in PAPERS},
    ("on-accent", "accent"): TEXT,
    ("on-strip", "strip"): TEXT,
    ("strip-soft", "strip"): TEXT,
    ("strip", "on-strip"): TEXT,
    ("on-cover", "cover"): TEXT,
    ("on-cover", "head"): TEXT,
    ("strip-soft", "head"): TEXT,
    ("medium", "paper"): TEXT,
    ("medium", "sheet"): TEXT,
    ("warm", "paper"): TEXT,
    ("warm", "sheet"): TEXT,
    ("warm", "warm-tint"): TEXT,
    ("ink", "warm-tint"): TEXT,
    ("edge", "paper"): SHAPE,
    ("edge", "sheet"): SHAPE,
    ("rule", "paper"): SHAPE,
}
DECORATION = {"line", "hairline-color"}  # hairlines between rows: nothing is told by them alone

DESK_PAPERS = ("body-bg", "darkened-bg", "selected-bg", "selected-row")
DESK_MESSAGES = ("message-success-bg", "message-warning-bg", "message-error-bg")
DESK_BUTTONS = [
    f"{kind}-bg"
    for button in ("button", "default-button", "close-button", "delete-button", "object-tools")
    for kind in (button, f"{button}-hover")
]
DESK_PAIRS: dict[tuple[str, str], float] = {
    **{
        (words, ground): TEXT
        for words in ("body-fg", "body-quiet-color", "body-medium-color", "body-loud-color")
        for ground in DESK_PAPERS
    },
    **{
        (link, ground): TEXT
        for link in ("link-fg", "link-hover-color", "link-selected-fg")
        for ground in (*DESK_PAPERS, *DESK_MESSAGES)
    },
    **{("body-fg", ground): TEXT for ground in DESK_MESSAGES},
    **{("error-fg", ground): TEXT for ground in ("body-bg", "darkened-bg", "message-error-bg")},
    **{("button-fg", ground): TEXT for ground in (*DESK_BUTTONS, "secondary", "link-hover-color")},
    **{("object-tools-fg", ground): TEXT for ground in ("object-tools-bg", "object-tools-hover-bg")},
    ("primary-fg", "primary"): TEXT,
    ("button-fg", "primary"): TEXT,
    **{
        (words, "header-bg"): TEXT for words in ("header-color", "header-link-color", "header-branding-color")
    },
    **{(words, "breadcrumbs-bg"): TEXT for words in ("breadcrumbs-fg", "breadcrumbs-link-fg")},
    **{("border-color", ground): SHAPE for ground in DESK_PAPERS},
    **{("rule", ground): SHAPE for ground in ("body-bg", "darkened-bg")},
    **{("button-bg", ground): SHAPE for ground in DESK_PAPERS},
}


@dataclass(frozen=True)
class Pair:
    """What lies on what, the least contrast it must have, and what it has by scheme."""

    above: str
    ground: str
    least: float
    measured: dict[str, float]


def schemes() -> dict[str, dict[str, str]]:
    """Token -> ``#rrggbb``, by scheme. Dark and print give only what differs; the rest is as in light."""
    css = TOKENS.read_text(encoding="utf-8")
    light = _tokens(css[: css.index(DARK_BEGINS)])
    return {
        LIGHT: light,
        DARK: light | _tokens(_first_rule(css, DARK_BEGINS)),
        PRINT: light | _tokens(_first_rule(PAPER.read_text(encoding="utf-8"), PRINT_BEGINS)),
    }


def desk_schemes() -> dict[str, dict[str, str]]:
    """The tokens, and Django's variables as the desk sets them, by scheme."""
    css, tokens = DESK.read_text(encoding="utf-8"), schemes()
    light = _aliases(css[: css.index(DARK_BEGINS)])
    aliases = {LIGHT: light, DARK: light | _aliases(_first_rule(css, DARK_BEGINS))}
    return {
        scheme: tokens[scheme] | {name: tokens[scheme][token] for name, token in own.items()}
        for scheme, own in aliases.items()
    }


def pairs() -> list[Pair]:
    return _measured(PAIRS, schemes())


def desk_pairs() -> list[Pair]:
    return _measured(DESK_PAIRS, desk_schemes())


def _measured(listed: dict[tuple[str, str], float], colours: dict[str, dict[str, str]]) -> list[Pair]:
    return [
        Pair(above, ground, least, {name: contrast(own[above], own[ground]) for name, own in colours.items()})
        for (above, ground), least in listed.items()
    ]


def contrast(one: str, other: str) -> float:
    """1 to 21, as WCAG counts it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _first_rule(css: str, after: str) -> str:
    """What stands between the braces of the first rule inside ``after``."""
    begins = css.index("{", css.index(after) + len(after) + 2)
    return css[begins : css.index("}", begins)]


def _tokens(css: str) -> dict[str, str]:
    return {name: _six_digits(value) for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})\b", css)}


def _aliases(css: str) -> dict[str, str]:
    """Variable -> the token that it is set to, where that is a colour."""
    set_to = re.findall(r"--([a-z-]+): var\(--([a-z-]+)\)", css)
    return {name: token for name, token in set_to if token != "font"}


def _six_digits(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
