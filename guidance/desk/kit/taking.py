"""What is brought into the draft is shown first and taken by a second press: all of it, or nothing.

Between the two nothing waits on the server. What was brought travels in the form, sealed with the
installation's own key beside fingerprints of the draft and of what was shown; nobody else can send it, no
other page opens it, and it holds for an hour. The second press works out anew what would be done, while
nobody else can write the draft. Where that is not what was shown, nothing is done and it is shown again.
"""

from abc import ABC, abstractmethod
from typing import Any, Protocol

from django.core import signing
from django.db import transaction
from django.http import HttpResponse

from guidance.draft import DraftRows, read_draft, rows_by_parent, rows_for_update
from guidance.publishing.editions import DraftChanged, hash_of

HOLDS_FOR = 60 * 60  # seconds between the two presses
LONGEST_SEALED = 2_000_000  # of the 2.5 megabytes that a form may hold


class CannotBeTaken(Exception):
    """What was brought is not taken; ``in_words``: what the page says of it, as its template names it."""

    def __init__(self, **in_words):
        super().__init__("cannot be taken")
        self.in_words = in_words


class Effect(Protocol):
    """What taking would do to the draft."""

    @property
    def fingerprint(self) -> str:
        """Another one when something else would be done."""


class ShowThenTake(ABC):
    """A page that brings something into the draft, for one request. Who may is asked before.

    What is brought is a value that JSON holds. ``expired`` and ``too_large``: what the page says then.
    """

    name: str  # of the seal, so that no other page opens it
    expired: dict
    too_large: dict

    def __init__(self, request, desk):
        self.request, self.desk = request, desk

    # --- What each page knows ---

    @abstractmethod
    def ask(self, **in_words) -> HttpResponse:
        """The page before anything is brought, or with the reasons why it is not taken."""

    @abstractmethod
    def read(self) -> Any:
        """What a first press brought; raises CannotBeTaken."""

    @abstractmethod
    def effect_of(self, brought: Any, rows: DraftRows) -> Effect:
        """What it would do to the draft that stands in these rows; raises CannotBeTaken."""

    @abstractmethod
    def confirm(self, effect: Effect, sealed: str, **in_words) -> HttpResponse:
        """The page that says what would be done, with a form that sends ``sealed``."""

    @abstractmethod
    def take(self, effect: Effect) -> None:
        """Do it, inside a transaction."""

    @abstractmethod
    def taken(self, effect: Effect) -> HttpResponse:
        """The way on afterwards."""

    # --- What is the same for all ---

    def answer(self) -> HttpResponse:
        try:
            if self.request.method != "POST":
                return self.ask()
            if "sealed" in self.request.POST:
                return self._second_press()
            return self.show(self.read())
        except CannotBeTaken as reasons:
            return self.ask(**reasons.in_words)

    def show(self, brought: Any, **in_words) -> HttpResponse:
        rows = rows_by_parent()
        effect = self.effect_of(brought, rows)
        seen = {"brought": brought, "draft": hash_of(read_draft(rows)), "effect": effect.fingerprint}
        sealed = signing.dumps(seen, salt=self._salt, compress=True)
        if len(sealed) > LONGEST_SEALED:
            raise CannotBeTaken(**self.too_large)
        return self.confirm(effect, sealed, **in_words)

    def _second_press(self) -> HttpResponse:
        seen = self._opened()
        try:
            with transaction.atomic():
                rows = rows_for_update()
                if hash_of(read_draft(rows)) != seen["draft"]:
                    raise DraftChanged
                effect = self.effect_of(seen["brought"], rows)
                if effect.fingerprint != seen["effect"]:
                    raise DraftChanged
                self.take(effect)
        except DraftChanged:
            return self.show(seen["brought"], changed_meanwhile=True)
        return self.taken(effect)

    def _opened(self) -> dict:
        try:
            return signing.loads(self.request.POST["sealed"], salt=self._salt, max_age=HOLDS_FOR)
        except signing.BadSignature as error:
            raise CannotBeTaken(**self.expired) from error

    @property
    def _salt(self) -> str:
        return f"guidance.desk.{self.name}.{self.request.user.pk}"
