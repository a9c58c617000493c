"""What goes wrong in YAML that somebody wrote by hand, in words and with its line.

The reader says where it could not go on, and in its own terms. What was most likely meant is seen from that
line of the text.
"""

import re
from collections.abc import Callable

import yaml
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

QUOTES = ("'", '"')
KEY = re.compile(r"\s*(?:- +)*[\w-]+")
NO_SPACE = re.compile(rf"{KEY.pattern}:[^\s:]")
CUT = re.compile(r"[ \t]+#\w")  # behind the # of a comment that is meant stands a space
A_TEXT_BEHIND_QUOTES = re.compile(rf"{KEY.pattern}: +(?P<quote>[\"']).*(?P=quote) *[^\s#]")

INDENTED = gettext_lazy(
    "rivi alkaa väärästä kohdasta. Sisennä se välilyönneillä yhtä pitkälle kuin muut saman tason rivit"
)
TAB = gettext_lazy("rivin alussa on sarkain. Sisennä rivi välilyönneillä")
IN_QUOTES = gettext_lazy("Kirjoita koko teksti lainausmerkkeihin")
NOT_CLOSED = gettext_lazy("sulku on auki. Sulje se samalla rivillä")
NO_LAST_QUOTE = gettext_lazy("tekstistä puuttuu lainausmerkki lopusta")
CUT_SHORT = format_lazy(
    "{} {}, {}",
    gettext_lazy("teksti katkeaa välilyönnin jälkeiseen #-merkkiin."),
    IN_QUOTES,
    gettext_lazy("tai lisää väli #-merkin jälkeen, jos loppu on vain huomautus"),
)
COLON = format_lazy("{} {}", gettext_lazy("tekstissä on kaksoispiste ja sen jälkeen väli."), IN_QUOTES)
BEHIND_QUOTES = format_lazy("{} {}", gettext_lazy("lainausmerkkien ulkopuolella on tekstiä."), IN_QUOTES)


class Slip:
    """Where the reader stopped, where what it was reading began, and the lines of the text."""

    def __init__(self, at: yaml.Mark, began: yaml.Mark | None, text: str):
        self.at, self.began = at, began or at
        self._lines = text.splitlines()

    def line(self, number: int) -> str:
        """Counted from 0; "" beyond the end, where the reader may have stopped."""
        return self._lines[number] if 0 <= number < len(self._lines) else ""

    def letter(self, mark: yaml.Mark) -> str:
        return self.line(mark.line)[mark.column : mark.column + 1]


def in_words(error: yaml.MarkedYAMLError, text: str) -> str:
    """A sentence for whoever wrote ``text``; what is no usual slip is told as the reader tells it."""
    if error.problem_mark is None:
        return _("Tiedosto ei ole YAML-muotoa.")
    usual, at = SLIPS.get(error.problem or ""), error.problem_mark
    return usual(Slip(at, error.context_mark, text)) if usual else _told(at.line, error.problem)


def cut_short(event: yaml.Event, lines: list[str]) -> bool:
    """Whether a text without quotes ends where its writer only wrote a #."""
    end = event.end_mark
    if end is None or end.line >= len(lines) or not isinstance(event, yaml.ScalarEvent) or event.style:
        return False
    return CUT.match(lines[end.line], end.column) is not None


def of_a_letter(error: yaml.reader.ReaderError, text: str) -> str:
    """A letter that no YAML may hold: where it stands first."""
    line = text.count("\n", 0, text.find(chr(error.character)))
    why = _("rivillä on merkki, jota ei näe (%(letter)s). Poista se")
    return _told(line, why % {"letter": f"U+{error.character:04X}"})


def _told(line: int, why: object) -> str:
    return _("Rivi %(line)s: %(problem)s.") % {"line": line + 1, "problem": why}


def _indented(slip: Slip) -> str:
    return _told(slip.at.line, INDENTED)


def _value_within(slip: Slip) -> str:
    """A colon where no key may stand."""
    above = slip.at.line - 1
    if NO_SPACE.match(slip.line(above)):
        return _told(above, _("kaksoispisteen jälkeen puuttuu välilyönti"))
    is_in_a_text = ": " in slip.line(slip.at.line)[: slip.at.column]
    return _told(slip.at.line, COLON) if is_in_a_text else _indented(slip)


def _no_key(slip: Slip) -> str:
    is_behind_quotes = A_TEXT_BEHIND_QUOTES.match(slip.line(slip.at.line))
    return _told(slip.at.line, BEHIND_QUOTES) if is_behind_quotes else _indented(slip)


def _no_beginning(slip: Slip) -> str:
    return _told(slip.at.line, TAB) if slip.letter(slip.at) == "\t" else _begins_with(slip, slip.at)


def _no_name(slip: Slip) -> str:
    return _begins_with(slip, slip.began)


def _begins_with(slip: Slip, mark: yaml.Mark) -> str:
    begins = _("teksti alkaa merkillä ”%(letter)s”.") % {"letter": slip.letter(mark)}
    return _told(mark.line, f"{begins} {IN_QUOTES}")


def _ended(slip: Slip) -> str:
    """What was begun and never closed is told where it began."""
    is_quoted = slip.letter(slip.began) in QUOTES
    return _told(slip.began.line, NO_LAST_QUOTE if is_quoted else NOT_CLOSED)


def _not_closed(slip: Slip) -> str:
    return _told(slip.began.line, NOT_CLOSED)


def _no_colon(slip: Slip) -> str:
    return _told(slip.began.line, _("riviltä puuttuu kaksoispiste"))


def _another_document(slip: Slip) -> str:
    return _told(slip.at.line, _("tästä alkaa toinen ohjeisto (---). Tiedostossa saa olla vain yksi"))


# What the reader says -> what was most likely done
SLIPS: dict[str, Callable[[Slip], str]] = {
    "mapping values are not allowed in this context": _value_within,
    "block sequence entries are not allowed in this context": _indented,
    "did not find expected key": _no_key,
    "did not find expected '-' indicator": _no_key,
    "found character that cannot start any token": _no_beginning,
    "did not find expected alphabetic or numeric character": _no_name,
    "found unexpected end of stream": _ended,
    "could not find expected ':'": _no_colon,
    "did not find expected ',' or ']'": _not_closed,
    "did not find expected ',' or '}'": _not_closed,
    "did not find expected node content": _not_closed,
    "but found another document": _another_document,
}
