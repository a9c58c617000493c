"""The forms of the walk: made for a page, from the guidance at hand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Never

from crispy_forms.helper import FormHelper
from django import forms
from django.forms.utils import ErrorDict, ErrorList
from django.utils.functional import cached_property

from guidance.rules.shapes import Check, Guidance, Sign, Stage

from .fields import MEETING, Row, field_named
from .names import Field

NOTHING: Mapping[str, Never] = {}


class AnswersForm(forms.Form):
    """Exactly the fields in ``names``, as a page shows them. Raises KeyError for one the guidance has not.

    ``clashes`` maps a field to the value that stands on the sheet: its question gives way to a choice between
    two values. ``faults`` are the errors of a save that this form shows again.
    ``version`` is the sheet's. ``beside``: fields that the guidance does not know.
    """

    use_required_attribute = False

    def __init__(
        self,
        guidance: Guidance,
        names: Iterable[str],
        *,
        initial: Mapping[str, str] = NOTHING,
        clashes: Mapping[str, str] = NOTHING,
        faults: Mapping[str, Sequence[str]] = NOTHING,
        version: int = 0,
        beside: Mapping[str, Row] = NOTHING,
    ):
        super().__init__(initial={**initial}, auto_id="id-%s")
        self.rows = {name: beside.get(name) or _row(guidance, name) for name in names}
        self.fields.update(self.rows)
        self.version = version
        self.faults = ErrorDict({name: ErrorList(sentences) for name, sentences in faults.items()})
        for name, standing in clashes.items():
            if row := self.rows.get(name):
                row.conflict = row.between(initial.get(name, ""), standing)

    @property
    def errors(self) -> ErrorDict:
        return self.faults

    def waits_for_somebody(self, names: Iterable[str]) -> bool:
        """Whether one of these fields has to be mended, or somebody has to choose: no fold hides it."""
        return any(name in self.faults or self.rows[name].conflict for name in names)

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def _row(guidance: Guidance, name: str) -> Row:
    row = field_named(guidance, name)
    if row is None:
        raise KeyError(name)
    return row


def names_of_stage(stage: Stage) -> list[str]:
    """The fields of a stage in the order they are asked."""
    return [*names_of_checks(stage.checks), *names_beside_checks(stage)]


def names_of_checks(checks: Iterable[Check]) -> list[str]:
    fields = []
    for check in checks:
        fields.append(Field("check", check.id))
        if check.asks_for_meeting:
            fields += [Field("meeting", part) for part in MEETING]
    return [field.name for field in fields]


def names_beside_checks(stage: Stage) -> list[str]:
    """The worker's own note on a stage, and the mark that it was gone through."""
    return [Field("note", stage.id).name, Field("gone", stage.id).name]


def names_of_signs(signs: Iterable[Sign]) -> list[str]:
    return [Field(kind, sign.id).name for sign in signs for kind in ("sign", "note")]
