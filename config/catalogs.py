"""The catalogs of the interface, compiled: Finnish stands in the code, and the catalogs hold the others.

`manage.py serve` compiles, and so do the tests (tests/environment.py), each into its own DATA_DIR: the folder
of the code may not be writable. How they are brought up to the code is in `tools/catalogs.py`.
"""

import io
import os
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from config.environment import ROOT
from config.files import write_whole

LOCALE = ROOT / "locale"
SOURCE_LANGUAGE = "fi"


def file_of(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    with file_of(language).open("rb") as file:
        return read_po(file, locale=language)


def languages() -> list[str]:
    """The languages that have a catalog."""
    return sorted(path.parent.parent.name for path in LOCALE.glob("*/LC_MESSAGES/django.po"))


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
