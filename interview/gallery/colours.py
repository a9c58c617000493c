"""The colours as static/css/rinnalla.css has them, and which of them lie on which: what the page of
components shows and a test proves (WCAG 2.2, 1.4.3 and 1.4.11).
"""

import re
from dataclasses import dataclass

from django.conf import settings

SHEET = settings.ROOT / "static/css/rinnalla.css"
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
    ("warm", "paper"): TEXT,
    ("warm", "warm-tint"): TEXT,
    ("ink", "warm-tint"): TEXT,
    ("edge", "paper"): SHAPE,
    ("edge", "sheet"): SHAPE,
    ("rule", "paper"): SHAPE,
}
DECORATION = {"line"}  # hairlines between rows: nothing is told by them alone


@dataclass(frozen=True)
class Pair:
    """What lies on what, the least contrast it must have, and what it has by scheme."""

    above: str
    ground: str
    least: float
    measured: dict[str, float]


def schemes() -> dict[str, dict[str, str]]:
    """Token -> ``#rrggbb``, by scheme. Dark and print give only what differs; the rest is as in light."""
    css = SHEET.read_text(encoding="utf-8")
    light = _tokens(css[: css.index(DARK_BEGINS)])
    return {
        LIGHT: light,
        DARK: light | _tokens(_first_rule(css, DARK_BEGINS)),
        PRINT: light | _tokens(_first_rule(css, PRINT_BEGINS)),
    }


def pairs() -> list[Pair]:
    colours = schemes()
    return [
        Pair(above, ground, least, {name: contrast(own[above], own[ground]) for name, own in colours.items()})
        for (above, ground), least in PAIRS.items()
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


def _six_digits(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
