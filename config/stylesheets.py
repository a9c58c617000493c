"""Stylesheets as they are served: the tokens of both houses stand in each house's first sheet.

A sheet says ``@import "tokens.css"``, and as static files are collected that sheet is written in its place: a
browser asks for no second one before it shows anything. Comments stay here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "css/"
COMMENT = re.compile(r"[ \t]*/\*.*?\*/", re.DOTALL)
IMPORT = re.compile(r'^@import "(?P<sheet>[\w.-]+)"(?: layer\((?P<layer>\w+)\))?;$', re.MULTILINE)


def whole(sheet: Path) -> str:
    """The text of a sheet, with each that it imports in its place."""

    def imported(match: re.Match[str]) -> str:
        there = whole(sheet.with_name(match["sheet"]))
        return f"@layer {match['layer']} {{\n{there}}}" if match["layer"] else there

    return IMPORT.sub(imported, COMMENT.sub("", sheet.read_text(encoding="utf-8")))


class WholeSheets(CompressedManifestStaticFilesStorage):
    """Static files named by their content and compressed, our own stylesheets whole."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[tuple]:
        if not dry_run:
            ours = [name for name in paths if name.startswith(OURS)]
            paths = paths | {name: self._written_whole(name, *paths[name]) for name in ours}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _written_whole(self, name: str, source: Storage, path: str) -> tuple[Storage, str]:
        """Over the copy that was collected; gives where it is read from now."""
        Path(self.path(name)).write_text(whole(Path(source.path(path))), encoding="utf-8")
        return self, name
