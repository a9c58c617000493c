"""Guidance texts in templates: escaped, in the reader's language, with ``lang`` where they fall back."""

from functools import lru_cache

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from guidance.markdown import MARKDOWN
from guidance.rules.shapes import Text

register = template.Library()


@register.filter
def text(value) -> str:
    """A guidance text, or a plain string, escaped."""
    if not isinstance(value, Text):
        return escape(value if value is not None else "")
    return _escaped(value, _reader())


@register.filter
def rich(value: Text) -> SafeString:
    """A guidance text with its paragraphs, lists and bold; anything else in it is shown as it was typed."""
    return _rendered(value, _reader())


@register.filter
def as_written(words: str | None) -> SafeString:
    """What a worker wrote, where it is shown again: a browser's translator leaves it as it is.

    Apart from the words around it too: a number out of a phone's contacts often brings marks that turn the
    order of letters, and they turn nothing but what they came with.
    """
    return format_html('<bdi translate="no">{}</bdi>', words) if words else SafeString("")


@register.filter
def plain(value) -> str:
    """A guidance text as a string, for attributes and titles."""
    return value.in_language(_reader())[0] if isinstance(value, Text) else value


LONGEST_BESIDE = 12  # letters of an answer that fits beside others on a phone


@register.filter
def side_by_side(choices) -> int:
    """How many answers stand beside one another: all, where they are three at most and short; otherwise 0.

    Said before the first of them, so that nothing of them moves while the rest of the page comes.
    """
    answers = [plain(words) for answer, words in choices if answer]
    return len(answers) if len(answers) < 4 and all(len(words) <= LONGEST_BESIDE for words in answers) else 0


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that, where a line is too short for it, breaks before its @."""
    name, at, host = address.partition("@")
    return format_html("{}<wbr>{}{}", name, at, host)


@register.filter
def lower_first(value) -> str:
    """A guidance text, or a plain string, that goes on in a sentence: "Kyllä" as "kyllä"."""
    if not isinstance(value, Text):
        return escape(f"{value}"[:1].lower() + f"{value}"[1:])
    reader = _reader()
    words, language = value.in_language(reader)
    return _marked(escape(words[:1].lower() + words[1:]), language, reader, "span")


@register.filter
def upper_first(value) -> str:
    """A guidance text that begins a sentence, where one is there: "suomi" as "Suomi"."""
    if not isinstance(value, Text):
        words = f"{value or ''}"
        return escape(words[:1].upper() + words[1:])
    reader = _reader()
    words, language = value.in_language(reader)
    return _marked(escape(words[:1].upper() + words[1:]), language, reader, "span")


@lru_cache(maxsize=8192)
def _escaped(value: Text, reader: str) -> SafeString:
    words, language = value.in_language(reader)
    return _marked(escape(words), language, reader, "span")


@lru_cache(maxsize=4096)
def _rendered(value: Text, reader: str) -> SafeString:
    words, language = value.in_language(reader)
    return _marked(MARKDOWN.render(words), language, reader, "div")  # markdown-it escapes; html is off


def _marked(markup: str, language: str, reader: str, element: str) -> SafeString:
    if not markup or language == reader:
        return mark_safe(markup)  # noqa: S308 -- escaped or rendered by the callers above
    return format_html('<{} lang="{}">{}</{}>', element, language, mark_safe(markup), element)  # noqa: S308


def _reader() -> str:
    return (get_language() or "fi").partition("-")[0]
