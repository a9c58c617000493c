from django.core.management.base import BaseCommand, CommandError

from guidance.publishing.editions import NothingToPublish, PublishRefused, publish
from guidance.rules.problems import PackRefused
from guidance.wording.problems import say_all


class Command(BaseCommand):
    help = (
        "Publish the draft as the next edition, or say every reason why it cannot be. This is the"
        " administrator's way: it needs no second person, even where publishing in the admin takes two."
    )

    def add_arguments(self, parser):
        parser.add_argument("--note", default="", help="what changed, in a sentence")

    def handle(self, *args, note, **options):
        try:
            edition = publish(note=note)
        except (PackRefused, PublishRefused) as refusal:
            raise CommandError(say_all(refusal.problems)) from refusal
        except NothingToPublish:
            self.stdout.write("The draft says what the live edition says; nothing was published.")
            return
        self.stdout.write(f"Published edition {edition.number}.")
