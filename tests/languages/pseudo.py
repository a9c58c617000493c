"""A made-up language in which every message of ours is wrapped and four tenths longer.

A word outside the wrapping was never offered for translation. Esperanto carries it: Babel knows its dates.
"""

import re
from pathlib import Path

from babel.messages.mofile import write_mo

from tools.catalogs import extracted

LANGUAGE = "eo"
OPEN, CLOSE = "⟦", "⟧"


def wrapped(message: str) -> str:
    longer = "".join("øy "[n % 3] for n in range(round(len(message) * 0.4)))
    return f"{OPEN}{message} {longer.strip()}{CLOSE}"


def marked(text: str) -> str:
    """A text of the guidance between the same marks, line by line, no longer than it is."""
    return re.sub(r"(?m)^(\W*)(.+)$", rf"\1{OPEN}\2{CLOSE}", text)


def build(locale: Path) -> None:
    """Write the pseudo-language's compiled catalog under ``locale``."""
    catalog = extracted()
    catalog.locale = LANGUAGE
    for message in catalog:
        if message.id:
            one, *others = message.id if isinstance(message.id, tuple) else (message.id,)
            strings = tuple(wrapped(text) for text in (one, *others))
            message.string = strings if others else strings[0]
    folder = locale / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog)
