"""The catalogs as they are compiled: whole, anew for new texts, without what would break a page."""

import gettext
import os
import threading
from pathlib import Path

import pytest

from config import catalogs
from config.catalogs import UnreadableCatalog, compile_into, file_of, languages, not_compiled

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
GOOD = 'msgid "Merkit"\nmsgstr "Tecken"\n\n'
WRONG_NAME = '#, python-format\nmsgid "Vaihe %(number)s"\nmsgstr "Steg %(nmuber)s"\n\n'
WRONG_PLURAL = """#, python-format
msgid "%(n)s merkki"
msgid_plural "%(n)s merkkiä"
msgstr[0] "%(n)s tecken"
msgstr[1] "%(n)d %(m)s tecken"

"""


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """sources(text): the project has one catalog, Swedish, with this text."""

    def sources(text: str) -> Path:
        path = file_of("sv")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + text, encoding="utf-8")
        return path

    monkeypatch.setattr(catalogs, "LOCALE", tmp_path / "sources")
    return sources


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "data" / "locale"


def compiled(folder: Path) -> gettext.NullTranslations:
    with (folder / "sv" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_every_catalog_of_the_project_is_compiled_and_none_of_its_messages_left_out(folder):
    assert not_compiled(folder) == languages() == ["en", "sv"]
    assert compile_into(folder) == []
    assert not_compiled(folder) == []
    assert [path.name for path in folder.rglob("*") if path.is_file()] == ["django.mo"] * 2
    assert compiled(folder).gettext("Merkit") != "Merkit"


def test_a_text_that_changed_is_compiled_anew(sources, folder):
    path = sources(GOOD)
    compile_into(folder)
    assert compiled(folder).gettext("Merkit") == "Tecken"
    sources(GOOD.replace("Tecken", "Signaler"))
    compile_into(folder)
    assert compiled(folder).gettext("Merkit") == "Signaler"
    assert path.read_text(encoding="utf-8").endswith('"Signaler"\n\n')


@pytest.mark.parametrize("seconds", [5, -5], ids=["newer", "older"])
def test_a_catalog_of_another_age_is_known(sources, folder, seconds):
    """An older one too: what was installed last need not be what was written last."""
    path = sources(GOOD)
    compile_into(folder)
    assert not_compiled(folder) == []
    changed = path.stat().st_mtime + seconds
    os.utime(path, (changed, changed))
    assert not_compiled(folder) == ["sv"]
    compile_into(folder)
    assert not_compiled(folder) == []


@pytest.mark.parametrize(
    ("wrong", "source"),
    [(WRONG_NAME, "Vaihe %(number)s"), (WRONG_PLURAL, "%(n)s merkki")],
    ids=["a name", "a plural"],
)
def test_a_malformed_message_is_left_out_and_named(sources, folder, wrong, source):
    """The page shows it in Finnish, and does not break for whoever reads Swedish."""
    sources(GOOD + wrong)
    (said,) = compile_into(folder)
    assert "sv" in said
    assert repr(source) in said
    assert compiled(folder).gettext("Merkit") == "Tecken"
    assert compiled(folder).gettext(source) == source
    assert compiled(folder).ngettext("%(n)s merkki", "%(n)s merkkiä", 2) == "%(n)s merkkiä"


def test_a_fuzzy_message_is_left_out(sources, folder):
    sources("#, fuzzy\n" + GOOD)
    assert compile_into(folder) == []
    assert compiled(folder).gettext("Merkit") == "Merkit"


@pytest.mark.parametrize("broken", [b"\xff\xfe", b'msgid "cut\n', b"no catalog at all\n"])
def test_a_catalog_that_cannot_be_read_is_said_by_its_name_and_the_last_good_one_stays(
    sources, folder, broken
):
    path = sources(GOOD)
    compile_into(folder)
    path.write_bytes(HEADER.encode() + broken)
    with pytest.raises(UnreadableCatalog, match="sv/LC_MESSAGES/django.po"):
        compile_into(folder)
    assert compiled(folder).gettext("Merkit") == "Tecken"


def test_compiled_at_the_same_time_a_catalog_is_whole_whenever_it_is_read(folder):
    compile_into(folder)
    path = folder / "sv" / "LC_MESSAGES" / "django.mo"
    whole = path.read_bytes()
    compiling = [threading.Thread(target=compile_into, args=(folder,)) for _ in range(6)]
    for thread in compiling:
        thread.start()
    read = set()
    while any(thread.is_alive() for thread in compiling):
        read.add(path.read_bytes())
    for thread in compiling:
        thread.join()
    assert read <= {whole}
    assert path.read_bytes() == whole
    assert [file.name for file in path.parent.iterdir()] == ["django.mo"]


def test_the_code_is_not_written_to(folder):
    before = sorted(catalogs.LOCALE.rglob("*"))
    compile_into(folder)
    assert sorted(catalogs.LOCALE.rglob("*")) == before
