from django.core.management.base import BaseCommand, CommandError

from guidance.draft import read_draft
from guidance.packs.files import PackUnreadable, read_pack_file
from guidance.rules.problems import PackRefused
from guidance.rules.proof.reasons import publish_problems
from guidance.rules.reading import read_guidance
from guidance.wording.problems import say_all


class Command(BaseCommand):
    help = "Say every reason why the draft, or a pack file that is not loaded, could not be published."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", help="a pack file; the draft without it")

    def handle(self, *args, file, **options):
        try:
            guidance = read_guidance(read_pack_file(file) if file else read_draft())
        except PackUnreadable as refusal:
            raise CommandError(str(refusal)) from refusal
        except PackRefused as refusal:
            raise CommandError(say_all(refusal.problems)) from refusal
        if problems := publish_problems(guidance):
            raise CommandError(say_all(problems))
        self.stdout.write("It can be published.")
