"""The rules of any pack in words, an old edition's too: what they speak of is named as that pack names it.

For the draft as it is edited, ``row_field`` names the same from its rows.
"""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from .row_field import Subject, Subjects, picked_in, said
from .rules.content import ALWAYS, NO_SIGN, NOT_GONE_THROUGH, NOT_NOTICED, NOTICED, UNANSWERED
from .texts import in_reader_language


def subjects_in(pack: Mapping) -> Subjects:
    """Everything that a rule of the pack can speak of, by id."""
    subjects = [Subject(ALWAYS, _("aina")), Subject(NO_SIGN, _("yhtään merkkiä ei ole huomattu"))]
    subjects += [_check(check, stage) for stage in pack["stages"] for check in stage["checks"]]
    subjects += [_sign(sign, checklist) for checklist in pack["checklists"] for sign in checklist["signs"]]
    return {subject.identifier: subject for subject in subjects}


def rows_in_words(rows: Iterable[Mapping] | None, subjects: Subjects) -> list[dict]:
    """Stored rows, each as ``guidance/_rule_sentence.html`` says it."""
    return [said(row, subjects) for row in picked_in(rows)]


def _check(check: Mapping, stage: Mapping) -> Subject:
    answers = (
        (answer["id"], _lower_first(in_reader_language(answer["text"]))) for answer in check["answers"]
    )
    return Subject(
        check["id"],
        in_reader_language(check["reason"]) or in_reader_language(check["short"]),
        answers=(*answers, (UNANSWERED, _("vastaamatta"))),
        retired=_is_retired(check, stage),
    )


def _sign(sign: Mapping, checklist: Mapping) -> Subject:
    return Subject(
        sign["id"],
        in_reader_language(sign["reason"]) or in_reader_language(sign["short"]),
        answers=(
            (NOTICED, _("huomattu")),
            (NOT_NOTICED, _("ei huomattu")),
            (NOT_GONE_THROUGH, _("ei käyty läpi")),
        ),
        is_sign=True,
        retired=_is_retired(sign, checklist),
    )


def _is_retired(*entries: Mapping) -> bool:
    return any(entry.get("retired", False) for entry in entries)


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
