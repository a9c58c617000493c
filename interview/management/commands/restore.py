"""A backup put in the place of the database, while the service stands still."""

import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from interview.models import Interview
from interview.traces.backups import restoring
from interview.traces.backups.refused import Refused
from interview.traces.backups.restoring import Offer, Restored, restore
from interview.traces.backups.scratch import tidy_when_ended


class Command(BaseCommand):
    help = (
        "Put a backup in the place of the database: all of it or nothing. Stop the service first. What was"
        " deleted since stays deleted, and whatever is due goes at once."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="the backup")
        parser.add_argument(
            "--take-back",
            action="store_true",
            help="PostgreSQL: instead, put back what a restore that was cut short has left aside",
        )
        parser.add_argument("--yes", action="store_true", help="do not ask whether to replace what is there")
        parser.add_argument(
            "--deletions-unknown",
            action="store_true",
            help="do not ask either where interviews may come back that were deleted since",
        )

    def handle(self, *args, file, yes, deletions_unknown, take_back, **options):
        if (file is None) != take_back:
            raise CommandError("Name a backup, or give --take-back.")

        def agreed(offer: Offer) -> bool:
            self.stdout.write(in_words(offer))
            return self._is_agreed(yes, "Type yes to replace it: ", "--yes") and (
                offer.knows_of_deletions
                or self._is_agreed(
                    deletions_unknown, "Type yes to restore all the same: ", "--deletions-unknown"
                )
            )

        try:
            with tidy_when_ended():
                self.stdout.write(_taken_back() if take_back else _restored(file, agreed))
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal

    def _is_agreed(self, given: bool, question: str, option: str) -> bool:
        if given:
            return True
        if not sys.stdin.isatty():
            raise CommandError(f"Nothing was replaced: nobody is there to be asked. Give {option} to go on.")
        return input(question).strip().lower() == "yes"


def _taken_back() -> str:
    restoring.take_back()
    return "What was there before is in its place."


def _restored(file: Path, agreed: Callable[[Offer], bool]) -> str:
    return _what_was_done(restore(file.expanduser().resolve(), agreed))


def in_words(offer: Offer) -> str:
    """What the backup holds, what it would replace, and up to when deletions are known."""
    many = offer.contents.rows.get(Interview._meta.db_table, 0)
    since = f"{offer.deleted.until:%Y-%m-%d %H:%M} UTC"
    lines = [
        f"The backup was made on {offer.backup.head.time:%Y-%m-%d at %H:%M} UTC and holds {many} interviews.",
        _present_in_words(offer),
        f"Deletions are known up to {since}: what was deleted until then stays deleted.",
    ]
    if not offer.knows_of_deletions:
        lines.append(f"INTERVIEWS THAT WERE DELETED AFTER {since} WOULD COME BACK.")
    return "\n".join(lines)


def _present_in_words(offer: Offer) -> str:
    if not offer.present.can_be_read:
        there = settings.DATABASES["default"]["NAME"]
        return (
            f"No database that can be read is in its place ({there}). If a damaged one is there, it goes for"
            " good: copy it first if anything of it is to be saved."
        )
    whose = "" if offer.present.is_of_the_same else " OF ANOTHER INSTALLATION"
    return (
        f"It would replace the database{whose} that is there, with {offer.present.interviews} interviews,"
        " which is sealed as a backup first."
    )


def _what_was_done(restored: Restored) -> str:
    lines = ["Restored. Everybody logs in anew."]
    if restored.set_aside:
        lines.append(f"What was there before is sealed in {restored.set_aside.path}.")
    if restored.deleted:
        lines.append(f"{restored.deleted} interviews had been deleted since, and stayed out.")
    carried = restored.carried_over
    for number, what in (
        (carried.lines, "lines of the log of use since then were kept"),
        (carried.accounts, "accounts were closed since then, and stay closed"),
        (carried.invitations, "invitations were revoked since then, and stay revoked"),
    ):
        if number:
            lines.append(f"{number} {what}.")
    return "\n".join(filter(None, [*lines, restored.clocks, "Now start the service."]))
