"""How templates are laid out, to be read: short lines, and nothing in which every space would count."""

import re
from collections.abc import Callable

from django.conf import settings

FOLDER = settings.ROOT / "templates"
WIDEST = 110  # columns, as in the code

MESSAGE = re.compile(r"{% blocktrans(?:late)?\b(?P<how>[^%]*)%}(?P<words>.*?){% endblocktrans", re.DOTALL)
VERBATIM = re.compile(r"<(?P<tag>pre|textarea|script|style)\b[^>]*>(?P<inside>.*?)</(?P=tag)>", re.DOTALL)

# What a guidance text is made into: an element with its language, which would end the attribute.
MARKED = re.compile(r'="[^"<>]*{{[^}"]*\|(?:text|lower_first|upper_first)\b[^}"]*}}')


def amiss(look: Callable[[str], object]) -> dict[str, object]:
    """Template -> what is found in it, where there is anything."""
    templates = {path: path.read_text(encoding="utf-8") for path in sorted(FOLDER.rglob("*.html"))}
    found = {path.relative_to(FOLDER).as_posix(): look(words) for path, words in templates.items()}
    return {name: what for name, what in found.items() if what}


def wide_lines(template: str) -> dict[int, int]:
    """Line number -> its columns."""
    lines = enumerate(template.splitlines(), start=1)
    return {number: len(line) for number, line in lines if len(line) > WIDEST}


def untrimmed(template: str) -> list[str]:
    found = MESSAGE.finditer(template)
    return [each["words"] for each in found if "\n" in each["words"] and "trimmed" not in each["how"]]


def verbatim(template: str) -> list[str]:
    return [each["inside"] for each in VERBATIM.finditer(template) if "\n" in each["inside"].strip()]


def test_no_line_of_a_template_is_wider_than_one_of_the_code():
    assert amiss(wide_lines) == {}


def test_a_message_on_several_lines_is_trimmed():
    """Otherwise the catalog would have its indentation, and the page would not."""
    assert amiss(untrimmed) == {}


def test_no_template_holds_lines_in_which_every_space_counts():
    """They would be read without their indentation. What fills a text box comes later, and as it is."""
    assert amiss(verbatim) == {}


def test_no_attribute_is_filled_with_markup():
    """It would be there only where the guidance falls back to another language."""
    assert amiss(MARKED.findall) == {}
