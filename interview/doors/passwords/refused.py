"""What no password may be, each with a sentence that says what to do instead.

A password is looked at as a row of signs, some of which anybody would guess: rows of keys, names, a common
word. What is left must be enough. Passphrases of several words are left with plenty.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interview.models import Organisation

from .common_words import COMMON_WORDS

FEWEST_DIFFERENT = 6
FEWEST_LEFT = 5  # letters, beside what anybody would guess
SHORTEST_ROW = 3  # keys
SHORTEST_NAME = 4  # letters
LONGEST = 1000  # letters are looked at
OUR_NAME = "rinnalla"

# As on a Finnish keyboard, across and down; and the alphabet.
ROWS = [
    *["1234567890+", "qwertyuiopå", "asdfghjklöä", "<zxcvbnm,.-"],
    *["1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0pö-"],
    "abcdefghijklmnopqrstuvwxyzåäö",
]
ROW_BOTH_WAYS = "\n".join([*ROWS, *(row[::-1] for row in ROWS)])

# Signs that are written for letters; 1 and ! for either of two.
AS_LETTERS = [str.maketrans("åäöéü@034$571!", f"aaoeuaoeasst{one}{one}") for one in "il"]


class Passwords:
    """A validator of Django's. It names the fault of a password, or finds none."""

    help: str  # as whoever sets a password reads it first

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if fault := self.fault(_plain(password[:LONGEST]), user):
            raise ValidationError(fault, code=type(self).__name__)

    def fault(self, password: str, user: AbstractBaseUser | None) -> str | None:
        raise NotImplementedError

    def get_help_text(self) -> str:
        return self.help


class NoDigitsAlone(Passwords):
    help = gettext_lazy("Siinä on sanoja, ei pelkkiä numeroita.")

    def fault(self, password, user):
        if not any(sign.isalpha() for sign in password):
            return _("Salasanassa on pelkkiä numeroita tai merkkejä. Kirjoita siihen sanoja.")
        return None


class NoFewLetters(Passwords):
    help = gettext_lazy("Samat merkit eivät toistu.")

    def fault(self, password, user):
        if len(set(password)) < FEWEST_DIFFERENT:
            return _("Salasanassa toistuvat samat merkit. Käytä useampia eri merkkejä.")
        return None


class NoRowsOfKeys(Passwords):
    help = gettext_lazy("Se ei ole rivi näppäimiä.")

    def fault(self, password, user):
        rest = _without_rows(password)
        if rest != password and len(rest.replace(" ", "")) < FEWEST_LEFT:
            return _("Salasana on pelkkä rivi näppäimiä, kuten qwerty tai 1234. Käytä useaa sanaa.")
        return None


class NoNameWithATail(Passwords):
    """The app's, the organisation's or the person's own."""

    help = gettext_lazy("Se ei ole palvelun, organisaation tai henkilön nimi.")

    def fault(self, password, user):
        if _is_little_beside(_names_around(user), _without_rows(password)):
            return _(
                "Salasana on palvelun, organisaation tai oma nimesi, johon on lisätty vähän."
                " Käytä useaa muuta sanaa."
            )
        return None


class NoCommonWordWithATail(Passwords):
    """One common word. Several of them in a row are a passphrase."""

    help = gettext_lazy("Se ei ole yksi yleinen sana.")

    def fault(self, password, user):
        rest = _without(_names_around(user), _without_rows(password))
        if any(_is_little_beside([word], rest) for word in COMMON_WORDS):
            return _("Salasana on yleinen sana, johon on lisätty vähän. Käytä useaa sanaa.")
        return None


def _plain(password: str) -> str:
    return unicodedata.normalize("NFC", password).lower()


def _without_rows(password: str) -> str:
    """A space for each run of keys that lie side by side."""
    rest, start = "", 0
    while start < len(password):
        end = start + 1
        while end < len(password) and password[start : end + 1] in ROW_BOTH_WAYS:
            end += 1
        is_row = end - start >= SHORTEST_ROW
        rest += " " if is_row else password[start]
        start = end if is_row else start + 1
    return rest


def _without(words: Iterable[str], password: str) -> str:
    """A space for each of the words, written in letters or in signs like them."""
    for word in sorted(words, key=len, reverse=True):
        for table in AS_LETTERS:
            found = re.escape(word.translate(AS_LETTERS[0]))
            for each in reversed([*re.finditer(found, password.translate(table))]):
                password = f"{password[: each.start()]} {password[each.end() :]}"
    return password


def _is_little_beside(words: Iterable[str], password: str) -> bool:
    """Whether one of the words stands there, and next to nothing else."""
    rest = _without(words, password)
    return rest != password and sum(sign.isalpha() for sign in rest) < FEWEST_LEFT


def _names_around(user: AbstractBaseUser | None) -> set[str]:
    """A form whose user name was refused has None for it."""
    of_user = [getattr(user, name, "") or "" for name in ("username", "first_name", "last_name", "email")]
    said = " ".join([OUR_NAME, *Organisation.of_this_installation().name.values(), *of_user])
    return {word for word in re.findall(r"[^\W\d_]+", _plain(said)) if len(word) >= SHORTEST_NAME}
