"""The room of what we know, and its group: Supervisors, who edit and publish it."""

from django.apps import AppConfig
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GuidanceConfig(AppConfig):
    name = "guidance"
    verbose_name = _("Ohjeisto")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(make_supervisors, sender=self)


def make_supervisors(sender: AppConfig, using: str, **kwargs) -> None:
    """Make the group; permissions that a new version of the app brings come to it with the migration."""
    create_permissions(sender, verbosity=0, using=using)  # ours may come before Django's own call
    from django.contrib.auth.models import Group, Permission

    supervisors, _made = Group.objects.using(using).get_or_create(name="Supervisors")
    theirs = Permission.objects.using(using).filter(content_type__app_label=sender.label)
    # To add an edition is to publish the draft. An edition never changes, so nobody may change one.
    supervisors.permissions.add(*theirs.exclude(codename__in=["change_edition", "delete_edition"]))
