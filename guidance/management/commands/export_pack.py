from django.core.management.base import BaseCommand, CommandError

from guidance.draft import read_draft
from guidance.models import Edition
from guidance.packs.files import write_pack


class Command(BaseCommand):
    help = "Write the draft, or an edition, as a pack file to standard output."

    def add_arguments(self, parser):
        parser.add_argument("--edition", type=int, help="the number of an edition; the draft without it")

    def handle(self, *args, edition, **options):
        self.stdout.write(write_pack(self._pack(edition)), ending="")

    def _pack(self, number):
        if number is None:
            return read_draft()
        edition = Edition.objects.filter(number=number).first()
        if edition is None:
            raise CommandError(f"There is no edition {number}.")
        return edition.content
