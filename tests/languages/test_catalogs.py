"""The catalogs say everything the code says, in every language, and nothing else."""

import pytest

from config.catalogs import SOURCE_LANGUAGE, languages, read
from tools.catalogs import extracted


@pytest.fixture(scope="module")
def messages():
    return {(message.context, message.id): message for message in extracted() if message.id}


@pytest.fixture(params=languages())
def catalog(request):
    return read(request.param)


def test_every_language_of_the_settings_but_the_source_has_a_catalog(settings):
    assert languages() == sorted({code for code, _ in settings.LANGUAGES} - {SOURCE_LANGUAGE})


def test_every_message_is_translated_and_none_is_left_over(catalog, messages):
    known = {(message.context, message.id): message for message in catalog if message.id}
    assert known.keys() == messages.keys()
    untranslated = [m.id for m in known.values() if not all(m.string if m.pluralizable else (m.string,))]
    assert untranslated == []
    assert [m.id for m in known.values() if m.fuzzy] == []


def test_no_message_is_malformed(catalog):
    assert [(m.id, errors) for m, errors in catalog.check()] == []


def test_no_translation_begins_or_ends_otherwise_than_its_source(catalog):
    """A space, colon or full stop that goes missing at an edge runs two words together on the page."""

    def edges(text):
        return text[:1].isspace(), text[-1:].isspace(), text[-1:] == ":", text[-1:] == "…"

    odd = [m.id for m in catalog if isinstance(m.id, str) and m.id and edges(m.id) != edges(m.string)]
    assert odd == []


def test_the_extractor_finds_messages_in_python_and_in_templates(messages):
    places = {place for message in messages.values() for place, _line in message.locations}
    assert "templates/interview/_finish.html" in places
    assert "interview/sheet/fields.py" in places
    assert (None, ("Tarkista yksi kohta", "Tarkista %(n)s kohtaa")) in messages
