"""Why the draft cannot be published, in words: each reason, where it is mended, and answers that show it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from guidance.models import Draft, Placed
from guidance.publishing.changes import Pack
from guidance.publishing.editions import hash_of
from guidance.publishing.readiness import Verdict, verdict_on
from guidance.rules.conditions import Answers
from guidance.rules.problems import Problem
from guidance.rules.proof.reasons import Reason
from guidance.wording.names import Naming
from guidance.wording.problems import say

from .places import form_of

OTHERS_MAY_FOLLOW = gettext_lazy("Muut syyt näkyvät vasta, kun luonnoksen voi taas lukea kokonaan.")


@dataclass(frozen=True)
class ReasonInWords:
    """A problem as a sentence, where it is mended, and where to see it with answers ("" if nowhere)."""

    sentence: str
    address: str
    what_if_address: str = ""


def reason_in_words(problem: Problem, names: Naming, answers: Answers | None = None) -> ReasonInWords:
    return ReasonInWords(
        say(problem, names), _where_mended(problem), what_if_with(answers) if answers else ""
    )


def _where_mended(problem: Problem) -> str:
    """The form, and the box of the language that lacks where a text does."""
    lacks = problem.known.get("language") if problem.kind == "missing-text" else None
    return form_of(problem.place / lacks if lacks else problem.place)


def reasons_in_words(pack: Pack) -> list[ReasonInWords]:
    """Every reason not to publish a pack."""
    names = Naming(pack)
    return [
        reason_in_words(reason.problem, names, reason.answers)
        for reason in verdict_on(pack, hash_of(pack)).reasons
    ]


def others_may_follow(verdict: Verdict) -> str:
    return str(OTHERS_MAY_FOLLOW) if verdict.is_partial else ""


def what_if_with(answers: Answers) -> str:
    """The page that tries answers, with these filled in."""
    return f"{reverse('admin:guidance_try_answers')}?{urlencode({**answers.checks, **answers.signs})}"


# --- After saving a row ----------------------------------------------------------------------------------


def against_publishing(pack: Pack, row: Placed | Draft | None) -> tuple[SafeString, int]:
    """The first reason not to publish the draft, with its links, and how many there are; ("", 0) without any.

    What is unsafe comes first, then what has to do with the row that was just saved.
    """
    verdict = verdict_on(pack, hash_of(pack))
    reasons = sorted(
        verdict.reasons,
        key=lambda reason: (reason.answers is None, not is_about(reason, row)),
    )
    if not reasons:
        return SafeString(""), 0
    first = reason_in_words(reasons[0].problem, Naming(pack), reasons[0].answers)
    sentence = f"{first.sentence} {others_may_follow(verdict)}".strip()
    words = format_html('{} <a href="{}">{}</a>', sentence, first.address, _("Korjaa"))
    if first.what_if_address:
        try_it = _("Kokeile näillä vastauksilla")
        words = format_html('{} · <a href="{}">{}</a>', words, first.what_if_address, try_it)
    return words, len(reasons)


def is_about(reason: Reason, row: Placed | Draft | None) -> bool:
    """Whether the reason stands at the row, or names it."""
    if not isinstance(row, Placed):
        return row is not None and not reason.problem.place.entries
    own = row.place.entries[-1]
    return own in reason.problem.place.entries or own[1] in reason.problem.known.values()
