from itertools import islice

from django.core.management.base import CommandError
from django.utils import timezone

from config.management.schema import OnCurrentSchema
from interview.traces.anchors import fingerprint
from interview.traces.checking import Check, is_still_there

MOST_SAID = 50


class Command(OnCurrentSchema):
    help = (
        "Say whether the log of use stands as it was anchored: no line changed, taken out, put in or moved."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--expect", metavar="NUMBER:HASH", help="an anchor as an earlier check printed it, kept elsewhere"
        )
        parser.add_argument(
            "--after", type=int, default=0, metavar="NUMBER", help="leave out the anchors up to this one"
        )

    def handle(self, *args, expect, after, **options):
        check = Check(timezone.now(), known=max(0, after))
        faults = check.faults()
        said = [*islice(faults, MOST_SAID)]
        more = sum(1 for _fault in faults)
        if expect and not is_still_there(expect):
            said.insert(0, f"The anchor {expect} is not there: the log was set back, or made anew.")
        self.stdout.write(self._vouched(check))
        if more:
            said.append(f"… and {more} more.")
        if said:
            raise CommandError("\n".join(said))

    def _vouched(self, check: Check) -> str:
        later = f"Not anchored yet: {check.not_anchored()} later lines."
        if check.last is None:
            return f"Nothing is anchored yet, so nothing is vouched for. {later}"
        at = timezone.localtime(check.last.at)
        return (
            f"{check.lines} lines stand as they were anchored, the last of them on {at:%Y-%m-%d at %H:%M}"
            f" (line {check.last.up_to}). {later}\nThe newest anchor: {fingerprint(check.last)}"
        )
