"""What a sheet imports is written in its place, in the layer that it names."""

import re
from pathlib import Path
from shutil import copy

import pytest
from django.core.files.storage import FileSystemStorage

from config.stylesheets import WholeSheets, served_script, served_sheet, whole

TEXT = re.compile(r'"[^"]*"')


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


def test_a_sheet_is_served_with_the_least_space_that_parts_its_words(sheets):
    (sheets / "long.css").write_text(
        '@layer a, b;\n\n.x > a,\n.y :is(b) {\n  margin: 0  auto;\n  content: "– ";\n}\n'
    )
    assert served_sheet(sheets / "long.css") == '@layer a,b;.x > a,.y :is(b){margin: 0 auto;content: "– ";}'


def test_a_script_is_served_without_what_only_says_why(tmp_path):
    script = tmp_path / "save.js"
    script.write_text('// Saves.\n\n  // Why.\n  const from = "a // b"; // and where\n    /x/.test(a);\n')
    assert served_script(script) == '\nconst from = "a // b";\n/x/.test(a);\n'


@pytest.mark.parametrize("script", sorted(Path("static/js").glob("*.js")), ids=lambda script: script.stem)
def test_no_text_of_a_script_has_lines_of_its_own(script):
    """Their beginnings would be lost as it is served."""
    assert [text for text in script.read_text().split("`")[1::2] if "\n" in text] == []


def test_no_text_of_a_sheet_has_space_that_would_be_lost():
    texts = [text for sheet in Path("static/css").glob("*.css") for text in TEXT.findall(whole(sheet))]
    assert len(texts) > 10
    assert [text for text in texts if re.search(r"\s\s|[{};,]", text)] == []


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
