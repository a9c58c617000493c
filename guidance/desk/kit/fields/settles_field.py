"""What a tick on a step answers as well, as a form: one select of a question with its answer."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from guidance.rules.shapes import UNANSWERED
from guidance.wording.subjects import Subject, Subjects

NOTHING = ("", _("ei mitään"))


class SettlesField(forms.ChoiceField):
    """Cleans to a mapping of check to answer, with one in it or none: as a step has it in a pack."""

    def __init__(self, *, label: str, help_text: str | Promise):
        super().__init__(required=False, label=label, help_text=help_text)

    def use(self, subjects: Subjects) -> None:
        """Say what can be picked. Asked of the database once a form, not once a field."""
        checks = [each for each in subjects.values() if each.group and not each.is_sign and not each.retired]
        self.choices = [NOTHING, *(answer for check in checks for answer in _answers_of(check))]

    def prepare_value(self, value: dict[str, str] | str | None) -> str:
        if isinstance(value, dict):
            return next((_key(check, answer) for check, answer in value.items()), "")
        return value or ""

    def clean(self, value: str) -> dict[str, str]:
        check, _equals, answer = super().clean(value).partition("=")
        return {check: answer} if check else {}

    def has_changed(self, initial: dict[str, str] | None, data: str | None) -> bool:
        return self.prepare_value(initial) != (data or "")

    def in_words(self, value: dict[str, str] | None) -> str:
        """For whoever meets what somebody else picked."""
        picked = self.prepare_value(value)
        return str(dict(self.choices).get(picked, picked))


def _answers_of(check: Subject) -> list[tuple[str, str]]:
    question = check.question or check.phrase
    return [
        (_key(check.identifier, answer), f"{question} – {words}")
        for answer, words in check.known_answers.items()
        if answer != UNANSWERED
    ]


def _key(check: str, answer: str) -> str:
    return f"{check}={answer}"
