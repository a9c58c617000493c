"""The room of what we know."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidanceConfig(AppConfig):
    name = "guidance"
    verbose_name = _("Ohjeistus")
    default_auto_field = "django.db.models.BigAutoField"
