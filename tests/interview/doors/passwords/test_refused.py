"""What no password may be. The built-in words are Finnish and Swedish; Django's own list has the English."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import translation

from interview.models import Organisation

pytestmark = pytest.mark.django_db


def faults(password: str, user: User | None = None) -> set[str]:
    try:
        validate_password(password, user)
    except ValidationError as refused:
        return {each.code for each in refused.error_list}
    return set()


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("lyhyt-sana1", "password_too_short"),
        ("123456789012", "NoDigitsAlone"),
        ("7391 0482-6650", "NoDigitsAlone"),
        ("aaaaaaaaaaaa", "NoFewLetters"),
        ("kesäkesäkesä", "NoFewLetters"),
        ("abababababab1", "NoFewLetters"),
        ("qwertyuiopå1", "NoRowsOfKeys"),
        ("1qaz2wsx3edc", "NoRowsOfKeys"),
        ("asdfghjklöä!", "NoRowsOfKeys"),
        ("poiuytrewq12", "NoRowsOfKeys"),
        ("abcdefghijkl", "NoRowsOfKeys"),
        ("salasana1234", "NoCommonWordWithATail"),
        ("Salasana2026!", "NoCommonWordWithATail"),
        ("S4l4s4n4!!2026", "NoCommonWordWithATail"),
        ("salasanasalasana", "NoCommonWordWithATail"),
        ("xxLösenord99xx", "NoCommonWordWithATail"),
        ("losenord123456", "NoCommonWordWithATail"),
        ("qwertysalasana", "NoCommonWordWithATail"),
        ("Tervetuloa2026", "NoCommonWordWithATail"),
        ("jalkapallo!!!1", "NoCommonWordWithATail"),
        ("Rinnalla12345", "NoNameWithATail"),
        ("R1nnalla!2026", "NoNameWithATail"),
        ("rinnallasalasana", "NoCommonWordWithATail"),
    ],
)
def test_what_anybody_would_guess_is_refused(password, fault):
    assert fault in faults(password)


@pytest.mark.parametrize(
    "password",
    [
        "kuusi-kolmas-lumi",
        "kissa koira talvi",
        "hernekeitto kiertää hitaasti",
        "salasana on piilossa pöydän alla",
        "rinnalla kulkee hiljainen norsu",
        "Qx7!vd-Ro2&hK",
        "tre gula cyklar i regnet",
    ],
)
def test_several_words_pass_and_so_does_what_was_made_at_random(password):
    assert faults(password) == set()


def test_neither_the_organisations_name_nor_ones_own_with_a_tail():
    Organisation(name={"fi": "Kuvitteellisen hyvinvointialue", "sv": "Påhittade välfärdsområdet"}).save()
    user = User(username="tuulikki.virta", first_name="Tuulikki", last_name="Virta-Norrgård")
    for password in (
        "Kuvitteellisen1",
        "påhittade-2026",
        "tuulikki12345",
        "Norrgard-2026!",
        "virta.tuulikki",
    ):
        assert "NoNameWithATail" in faults(password, user), password
    assert faults("tuulikki polkee vastatuuleen", user) == set()


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("password", ["123456789012", "aaaaaaaaaaaa", "salasana1234", "Rinnalla12345"])
def test_the_refusal_is_a_sentence_in_the_readers_language(language, password):
    with translation.override("fi"), pytest.raises(ValidationError) as in_finnish:
        validate_password(password)
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password(password)
    assert all(sentence.endswith(".") for sentence in refused.value.messages)
    assert (refused.value.messages == in_finnish.value.messages) == (language == "fi")
