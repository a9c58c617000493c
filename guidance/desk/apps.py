"""Django's admin, with our own desk as its site."""

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "guidance.desk.site.Desk"
