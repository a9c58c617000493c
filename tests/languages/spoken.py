"""What a page says, and which of it neither the pseudo-language has wrapped nor Django given."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from config.catalogs import SOURCE_LANGUAGE

from .pseudo import CLOSE, LANGUAGE, OPEN

DJANGO = ("django", "django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes")
DOMAINS = ("django", "djangojs")
SPOKEN_ATTRIBUTES = ("aria-label", "title", "placeholder", "alt")
WITHIN_A_SENTENCE = {"strong", "em", "b", "i", "bdi"}
SILENT = {"script", "style", "template", "textarea"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

WRAPPED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sdi]|\{\w*\}")
LETTERS = re.compile(r"[^\W\d_]{2,}")
BETWEEN_SENTENCES = re.compile(r"[./|–›·]\s|:\s")
# What may stand in a sentence of Django's: wrapped words, numbers, the "and" and "or" of a list.
NO_LETTERS = r"(?:[\W\d_]|\b(?:kaj|aŭ)\b)*"


def left_over(page: str, same_everywhere: str) -> list[str]:
    """Every piece of text that somebody could read and that no catalog has given."""
    return [piece for piece in pieces(page) if not _is_given(re.sub(same_everywhere, " ", piece))]


def pieces(page: str) -> list[str]:
    """Each text, label and button of a page that speaks the page's own language."""
    reader = _Reader()
    reader.feed(page)
    return reader.said


@cache
def _is_given(piece: str) -> bool:
    """Whether nothing but wrapped words and Django's sentences is in it."""
    while WRAPPED.search(piece):
        piece = WRAPPED.sub(" ", piece)
    return _is_djangos(piece) or all(_is_djangos(part) for part in BETWEEN_SENTENCES.split(piece))


def _is_djangos(words: str) -> bool:
    return not LETTERS.search(words) or any(each.fullmatch(words) for each in _sentences_of_django())


@cache
def _sentences_of_django() -> tuple[re.Pattern, ...]:
    """Each message of Django's as it comes out in that language, with room for what it is filled with."""
    said = {text for package in DJANGO for domain in DOMAINS for text in _said_by(package, domain)}
    around_a_link = {part for text in said for part in PLACEHOLDER.split(text) if len(part) > 8}
    patterns = (_room(text) for text in said | around_a_link if LETTERS.search(PLACEHOLDER.sub("", text)))
    return tuple(re.compile(pattern) for pattern in patterns)


def _said_by(package: str, domain: str) -> Iterator[str]:
    """Django's own words in the language; where it has none, in Finnish, and then in English."""
    spoken, finnish = (_catalog(package, domain, language) for language in (LANGUAGE, SOURCE_LANGUAGE))
    for key, written in finnish.items():
        yield from spoken.get(key) or written or _as_written(key)


def _catalog(package: str, domain: str, language: str) -> dict[tuple, tuple[str, ...]]:
    """(context, message) -> how it is said, in as many forms as it has."""
    folder = Path(import_module(package).__file__).parent / ("conf" if package == "django" else "")
    file = folder / "locale" / language / "LC_MESSAGES" / f"{domain}.po"
    if not file.exists():
        return {}
    with file.open("rb") as opened:
        catalog = read_po(opened, locale=language)
    return {(message.context, message.id): _forms(message) for message in catalog if message.id}


def _as_written(key: tuple) -> tuple[str, ...]:
    return key[1] if isinstance(key[1], tuple) else (key[1],)


def _forms(message: Message) -> tuple[str, ...]:
    said = message.string if message.pluralizable else (message.string,)
    return said if all(said) and not message.fuzzy else ()


def _room(text: str) -> str:
    """A pattern: the words of a message, and anything without letters for its placeholders and edges."""
    words = [re.escape(part.strip(" .:…")).replace(r"\ ", r"\s+") for part in PLACEHOLDER.split(text)]
    return f"(?is){NO_LETTERS}{NO_LETTERS.join(words)}{NO_LETTERS}"


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said: list[str] = []
        self.open: list[tuple[str, bool]] = []  # tag, and whether what is in it counts
        self.language = ""
        self.goes_on = False

    def handle_starttag(self, tag, attributes):
        known = dict(attributes)
        self._meet(tag)
        if tag == "html":
            self.language = known.get("lang", "")
        counts = self._counts() and tag not in SILENT and known.get("lang", self.language) == self.language
        if counts:
            self.said += [known[name] for name in SPOKEN_ATTRIBUTES if known.get(name)]
            if tag == "input" and known.get("type") in ("submit", "button"):
                self.said.append(known.get("value") or "")
        if tag not in VOID:
            self.open.append((tag, counts))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        self._meet(tag)
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth][0] == tag:
                del self.open[depth:]
                return

    def handle_data(self, words):
        if not self._counts() or not words.strip():
            return
        words = " ".join(words.split())
        if self.goes_on:
            words = f"{self.said.pop()} {words}"
        self.said.append(words)
        self.goes_on = True

    def _meet(self, tag: str) -> None:
        self.goes_on = self.goes_on and tag in WITHIN_A_SENTENCE

    def _counts(self) -> bool:
        return not self.open or self.open[-1][1]
