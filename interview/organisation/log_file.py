"""Lines of the log of use as a file for spreadsheets, written while it is read, however long it is."""

import csv
from collections.abc import Iterator
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from interview.accounts import Event, EventQuerySet
from interview.traces.kinds import in_words
from interview.traces.reading import with_names

AT_A_TIME = 2000
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the letters for those of another alphabet
BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def rows_of(lines: EventQuerySet) -> Iterator[str]:
    """Oldest first, in one query, in the language of whoever asks now."""
    return _written(lines.order_by("pk"), translation.get_language())


def _written(lines: EventQuerySet, language: str) -> Iterator[str]:
    rows = _Rows()
    with translation.override(language):  # the page is answered by the time that a row is written
        yield BYTE_ORDER_MARK + rows.row(_head())
        for event in with_names(lines).iterator(chunk_size=AT_A_TIME):
            yield rows.row(_cells(event))


def _head() -> list[str]:
    return [
        *[_("Rivi"), _("Aika"), _("Laji"), _("Tapahtuma")],
        *[_("Tunnuksen numero"), _("Käyttäjätunnus"), _("Tekijän numero"), _("Tekijä")],
        *[_("Keskustelun tunniste"), _("Koodi"), _("Syy")],
    ]


def _cells(event: Event) -> list[Any]:
    what, reason = in_words(event.kind, event.reason)
    return [
        *[event.pk, f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}", event.kind, what],
        *[event.account, event.account_name, event.by, event.by_name],
        *[event.interview, event.code, reason],
    ]


class _Rows:
    """Semicolons between, as Excel takes cells apart here; none of them is read as a formula."""

    def __init__(self) -> None:
        self._writer = csv.writer(self, delimiter=";")

    def row(self, cells: list[Any]) -> str:
        return self._writer.writerow([_inert(cell) for cell in cells])

    def write(self, row: str) -> str:
        """What the writer writes to, and gives back."""
        return row


def _inert(cell: Any) -> str:
    word = "" if cell is None else str(cell)
    return f"'{word}" if word.startswith(BEGINS_A_FORMULA) else word
