from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from guidance.draft import look_through_a_file, read_draft, write_draft
from guidance.packs.closed import without_closed_numbers
from guidance.packs.files import BUILT_IN, PackUnreadable, read_pack_file
from guidance.packs.updating import remember
from guidance.rules.problems import PackRefused
from guidance.wording.problems import say_all


class Command(BaseCommand):
    help = (
        "Make the draft say exactly what a pack file says, all or nothing. What the file leaves out leaves"
        " the draft (the import in the admin keeps as retired what was published). Telephone numbers known to"
        " be closed are dropped, and told. Publishing is a step of its own."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "file", nargs="?", default=BUILT_IN, help="a pack file; the built-in one by default"
        )

    def handle(self, *args, file, **options):
        try:
            pack = read_pack_file(file)
            look_through_a_file(pack)
            loaded, dropped = without_closed_numbers(pack, read_draft())
            with transaction.atomic():
                write_draft(loaded)
                if file == BUILT_IN:
                    remember(pack)
        except PackUnreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        except PackRefused as refusal:
            raise CommandError(say_all(refusal.problems)) from refusal
        if dropped:
            self.stdout.write(f"{say_all(dropped)}\nBut for this, the draft now says what the pack says.")
            return
        self.stdout.write("The draft now says what the pack says.")
