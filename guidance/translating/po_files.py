"""The texts of the draft as a .po file for translators, and such a file read back.

An entry's ``msgctxt`` is the place of a text, its ``msgid`` the Finnish source, its ``msgstr`` the words.
A translation whose source has changed is fuzzy, with what the source said then where an edition knows it.
Reading changes nothing: it tells what would change. A file is taken whole, or refused with every reason.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, denormalize, write_po
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, to_locale

from guidance.draft import closed_numbers, closed_numbers_in
from guidance.rules.places import Place
from guidance.rules.proof.letters import text_amiss
from guidance.texts import FORMATTED, SOURCE_LANGUAGE, fault_in, longest, source_hash, tidied
from guidance.wording.problems import say, say_first, where

from .texts import DraftText, Rewording, earlier_sources

LARGEST = 2_000_000
LONGEST_HEADER = 5000  # letters: its lines are read as those of a mail, some of which take long when they are
HEADER = {
    "project": "Rinnalla",
    "version": "1",
    "copyright_holder": "Rinnalla",
    "msgid_bugs_address": "-",
    "last_translator": "-",
    "language_team": "-",
    "charset": "utf-8",
    "fuzzy": False,
}
NO_WRAPPING = 1_000_000  # Babel would break a long previous msgid in the middle of its quotes
WELL_FORMED = re.compile(r'(?:(?:msgctxt|msgid|msgstr)\s+)?"(?:[^"\\]|\\.)*"')
# Takes whatever it begins, an unclosed quote to the end of the line: so looking for it never begins anew.
QUOTED = re.compile(r'"(?:[^"\\]++|\\.)*+("?)')
NO_KNOWN_SOURCE = source_hash({})
MOST_REASONS = 20
UNREADABLE_HEADER = gettext_lazy("Tiedoston otsaketta ei voi lukea.")


class PoRefused(Exception):
    """The file is not taken; ``reasons`` are sentences for whoever chose it."""

    def __init__(self, *reasons: str):
        super().__init__("the file is not taken")
        self.reasons = reasons


# --- Out -------------------------------------------------------------------------------------------------


def write_po_file(texts: Iterable[DraftText], code: str) -> bytes:
    """Every text that has a source, for translation into the language ``code``."""
    texts = [text for text in texts if text.source]
    stale = {text.made_from(code) for text in texts if _is_fuzzy(text, code)}
    earlier = earlier_sources(stale)
    catalog = Catalog(locale=to_locale(code), header_comment="# Rinnalla", **HEADER)
    for text in texts:
        message = _message(text, code, earlier)
        catalog[message.id] = message
    file = io.BytesIO()
    write_po(file, catalog, width=NO_WRAPPING, include_previous=True)
    return file.getvalue()


def _message(text: DraftText, code: str, earlier: dict[str, str]) -> Message:
    fuzzy = _is_fuzzy(text, code)
    before = earlier.get(text.made_from(code)) if fuzzy else None
    message = Message(
        text.source,
        text.words.get(code, ""),
        context=str(text.place),
        auto_comments=list(_comments(text)),
        flags=["fuzzy"] if fuzzy else [],
        previous_id=[before] if before else [],
    )
    message.flags.discard("python-format")  # "100 % sure" is no placeholder
    message.flags.discard("python-brace-format")
    return message


def _is_fuzzy(text: DraftText, code: str) -> bool:
    return bool(text.words.get(code)) and text.made_from(code) != source_hash(text.words)


def _comments(text: DraftText) -> Iterator[str]:
    """Where a text stands and what it may be, in words."""
    if text.row._meta.verbose_name != str(text.row):  # there is only one draft
        rows = (*text.above, text.row)
        yield " › ".join(f"{capfirst(row._meta.verbose_name)}: {row}" for row in rows)
    yield capfirst(text.field.verbose_name)
    if text.field.help_text:
        yield str(text.field.help_text)
    if limit := longest(type(text.row), text.field.name):
        yield _("Enintään %(letters)s kirjainta.") % {"letters": limit}
    elif text.field.name not in FORMATTED:
        yield _("Yksi rivi.")
    if not text.in_use:
        yield capfirst(_("poistettu käytöstä"))


# --- In --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """What a file would change in one text. Maybe only whether its words are up to date."""

    rewording: Rewording
    before: str
    is_changed_in_source: bool

    @property
    def after(self) -> str:
        return self.rewording.words

    @property
    def text(self) -> DraftText:
        return self.rewording.text

    @property
    def is_new_wording(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class PoFile:
    """A file that may be taken: its language, and what it would change."""

    code: str
    differences: tuple[Difference, ...]
    left_empty: int  # texts that are written in the draft and empty in the file; they stay

    @property
    def language(self) -> str:
        return dict(settings.LANGUAGES)[self.code]

    @property
    def fingerprint(self) -> str:
        """Another one when something else would change."""
        changes = [
            (str(each.text.place), each.before, each.after, each.rewording.made_from)
            for each in self.differences
        ]
        return hashlib.sha256(repr((self.code, changes)).encode()).hexdigest()


def read_po_file(raw: bytes, texts: Iterable[DraftText]) -> PoFile:
    """What a file (UTF-8, at most LARGEST bytes) would change in the draft; raises PoRefused."""
    content = decoded(raw)
    catalog = _catalog(content)
    code = _language(catalog)
    by_place = {str(text.place): text for text in texts}
    entries = catalog.entries
    _refuse_doubled_places(entries)
    _refuse_other_content(entries, by_place)
    reasons = [reason for entry in entries if (reason := _fault(entry, by_place[entry.context]))]
    if reasons:
        raise PoRefused(*say_first(reasons, MOST_REASONS, str))
    every_entry = (_difference(entry, by_place[entry.context], code) for entry in entries)
    differences = tuple(filter(None, every_entry))
    _refuse_closed_numbers(differences)
    empty = [entry for entry in entries if not entry.string and by_place[entry.context].words.get(code)]
    return PoFile(code, differences, len(empty))


def decoded(raw: bytes) -> str:
    """What a file says (UTF-8, at most LARGEST bytes); raises PoRefused."""
    if len(raw) > LARGEST:
        raise PoRefused(_("Tiedosto on yli 2 megatavua, joten sitä ei luettu."))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PoRefused(_("Tiedosto ei ole UTF-8-tekstiä: rivi %(line)s.") % {"line": line}) from error


class _AsWritten(Catalog):
    """Every entry of a file, in its order, and one header of a decent length.

    Babel's own joins entries of one source, each with all before it, and says nothing of it.
    """

    def __init__(self):
        super().__init__()
        self.entries: list[Message] = []
        self._has_header = False

    def __setitem__(self, id, message):
        if message.id:
            self.entries.append(message)
        elif self._has_header or len(message.string) > LONGEST_HEADER:
            raise PoRefused(UNREADABLE_HEADER)
        else:
            self._has_header = True
            super().__setitem__(id, message)


def _catalog(content: str) -> _AsWritten:
    _refuse_malformed_lines(content)
    catalog = _AsWritten()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(_in_use(content))
        return catalog
    except PoFileError as error:
        raise PoRefused(_unreadable(error.lineno + 1)) from error
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise PoRefused(UNREADABLE_HEADER) from error


def _in_use(content: str) -> Iterator[str]:
    """The lines, those of obsolete entries left empty: they may have plural forms without end."""
    for line in content.split("\n"):
        yield "" if line.lstrip().startswith("#~") else line


def _refuse_malformed_lines(content: str) -> None:
    """Babel takes a line without its quotes as it comes."""
    for number, line in enumerate(content.split("\n"), start=1):
        line = line.strip()
        if line and not line.startswith("#") and not WELL_FORMED.fullmatch(line):
            raise PoRefused(_unreadable(number))


def _unreadable(line: int) -> str:
    return _("Rivi %(line)s ei ole .po-muotoa.") % {"line": line}


def _language(catalog: Catalog) -> str:
    """The language that the header names, with a region or without: one that texts are translated into."""
    named = (catalog.locale_identifier or "").replace("-", "_").lower()
    known = {to_locale(code).lower(): code for code, _name in settings.LANGUAGES if code != SOURCE_LANGUAGE}
    if not named:
        raise PoRefused(
            _("Tiedostossa ei ole käännöksiä tai sen otsakkeesta (Language) puuttuu kielen tunnus.")
        )
    code = known.get(named) or known.get(named.partition("_")[0])
    if code is None:
        raise PoRefused(
            _("Tiedoston kieli on ”%(language)s”. Käännöksiä tehdään näille kielille: %(known)s.")
            % {"language": catalog.locale_identifier, "known": ", ".join(known.values())}
        )
    return code


def _refuse_other_content(entries: list[Message], by_place: dict[str, DraftText]) -> None:
    strange = [entry for entry in entries if entry.context not in by_place]
    if len(strange) == len(entries):
        raise PoRefused(_("Tiedostossa ei ole yhtään tämän ohjeiston tekstiä."))
    if strange:
        raise PoRefused(*say_first(strange, MOST_REASONS, _unknown))


def _refuse_doubled_places(entries: list[Message]) -> None:
    contexts = Counter(entry.context for entry in entries)
    if doubled := {context for context, times in contexts.items() if context and times > 1}:
        raise PoRefused(*say_first(sorted(doubled), MOST_REASONS, _doubled))


def _doubled(place: str) -> str:
    return _("Paikka ”%(place)s” on tiedostossa kahdesti.") % {"place": where(Place.parse(place))}


def _unknown(entry: Message) -> str:
    if not entry.context:
        return _("Tekstiltä ”%(words)s” puuttuu paikka (msgctxt).") % {"words": entry.id[:60]}
    return _("Paikkaa ”%(place)s” ei ole luonnoksessa.") % {"place": where(Place.parse(entry.context))}


def _fault(entry: Message, text: DraftText) -> str:
    words = tidied(text.field.name, entry.string)
    if amiss := text_amiss(words, text.place):
        return say(amiss)
    fault = fault_in(type(text.row), text.field.name, words)
    return f"{where(text.place)}: {fault}" if fault else ""


def _refuse_closed_numbers(differences: Iterable[Difference]) -> None:
    new, known = (each for each in differences if each.is_new_wording), cache(closed_numbers)
    found = [
        problem
        for each in new
        for problem in closed_numbers_in(each.after, each.text.row, each.text.place, known)
    ]
    if found:
        raise PoRefused(*say_first(found, MOST_REASONS, say))


def _difference(entry: Message, text: DraftText, code: str) -> Difference | None:
    """What an entry would change in its text, or None. An empty one leaves the text as it is."""
    name, before = text.field.name, text.words.get(code, "")
    words = tidied(name, entry.string)
    if not words:
        return None
    made_from = _made_from(entry, text, code)
    is_stale = made_from != source_hash(text.words)
    if words == tidied(name, before):
        was_stale = text.made_from(code) != source_hash(text.words)
        # An older file knows nothing of a translation that was found still right since.
        if was_stale == is_stale or (is_stale and not entry.fuzzy):
            return None
        words = before
    return Difference(Rewording(text, code, words, made_from), before, is_stale)


def _made_from(entry: Message, text: DraftText, code: str) -> str:
    """Hash of the source that an entry's words were made from; never today's for a fuzzy one."""
    now, named = source_hash(text.words), source_hash({SOURCE_LANGUAGE: entry.id})
    if not text.row.KIND.knows_sources:
        return now
    if not entry.fuzzy:
        return now if tidied(text.field.name, entry.id) == tidied(text.field.name, text.source) else named
    previous = source_hash({SOURCE_LANGUAGE: _previous(entry)})
    sources = (previous, named, text.made_from(code))
    return next((made for made in sources if made not in (now, NO_KNOWN_SOURCE)), NO_KNOWN_SOURCE)


def _previous(entry: Message) -> str:
    """The previous msgid, which Babel writes as ``#|`` and reads as a plain comment."""
    comment = " ".join(line[1:].strip() for line in entry.user_comments if line.startswith("|"))
    quoted = QUOTED.finditer(comment) if comment.startswith("msgid ") else ()
    return "".join(denormalize(each[0]) for each in quoted if each[1])
