"""Reading the environment: each function gives one setting, or refuses with a sentence that says what to set.

Plain Python, so that settings.py stays a list. Names, defaults and examples: README, *Environment*.
"""

import base64
import binascii
import os
import re
import secrets
import stat
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
PREFIX = "RINNALLA_"
SQLITE = "rinnalla.sqlite3"  # in DATA_DIR

MAKE_SECRET = "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'"
MAKE_KEY = "python3 -c 'import base64, secrets; print(base64.b64encode(secrets.token_bytes(32)).decode())'"


class Unsafe(Exception):
    """A setting is missing or unsafe. Its text is one sentence that says what to set."""


def data_folder(environment: Mapping[str, str]) -> Path:
    """The folder of the database and of all that the app writes."""
    given = environment.get("DATA_DIR")
    return Path(given).expanduser().resolve() if given else ROOT / "var"


def made(folder: Path) -> Path:
    """The folder, made where there is none yet, for its owner only; one that is open to others is refused."""
    try:
        _refuse_where_anybody_can_swap(folder)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _keep_for_its_owner(folder)
    except OSError as error:
        raise Unsafe(
            f"Set DATA_DIR to a folder that can be written to ({folder}: {error.strerror})."
        ) from None
    return folder


def _refuse_where_anybody_can_swap(folder: Path) -> None:
    """In /tmp and its like the sticky bit keeps others' hands off; a group may be its owner's own."""
    for around in folder.resolve().parents:
        mode = around.stat().st_mode if around.exists() else 0
        if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
            raise Unsafe(
                f"Set DATA_DIR to a folder elsewhere, or close {around} (chmod o-w): anybody can write to it,"
                f" and so take {folder} away and put another in its place."
            )


def _keep_for_its_owner(folder: Path) -> None:
    """What others could only read is closed to them; what they could write to may hold anything by now."""
    status = folder.stat()
    mode = stat.S_IMODE(status.st_mode)
    if status.st_uid != os.geteuid():
        raise Unsafe(
            f"Run this as the owner of DATA_DIR, or give the folder to who runs this (chown):"
            f" {folder} belongs to another user."
        )
    if mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise Unsafe(
            f"See what lies in DATA_DIR and close it (chmod 700 {folder}), or set DATA_DIR to another:"
            f" others can write to it (its mode is {mode:04o})."
        )
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        folder.chmod(mode & ~(stat.S_IRWXG | stat.S_IRWXO))
        print(
            f"DATA_DIR ({folder}) was open for others to read (its mode was {mode:04o});"
            " it is now closed to all but its owner.",
            file=sys.stderr,
        )


def secret_key(environment: Mapping[str, str]) -> str:
    value = environment.get(f"{PREFIX}SECRET_KEY", "")
    if len(value) < 50 or len(set(value)) < 10:
        raise Unsafe(
            f"Set {PREFIX}SECRET_KEY to at least 50 random characters, for example from: {MAKE_SECRET}"
            " (or try the demo with `make run`)."
        )
    return value


KEY_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
LONGEST_KEY_ID = 20


def new_keys(key_id: str) -> dict[str, str]:
    """The settings that are keys, made at random; ``key_id``: of the sealing key and of the backups'."""
    return {
        f"{PREFIX}SECRET_KEY": secrets.token_urlsafe(48),
        f"{PREFIX}BACKUP_KEYS": f"{key_id}:{_new_key()}",
        f"{PREFIX}SEALING_KEYS": f"{key_id}:{_new_key()}",
    }


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def sealing_keys(environment: Mapping[str, str]) -> dict[str, bytes]:
    """The keys of the sealed answers by their id, in order: the first one seals, every one opens."""
    keys = _keys(environment, "SEALING_KEYS")
    if not keys:
        raise _unusable_keys("SEALING_KEYS", "it is missing")
    return keys


def backup_keys(environment: Mapping[str, str]) -> dict[str, bytes]:
    """The keys of the backups, in the same form; none where none is set: then no backup is made."""
    keys = _keys(environment, "BACKUP_KEYS")
    if set(keys.values()) & set(_keys(environment, "SEALING_KEYS").values()):
        raise _unusable_keys("BACKUP_KEYS", f"one of them is in {PREFIX}SEALING_KEYS as well")
    return keys


