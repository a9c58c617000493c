"""A word typed somewhere, and where it then lies: in which files, however it is written there."""

from collections.abc import Iterable
from pathlib import Path

CANARY = "kanarialintu"


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def singing(paths: Iterable[Path], word: str = CANARY) -> list[Path]:
    """Those of the files in which the word lies."""
    written = [*(word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))]
    written.append(word.encode().hex().encode())
    return [path for path in paths if any(each in _content_of(path).lower() for each in written)]


def _content_of(path: Path) -> bytes:
    """Nothing of a file that is gone since: what lies beside a database goes with its last user."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
