"""What a rule can be about: a check or a sign in words, out of the draft's rows or out of any pack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from guidance.models import Check, Sign
from guidance.rules.shapes import ALWAYS, NO_SIGN, NOT_GONE_THROUGH, NOT_NOTICED, NOTICED, UNANSWERED
from guidance.texts import in_reader_language


@dataclass(frozen=True)
class Subject:
    """A check or a sign of the draft, or one of the two terms that need no answer."""

    identifier: str
    phrase: str
    group: str = ""
    answers: tuple[tuple[str, str], ...] = ()  # id and words, in the order in which a row keeps them
    is_sign: bool = False
    retired: bool = False
    question: str = ""  # as it is asked or looked for
    retired_answers: tuple[tuple[str, str], ...] = ()  # in rows that were written before; not offered

    @cached_property
    def known_answers(self) -> dict[str, str]:
        return dict((*self.answers, *self.retired_answers))


Subjects = Mapping[str, Subject]


def subjects_of_draft() -> Subjects:
    """Everything a rule of the draft can speak of, by id, in the editor's order; three queries."""
    checks = Check.objects.select_related("stage").prefetch_related("answers")
    signs = Sign.objects.select_related("checklist")
    rows = (
        *checks.order_by("stage__position", "stage", "position", "pk"),
        *signs.order_by("checklist__position", "checklist", "position", "pk"),
    )
    return _by_id(subject_of(row) for row in rows)


def subject_of(row: Check | Sign) -> Subject:
    """A check or a sign as rules speak of it."""
    return _of_check_row(row) if isinstance(row, Check) else _of_sign_row(row)


def subjects_in(pack: Mapping) -> Subjects:
    """Everything that a rule of the pack can speak of, by id."""
    checks = (_in_check(check, stage) for stage in pack["stages"] for check in stage["checks"])
    signs = (_in_sign(sign, checklist) for checklist in pack["checklists"] for sign in checklist["signs"])
    return _by_id((*checks, *signs))


def _by_id(subjects: Iterable[Subject]) -> Subjects:
    without_answers = Subject(ALWAYS, _("aina")), Subject(NO_SIGN, _("yhtään merkkiä ei ole huomattu"))
    return {subject.identifier: subject for subject in (*without_answers, *subjects)}


def _of_check_row(check: Check) -> Subject:
    answers = [(each.identifier, _as_answer(each.text)) for each in check.answers.all()]
    retired = {answer.identifier for answer in check.answers.all() if answer.retired}
    return Subject(
        check.identifier,
        in_reader_language(check.reason) or str(check),
        _("Kysymykset: %(stage)s") % {"stage": in_reader_language(check.stage.title)},
        (*(each for each in answers if each[0] not in retired), _unanswered()),
        retired=check.retired or check.stage.retired,
        question=in_reader_language(check.short),
        retired_answers=tuple(each for each in answers if each[0] in retired),
    )


def _of_sign_row(sign: Sign) -> Subject:
    return Subject(
        sign.identifier,
        in_reader_language(sign.reason) or str(sign),
        _("Merkit: %(checklist)s") % {"checklist": in_reader_language(sign.checklist.title)},
        sign_states_in_words(),
        is_sign=True,
        retired=sign.retired or sign.checklist.retired,
        question=in_reader_language(sign.short),
    )


def _in_check(check: Mapping, stage: Mapping) -> Subject:
    answers = ((answer["id"], _as_answer(answer["text"])) for answer in check["answers"])
    return Subject(
        check["id"],
        in_reader_language(check["reason"]) or in_reader_language(check["short"]),
        answers=(*answers, _unanswered()),
        retired=_is_retired(check, stage),
    )


def _in_sign(sign: Mapping, checklist: Mapping) -> Subject:
    return Subject(
        sign["id"],
        in_reader_language(sign["reason"]) or in_reader_language(sign["short"]),
        answers=sign_states_in_words(),
        is_sign=True,
        retired=_is_retired(sign, checklist),
    )


def sign_states_in_words() -> tuple[tuple[str, str], ...]:
    """What a sign can be left at, in the order in which a row keeps it."""
    return (
        (NOTICED, _("huomattu")),
        (NOT_NOTICED, _("ei huomattu")),
        (NOT_GONE_THROUGH, _("ei käyty läpi")),
    )


def _unanswered() -> tuple[str, str]:
    return UNANSWERED, _("vastaamatta")


def _as_answer(text: Mapping[str, str]) -> str:
    """An answer in the middle of a sentence."""
    words = in_reader_language(text)
    return words[:1].lower() + words[1:]


def _is_retired(*entries: Mapping) -> bool:
    return any(entry.get("retired", False) for entry in entries)
