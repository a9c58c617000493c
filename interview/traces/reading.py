"""The log of use, read: lines with names, newest first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from interview.accounts import Event, EventQuerySet
from interview.models import Interview
from interview.stubs import Stub

from .kinds import in_words

ON_A_PAGE = 100
LONGEST_KEY = 18  # digits


@dataclass(frozen=True)
class Line:
    """One line in words. ``whom``: to whose account ``who`` did it, where that is somebody else's."""

    number: int
    at: datetime
    kind: str
    what: str
    who: str
    whom: str
    interview: UUID | None
    code: str  # of an interview that is gone, as long as its stub stays
    reason: str


@dataclass(frozen=True)
class Page:
    """``older``: the number below which the next page begins; None at the end."""

    lines: list[Line]
    older: int | None


def page_of(events: EventQuerySet, before: str = "") -> Page:
    """In one query, the lines below a number, as it stands in an address; the newest where that is none."""
    is_number = before.isascii() and before.isdigit() and len(before) <= LONGEST_KEY
    below = events.filter(pk__lt=int(before)) if is_number else events
    found = [*with_names(below.order_by("-pk"))[: ON_A_PAGE + 1]]
    lines = [line_of(event) for event in found[:ON_A_PAGE]]
    return Page(lines, lines[-1].number if len(found) > ON_A_PAGE else None)


def with_names(events: EventQuerySet) -> EventQuerySet:
    """As ``line_of`` takes them."""
    return events.annotate(
        account_name=_name_of("account"),
        by_name=_name_of("by"),
        code=Coalesce(_code_in(Interview), _code_in(Stub)),
    )


def line_of(event: Event) -> Line:
    account, by = _named(event.account, event.account_name), _named(event.by, event.by_name)
    what, reason = in_words(event.kind, event.reason)
    return Line(
        number=event.pk,
        at=event.at,
        kind=event.kind,
        what=what,
        who=by or account,
        whom=account if by else "",
        interview=event.interview,
        code=event.code or "",
        reason=reason,
    )


def _name_of(column: str) -> Subquery:
    return Subquery(User.objects.filter(pk=OuterRef(column)).values("username"))


def _code_in(model: type[Interview] | type[Stub]) -> Subquery:
    return Subquery(model.objects.order_by().filter(pk=OuterRef("interview")).values("code"))


def _named(account: int | None, name: str | None) -> str:
    """A deleted account is known by its number alone."""
    if account is None or name:
        return name or ""
    return _("poistettu tunnus %(number)s") % {"number": account}
