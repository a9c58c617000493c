"""Deletes what is due, by hand or from a timetable; `serve` does the same every hour."""

from django.core.management.base import CommandError
from django.utils import timezone

from config.management.schema import OnCurrentSchema
from interview.stubs import Upkeep
from interview.traces import events, jumps
from interview.traces.anchors import anchor
from interview.traces.purge import purge


class Command(OnCurrentSchema):
    help = "Delete interviews that are due, and whatever else has come to its end."

    def add_arguments(self, parser):
        parser.add_argument(
            "--clock-is-right",
            action="store_true",
            help="go on after the clock of the machine seemed to have jumped: you have looked at it",
        )

    def handle(self, *args, clock_is_right, **options):
        now = timezone.now()
        if clock_is_right:
            jumps.confirm(now)
            events.keep("clock-confirmed", None)
        if why := jumps.what_stops_purging(now):
            raise CommandError(f"{jumps.WHY[why]} {jumps.WHAT_TO_DO}")
        Upkeep.objects.update(begun_at=now)  # the server's own turn comes an hour from now
        gone = purge(now, self._say_how_far if self.stdout.isatty() else lambda what, number: None)
        events.keep("purged", None)
        anchor(now)  # by hand: whoever looks at the log next finds it vouched for
        said = ", ".join(f"{what} {number}" for what, number in gone.items() if number)
        self.stdout.write(f"Deleted: {said or 'nothing'}.")

    def _say_how_far(self, what: str, gone: int) -> None:
        """In one line, written over."""
        self.stdout.write(f"\r{what} {gone} …\033[K\r", ending="")
        self.stdout.flush()
