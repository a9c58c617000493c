"""A list of accounts as a file: CSV with a line for each, taken whole or refused with every fault it has."""

import csv
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

NEEDED = ("username", "roles")
COLUMNS = (*NEEDED, "first_name", "last_name")
LARGEST = 1_000_000  # bytes
MOST = 5_000  # lines
SEEN = re.compile(r"[^\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*")
FORMULA = ("=", "+", "-", "@")  # a spreadsheet would work it out wherever the name is opened again


class ListRefused(Exception):
    """Nothing of the list is taken; the message has a sentence for each fault, with its line."""


@dataclass(frozen=True)
class Account:
    """A line of the list: the fields of a user, and the names of the groups."""

    user: User
    roles: tuple[str, ...]


def read_accounts(raw: bytes, roles: Collection[str]) -> list[Account]:
    """The accounts in a file (UTF-8; commas or semicolons). ``roles``: the names that there are."""
    accounts: dict[str, Account] = {}
    faults = []
    for line, row in _rows(_text(raw)):
        try:
            account = _account(row, roles)
            if accounts.setdefault(_key(account), account) is not account:
                raise ListRefused("this user name stands in the list twice")
        except ListRefused as fault:
            faults.append(f"Line {line}: {fault}.")
    if faults or not accounts:
        raise ListRefused("\n".join(faults) or "The list holds no account.")
    return list(accounts.values())


def there_already(accounts: Collection[Account]) -> list[str]:
    """The names of those that exist, in small letters or large."""
    known = {name.casefold() for name in User.objects.values_list("username", flat=True)}
    return [account.user.username for account in accounts if _key(account) in known]


def _key(account: Account) -> str:
    return account.user.username.casefold()


def _text(raw: bytes) -> str:
    if len(raw) > LARGEST:
        raise ListRefused("The list is over 1 MB and was not read.")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ListRefused("Save the list as UTF-8: it is in another encoding.") from None


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line of accounts by its number in the file."""
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in first else ",", strict=True)
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        _check_header(header)
        for row in reader:
            if reader.line_num > MOST:
                raise ListRefused(f"The list has over {MOST} lines and was not taken.")
            if any(row):
                yield reader.line_num, _by_column(header, row)
    except csv.Error as error:
        raise ListRefused(f"Line {reader.line_num}: this is no CSV ({error}).") from None


def _check_header(header: list[str]) -> None:
    known = set(header) <= set(COLUMNS) and len(set(header)) == len(header)
    if not known or not set(NEEDED) <= set(header):
        raise ListRefused(
            f"The first line names the columns: {', '.join(NEEDED)} and, if you like,"
            f" {' and '.join(COLUMNS[2:])}."
        )


def _by_column(header: list[str], row: list[str]) -> dict[str, str]:
    """The cells by their column; nothing of a line that is too long or too short, which is refused later."""
    if len(row) != len(header):
        return {}
    return {name: cell.strip() for name, cell in zip(header, row, strict=True)}


def _account(row: dict[str, str], roles: Collection[str]) -> Account:
    if not row:
        raise ListRefused("it has more or fewer cells than the first line")
    for name, cell in row.items():
        if not SEEN.fullmatch(cell) or cell.startswith(FORMULA):
            raise ListRefused(f"{name} holds a character that cannot be seen, or begins like a formula")
    user = User(**{name: cell for name, cell in row.items() if name != "roles"})
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        raise ListRefused("; ".join(error.messages).rstrip(".")) from None
    return Account(user, _roles(row["roles"], roles))


def _roles(cell: str, known: Collection[str]) -> tuple[str, ...]:
    by_key = {name.casefold(): name for name in known}
    named = cell.casefold().split()
    if not named or not set(named) <= set(by_key):
        raise ListRefused(f"roles are one or more of {', '.join(sorted(known))}, with spaces between")
    return tuple(dict.fromkeys(by_key[name] for name in named))
