"""The catalogs of the interface: Babel reads Python and templates, so that GNU gettext is never needed.

Finnish is the source language: the texts in the code are Finnish, and the catalogs hold the others.
`make messages` (python -m config.catalogs) extracts and updates. `manage.py serve` compiles, and so do the
tests (tests/environment.py), each into its own DATA_DIR: the folder of the code may not be writable.
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir, extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation.template import templatize

from config.files import write_whole

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
ROOMS = ("config", "guidance", "interview", "templates")
SOURCE_LANGUAGE = "fi"
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
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
METHODS = [("**.py", "python"), ("**.html", "config.catalogs:extract_django")]


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


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language)


def languages() -> list[str]:
    """The languages that have a catalog."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


# --- Compiled -------------------------------------------------------------------------------------


class UnreadableCatalog(Exception):
    """A catalog that cannot be compiled. Its text is one sentence that says which, and what is wrong."""


def compile_into(folder: Path) -> list[str]:
    """Compile every catalog into ``folder``; gives a sentence for each malformed message, which is left out.

    It would break the page that says it; left out, it is shown in Finnish.
    """
    return [sentence for language in languages() for sentence in _compile(language, folder)]


def not_compiled(folder: Path) -> list[str]:
    """The languages whose catalog is not in ``folder`` as it is now: missing, or of another age."""
    return [language for language in languages() if not _is_compiled(language, folder)]


def _compile(language: str, folder: Path) -> list[str]:
    catalog, changed_at = _read_to_compile(language)
    malformed = [message for message, _errors in catalog.check()]
    for message in malformed:
        catalog.delete(message.id, message.context)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    path = _compiled_file(language, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, compiled.getvalue(), changed_at)
    return [
        f"{language}: {_source(message)!r} is malformed in the catalog, and is left out."
        for message in malformed
    ]


def _read_to_compile(language: str) -> tuple[Catalog, int]:
    """The catalog, and when it changed last in nanoseconds."""
    path = file_of(language)
    try:
        with path.open("rb") as file:
            changed_at = os.fstat(file.fileno()).st_mtime_ns
            return read_po(file, locale=language, abort_invalid=True), changed_at
    except (OSError, PoFileError, ValueError) as error:
        raise UnreadableCatalog(f"The catalog {path} cannot be compiled ({error}).") from error


def _is_compiled(language: str, folder: Path) -> bool:
    path = _compiled_file(language, folder)
    # In whole seconds: not every file system keeps more.
    return path.is_file() and int(path.stat().st_mtime) == int(file_of(language).stat().st_mtime)


def _compiled_file(language: str, folder: Path) -> Path:
    return folder / language / "LC_MESSAGES" / "django.mo"


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


# --- Brought up to the code -----------------------------------------------------------------------


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
