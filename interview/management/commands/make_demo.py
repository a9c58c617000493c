"""What a demo needs before it can be walked: guidance that is published, and four accounts."""

import os
import secrets
from io import StringIO

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from guidance.models import Edition
from interview.accounts import Session

GROUP_OF = {
    "worker": "Workers",
    "colleague": "Workers",
    "supervisor": "Supervisors",
    "officer": "Officers",
}
IN_THE_ADMIN = ("supervisor", "officer")


class Command(BaseCommand):
    help = (
        "Publish the built-in guidance and make the demo accounts, with DEMO_PASSWORD or a password made up."
    )

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Demo accounts belong in a demo only: run `make run`.")
        if not Edition.objects.exists():
            call_command("load_pack", verbosity=0, stdout=StringIO())
            call_command("publish", verbosity=0, stdout=StringIO())
        password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
        for name in GROUP_OF:
            _make_account(name, password)
        self.stdout.write(f"Demo accounts: {', '.join(GROUP_OF)}\nPassword for all of them: {password}")


def _make_account(name: str, password: str) -> None:
    user, _ = User.objects.get_or_create(username=name)
    user.is_active = True
    user.is_staff = name in IN_THE_ADMIN
    if not user.check_password(password):
        user.password = make_password(password)  # as ``set_password``, which would end every session
    user.save()
    Authenticator.objects.filter(user=user).delete()  # a demo account has one password and no more
    user.groups.add(Group.objects.get(name=GROUP_OF[name]))
    _keep_sessions(user)


def _keep_sessions(user: User) -> None:
    """Sessions outlive a restart of the demo, though a new password would end them everywhere else."""
    for row in Session.objects.filter(account=user):
        kept = row.get_decoded() | {HASH_SESSION_KEY: user.get_session_auth_hash()}
        row.session_data = Session.objects.encode(kept)
        row.save(update_fields=["session_data"])
