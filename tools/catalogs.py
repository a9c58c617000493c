"""The catalogs brought up to the code: Babel reads Python and templates, so that GNU gettext is never needed.

Finnish is the source language: the texts in the code are Finnish, and the catalogs hold the others.
`make messages` (python -m tools.catalogs) extracts and updates.
"""

import io
import sys
from collections.abc import Iterator

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

from config.catalogs import file_of, languages, read
from config.environment import ROOT

ROOMS = ("config", "guidance", "interview", "templates")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "_": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEADER = {
    "project": "Rinnalla",
    "version": "1",
    "copyright_holder": "Rinnalla",
    "msgid_bugs_address": "-",
    "last_translator": "Rinnalla",
    "language_team": "Rinnalla",
    "header_comment": "# Rinnalla",
    "charset": "utf-8",
    "fuzzy": False,
}
METHODS = [("**.py", "python"), ("**.html", "tools.catalogs:extract_django")]


def extract_django(fileobj, keywords, comment_tags, options) -> Iterator[tuple]:
    """A Babel extractor for Django templates, through Django's own reading of them."""
    code = templatize(fileobj.read().decode(options.get("encoding", "utf-8")))
    # Indented template lines would read as indented Python.
    unindented = "\n".join(line.strip() for line in code.split("\n"))
    return extract_python(io.BytesIO(unindented.encode()), keywords, comment_tags, options)


def extracted() -> Catalog:
    """Every message of the project as the code has it now."""
    catalog = Catalog(**HEADER)
    for room in ROOMS:
        messages = extract_from_dir(ROOT / room, METHODS, keywords=KEYWORDS, comment_tags=["Translators:"])
        for filename, line, message, comments, context in messages:
            place = (f"{room}/{filename}", line)
            catalog.add(message, None, [place], auto_comments=comments, context=context)
    return catalog


def update(language: str, messages: Catalog) -> None:
    """Bring a language's catalog up to the code; a changed text comes over as fuzzy, and is not used."""
    path = file_of(language)
    catalog = read(language) if path.exists() else Catalog(locale=language, **HEADER)
    catalog.update(messages, update_creation_date=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file,
            catalog,
            width=100,
            include_lineno=False,
            ignore_obsolete=True,
            sort_by_file=True,
            omit_header=False,
        )


def main(given: list[str]) -> None:
    messages = extracted()
    for language in given or languages():
        update(language, messages)
        untranslated = [m for m in read(language) if m.id and (not m.string or m.fuzzy)]
        print(f"{language}: {len(messages)} messages, {len(untranslated)} to translate")


if __name__ == "__main__":
    main(sys.argv[1:])
