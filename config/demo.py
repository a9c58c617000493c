"""The demo: a data folder marked as one, with made-up keys in it.

`python -m config.demo` marks the folder that DATA_DIR names (default: var/) and makes its keys. From then on
every `manage.py` command given that DATA_DIR works, and the keys stay the same, so that sessions and answers
outlive a restart. Outside the demo keys never come from DATA_DIR. A folder that a real installation has used
never becomes a demo, and a demo's file of keys is never written anew. Plain Python: the settings read this
file before Django is up.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from .environment import SQLITE, Unsafe, backup_keys, data_folder, made, new_keys, sealing_keys, secret_key
from .files import write_whole

FILE = "demo.env"
MARKER = "# Rinnalla demo. Made-up keys: never use this folder for real interviews."
HOSTS = ["127.0.0.1", "localhost", "[::1]"]


# What the app leaves behind in its folder; with PostgreSQL there is no database among it.
TRACES = (SQLITE, f"{SQLITE}-wal", "static", "locale")


def settings_of(folder: Path) -> dict[str, str] | None:
    """What the demo in this folder is set to, or None when the folder is no demo.

    Raises Unsafe for a file that is there and is not whole: the folder is neither a demo nor a real one.
    """
    path = folder / FILE
    if not os.path.lexists(path):
        return None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise _broken(folder, "it cannot be read") from None
    if not lines or lines[0] != MARKER:
        raise _broken(folder, "it does not begin with the demo's mark" if lines else "it is empty")
    values = dict(line.split("=", 1) for line in lines[1:] if "=" in line)
    try:
        secret_key(values)
        sealing_keys(values)
        backup_keys(values)
    except Unsafe:
        raise _broken(folder, "its keys are not whole") from None
    return values


def _broken(folder: Path, why: str) -> Unsafe:
    return Unsafe(
        f"Put {FILE} in DATA_DIR ({folder}) back from a copy, or set DATA_DIR to another folder: {why}."
    )


def mark(folder: Path) -> None:
    """Make the folder a demo; one that is a demo keeps its keys, and a real one is refused untouched."""
    if settings_of(folder) is not None:
        return
    if any(os.path.lexists(folder / trace) for trace in TRACES):
        raise Unsafe(
            f"Set DATA_DIR to another folder: {folder} is the folder of a real installation, or of a demo"
            f" that has lost its {FILE}."
        )
    lines = [MARKER, *(f"{name}={value}" for name, value in new_keys("demo").items())]
    write_whole(made(folder) / FILE, "".join(f"{line}\n" for line in lines).encode())


def main(environment: Mapping[str, str] = os.environ) -> None:
    os.umask(0o077)  # for the folders around DATA_DIR as well
    try:
        mark(data_folder(environment))
    except Unsafe as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