def _keys(environment: Mapping[str, str], name: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for part in _listed(environment, name):
        key_id, _, encoded = part.partition(":")
        if not re.fullmatch(KEY_ID, key_id) or len(key_id) > LONGEST_KEY_ID:
            raise _unusable_keys(
                name,
                f"each key needs an id of at most {LONGEST_KEY_ID} small letters, digits and hyphens"
                " before a colon",
            )
        if key_id in keys:
            raise _unusable_keys(name, f"the id {key_id} stands there twice")
        keys[key_id] = _decoded_key(name, key_id, encoded)
    if len(set(keys.values())) < len(keys):
        raise _unusable_keys(name, "the same key stands there under two ids")
    return keys


def _decoded_key(name: str, key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise _unusable_keys(name, f"the key {key_id} is not base64") from None
    if len(key) != 32:
        raise _unusable_keys(name, f"the key {key_id} has {len(key)} bytes and needs 32")
    if len(set(key)) < 12:  # 32 random bytes have fewer than 12 different ones less than once in 10^20
        raise _unusable_keys(name, f"the key {key_id} is not random")
    return key


def _unusable_keys(name: str, why: str) -> Unsafe:
    return Unsafe(
        f"Set {PREFIX}{name} to keyid:key, several with commas between and the newest first ({why});"
        f" make a key with: {MAKE_KEY}"
    )


def addresses(environment: Mapping[str, str]) -> list[str]:
    """The public addresses of the app, as origins: https://rinnalla.example.fi"""
    origins = [address.removesuffix("/") for address in _listed(environment, "ADDRESS")]
    for origin in origins:
        if not _is_plain_https(origin):
            raise Unsafe(
                f"Set {PREFIX}ADDRESS to the app's own address, https:// and a host name and no more,"
                f" for example https://rinnalla.example.fi (it is {origin!r})."
            )
    if not origins:
        raise Unsafe(
            f"Set {PREFIX}ADDRESS to the app's public address, for example https://rinnalla.example.fi"
        )
    return origins


def _is_plain_https(origin: str) -> bool:
    return re.fullmatch(r"https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?", origin) is not None


def hosts(origins: list[str]) -> list[str]:
    """The host names of these addresses; and this machine's own, by which a proxy asks after our health."""
    return [urlsplit(origin).hostname or "" for origin in origins] + ["127.0.0.1", "localhost", "[::1]"]


def proxies(environment: Mapping[str, str]) -> int:
    """How many proxies of our own stand in front: at least one, for the app itself speaks only http."""
    value = environment.get(f"{PREFIX}PROXIES") or "1"
    if not value.isdecimal() or not 1 <= int(value) <= 9:
        raise Unsafe(
            f"Set {PREFIX}PROXIES to the number of proxies in front of the app, 1 to 9 (it is {value!r})."
        )
    return int(value)


Network = IPv4Network | IPv6Network
THIS_MACHINE = "127.0.0.1, ::1"


def proxy_addresses(environment: Mapping[str, str]) -> list[Network]:
    """Whence our proxies connect: this machine, unless named. Nobody else is believed about a visitor."""
    named = _listed(environment, "PROXY_ADDRESS") or THIS_MACHINE.split(", ")
    return [_network(part) for part in named]


def _network(address: str) -> Network:
    try:
        network = ip_network(address)
    except ValueError:
        network = None
    if network is None or network.prefixlen == 0:  # everybody is no proxy
        raise Unsafe(
            f"Set {PREFIX}PROXY_ADDRESS to the addresses that your proxies connect from, for example 10.0.0.5"
            f" or 10.0.0.0/28, several with commas between (it is {address!r})."
        )
    return network


def log_in_limits(environment: Mapping[str, str]) -> tuple[int, int]:
    """Failed log-ins from one address in 15 minutes at which it slows, and at which it closes."""
    value = environment.get(f"{PREFIX}LOG_IN_LIMITS") or "50:500"
    slows, colon, closes = value.partition(":")
    numbers = [int(part) for part in (slows, closes) if part.isdecimal() and len(part) <= 6]
    if len(numbers) != 2 or not 5 <= numbers[0] <= numbers[1]:
        raise Unsafe(
            f"Set {PREFIX}LOG_IN_LIMITS to the failed log-ins from one address in 15 minutes at which it"
            f" slows and at which it closes, for example 50:500 (it is {value!r})."
        )
    return numbers[0], numbers[1]


def database(environment: Mapping[str, str], folder: Path) -> dict[str, Any]:
    """SQLite in the data folder, or the PostgreSQL that DATABASE names, with options for its driver.

    For example: postgres://user:password@host:5432/name?sslmode=verify-full
    """
    address = environment.get(f"{PREFIX}DATABASE", "")
    if not address:
        return _sqlite(folder / SQLITE)
    try:
        parts = urlsplit(address)
        port = parts.port or 5432
    except ValueError:
        raise _unusable_database() from None
    if "#" in address:
        raise _unusable_database("no # may stand in it; in a password it is written %23")
    raw_name = parts.path.removeprefix("/")
    name = unquote(raw_name)
    if parts.scheme not in ("postgres", "postgresql") or not parts.hostname or not name or "/" in name:
        raise _unusable_database()
    if "@" in raw_name:  # the end of a password that holds a slash
        raise _unusable_database(
            "what is not a letter or a digit is written with % in user, password and name"
        )
    options = _postgresql_options(parts.query)
    if find_spec("psycopg") is None:
        raise Unsafe(f"Install psycopg for {PREFIX}DATABASE: pip install 'psycopg[binary]~=3.3'")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname),
        "PORT": port,
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "config.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            # IMMEDIATE: with SQLite's own DEFERRED, of two savers who read first and write then one fails
            # ("database is locked"), whatever the timeout.
            # FULL: an acknowledged save outlives a power cut.
            # secure_delete: what is deleted is overwritten, however the host's SQLite was built.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;",
        },
    }


