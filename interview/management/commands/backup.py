"""The database copied, sealed and checked, while the service runs; and older backups taken away."""

from datetime import datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from interview.traces import jumps
from interview.traces.backups import making, pruning
from interview.traces.backups.refused import Refused
from interview.traces.backups.scratch import tidy_when_ended


class Command(BaseCommand):
    help = (
        "Copy the database into a sealed file, while the service runs, and check it. The sealing keys are not"
        " in it: keep them, and the backup key, elsewhere."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--to", type=Path, metavar="FOLDER", help="where to; the folder backups in DATA_DIR by default"
        )
        parser.add_argument("--prune", action="store_true", help="take away the backups that have expired")
        parser.add_argument(
            "--keep-days",
            type=_days,
            default=pruning.DEFAULT,
            metavar="DAYS",
            help=f"with --prune, how old a backup gets; {pruning.DEFAULT} by default",
        )

    def handle(self, *args, to, prune, keep_days, **options):
        folder = to.expanduser().resolve() if to else making.default_folder()
        try:
            with tidy_when_ended():
                self._make(folder)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        finally:
            if prune:  # what is promised to go goes, also where no new one could be made
                self._prune(folder, keep_days)

    def _make(self, folder: Path) -> None:
        backup = making.make(folder)
        self.stdout.write(
            f"{backup.path} ({_size(backup.path)}): read again and checked. The sealing keys are not in it."
        )

    def _prune(self, folder: Path, keep_days: int) -> None:
        now = timezone.now()
        if why := _what_stops_it(now):
            self.stderr.write(f"No backup is taken away. {jumps.WHY[why]} {jumps.WHAT_TO_DO}")
            return
        pruned = pruning.prune([folder, making.default_folder()], keep_days, now)
        for backup in pruned.gone:
            self.stdout.write(f"{backup.path} was older than {keep_days} days and is gone.")
        for sentence in pruned.others:
            self.stderr.write(sentence)


def _what_stops_it(now: datetime) -> str:
    """By a clock that is ahead every backup is old; a database that cannot be read tells of none."""
    try:
        return jumps.what_stops_purging(now)
    except DatabaseError:
        return ""


def _size(path: Path) -> str:
    kilobytes = max(1, path.stat().st_size // 1000)
    return f"{kilobytes} kB" if kilobytes < 10_000 else f"{kilobytes // 1000} MB"


def _days(given: str) -> int:
    days = int(given) if given.isdecimal() else 0
    if not pruning.SHORTEST <= days <= pruning.LONGEST:
        raise CommandError(f"--keep-days is {pruning.SHORTEST} to {pruning.LONGEST}.")
    return days
