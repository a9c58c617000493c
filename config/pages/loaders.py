"""How our templates are read: once for each language, without their layout, and with what never changes in
its place.

The layout is for whoever writes them, and no byte of it reaches a page. Indentation goes, and so do blank
lines and the line breaks of lines that hold tags or a comment alone. Any other line break stays one, for it
is the space between two words. A template has nothing in which every space counts (tests/test_templates.py):
what somebody wrote into a text box comes later, with the values.

A text of the interface, an address and a file's name are the same on every page in a language, and so is a
drawing. Of what a page took to draw, looking them up again was a third.
"""

import re

from django.template import Origin, TemplateDoesNotExist
from django.template.loaders import cached
from django.template.loaders.filesystem import Loader
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext

# What fills a block comes from another template, which need not end in a line break: the one after it stays.
WRITES_NOTHING = "extends|load|block|if|elif|else|endif|for|empty|endfor|with|endwith|comment|endcomment"
SILENT_TAG = rf"\{{% *(?:(?:{WRITES_NOTHING})\b[^%]*|\w+ [^%]* as \w+ *)%\}}"
SILENT = re.compile(rf"(?:{SILENT_TAG}|\{{#[^#]*#\}}|\s)*")

LITERAL = r"""(?P<quote>["'])(?P<word>[^"'\\]+)(?P=quote)"""
NEVER_CHANGES = re.compile(rf"{{% *(?P<tag>translate|url|static) {LITERAL} *%}}")
DRAWING = re.compile(r"""{% *include "(?P<name>icons/\w+\.html)" *%}""")
BEGINS_A_TAG = re.compile("{[{%#]")


class ByLanguage(cached.Loader):
    """Keeps what was read, once for each language."""

    def cache_key(self, template_name: str, skip: list[Origin] | None = None) -> str:
        return f"{get_language()}-{super().cache_key(template_name, skip)}"


class OurTemplates(Loader):
    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        if not origin.name.endswith(".html"):
            return contents
        return in_its_place(DRAWING.sub(self._drawing, without_layout(contents)))

    def _drawing(self, include: re.Match[str]) -> str:
        for origin in self.get_template_sources(include["name"]):
            return self.get_contents(origin).rstrip()
        raise TemplateDoesNotExist(include["name"])


def without_layout(template: str) -> str:
    lines = (line.lstrip() for line in template.splitlines(keepends=True))
    return "".join(line.rstrip() if SILENT.fullmatch(line) else line for line in lines)


def in_its_place(template: str) -> str:
    """The template with its texts in the language that is active, and with its addresses."""
    return NEVER_CHANGES.sub(_value, template)


def _value(tag: re.Match[str]) -> str:
    value = SAYS[tag["tag"]](tag["word"])
    return tag[0] if BEGINS_A_TAG.search(value) else value  # it would be read as one


def _in_words(text: str) -> str:
    """As the tag has it: catalogs double the percent signs of templates."""
    return gettext(text.replace("%", "%%")).replace("%%", "%")


SAYS = {"translate": _in_words, "url": reverse, "static": static}
