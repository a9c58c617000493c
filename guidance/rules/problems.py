"""What can be wrong with a pack, a guidance or a case: kinds and places, no sentences.

Every kind stands once in `KINDS`, with the names of its details; `guidance/wording` has the
sentences, and a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .places import Place  # made of what reads packs, which makes problems
    from .shapes import Text

# kind -> the names of the details that come with it
KINDS: dict[str, tuple[str, ...]] = {
    # reading a pack
    "wrong-type": ("expected", "found"),
    "unknown-format": ("found", "known"),
    "unknown-key": ("key",),
    "missing-key": ("key",),
    "unknown-value": ("value", "known"),
    "bad-id": ("id",),
    "reserved-id": ("id",),
    "doubled-id": ("id", "first"),
    "doubled-value": ("value",),
    "bad-language": ("language",),
    "not-one-line": ("language",),
    "bad-phone": ("number",),
    "bad-link": ("link",),
    "bad-date": ("value",),
    "empty-row": (),
    "empty-term": ("subject",),
    "always-not-true": ("subject",),
    "unknown-subject": ("subject",),
    "settles-no-check": ("subject",),
    "retired-subject": ("subject",),
    "unknown-answer": ("subject", "answer", "known"),
    "retired-answer": ("subject", "answer"),
    "unknown-contact": ("contact",),
    "retired-contact": ("contact",),
    "not-named": ("contact",),
    "unknown-step": ("step",),
    "retired-step": ("step",),
    "stands-in-for-itself": ("contact",),
    # publishing
    "missing-text": ("language",),
    "empty-stage": (),
    "empty-area": (),
    "empty-checklist": (),
    "empty-tier": ("urgency",),
    "no-stages": (),
    "no-answers": (),
    "never-comes-up": (),
    "emergency-contact-gone": ("contact",),
    "emergency-number-gone": ("contact", "number"),
    "numbers-differ": ("number", "tel"),
    "number-unclear": ("number",),
    "short-number-behind-a-prefix": ("number", "short"),
    "closed-number": ("number", "note"),
    "second-meeting": ("first",),
    "too-many-rows": ("rows", "most"),
    "too-many-terms": ("terms", "most"),
    "long-label": ("language", "word"),
    "long-text": ("letters", "most"),
    "unseen-letter": ("letter", "before"),
    "unseen-text": (),
    "recorded-of-nothing": (),
    "never-recorded": (),
    "word-never-recorded": ("language", "word"),
    "nothing-told": ("matter",),
    "doubled-case": ("first",),
    "half-confirmed": (),
    "word-never-to-a-client": ("language", "word"),
    "card-language-twice": ("first",),
    "card-text-missing": (),
    "card-needs-helper": ("contact",),
    "telling-card": ("word",),
    "address-on-card": (),
    "not-ten-digits": ("found",),
    # expectations
    "expects-unknown": ("subject",),
    "expects-unknown-answer": ("subject", "answer", "known"),
    "expects-unknown-step": ("step",),
    "expected-step-missing": ("step",),
    "unexpected-step-shown": ("step",),
    "expects-unknown-contact": ("contact",),
    "expected-first": ("step", "other"),
    "expected-earlier": ("step", "other"),
    "expected-held": ("step",),
    "expected-helper": ("step", "contact"),
    # the safety rules
    "rule-needs-check": ("rule", "check"),
    "rule-needs-answer": ("rule", "check", "answer"),
    "rule-needs-step": ("rule", "step"),
    "rule-needs-contact": ("rule", "contact"),
    "rule-needs-urgency": ("rule", "urgency"),
    "rule-needs-caller": ("rule", "contact"),
    "proposed-too-early": ("rule", "step", "answers"),
    "emergency-not-first": ("rule", "contact", "answers"),
    "emergency-number-not-first": ("rule", "contact", "number"),
    "interpreter-step-missing": ("rule", "step", "answers"),
    "company-not-noticed": ("rule", "answers"),
    "nothing-for-client": ("rule", "answers"),
    "nothing-for-worker": ("rule", "answers"),
    "child-step-missing": ("rule", "step", "answers"),
    # worth looking at, and no reason to refuse
    "sign-leads-nowhere": (),
    "telling-strip": ("language", "word"),
    "contact-never-verified": (),
    "contact-overdue": ("day",),
    "older-translation": ("language",),
    "not-confirmed": ("many",),
    # taking a pack into the draft
    "id-of-another-kind": ("id", "first"),
    "id-changes-kind": ("id", "first"),
    "id-meant-something-else": ("id", "edition", "words"),
    "retired-id-comes-back": (),
    "retired-id-comes-back-otherwise": ("id", "words"),
    "published-id-comes-back": ("edition",),
    "closed-number-dropped": ("number", "note"),
    # reading a case
    "case-unknown-part": ("part",),
    "case-unknown-check": ("check",),
    "case-unknown-sign": ("sign",),
    "case-unknown-answer": ("subject", "answer", "known"),
}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where. A detail may be a text of the guidance, in its languages."""

    kind: str
    place: Place
    details: tuple[tuple[str, str | Text], ...] = ()

    @property
    def known(self) -> dict[str, str]:
        """The details by name; texts in their source language."""
        return {name: str(detail) for name, detail in self.details}


def problem(kind: str, place: Place, **details: str | Text) -> Problem:
    """A problem of a kind in `KINDS`, with exactly that kind's details. Raises KeyError otherwise."""
    return Problem(kind, place, tuple((name, details.pop(name)) for name in KINDS[kind]))


class Refused(Exception):  # noqa: N818 - a sentence: the pack is refused
    """Something that was read is not taken. `problems` holds every reason, the message kinds and places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{each.kind} at {each.place or 'the top'}" for each in self.problems))


class PackRefused(Refused):
    """A pack that is no guidance."""


class CaseRefused(Refused):
    """A case that names what the guidance does not know. Its message holds no answer: it may be logged."""
