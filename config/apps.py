"""How the app starts, as Django knows it: only so that its checks are heard."""

from django.apps import AppConfig


class StartConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from . import checks  # noqa: F401 (registers itself)
