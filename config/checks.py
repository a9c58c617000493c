"""What `manage.py check --deploy` says of an installation beside Django's own."""

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register

from .catalogs import not_compiled


@register(Tags.translation, deploy=True)
def catalogs_are_compiled(app_configs, **kwargs) -> list[CheckMessage]:
    missing = not_compiled(settings.DATA_DIR / "locale")
    if not missing:
        return []
    sentence = (
        f"The catalogs of {', '.join(missing)} are not compiled as they are now: pages may be in Finnish."
    )
    return [
        Warning(sentence, hint="Start `manage.py serve`: it compiles them into DATA_DIR.", id="rinnalla.W001")
    ]
