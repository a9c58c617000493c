"""Takes a lost second factor away, where no other administrator is there to do it in the admin."""

from django.contrib.auth.models import User
from django.core.management.base import CommandError

from config.management.schema import OnCurrentSchema
from interview.doors.second_factor import reset


class Command(OnCurrentSchema):
    help = "Take away the second factor of an account; its person sets up another and reads the reason."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the user name")
        parser.add_argument("--reason", required=True, help="what the person reads at the next log-in")

    def handle(self, *args, name, reason, **options):
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no account {name}: see the names in the admin.")
        if not reason.strip() or len(reason) > 200:
            raise CommandError("Give a reason of 1 to 200 letters: --reason 'The phone was lost.'")
        reset(user, by=None, reason=reason.strip())
        self.stdout.write(f"{name} is logged out, and sets up a second factor at the next log-in.")
