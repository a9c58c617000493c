from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real


@pytest.fixture
def offer(settings):
    """Offer one more language, whose compiled catalog lies under a folder: offer(code, name, folder)."""

    def offer(code: str, name: str, folder: Path) -> None:
        settings.LANGUAGES = [*settings.LANGUAGES, (code, name)]
        settings.LOCALE_PATHS = [str(folder), *settings.LOCALE_PATHS]
        _forget_languages()

    yield offer
    translation.activate("fi")
    _forget_languages()


def _forget_languages() -> None:
    trans_real._translations.clear()
    trans_real.get_languages.cache_clear()
