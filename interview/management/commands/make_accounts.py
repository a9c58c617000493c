"""Many accounts at once, from a file. Each is given a password that its person changes at first log-in."""

import os
import secrets
import stat
import sys
from contextlib import suppress
from io import UnsupportedOperation
from pathlib import Path

from django.contrib.auth.models import Group, User
from django.core.management.base import CommandError, OutputWrapper
from django.db import transaction

from config.management.schema import OnCurrentSchema
from interview.management.account_list import Account, ListRefused, read_accounts, there_already

ROLES = ("Workers", "Supervisors", "Officers")
IN_THE_ADMIN = {"Supervisors", "Officers"}
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that reads as another
PARTS, PART = 4, 5  # 20 of them: 99 bits


class Command(OnCurrentSchema):
    help = (
        "Make the accounts that a CSV file lists (columns username, roles, first_name, last_name), all or"
        " none; those that exist stay as they are. Prints each with its first password, which its person"
        " changes at first log-in."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", type=Path, help="UTF-8, with commas or semicolons between the cells; - reads its input"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would be made, and make nothing")

    @transaction.atomic
    def handle(self, *args, file, dry_run, **options):
        accounts = _listed(file)
        existing = there_already(accounts)
        new = [account for account in accounts if account.user.username not in existing]
        _keep_for_its_owner(self.stdout)
        for name in existing:
            self.stderr.write(f"{name} exists and stays as it is.")
        for account in new:
            name, roles = account.user.username, " ".join(account.roles)
            self.stdout.write(f"{name};{roles}" if dry_run else f"{name};{roles};{_make(account)}")
        made = "would be made" if dry_run else "made"
        self.stderr.write(f"{len(new)} {made}, {len(existing)} there already.")


def _listed(file: Path) -> list[Account]:
    try:
        return read_accounts(_read(file), ROLES)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
    except ListRefused as refused:
        raise CommandError(f"No account was made.\n{refused}") from refused


def _keep_for_its_owner(out: OutputWrapper) -> None:
    """A shell makes the file that output is led into for all to read, as a rule."""
    with suppress(UnsupportedOperation):  # no file at all
        if stat.S_ISREG(os.fstat(out.fileno()).st_mode):
            os.fchmod(out.fileno(), 0o600)


def _read(file: Path) -> bytes:
    """The file, or with - what is sent in: the app's own user may not read what root does."""
    return sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()


def _make(account: Account) -> str:
    """The account with its roles; its first password is told once, here."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(PART)) for _ in range(PARTS))
    user: User = account.user
    user.set_password(password)
    user.is_staff = not IN_THE_ADMIN.isdisjoint(account.roles)
    user.save()
    user.groups.set(Group.objects.filter(name__in=account.roles))
    return password
