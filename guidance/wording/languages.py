"""What a language is called in the language in use; by its own code where nobody has told."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language


def language_in_words(code: str) -> str:
    """A code of two or three letters, as a client's card has it: "so" as "somali"."""
    return _known_in(get_language() or "fi").get(code, code)


def _known_in(reader: str) -> dict[str, str]:
    try:
        return dict(Locale.parse(reader, sep="-").languages)
    except (UnknownLocaleError, ValueError):
        return {}
