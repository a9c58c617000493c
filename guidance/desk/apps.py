"""Django's admin, with our own desk as its site."""

from django.contrib import admin
from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "guidance.desk.site.Desk"

    def ready(self) -> None:
        """Every app's lists, but for allauth's addresses: the app sends no mail."""
        super().ready()
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator

        admin.site.unregister(EmailAddress)
        admin.site.unregister(Authenticator)  # taken away on the account's own page, with a reason
