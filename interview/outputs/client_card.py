"""What a client takes along: numbers on small cards, on a phone's screen, or one of them by heart.

What is safe is asked first. Nothing that is answered here is kept, and none of it stands in an address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from guidance.rules.next_steps import company_holds
from guidance.rules.proof.cards import texts_of_card
from guidance.rules.shapes import CARD_LANGUAGES_OF_OURS, CardText, words_for_digits
from guidance.wording.languages import language_in_words
from interview.access import WorkersRequest, own_or_invited_as_read
from interview.models import Interview
from interview.traces import events
from interview.walk.views import page, walk_of
from interview.walk.walk import InterviewWalk

from .card_numbers import (
    MAYBE_A_CHILD,
    MINOR,
    CardNumber,
    hours_on_card,
    name_on_card,
    numbers_on_card,
    to_remember,
)
from .files import as_file, beyond_the_limit, busy
from .texts import reader
from .typeset import Busy, can_show, typeset

FILE = "Numeroita.pdf"
# What has to be answered, and how, before the numbers go that way; by heart they always may.
SAFE = {"paper": ("paper-safe", "yes"), "phone": ("phone-opened", "no")}
BY_HEART = "memory"
PACKAGES = {"zh": "fonts-noto-cjk", "ja": "fonts-noto-cjk", "ko": "fonts-noto-cjk"}  # Debian's
OF_OTHER_LETTERS = "fonts-noto-core"


@dataclass(frozen=True)
class Row:
    """A number as the card has it."""

    number: CardNumber
    names: tuple[str, ...]
    hours: str
    hours_language: str
    without_name: bool

    @property
    def digits(self) -> str:
        return self.number.number

    @property
    def tel(self) -> str:
        return self.number.phone.tel


@dataclass(frozen=True)
class Card:
    """The numbers and the sentences in one language."""

    text: CardText
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]

    @property
    def said(self) -> str:
        """The sentences as its language writes them one after the other: Chinese has no space there."""
        return "".join(each if each.endswith("。") else f"{each} " for each in self.sentences).strip()

    @property
    def some_without_name(self) -> bool:
        return any(row.without_name for row in self.rows)


@dataclass(frozen=True)
class Offered:
    """A language in which the card may be given; ``lacks``: the package without which no PDF shows it."""

    text: CardText
    lacks: str

    @property
    def called(self) -> str:
        return language_in_words(self.text.language)


@page
@own_or_invited_as_read
def client_card(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """A GET asks what is safe; a POST shows the ways that are, or gives the numbers one of these ways."""
    walk = walk_of(request, interview)
    if not walk.live.card_texts:
        raise Http404
    way = request.POST.get("as", "")
    if not _is_safe(request, way):
        return _choose(request, walk)
    text = _text_in(walk, request.POST.get("in", ""))
    if refusal := beyond_the_limit(request):
        return refusal
    try:
        response = WAYS[way](request, walk, text)
    except Busy:
        return busy(request)
    with transaction.atomic():
        events.keep("card-given", request.user, interview=interview.pk)
    return response


def _is_safe(request: WorkersRequest, way: str) -> bool:
    asked, safe = SAFE.get(way, ("", ""))
    return way in WAYS and (way == BY_HEART or request.POST.get(asked) == safe)


def _text_in(walk: InterviewWalk, language: str) -> CardText:
    """Nobody is given one that no translator has checked, whatever is asked for."""
    found = (text for text in walk.live.card_texts if text.language == language and text.may_be_given)
    text = next(found, None)
    if text is None:
        raise Http404
    return text


# --- Which way --------------------------------------------------------------------------------------------


def _choose(request: WorkersRequest, walk: InterviewWalk) -> HttpResponse:
    numbers = _numbers(walk)
    texts = walk.live.card_texts
    asked = request.method == "POST"
    context = {
        "interview": walk.interview,
        "asked": asked,
        "safe": {way: asked and _is_safe(request, way) for way in SAFE},
        "answered": [(name, request.POST.get(name, "")) for name, _safe in SAFE.values()],
        "company": bool(company_holds(walk.guidance, walk.sheet.answers())),
        "numbers": numbers,
        "by_heart": to_remember(numbers, walk.guidance, walk.sheet.answers()),
        "card_languages": [_offered(text) for text in texts if text.may_be_given] if asked else [],
        "drafts": ", ".join(language_in_words(text.language) for text in texts if not text.may_be_given),
        "language": reader(),
        "languages": [],  # to change it here would lose what was answered
    }
    return render(request, "outputs/client_card.html", context)


def _offered(text: CardText) -> Offered:
    lacks = "" if _has_letters_for(text) else PACKAGES.get(text.language, OF_OTHER_LETTERS)
    return Offered(text, lacks)


def _has_letters_for(text: CardText) -> bool:
    """Of our own languages nobody has to ask: the fonts that come with Typst have them."""
    return text.language in CARD_LANGUAGES_OF_OURS or can_show(" ".join(texts_of_card(text).values()))


# --- The card -----------------------------------------------------------------------------------------------


def _numbers(walk: InterviewWalk) -> list[CardNumber]:
    sheet = walk.sheet
    return numbers_on_card(walk.guidance, walk.live, sheet.answers(), sheet.done(), timezone.localdate())


def card_of(numbers: Iterable[CardNumber], text: CardText, child: bool) -> Card:
    """``child``: it may be for a child, who is told nothing of reports."""
    reports = () if child else (text.no_report,)
    rows = tuple(_row(number, text) for number in numbers)
    return Card(text, rows, (text.free, text.no_papers, *reports, text.earlier))


def _row(number: CardNumber, text: CardText) -> Row:
    names = dict.fromkeys(filter(None, (name_on_card(each, text) for each in number.contacts)))
    hours, language = hours_on_card(number.first, text)
    return Row(number, tuple(names), hours, language, number.first.without_name)


def _card(walk: InterviewWalk, text: CardText) -> Card:
    child = walk.sheet.answers().checks.get(MINOR) in MAYBE_A_CHILD
    return card_of(_numbers(walk), text, child)


def _on_paper(request: WorkersRequest, walk: InterviewWalk, text: CardText) -> HttpResponse:
    """Several on a sheet; where this machine lacks the letters, the reader's browser prints them."""
    card = _card(walk, text)
    if _has_letters_for(text):
        return as_file(typeset("client-card", content_of(card)), FILE)
    context = {"card": card, "copies": range(8)} | _apart(walk)
    return render(request, "outputs/client_card_sheet.html", context)


