"""Every text of the draft with its place, what each language of it lacks, and writing words back.

No request and no form: the page (``desk/translating``) and the .po files (``po_files``) both ask here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from guidance.draft import DraftRows, child_model, rows_by_parent
from guidance.models import MODELS, Checklist, Disclosure, Draft, Edition, FromCardOrAdded, Sign
from guidance.publishing.confirmed import NOBODY, outlived, said_by
from guidance.rules.places import Place
from guidance.rules.schema import WHOLE
from guidance.rules.shapes import ADDITION
from guidance.texts import SOURCE_LANGUAGE, TextField, source_hash, sources_of

MISSING = "missing"
CHANGED = "changed"
LACKS = {MISSING: _("Puuttuu"), CHANGED: _("Suomi muuttunut")}
EDITIONS_LOOKED_INTO = 24


@dataclass(frozen=True, eq=False)
class DraftText:
    """One text of one draft row. ``place`` is where a problem would say it is: ``steps/propose/full``."""

    place: Place
    row: models.Model
    field: TextField
    above: tuple[models.Model, ...] = ()
    is_left_out: bool = False  # from the next edition, with the additions

    @property
    def words(self) -> dict[str, str]:
        return self.field.value_from_object(self.row)

    @property
    def source(self) -> str:
        return self.words.get(SOURCE_LANGUAGE, "")

    @property
    def known_sources(self) -> dict[str, str]:
        """Language -> hash of the source its words were made from, where that was noted."""
        return self.row.made_from.get(self.field.name, {}) if self.row.KIND.knows_sources else {}

    @property
    def in_use(self) -> bool:
        is_retired = any(row.retired for row in (*self.above, self.row) if row.KIND.has_ids)
        return not (is_retired or self.is_left_out)

    def made_from(self, code: str) -> str:
        """Hash of the source that the words in this language were made from."""
        return self.known_sources.get(code, source_hash(self.words))

    def lacks(self, code: str) -> str:
        """MISSING, CHANGED (the source, since this was written), or "". What is out of use lacks nothing."""
        if not self.in_use:
            return ""
        if not self.words.get(code, "").strip():
            return MISSING if self._is_called_for() else ""
        return CHANGED if code != SOURCE_LANGUAGE and self.made_from(code) != source_hash(self.words) else ""

    def _is_called_for(self) -> bool:
        """A text that may be left out is called for once it is written in some language."""
        return not self.field.blank or any(words.strip() for words in self.words.values())


@dataclass(frozen=True)
class Rewording:
    """Words for one text in one language; "" takes it away.

    ``made_from`` is the hash of the source they were made from, None for the source beside them.
    """

    text: DraftText
    code: str
    words: str
    made_from: str | None = None


# --- Reading ---------------------------------------------------------------------------------------------


def texts_of_draft(for_update: bool = False, rows: DraftRows | None = None) -> list[DraftText]:
    """Every text of the draft in the pack's order; the queries do not grow with it.

    ``for_update``: inside a transaction, nobody else writes them before it ends. ``rows``: read already.
    """
    rows, drafts = rows_by_parent(for_update) if rows is None else rows, Draft.objects.all()
    texts, left_out = [], frozenset()
    for draft in drafts.select_for_update() if for_update else drafts:
        texts += _texts_in(draft, Place(), (), rows, left_out)
        left_out = frozenset() if draft.with_additions else _additions(rows)
    for name in WHOLE.below:
        for row in rows[MODELS[name], None]:
            texts += _texts_in(row, Place.of(row.KIND, row.identifier), (), rows, left_out)
    return texts


def _additions(rows) -> frozenset[models.Model]:
    """The rows that leave the edition with the additions, and the checklists of which nothing stays."""
    added = {row for of_a_kind in rows.values() for row in of_a_kind if _is_addition(row)}
    emptied = {
        each
        for each in rows[Checklist, None]
        if not any(sign not in added and not sign.retired for sign in rows[Sign, each.pk])
    }
    return frozenset(added | emptied)


def _is_addition(row: models.Model) -> bool:
    return isinstance(row, FromCardOrAdded) and row.origin == ADDITION


def _texts_in(row: models.Model, place: Place, above: tuple, rows, left_out) -> Iterator[DraftText]:
    """The texts of a row, which stands at ``place``, and of the rows below it."""
    is_left_out = any(each in left_out for each in (*above, row))
    for name in row.KIND.in_rows:
        if child := child_model(type(row), name):
            for number, below in enumerate(rows[child, row.pk], start=1):
                identifier = below.identifier if below.KIND.has_ids else number
                yield from _texts_in(below, place / name / identifier, (*above, row), rows, left_out)
        elif name in row.KIND.texts:
            yield DraftText(place / name, row, row._meta.get_field(name), above, is_left_out)


def counts(texts: Iterable[DraftText]) -> dict[tuple[str, str], int]:
    """(language, MISSING or CHANGED) -> how many texts."""
    lacking = {(code, lack): 0 for code, _name in settings.LANGUAGES for lack in LACKS}
    for text in texts:
        for code, _name in settings.LANGUAGES:
            if lack := text.lacks(code):
                lacking[code, lack] += 1
    return lacking


# --- Writing ---------------------------------------------------------------------------------------------


@transaction.atomic
def write(rewordings: Iterable[Rewording]) -> list[models.Model]:
    """Put words into the draft, and nothing else; gives the rows that changed, each once."""
    by_text = defaultdict(list)
    for rewording in rewordings:
        by_text[rewording.text].append(rewording)
    changed: dict[models.Model, set[str]] = defaultdict(set)
    confirmed = {text.row: said_by(text.row) for text in by_text if isinstance(text.row, Disclosure)}
    for text, its_rewordings in by_text.items():
        _reword(text, its_rewordings)
        changed[text.row].add(text.field.name)
    for row, before in confirmed.items():
        if outlived(before, said_by(row)):
            row.confirmed_by, row.confirmed_on = NOBODY.values()
            changed[row] |= NOBODY.keys()
    for row, names in changed.items():
        row.save(update_fields=[*names, *(["made_from"] if row.KIND.knows_sources else [])])
    return list(changed)


def _reword(text: DraftText, rewordings: list[Rewording]) -> None:
    before = text.words
    now = _in_order(before | {rewording.code: rewording.words for rewording in rewordings})
    made_from = {each.code: each.made_from for each in rewordings if each.code in now and each.made_from}
    sources = sources_of(before, now, text.known_sources) | made_from
    setattr(text.row, text.field.name, now)
    if text.row.KIND.knows_sources:
        others = {name: hashes for name, hashes in text.row.made_from.items() if name != text.field.name}
        text.row.made_from = others | ({text.field.name: sources} if sources else {})


def _in_order(words: dict[str, str]) -> dict[str, str]:
    """In the order of the boxes; languages that have no box stay, after them."""
    codes = dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *words])
    return {code: words[code] for code in codes if words.get(code)}


# --- What a source said before ---------------------------------------------------------------------------


def earlier_sources(wanted: Iterable[str]) -> dict[str, str]:
    """Hash -> what that source said, from the newest editions, for the hashes that one of them knows."""
    missing, earlier = set(wanted), {}
    if not missing:
        return earlier
    editions = Edition.objects.order_by("-number").values_list("content_hash", flat=True)
    for content_hash in editions[:EDITIONS_LOOKED_INTO]:
        sources = _sources_of(content_hash)
        earlier |= {made: sources[made] for made in missing & sources.keys()}
        missing -= sources.keys()
        if not missing:
            break
    return earlier


@lru_cache(maxsize=EDITIONS_LOOKED_INTO)
def _sources_of(content_hash: str) -> dict[str, str]:
    content = Edition.objects.filter(content_hash=content_hash).values_list("content", flat=True).first()
    return {source_hash({SOURCE_LANGUAGE: words}): words for words in _sources_in(content)}


def _sources_in(part: object) -> Iterator[str]:
    """Every Finnish text in a pack, or in a part of one."""
    if isinstance(part, list):
        for each in part:
            yield from _sources_in(each)
    elif isinstance(part, dict):
        source = part.get(SOURCE_LANGUAGE)
        if isinstance(source, str):
            yield source
        else:
            yield from _sources_in([*part.values()])
