"""An installation that grew out of SQLite moves into PostgreSQL, while the service stands still."""

import sys

from django.core.management.base import CommandError

from config.management.schema import OnCurrentSchema
from interview.traces.backups.refused import Refused
from interview.traces.backups.scratch import tidy_when_ended
from interview.traces.moving.move import Moved, move

MOST_NAMED = 10


class Command(OnCurrentSchema):
    help = (
        "Move the database from SQLite into an empty one in PostgreSQL: one way, all of it or nothing, every"
        " row read back and compared. Stop the service first. Nothing is written into the old database."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "address", help="as RINNALLA_DATABASE takes it, or - to read it from standard input"
        )

    def handle(self, *args, address, **options):
        try:
            with tidy_when_ended():
                moved = move(sys.stdin.readline().strip() if address == "-" else address, self._told)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing was moved, and here nothing has changed.") from None
        self._end_line()
        self.stdout.write("\n".join(_in_words(moved)))

    def _told(self, what: str, done: int, number: int) -> None:
        """How far it is, on one line of a terminal."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{what} {done} of {number}\033[K", ending="")
            self.stdout.flush()

    def _end_line(self) -> None:
        if self.stdout.isatty():
            self.stdout.write("\r\033[K", ending="")


def _in_words(moved: Moved) -> list[str]:
    lines = [
        f"Moved {moved.rows} rows of {moved.tables} tables. Each was read back and is the same;"
        f" {moved.opened} sealed values were opened."
    ]
    if moved.closed:
        named = ", ".join(moved.closed[:MOST_NAMED]) + (" …" if len(moved.closed) > MOST_NAMED else "")
        lines.append(f"{len(moved.closed)} did not open, as they do not here: {named}.")
    lines.append("Set RINNALLA_DATABASE to that address, start the service, and make a backup.")
    return lines
