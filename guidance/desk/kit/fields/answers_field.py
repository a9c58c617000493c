"""Made-up answers as a form: one select for every check and sign of the draft. Nobody types an id.

Nothing here is a client's: an editor makes up a case, to see what follows or to keep it as an example.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from guidance.rules.shapes import ALWAYS, NO_SIGN, NOT_GONE_THROUGH, UNANSWERED
from guidance.wording.subjects import Subject, Subjects

UNTOUCHED = (UNANSWERED, NOT_GONE_THROUGH)  # said by picking nothing


@dataclass(frozen=True)
class Pick:
    """One select. ``gone``: what was picked is no longer there to pick, and stands in it all the same."""

    name: str
    label: str
    is_sign: bool
    options: tuple[tuple[str, str, bool], ...]  # value, words, whether it is picked
    gone: bool


def picks_by_group(
    subjects: Iterable[Subject], picked: Mapping[str, str], prefix: str = ""
) -> list[tuple[str, list[Pick]]]:
    """A select for everything that can be picked or is; by stage and checklist."""
    shown = [
        subject
        for subject in subjects
        if subject.identifier not in (ALWAYS, NO_SIGN)
        and (not subject.retired or subject.identifier in picked)
    ]
    return [
        (group, [_pick(subject, picked.get(subject.identifier, ""), prefix) for subject in those])
        for group, those in groupby(shown, lambda subject: subject.group)
    ]


def _pick(subject: Subject, picked: str, prefix: str) -> Pick:
    answers = [each for each in subject.answers if each[0] not in UNTOUCHED]
    gone = bool(picked) and (subject.retired or picked not in dict(answers))
    if picked and picked not in dict(answers):
        answers.append((picked, subject.known_answers.get(picked, picked)))
    return Pick(
        name=f"{prefix}{subject.identifier}",
        label=subject.question or subject.phrase,
        is_sign=subject.is_sign,
        options=tuple((answer, words, answer == picked) for answer, words in answers),
        gone=gone,
    )


def without_untouched(picked: Mapping[str, str]) -> dict[str, str]:
    return {subject: answer for subject, answer in picked.items() if answer and answer not in UNTOUCHED}


def unknown_in(picked: Mapping[str, str], subjects: Subjects) -> list[str]:
    """A sentence for every id or answer that the draft does not know."""
    return [
        sentence for subject, answer in picked.items() if (sentence := _unknown(subject, answer, subjects))
    ]


def _unknown(identifier: str, answer: str, subjects: Subjects) -> str:
    subject = subjects.get(identifier)
    if subject is None or identifier in (ALWAYS, NO_SIGN):
        return _("Kysymystä tai merkkiä ”%(id)s” ei ole.") % {"id": identifier[:60]}
    if answer not in subject.known_answers:
        return _("Kohdassa ”%(phrase)s” ei ole vastausta ”%(answer)s”.") % {
            "phrase": subject.question or subject.phrase,
            "answer": answer[:60],
        }
    return ""


class AnswersWidget(forms.Widget):
    template_name = "guidance/answers_widget.html"
    use_fieldset = True

    class Media:
        css = {"all": ["css/guidance-admin.css", "css/guidance-what-if.css"]}

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.subjects: Subjects = {}

    def id_for_label(self, id_):
        return ""  # a group of selects: none of them is the field itself

    def value_from_datadict(self, data, files, name) -> dict[str, str]:
        sent = {key.removeprefix(f"{name}-"): data[key] for key in data if key.startswith(f"{name}-")}
        return {subject: answer for subject, answer in sent.items() if answer}

    def value_omitted_from_data(self, data, files, name):
        return not any(key.startswith(f"{name}-") for key in data)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        picked = without_untouched(value or {})
        context["groups"] = picks_by_group(self._all_of(picked), picked, f"{name}-")
        return context

    def _all_of(self, picked: Mapping[str, str]) -> list[Subject]:
        """What can be picked, and what is picked though nobody knows it any more."""
        lost = [Subject(each, each, _("Ei enää ohjeistossa")) for each in picked if each not in self.subjects]
        return [*self.subjects.values(), *lost]


class AnswersField(forms.Field):
    """Cleans to a mapping of check to answer, or of sign to state: as expectations have them in a pack."""

    def __init__(self, signs: bool, **kwargs):
        super().__init__(required=False, widget=AnswersWidget(), **kwargs)
        self._signs = signs

    def use(self, subjects: Subjects) -> None:
        """Say what can be picked. Asked of the database once a form, not once a field."""
        own = {name: each for name, each in subjects.items() if each.is_sign == self._signs and each.group}
        self.subjects = self.widget.subjects = own

    def to_python(self, value: dict[str, str]) -> dict[str, str]:
        picked = without_untouched(value or {})
        if unknown := unknown_in(picked, self.subjects):
            raise ValidationError(unknown)
        return picked

    def in_words(self, picked: dict[str, str] | None) -> str:
        """Each question or sign with its answer, for whoever meets what somebody else picked."""
        lost = Subject("", "")
        known = {subject: self.subjects.get(subject, lost) for subject in picked or {}}
        return "; ".join(
            f"{known[subject].question or subject} – {known[subject].known_answers.get(answer, answer)}"
            for subject, answer in (picked or {}).items()
        ) or _("tyhjä")

    def has_changed(self, initial, data):
        return without_untouched(data or {}) != without_untouched(initial or {})
