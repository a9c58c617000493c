"""The room of one meeting, and its groups: Workers, who begin interviews, and Officers."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class InterviewConfig(AppConfig):
    name = "interview"
    verbose_name = _("Keskustelut")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(make_groups, sender=self)


def make_groups(sender: AppConfig, using: str, **kwargs) -> None:
    """Roles are groups, and add up. These two bring nothing in the admin: no interview is there."""
    from django.contrib.auth.models import Group

    for name in ("Workers", "Officers"):
        Group.objects.using(using).get_or_create(name=name)
