"""The contacts and the card, as anybody reads them."""

import pytest

from guidance.models import Contact
from guidance.publishing.editions import publish
from interview.public.views import shown
from tests.guidance.rules.examples import built_in
from tests.markup import attributes, parts, words

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


OWN_BY_DAY, OWN = "0100 100", "0200 200"


@pytest.fixture
def with_own_numbers(edition) -> None:
    """Two are the organisation's own, one of them at any hour; the editor has put 112 behind all others."""
    last = max(Contact.objects.values_list("position", flat=True))
    for place, (name, number) in enumerate({"mieli": OWN_BY_DAY, "emergency-social-services": OWN}.items()):
        contact = Contact.objects.get(identifier=name)
        contact.phones.all().delete()
        contact.phones.create(number=number)
        contact.local, contact.round_the_clock, contact.position = True, number == OWN, last + 1 + place
        contact.save()
    Contact.objects.filter(identifier="emergency-112").update(position=last + 9)
    publish()


@pytest.mark.parametrize("address", ["contacts", "card"])
def test_112_and_then_the_organisations_own_numbers_stand_before_all_others(
    client, with_own_numbers, address
):
    numbers = attributes(client.get(f"/{address}/"), "main a[href^='tel:']", "href")
    assert numbers[:3] == ["tel:112", "tel:+358100100", "tel:+358200200"]
    assert len(numbers) > 3


def test_all_that_is_read_unopened_is_112_and_the_organisations_own(client, with_own_numbers):
    first = parts(client.get("/contacts/"), "main .tier .contacts > li")
    assert len(first) == 3


def test_each_part_keeps_the_editors_order():
    contacts = built_in().contacts
    by_part = shown(contacts)
    for part in (by_part.first[1:], by_part.round_the_clock, by_part.others):
        assert part == sorted(part, key=contacts.index)
    assert {*by_part.first, *by_part.round_the_clock, *by_part.others} == {*contacts}
