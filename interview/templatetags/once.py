"""Parts of pages that are the same for everybody: drawn once for what they are given, in each language.

A part sees nothing but that, and no request. What it is given is guidance, whose texts are in the key, and
how much of it is read at first: no answer, no word and no address of anybody's meeting gets in.
"""

from functools import lru_cache

from django import template
from django.template.loader import get_template
from django.utils.translation import get_language

from guidance.rules.shapes import Point, Sign, Stage, Step, Text
from interview.walk.calls import Call

register = template.Library()

MOST = 5000
GUIDANCE = (Text, Point, Stage, Sign, Step, Call)
READINGS = ("short", "full", "in company")


@register.simple_tag
def once(template_name: str, **given: object) -> str:
    """``{% once "interview/_say.html" say=point.say %}``: as ``include`` with these ``only``."""
    return _drawn(template_name, get_language(), *given.items())


@lru_cache(maxsize=MOST)
def _drawn(template_name: str, language: str, *given: tuple[str, object]) -> str:
    for name, value in given:
        if not isinstance(value, GUIDANCE) and value not in READINGS:
            raise TypeError(f"{template_name} is drawn once, and {name} is not the same for everybody.")
    return get_template(template_name).render(dict(given))
