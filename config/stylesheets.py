"""Stylesheets and scripts as they are served: the tokens of both houses stand in each house's first sheet.

A sheet says ``@import "tokens.css"``, and as static files are collected that sheet is written in its place: a
browser asks for no second one before it shows anything. Comments and layout stay here: of the walk's scripts
they are a fifth of what comes over the line.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS, SCRIPTS = "css/", "js/"
# A line's indentation, or a comment that fills it; at its end one without quotes, which may be of a text.
FOR_READERS = re.compile(r"""^[ \t]*(?://.*\n)?|[ \t]+// [^"'`\n]*$""", re.MULTILINE)
SPACE, BESIDE_MARKS = re.compile(r"\s+"), re.compile(r" ?([{};,]) ?")
COMMENT = re.compile(r"[ \t]*/\*.*?\*/", re.DOTALL)
IMPORT = re.compile(r'^@import "(?P<sheet>[\w.-]+)"(?: layer\((?P<layer>\w+)\))?;$', re.MULTILINE)


def whole(sheet: Path) -> str:
    """The text of a sheet, with each that it imports in its place."""

    def imported(match: re.Match[str]) -> str:
        there = whole(sheet.with_name(match["sheet"]))
        return f"@layer {match['layer']} {{\n{there}}}" if match["layer"] else there

    return IMPORT.sub(imported, COMMENT.sub("", sheet.read_text(encoding="utf-8")))


def served_sheet(sheet: Path) -> str:
    """The whole text of a sheet, with the least space that parts its words."""
    return BESIDE_MARKS.sub(r"\1", SPACE.sub(" ", whole(sheet)))


def served_script(script: Path) -> str:
    """The text of a script without what only says why, and without indentation."""
    return FOR_READERS.sub("", script.read_text(encoding="utf-8"))


AS_SERVED: dict[str, Callable[[Path], str]] = {SHEETS: served_sheet, SCRIPTS: served_script}


class WholeSheets(CompressedManifestStaticFilesStorage):
    """Static files named by their content and compressed, our own stylesheets whole."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[tuple]:
        if not dry_run:
            for folder, as_served in AS_SERVED.items():
                ours = [name for name in paths if name.startswith(folder)]
                paths |= {name: self._written(as_served, name, *paths[name]) for name in ours}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _written(
        self, as_served: Callable[[Path], str], name: str, source: Storage, path: str
    ) -> tuple[Storage, str]:
        """Over the copy that was collected; gives where it is read from now."""
        Path(self.path(name)).write_text(as_served(Path(source.path(path))), encoding="utf-8")
        return self, name
