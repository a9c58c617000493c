"""The file of what an installation has to set, which `manage.py init` makes once and never writes anew.

Plain Python: the settings read the environment before Django is up. Its lines are NAME=value, quoted as a
shell and systemd (``EnvironmentFile=``) read them.
"""

import argparse
import os
import shlex
import stat
from collections.abc import Mapping, MutableMapping
from datetime import date
from pathlib import Path

from config.environment import PREFIX, SQLITE, Unsafe, addresses, data_folder, new_keys

KEYS = (f"{PREFIX}SECRET_KEY", f"{PREFIX}SEALING_KEYS", f"{PREFIX}BACKUP_KEYS")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--environment",
        metavar="FILE",
        help="the file of the settings: made with new keys, or read where it is there already",
    )
    parser.add_argument("--address", help="the public address, https://rinnalla.example.fi, for a new file")


def take(arguments: list[str], environment: MutableMapping[str, str]) -> None:
    """Bring what the named file sets into the environment; make the file first where there is none.

    Raises Unsafe, with nothing made, where keys are there already or would lie beside what they seal.
    """
    parser = argparse.ArgumentParser(add_help=False)
    add_arguments(parser)
    given, _others = parser.parse_known_args(arguments)
    if given.environment is None:
        return
    file = Path(given.environment).expanduser().resolve()
    if not file.exists():
        _make(file, given.address, environment)
    for name, value in _read(file).items():
        if environment.setdefault(name, value) != value:
            raise Unsafe(f"Unset {name}, or leave out --environment: {file} sets it otherwise.")


def _make(file: Path, address: str | None, environment: Mapping[str, str]) -> None:
    folder = data_folder(environment)
    _refuse_beside(folder, file, environment)
    given = {name: value for name, value in environment.items() if name.startswith(PREFIX)}
    given |= {f"{PREFIX}ADDRESS": address} if address else {}
    addresses(given)
    values = {"DATA_DIR": str(folder), **given, **new_keys(f"k{date.today():%Y%m%d}")}
    lines = "".join(f"{name}={shlex.quote(value)}\n" for name, value in values.items())
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
            made.write(lines)
    except OSError as error:
        raise Unsafe(f"Name a file that can be made for --environment ({file}: {error.strerror}).") from None


def _refuse_beside(folder: Path, file: Path, environment: Mapping[str, str]) -> None:
    for name in KEYS:
        if environment.get(name):
            raise Unsafe(f"Leave out --environment, or unset {name}: the keys are set already.")
    if file.is_relative_to(folder):
        raise Unsafe(
            f"Name a file outside DATA_DIR ({folder}) for --environment: whoever copies the folder would"
            " have the keys to what is sealed in it."
        )
    if (folder / SQLITE).exists():
        raise Unsafe(
            f"Put {file} back from where you keep the keys, or set DATA_DIR to another folder: the database"
            f" in {folder} was sealed with keys that new ones would not open."
        )


def _read(file: Path) -> dict[str, str]:
    try:
        if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise Unsafe(f"Close {file} to all but its owner (chmod 600): it holds the keys.")
        words = shlex.split(file.read_text(encoding="utf-8"), comments=True)
    except (OSError, ValueError):
        raise Unsafe(f"Name a file of settings that can be read for --environment ({file}).") from None
    return dict(word.split("=", 1) for word in words if "=" in word)
