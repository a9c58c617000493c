"""The built-in pack: what its helpers' numbers may be."""

import re

import pytest

from guidance.packs.files import BUILT_IN, read_pack_file

# Closed for good, though old pages still print them: without the first zero, which the country code replaces.
CLOSED = {
    "MIELI in English and Arabic": "925250113",
    "MIELI in Ukrainian": "925250114",
    "MIELI in Russian": "925250115",
    "Monika before 2017": "96922304",
    "Victim Support, old helpline": "80098800",
    "Victim Support, old office": "20316116",
}
BETWEEN_DIGITS = re.compile(r"(?<=\d)(?:\(0\)|[\s().,/\u2010-\u2015\u200b\u2060-])+(?=\d)")


def closed_in(words: str) -> set[str]:
    """The closed numbers that stand in a text, in whatever spacing."""
    run_together = BETWEEN_DIGITS.sub("", words)
    return {number for number in CLOSED.values() if number in run_together}


@pytest.mark.parametrize(
    "words",
    [
        "09 2525 0113",
        "0925250113",
        "+358 9 2525 0113",
        "+358 (0)9 25 25 01 13",
        "tel:+358925250113",
        "09-2525-0113",
        "09\u00a02525\u202f0113",
        "(09) 2525 0113",
        "Soita 09 2525 0111 tai 09 2525 0113.",
    ],
)
def test_a_closed_number_is_found_in_whatever_spacing(words):
    assert closed_in(words) == {"925250113"}


def test_numbers_that_answer_are_not_taken_for_closed_ones():
    assert closed_in("09 2525 0111, 09 2525 0112, 0800 05058, 080 005 005") == set()


def test_no_number_known_to_be_closed_stands_anywhere_in_the_built_in_pack():
    assert closed_in(BUILT_IN.read_text(encoding="utf-8")) == set()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("address", ["/card/", "/contacts/"])
def test_no_closed_number_stands_on_a_public_page(client, edition, settings, address, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    page = client.get(address).content.decode()
    assert f'<html lang="{language}"' in page
    assert closed_in(page) == set()


def test_a_helpline_names_no_language_in_which_it_has_no_number():
    """MIELI answers in Finnish and in Swedish alone: each language that it names has a line of its own."""
    (mieli,) = [each for each in read_pack_file(BUILT_IN)["contacts"] if each["id"] == "mieli"]
    for code in ("fi", "sv", "en"):
        lines = [phone["label"][code].casefold() for phone in mieli["phones"]]
        assert mieli["languages"][code].casefold().split(", ") == lines
