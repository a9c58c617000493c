"""Seals what older keys sealed with the first one, while the service runs. Safe to stop, and to run again."""

from django.core.management.base import CommandError

from config.management.schema import OnCurrentSchema
from interview.keys import lost_keys
from interview.traces import events
from interview.traces.rotation import first_key, keys_behind_the_first, keys_still_needed, rotate


class Command(OnCurrentSchema):
    help = (
        "Seal all interviews, second factors and the log of use with the first of RINNALLA_SEALING_KEYS, and"
        " say which keys nothing needs any more. The service may run meanwhile; what was stopped goes on when"
        " run again."
    )

    def handle(self, *args, **options):
        try:
            rotated = rotate(self._told)
        except KeyboardInterrupt:
            raise CommandError("Stopped. Nothing is lost: run it again, and it goes on.") from None
        if self.stdout.isatty():
            self.stdout.write("")
        if rotated.number:
            events.keep("keys-rotated", None)
        self.stdout.write(f"{rotated.number} sealed anew with the key {first_key()}.")
        needed = keys_still_needed()
        free = [key_id for key_id in keys_behind_the_first() if key_id not in needed]
        if free:
            self.stdout.write(f"Needed no more, and may be taken away: {', '.join(free)}.")
        lost = lost_keys()
        if rotated.refused or needed or lost:
            raise CommandError("\n".join(_what_is_left(rotated.refused, needed, lost)))

    def _told(self, done: int, number: int) -> None:
        """How far it is, on one line of a terminal."""
        if self.stdout.isatty():
            self.stdout.write(f"\r{done} of {number}", ending="")
            self.stdout.flush()


def _what_is_left(refused: list[str], needed: list[str], lost: dict[str, str]) -> list[str]:
    lines = [f"Cannot be opened, and left as it is: {name}." for name in refused]
    lines += [f"The key {key_id} {why}: see RINNALLA_SEALING_KEYS." for key_id, why in lost.items()]
    if needed:
        lines.append(f"Still needed: {', '.join(needed)}.")
    if needed and not refused:
        lines.append("Some process still seals with an older key: restart all, and run this again.")
    return lines
