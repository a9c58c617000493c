"""The accessibility statement and the privacy notice: what the law asks for, gaps in sight."""

import html

import pytest
from django.conf import settings

from interview.models import Organisation
from tests.markup import words

pytestmark = pytest.mark.django_db

ACCESSIBILITY, PRIVACY = "/accessibility/", "/privacy/"
GAP = "[organisaatio täydentää:"


def read(client, address) -> str:
    return html.unescape(client.get(address).content.decode())


@pytest.mark.parametrize(
    "words",
    [
        "306/2019",
        "osittain",
        "1.3.1",
        "25.11.2026",
        "omaan arvioon",
        "14 päivän",
        "Traficom",
        "saavutettavuusvaatimukset.fi",
        "saavutettavuus@traficom.fi",
    ],
)
def test_the_accessibility_statement_says_what_the_law_asks_for(client, words):
    assert words in read(client, ACCESSIBILITY)


@pytest.mark.parametrize(
    ("language", "site", "address"),
    [
        ("fi", "www.saavutettavuusvaatimukset.fi", "saavutettavuus@traficom.fi"),
        ("sv", "www.tillganglighetskrav.fi", "tillganglighet@traficom.fi"),
        ("en", "www.webaccessibility.fi", "saavutettavuus@traficom.fi"),
    ],
)
def test_the_statement_leads_to_the_authority_in_the_readers_language(client, language, site, address):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = read(client, ACCESSIBILITY)
    assert f'<a href="https://{site}/" rel="noreferrer">{site}</a>' in page
    assert f'<a href="mailto:{address}">{address}</a>' in page


@pytest.mark.parametrize(
    "heading",
    [
        "Rekisterinpitäjä",
        "Tietosuojavastaava",
        "Mihin tietoja käytetään ja millä perusteella",
        "Mitä tallennetaan ja kuinka kauan",
        "Mistä tiedot saadaan",
        "Kuka tiedot näkee",
        "Sinun oikeutesi",
    ],
)
def test_the_privacy_notice_says_what_the_law_asks_for(client, heading):
    page = read(client, PRIVACY)
    assert f"<h2>{heading}</h2>" in page
    assert "tietosuoja.fi" in page


def test_the_privacy_notice_says_how_long_things_are_kept_by_the_organisations_clocks(client):
    page = words(read(client, PRIVACY))
    assert "keskustelu poistuu 14 päivän ja päättynyt 30 päivän kuluttua" in page
    assert "kuin lokiin (2 v)" in page
    Organisation(unfinished_days=21, finished_days=60, log_years=5).save()
    page = words(read(client, PRIVACY))
    assert "keskustelu poistuu 21 päivän ja päättynyt 60 päivän kuluttua" in page
    assert "kuin lokiin (5 v)" in page


def test_what_the_organisation_has_not_filled_in_is_marked_and_said(client):
    for address, gaps in ((ACCESSIBILITY, 2), (PRIVACY, 5)):
        page = read(client, address)
        assert page.count(GAP) == gaps
        assert 'id="has-gaps"' in page


def test_what_the_organisation_has_filled_in_stands_in_place_of_its_gap(client):
    Organisation(
        name={"fi": "Esimerkkialue"}, feedback="palaute@example.fi", protection_officer="tsv@example.fi"
    ).save()
    page = read(client, ACCESSIBILITY)
    assert GAP not in page
    assert "has-gaps" not in page
    assert "Esimerkkialue" in page
    assert '<a href="mailto:palaute@example.fi">' in page
    page = read(client, PRIVACY)
    assert page.count(GAP) == 3
    assert 'id="has-gaps"' in page
    assert '<a href="mailto:tsv@example.fi">' in page


@pytest.mark.parametrize(("address", "name"), [(ACCESSIBILITY, "accessibility"), (PRIVACY, "privacy")])
def test_own_words_stand_alone_with_paragraphs_lists_and_bold_and_nothing_else(client, address, name):
    Organisation(**{name: {"fi": "**Oma** teksti.\n\n- yksi\n- kaksi\n\n<b>x</b>"}}).save()
    page = client.get(address).content.decode()
    assert "<strong>Oma</strong> teksti." in page
    assert "<li>yksi</li>" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert 'id="built-in"' not in page
    assert "has-gaps" not in page


def test_own_words_that_lack_the_readers_language_are_marked_with_theirs(client):
    Organisation(privacy={"fi": "Oma teksti.", "en": "Our own."}, name={"fi": "Esimerkkialue"}).save()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "sv"
    assert '<div lang="fi"><p>Oma teksti.</p>' in read(client, PRIVACY)
    assert '<span lang="fi">Esimerkkialue</span>' in read(client, ACCESSIBILITY)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert "Our own." in read(client, PRIVACY)


@pytest.mark.parametrize("address", ["/", "/card/", "/contacts/", "/accounts/login/", "/help/", "/nothing/"])
def test_the_page_foot_leads_to_both(client, edition, address):
    page = read(client, address)
    assert f'href="{ACCESSIBILITY}"' in page
    assert f'href="{PRIVACY}"' in page


def test_the_break_leads_nowhere_but_back(client):
    assert ACCESSIBILITY not in read(client, "/break/")
