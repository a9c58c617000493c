"""How our templates are read: their layout is for whoever writes them, and no byte of it reaches a page.

Indentation goes, and so do blank lines and the line breaks of lines that hold tags or a comment alone. Any
other line break stays one, for it is the space between two words. A template has nothing in which every space
counts (tests/test_templates.py): what somebody wrote into a text box comes later, with the values.
"""

import re

from django.template import Origin
from django.template.loaders.filesystem import Loader

# What fills a block comes from another template, which need not end in a line break: the one after it stays.
WRITES_NOTHING = "extends|load|block|if|elif|else|endif|for|empty|endfor|with|endwith|comment|endcomment"
SILENT_TAG = rf"\{{% *(?:(?:{WRITES_NOTHING})\b[^%]*|\w+ [^%]* as \w+ *)%\}}"
SILENT = re.compile(rf"(?:{SILENT_TAG}|\{{#[^#]*#\}}|\s)*")


class OurTemplates(Loader):
    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        return without_layout(contents) if origin.name.endswith(".html") else contents


def without_layout(template: str) -> str:
    lines = (line.lstrip() for line in template.splitlines(keepends=True))
    return "".join(line.rstrip() if SILENT.fullmatch(line) else line for line in lines)
