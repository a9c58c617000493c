"""What is said in a call for advice that names nobody: part by part, in the order in which it is asked there.

Of coded answers, of ticked steps and of what is asked beside them. Nothing that was written in a walk is
handed in here, so none of it can come out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from guidance.rules.conditions import Answers
from guidance.rules.shapes import SELF, Check, Guidance, Step
from interview.sheet.fields import SIGN_STATES, Words
from interview.sheet.names import Field

Said = Mapping[str, tuple[Words, ...]]


@dataclass(frozen=True)
class Line:
    """A name and what is said of it; where nothing is, as many lines to write on."""

    name: Words
    said: tuple[Words, ...] = ()
    typed: bool = False  # here, in somebody's own words
    room: int = 1
    empty: Words = _("Ei vielä tiedossa")


BY_HAND = _("Kirjoita paperille")


@dataclass(frozen=True)
class Part:
    title: Words
    lines: tuple[Line, ...]


# By their fields: of an answer as in a walk, otherwise of the form of what is asked here.
BEFORE: list[tuple[Words, list[str]]] = [
    (_("Kuka soittaa"), ["caller", "phone"]),
    (
        _("Tilanne juuri nyt"),
        ["check-threat", "check-safe-tonight", "sign-marriage-talk", "check-children"],
    ),
    (_("Ketä asia koskee"), ["check-minor", "number"]),
    (_("Kotikunta ja oleskelu"), ["municipality", "stay"]),
    (_("Mistä on kyse"), ["areas"]),
    (_("Missä ja milloin"), ["where", "when"]),
    (_("Suhde toiseen"), ["check-whom"]),
    (_("Kieli"), ["languages", "check-interpreter"]),
    (
        _("Mitä asiakas haluaa ja tietää"),
        ["check-wants-to-talk", "check-police", "check-rights-told", "check-consent"],
    ),
]
DONE = ["check-contacts-given", "check-meeting", "check-consulted"]  # told once they are answered
ASKED_HERE: dict[str, Words] = {
    "caller": _("Nimi ja tehtävä"),
    "phone": _("Soitto takaisin"),
    "number": _("Asia koskee"),
    "municipality": _("Kotikunta Suomessa"),
    "stay": _("Oleskelu Suomessa"),
    "areas": _("Elämänalue"),
    "where": _("Missä"),
    "when": _("Milloin"),
    "languages": _("Kielet"),
}
TYPED = ("caller", "phone", "languages")
QUESTIONS: tuple[Words, ...] = (
    _("Onko palvelu tarkoitettu tälle ihmiselle?"),
    _("Mitä asiakkaaksi ottaminen merkitsisi oleskelulle?"),
    _("Riittääkö tämä puhelu asian aloittamiseen?"),
    _("Mitä teemme sillä välin?"),
)


def brief(guidance: Guidance, answers: Answers, ticked: Iterable[Step], asked: Said) -> list[Part]:
    """All of it. ``ticked``: steps ticked off; ``asked``: field -> what was said here."""
    here = {name: Line(words, asked.get(name, ()), name in TYPED) for name, words in ASKED_HERE.items()}
    told = _answered(guidance, answers) | here
    parts = [Part(title, tuple(_lines(told, names))) for title, names in BEFORE]
    parts.append(Part(_("Mitä olet tehnyt"), tuple(_done(told, ticked))))
    parts.append(
        Part(_("Kysymyksesi"), (Line(_("Kysy ainakin"), QUESTIONS), _by_hand(_("Muuta kysyttävää"))))
    )
    advice = (_by_hand(_("Neuvo"), room=4), _by_hand(_("Kuka neuvoi")), _by_hand(_("Milloin")))
    parts.append(Part(_("Vastaus"), advice))
    return [part for part in parts if part.lines]


def _answered(guidance: Guidance, answers: Answers) -> dict[str, Line]:
    """By field; said is the answer in words, where one was given."""
    checks = {
        Field("check", name).name: Line(check.reason, _answer(check, answers.checks.get(name, "")))
        for name, check in guidance.checks.items()
    }
    signs = {
        Field("sign", name).name: Line(sign.reason, _state(answers.signs.get(name, "")))
        for name, sign in guidance.signs.items()
    }
    return checks | signs


def _answer(check: Check, answer: str) -> tuple[Words, ...]:
    known = check.answers_by_id.get(answer)
    return (known.text,) if known else ()


def _state(state: str) -> tuple[Words, ...]:
    known = SIGN_STATES.get(state)
    return (known,) if known else ()


def _by_hand(name: Words, room: int = 1) -> Line:
    return Line(name, room=room, empty=BY_HAND)


def _lines(told: Mapping[str, Line], names: list[str]) -> list[Line]:
    """Those that this guidance asks."""
    return [told[name] for name in names if name in told]


def _done(told: Mapping[str, Line], ticked: Iterable[Step]) -> Iterator[Line]:
    """What a tick answered is told by its answer, and what somebody did for themselves is not told."""
    shown = {name for _title, names in BEFORE for name in names} | {*DONE}
    others = [
        step.title
        for step in ticked
        if step.urgency != SELF
        and not any(Field("check", check).name in shown for check, _answer in step.settles)
    ]
    yield Line(_("Tehty"), tuple(others), empty=_("Mitään ei ole vielä merkitty tehdyksi"))
    yield from (line for line in _lines(told, DONE) if line.said)
