"""A new installation: its keys, its database, its first administrator, and the guidance if asked for.

Safe to run again: what is there already stays as it is. The keys are made, or read, before the settings are
(``config.management.environment_file``, from manage.py).
"""

import getpass
import sys

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from config.management import environment_file, schema


class Command(BaseCommand):
    help = (
        "Set up a new installation: make its keys, its database and its first administrator. What is there"
        " already stays as it is."
    )
    requires_migrations_checks = False

    def add_arguments(self, parser):
        environment_file.add_arguments(parser)
        parser.add_argument("--administrator", help="user name of the first administrator")
        parser.add_argument(
            "--guidance", action="store_true", help="load and publish the built-in guidance as edition 1"
        )

    def handle(self, *args, environment, administrator, guidance, **options):
        schema.bring_up_to_date()
        self._make_administrator(administrator)
        if guidance:
            self._publish_built_in()
        self.stdout.write(self._what_to_keep(environment))

    def _make_administrator(self, name: str | None) -> None:
        accounts = get_user_model().objects
        if accounts.filter(is_superuser=True, is_active=True).exists():
            self.stdout.write("There is an administrator already.")
            return
        if not name:
            raise CommandError("Name the first administrator: --administrator NAME.")
        account = get_user_model()(username=name)
        try:
            account.clean_fields(exclude=["password"])
            account.validate_unique()
            password = _password(name)
            validate_password(password, account)
        except ValidationError as faults:
            raise CommandError("\n".join(faults.messages)) from faults
        accounts.create_superuser(name, password=password)
        self.stdout.write(f"Made the administrator {name}, who makes the other accounts under /admin/.")

    def _publish_built_in(self) -> None:
        """Only where nothing was published: later on the draft is the supervisors'."""
        if apps.get_model("guidance", "Edition").objects.exists():
            self.stdout.write("There is a published guidance already.")
            return
        call_command("load_pack", stdout=self.stdout)
        call_command("publish", stdout=self.stdout)

    def _what_to_keep(self, environment: str | None) -> str:
        keys = environment or "in the environment of this command"
        with_keys = f"set -a; . {environment}; set +a; manage.py serve" if environment else "manage.py serve"
        database = settings.DATABASES["default"]
        sealed = database["NAME"] if "sqlite" in database["ENGINE"] else "in PostgreSQL"
        return (
            f"\nThe keys:      {keys}\n"
            f"The database:  {sealed}\n\n"
            "Back up both, each in a place of its own: without the keys nobody can read the interviews, and\n"
            "whoever has both can. `manage.py backup` copies the database, sealed, and not the keys.\n"
            f"Next: the service (docs/operating.md), or by hand: {with_keys}"
        )


def _password(name: str) -> str:
    """Asked for twice at a terminal; otherwise the first line that is sent in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass(f"Password for {name}: ")
    if password != getpass.getpass("Once more: "):
        raise CommandError("The two passwords differ; nothing was made.")
    return password
