"""What is asked here before somebody calls for advice. It goes into the page and is kept nowhere."""

from typing import TYPE_CHECKING, Any, TypeAlias, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from interview.sheet.fields import Words

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 100  # letters
NOT_KNOWN = ("", _("Ei vielä tiedossa"))
Choices: TypeAlias = "list[tuple[str, StrOrPromise]]"

NUMBER: Choices = [("one", _("Yhtä ihmistä")), ("several", _("Useampaa"))]
MUNICIPALITY: Choices = [("yes", _("Kyllä")), ("no", _("Ei"))]
STAY: Choices = [
    ("citizen", _("Suomen kansalainen")),
    ("eu", _("EU-kansalainen tai siihen rinnastettava")),
    ("permit", _("Oleskelulupa")),
    ("asylum", _("Hakee turvapaikkaa")),
    ("protection", _("Tilapäinen suojelu")),
    ("visit", _("Viisumi tai viisumivapaa")),
    ("none", _("Ei oleskeluoikeutta")),
]
AREAS: Choices = [
    ("work", _("Työ")),
    ("home", _("Koti ja asuminen")),
    ("family", _("Parisuhde, avioliitto tai perhe")),
    ("sex", _("Seksipalvelut")),
    ("offences", _("Lainvastaiset teot toisen hyväksi")),
    ("money", _("Raha, etuudet tai asiakirjat")),
    ("begging", _("Kerjääminen")),
    ("other", _("Muu")),
]
WHERE: Choices = [("here", _("Suomessa")), ("elsewhere", _("Muualla")), ("both", _("Molemmissa"))]
WHEN: Choices = [("now", _("Nyt")), ("earlier", _("Aiemmin")), ("both", _("Sekä nyt että aiemmin"))]


def _line(label: "StrOrPromise") -> forms.CharField:
    too_long = _("Kirjoita lyhyemmin: enintään %(limit_value)s merkkiä.")
    return forms.CharField(
        label=label, max_length=LONGEST, required=False, error_messages={"max_length": too_long}
    )


class OneOf(forms.ChoiceField):
    row_template = "rinnalla/picks.html"

    def __init__(self, label: "StrOrPromise", choices: Choices):
        super().__init__(label=label, choices=[NOT_KNOWN, *choices], required=False, initial="")

    @property
    def parts(self) -> list[dict[str, Any]]:
        return [{"texts": self.choices}]


class SomeOf(forms.MultipleChoiceField):
    row_template = "rinnalla/ticks.html"

    def __init__(self, label: "StrOrPromise", choices: Choices):
        super().__init__(label=label, choices=choices, required=False, initial=[])


class Asked(forms.Form):
    """Every field may stay empty: then its line is written on by hand."""

    caller = _line(_("Nimesi ja tehtäväsi"))
    phone = _line(_("Mihin sinulle soitetaan takaisin"))
    number = OneOf(_("Montako ihmistä asia koskee?"), NUMBER)
    municipality = OneOf(_("Onko asiakkaalla kotikunta Suomessa?"), MUNICIPALITY)
    stay = OneOf(_("Millä perusteella asiakas on Suomessa?"), STAY)
    areas = SomeOf(_("Mitä elämänaluetta huoli koskee?"), AREAS)
    where = OneOf(_("Missä se on tapahtunut?"), WHERE)
    when = OneOf(_("Milloin?"), WHEN)
    languages = _line(_("Kielet, joilla voi puhua"))

    def said(self) -> dict[str, tuple[Words, ...]]:
        """Field -> what goes into its place, of those that are filled in; of a valid form."""
        return {name: self._in_words(name, value) for name, value in self.cleaned_data.items() if value}

    def _in_words(self, name: str, value: str | list[str]) -> tuple[Words, ...]:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            return (str(value),)
        chosen = [value] if isinstance(value, str) else value
        return tuple(label for choice, label in cast("Choices", field.choices) if choice in chosen)