def content_of(card: Card) -> dict[str, Any]:
    text = card.text
    return {
        "lang": text.language,
        "dir": "rtl" if text.from_right_to_left else "ltr",
        "title": text.title,
        "rows": [_of_row(row) for row in card.rows],
        "sentences": card.said,
        "no-name": text.no_name if card.some_without_name else "",
        "ask": text.ask_interpreter,
        "interpreter": text.interpreter,
        "interpreter-said": text.interpreter_said,
    }


def _of_row(row: Row) -> dict[str, Any]:
    return {
        "number": row.digits,
        "names": " · ".join(row.names),
        "hours": row.hours,
        "hours-lang": row.hours_language,
        "without-name": row.without_name,
    }


def _on_screen(request: WorkersRequest, walk: InterviewWalk, text: CardText) -> HttpResponse:
    return render(request, "outputs/client_card_screen.html", {"card": _card(walk, text)} | _apart(walk))


def _by_heart(request: WorkersRequest, walk: InterviewWalk, text: CardText) -> HttpResponse:
    """The number that was picked, else the one that is easiest to come by; each digit with its word."""
    numbers = _numbers(walk)
    picked = [each for each in numbers if each.id == request.POST.get("number")]
    number = picked[0] if picked else to_remember(numbers, walk.guidance, walk.sheet.answers())
    context = {"text": text, "row": _row(number, text), "digits": digits_in_words(number.number, text)}
    return render(request, "outputs/client_card_memory.html", context | _apart(walk))


def digits_in_words(number: str, text: CardText) -> list[tuple[str, str, str]]:
    """Each digit, its word, and how a Finnish reader says that."""
    words, said = words_for_digits(text.digits), words_for_digits(text.digits_said)
    found = []
    for digit in filter(str.isdecimal, number):
        at = int(digit)
        found.append((digit, words[at], said[at] if said else ""))
    return found


def _apart(walk: InterviewWalk) -> dict[str, Any]:
    """These pages are shown to somebody else: nothing else stands on them."""
    return {"interview": walk.interview, "languages": []}


WAYS = {"paper": _on_paper, "phone": _on_screen, BY_HEART: _by_heart}
