"""What a sheet imports is written in its place, in the layer that it names."""

from pathlib import Path
from shutil import copy

import pytest
from django.core.files.storage import FileSystemStorage

from config.stylesheets import WholeSheets, whole


@pytest.fixture
def sheets(tmp_path):
    folder = tmp_path / "sources/css"
    folder.mkdir(parents=True)
    (folder / "tokens.css").write_text(":root { --ink: #000; } /* black */\n")
    (folder / "pages.css").write_text(
        '/* Pages. */\n@layer tokens, base;\n@import "tokens.css" layer(tokens);\na { color: red; }\n'
    )
    (folder / "desk.css").write_text('@import "tokens.css";\na { color: red; }\n')
    return folder


@pytest.mark.parametrize(
    ("sheet", "served"),
    [
        ("desk", ":root { --ink: #000; } a { color: red; }"),
        ("pages", "@layer tokens, base; @layer tokens { :root { --ink: #000; } } a { color: red; }"),
    ],
)
def test_a_sheet_is_whole_and_without_comments(sheets, sheet, served):
    assert " ".join(whole(sheets / f"{sheet}.css").split()) == served


def test_a_sheet_is_whole_again_after_its_tokens_change_whatever_was_left(sheets, tmp_path, settings):
    settings.WHITENOISE_KEEP_ONLY_HASHED_FILES = False  # as when it is killed before it clears up
    served = WholeSheets(location=tmp_path / "served", base_url="/static/")
    for ink in ("#000", "#111"):
        (sheets / "tokens.css").write_text(f":root {{ --ink: {ink}; }}\n")
        collect(sheets, served)
        css = (tmp_path / "served" / served.stored_name("css/pages.css")).read_text()
        assert f"--ink: {ink}" in css
        assert "@import" not in css


def collect(sheets: Path, served: WholeSheets) -> None:
    """As collectstatic does; what a killed one has left behind is newer than its source, and stays."""
    copies = Path(served.path("css"))
    copies.mkdir(parents=True, exist_ok=True)
    for sheet in sheets.iterdir():
        if not (copies / sheet.name).exists():
            copy(sheet, copies)
    sources = FileSystemStorage(sheets.parent)
    paths = {f"css/{sheet.name}": (sources, f"css/{sheet.name}") for sheet in sheets.iterdir()}
    assert [fault for *_, fault in served.post_process(paths) if isinstance(fault, Exception)] == []
