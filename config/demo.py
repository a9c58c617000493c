"""The demo: a data folder marked as one, with made-up keys in it.

`python -m config.demo` marks the folder that DATA_DIR names (default: var/) and makes its keys. From then on
every `manage.py` command given that DATA_DIR works, and the keys stay the same, so that sessions and answers
outlive a restart. Outside the demo keys never come from DATA_DIR. Plain Python: the settings read this file
before Django is up.
"""

import base64
import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

FILE = "demo.env"
MARKER = "# Rinnalla demo. Made-up keys: never use this folder for real interviews."
HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def settings_of(folder: Path) -> dict[str, str] | None:
    """What the demo in this folder is set to, or None when the folder is no demo."""
    try:
        lines = (folder / FILE).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return None
    if not lines or lines[0] != MARKER:
        return None
    return dict(line.split("=", 1) for line in lines[1:] if "=" in line)


def mark(folder: Path) -> None:
    """Make the folder a demo; one that is a demo already keeps its keys."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if settings_of(folder) is not None:
        return
    sealing_key = base64.b64encode(secrets.token_bytes(32)).decode()
    text = (
        f"{MARKER}\n"
        f"RINNALLA_SECRET_KEY={secrets.token_urlsafe(48)}\n"
        f"RINNALLA_SEALING_KEYS=demo:{sealing_key}\n"
    )
    _write_for_owner_only(folder / FILE, text)


def _write_for_owner_only(path: Path, text: str) -> None:
    # Written aside and renamed: whoever reads the file meanwhile sees all of it or none.
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(aside, path)


def main(environment: Mapping[str, str] = os.environ) -> None:
    from config.environment import Unsafe, data_folder, made

    try:
        mark(made(data_folder(environment)))
    except Unsafe as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main()
