"""The rows of a rule in words: which subject each term is about, and which of its answers it takes.

A row may be the draft's or an old edition's: what it speaks of is named by the ``Subjects`` at hand.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .subjects import Subject, Subjects


@dataclass(frozen=True)
class PickedTerm:
    subject: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True)
class PickedRow:
    terms: tuple[PickedTerm, ...]
    removed: bool = False


def picked_in(rows: Iterable[Mapping] | None) -> list[PickedRow]:
    """Stored rows as if someone had picked them."""
    return [
        PickedRow(
            tuple(
                PickedTerm(subject, tuple(answers) if isinstance(answers, list) else ())
                for subject, answers in row.items()
            )
        )
        for row in rows or []
    ]


def rows_in_words(rows: Iterable[Mapping] | None, subjects: Subjects) -> list[dict]:
    """Stored rows, each as ``guidance/_rule_sentence.html`` says it."""
    return [row_in_words(row, subjects) for row in picked_in(rows)]


def rows_in_a_sentence(rows: Iterable[Mapping] | None, subjects: Subjects) -> str:
    """Stored rows as one string: "alaikäinen on kyllä tai en tiedä, tai kun merkki … on huomattu"."""
    return f", {_('tai kun')} ".join(_row_in_a_sentence(row) for row in rows_in_words(rows, subjects))


def _row_in_a_sentence(row: Mapping) -> str:
    return f" {_('ja')} ".join(_term_in_a_sentence(term) for term in row["terms"])


def _term_in_a_sentence(term: Mapping) -> str:
    name = f"{_('merkki')} {term['phrase']}" if term["is_sign"] else str(term["phrase"])
    answers = f" {_('tai')} ".join(str(words) for words in term["ticked"])
    return f"{name} {_('on')} {answers}" if answers else name


def row_in_words(row: PickedRow, subjects: Subjects) -> dict:
    """A row as ``guidance/_rule_sentence.html`` says it."""
    return {"terms": [term_in_words(term, subjects) for term in row.terms]}


def term_in_words(term: PickedTerm, subjects: Subjects) -> dict:
    subject, picked = subject_in(term, subjects), {*term.answers}
    return {
        "subject": term.subject,
        "phrase": subject.phrase,
        "is_sign": subject.is_sign,
        "is_retired": subject.retired,
        "ticked": [words for answer, words in answers_to(term, subject) if answer in picked],
    }


def subject_in(term: PickedTerm, subjects: Subjects) -> Subject:
    return subjects.get(term.subject) or Subject(term.subject, term.subject)


def answers_to(term: PickedTerm, subject: Subject) -> list[tuple[str, str]]:
    """The answers of a term's subject, and those that were picked and are gone, id and words."""
    known, retired = {answer for answer, _words in subject.answers}, dict(subject.retired_answers)
    gone = (answer for answer in term.answers if answer not in known)
    return [*subject.answers, *((answer, _retired(answer, retired)) for answer in gone)]


def _retired(answer: str, retired: Mapping[str, str]) -> str:
    """The words for an answer that is not offered: one out of use, or one that nobody knows."""
    words = retired.get(answer)
    return f"{words} ({_('poistettu käytöstä')})" if words else answer
