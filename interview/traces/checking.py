"""Whether the log of use stands as it was anchored, and where it does not; some lines at a time.

Sentences are for the command line, in English like all that is printed there.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from interview.accounts import Anchor, Event
from interview.sheet.sealing import CannotOpen

from .anchors import FEW, Chain, Content, content_of, fingerprint, lines_between

LEAST = -(2**63)  # of a key
LATE = timedelta(days=2)  # anchors come once a day


class Check:
    """One reading from the first anchor, or the one after ``known``, to the last.

    ``lines``: how many stand as they were anchored. ``last``: the newest anchor that could be read.
    """

    def __init__(self, now: datetime, known: int = 0) -> None:
        self.now, self.known = now, known
        self.lines = 0
        self.last: Anchor | None = None

    def faults(self) -> Iterator[str]:
        """A sentence on each."""
        may_be_gone = _may_be_gone()
        number, before = self.known, None
        for anchor in Anchor.objects.filter(number__gt=self.known).iterator(chunk_size=10):
            try:
                content = content_of(anchor)
            except CannotOpen:
                yield f"Anchor {anchor.number} was changed, or its key is missing: it vouches for nothing."
                number, before = anchor.number, None
                continue
            gone = anchor.number <= may_be_gone
            yield from self._follows(anchor, content, number, before, gone)
            yield from self._lines(anchor, content, gone)
            self.last, number, before = anchor, anchor.number, content.chain
        yield from self._is_late()

    def not_anchored(self) -> int:
        newest = Anchor.objects.last()
        return Event.objects.filter(pk__gt=newest.up_to if newest else 0).count()

    def _follows(
        self, anchor: Anchor, content: Content, number: int, before: str | None, gone: bool
    ) -> Iterator[str]:
        """On the anchor before; the first that is left may come after some whose lines' time was over."""
        if anchor.number != number + 1 and not (gone and number == self.known):
            yield f"The anchors between {number} and {anchor.number} were taken out."
        elif before is not None and content.before != before:
            yield f"Anchor {anchor.number} does not follow the one before it."
        if number == self.known == 0:
            for key, _line in lines_between(LEAST, content.after):
                yield f"Line {key} was put in, before all that was anchored."

    def _lines(self, anchor: Anchor, content: Content, gone: bool) -> Iterator[str]:
        day = f"{anchor.at:%Y-%m-%d}"
        missing, known = dict(content.lines), {line for _key, line in content.lines}
        chain, found = Chain(content.before), False
        for key, line in lines_between(content.after, content.up_to):
            chain.add((key, line))
            few, anchored = line[:FEW], missing.pop(key, None)
            if few == anchored:
                self.lines += 1
                continue
            found = True
            if anchored is None:
                yield f"Line {key} was put in (anchor {anchor.number}, {day})."
            elif few in known:
                yield f"Line {key} was put in another order (anchor {anchor.number}, {day})."
            else:
                yield f"Line {key} was changed (anchor {anchor.number}, {day})."
        if gone:
            return
        for key in missing:
            yield f"Line {key} was taken out (anchor {anchor.number}, {day})."
        if not found and not missing and str(chain) != content.chain:
            yield f"A line up to {content.up_to} was changed (anchor {anchor.number}, {day})."

    def _is_late(self) -> Iterator[str]:
        """Anchors come daily, without lines too: a row of late ones may have been taken out."""
        oldest = Event.objects.order_by("pk").first()
        newest = Anchor.objects.last() or oldest
        if newest is not None and newest.at < self.now - LATE:
            yield (
                f"Nothing was anchored since {newest.at:%Y-%m-%d}:"
                " `manage.py purge` has not run, or anchors were taken out."
            )


def is_still_there(kept: str) -> bool:
    """Whether the anchor whose fingerprint was kept elsewhere is still that one, or has had its time."""
    number = kept.partition(":")[0]
    anchor = Anchor.objects.filter(number=number).first() if _is_number(number) else None
    if anchor is None:
        return _is_number(number) and int(number) < _may_be_gone()
    try:
        return fingerprint(anchor) == kept
    except CannotOpen:
        return False


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) < 19


def _may_be_gone() -> int:
    """The number of the last anchor whose lines have had their time; 0 where there is none."""
    for anchor in Anchor.objects.filter(lines_may_be_gone=True).order_by("-number")[:3]:
        try:
            content_of(anchor)
        except CannotOpen:
            continue
        return anchor.number
    return 0
