from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from . import pseudo


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


@pytest.fixture(scope="session")
def pseudo_catalog(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pseudo")
    pseudo.build(folder)
    return folder


@pytest.fixture
def speaking_pseudo(offer, pseudo_catalog):
    offer(pseudo.LANGUAGE, "Esperanto", pseudo_catalog)


def _forget_languages() -> None:
    trans_real._translations.clear()
    trans_real.get_languages.cache_clear()
