"""How templates are laid out, to be read: short lines, and nothing in which every space would count."""

import re
from pathlib import Path

import pytest
from django.conf import settings

FOLDER = settings.ROOT / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
WIDEST = 110  # columns, as in the code

MESSAGE = re.compile(r"{% blocktrans(?:late)?\b(?P<how>[^%]*)%}(?P<words>.*?){% endblocktrans", re.DOTALL)
VERBATIM = re.compile(r"<(?P<tag>pre|textarea|script|style)\b[^>]*>(?P<inside>.*?)</(?P=tag)>", re.DOTALL)

# What a guidance text is made into: an element with its language, which would end the attribute.
MARKED = re.compile(r'="[^"<>]*{{[^}"]*\|(?:text|lower_first|upper_first)\b[^}"]*}}')


def name_of(template: Path) -> str:
    return template.relative_to(FOLDER).as_posix()


def wide_lines(template: Path) -> dict[int, int]:
    """Line number -> its columns."""
    lines = enumerate(template.read_text(encoding="utf-8").splitlines(), start=1)
    return {number: len(line) for number, line in lines if len(line) > WIDEST}


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_line_of_a_template_is_wider_than_one_of_the_code(template):
    assert wide_lines(template) == {}


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_a_message_on_several_lines_is_trimmed(template):
    """Otherwise the catalog would have its indentation, and the page would not."""
    found = MESSAGE.finditer(template.read_text(encoding="utf-8"))
    assert [each["words"] for each in found if "\n" in each["words"] and "trimmed" not in each["how"]] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_template_holds_lines_in_which_every_space_counts(template):
    """They would be read without their indentation. What fills a text box comes later, and as it is."""
    found = VERBATIM.finditer(template.read_text(encoding="utf-8"))
    assert [each["inside"] for each in found if "\n" in each["inside"].strip()] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name_of)
def test_no_attribute_is_filled_with_markup(template):
    """It would be there only where the guidance falls back to another language."""
    assert MARKED.findall(template.read_text(encoding="utf-8")) == []