# What may follow the ? of the address, and how its value looks; a file must be there as well.
FILE = r".+"
POSTGRESQL_OPTIONS = {
    "sslmode": r"disable|allow|prefer|require|verify-ca|verify-full",
    "sslrootcert": FILE,
    "sslcert": FILE,
    "sslkey": FILE,
    "sslcrl": FILE,
    "ssl_min_protocol_version": r"TLSv1\.[23]",
    "channel_binding": r"disable|prefer|require",
    "connect_timeout": r"[1-9][0-9]{0,3}",
    "target_session_attrs": r"any|read-write|read-only|primary|standby|prefer-standby",
    "application_name": r"[ -~]{1,63}",
}


def _postgresql_options(query: str) -> dict[str, str]:
    """The options in an address; one that is unknown or has no lawful value is refused, never left aside."""
    options: dict[str, str] = {}
    for part in query.split("&") if query else []:
        name, _, encoded = part.partition("=")
        value = unquote(encoded)
        if name not in POSTGRESQL_OPTIONS or "=" not in part:
            # What stands there may be the end of a password, so it is not repeated either.
            raise _unusable_database(
                f"what follows the ? is name=value, with & between, and each name one of"
                f" {', '.join(POSTGRESQL_OPTIONS)}"
            )
        if name in options:
            raise _unusable_database(f"{name} stands there twice")
        if not re.fullmatch(POSTGRESQL_OPTIONS[name], value):
            raise _unusable_database(f"{name} has no value that it can have")
        if POSTGRESQL_OPTIONS[name] == FILE and not _is_readable(name, value):
            raise _unusable_database(f"the file that {name} names cannot be read")
        options[name] = value
    return options


def _is_readable(name: str, value: str) -> bool:
    if (name, value) == ("sslrootcert", "system"):  # the certificates of the machine
        return True
    return Path(value).is_file() and os.access(value, os.R_OK)


def _unusable_database(why: str = "it is no such address") -> Unsafe:
    # The address holds a password, so it is not repeated here.
    return Unsafe(
        f"Set {PREFIX}DATABASE to postgres://user:password@host:5432/name?sslmode=verify-full,"
        f" or leave it out to use SQLite ({why})."
    )


def _listed(environment: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in environment.get(f"{PREFIX}{name}", "").split(",") if part.strip()]


def refuse_beside_demo(environment: Mapping[str, str]) -> None:
    """A demo takes its keys from its folder; with others in the environment it is unclear which are meant."""
    for name in ("SECRET_KEY", "SEALING_KEYS", "BACKUP_KEYS", "ADDRESS", "DATABASE"):
        if environment.get(f"{PREFIX}{name}"):
            raise Unsafe(
                f"DATA_DIR is the folder of a demo and {PREFIX}{name} is set as well:"
                f" set DATA_DIR to another folder, or unset {PREFIX}{name}."
            )
