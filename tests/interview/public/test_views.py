"""The contacts, as anybody reads them."""

import pytest

from guidance.models import Contact
from guidance.publishing.editions import publish
from tests.markup import words

OVERDUE = {
    "fi": "Tiedot piti tarkistaa viimeistään 1.2.2026.",
    "sv": "Uppgifterna skulle ha kontrollerats senast 1.2.2026.",
    "en": "This was to be checked by 1 Feb 2026.",
}


def contacts_in(client, settings, language: str) -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return words(client.get("/contacts/"))


@pytest.mark.parametrize("language", OVERDUE)
def test_a_contact_whose_day_has_passed_is_still_shown_with_that_day(client, edition, settings, language):
    assert OVERDUE[language] not in contacts_in(client, settings, language)
    Contact.objects.filter(identifier="mieli").update(check_by="2026-02-01")
    publish()
    page = contacts_in(client, settings, language)
    assert page.count(OVERDUE[language]) == 1
    assert "09 2525 0111" in page


def test_a_source_without_a_date_is_named_without_one(client, edition, settings):
    Contact.objects.filter(identifier="mieli").update(seen_on=None, source="Oma lähde")
    publish()
    sources = contacts_in(client, settings, "fi").partition("Mistä tiedot ovat")[2]
    assert "(MIELI ry): Oma lähde Suomen Punainen Risti" in sources.replace(" ,", ",")
