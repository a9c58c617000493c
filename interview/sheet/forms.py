"""The forms of the walk: made for a page or for whatever fields were posted, from the guidance at hand."""

from collections.abc import Iterable

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property

from guidance.rules.shapes import Guidance, Stage

from .fields import MEETING, field_named
from .names import Field


class AnswersForm(forms.Form):
    """Exactly the fields in ``names``; what a page shows, or what a save brought.

    ``clashes`` maps a field to the value that stands on the sheet: its question gives way to a choice between
    two values. ``faults`` are the errors of a save that this form shows again.
    ``version`` is the sheet's.
    """

    use_required_attribute = False

    def __init__(
        self,
        guidance: Guidance,
        names: Iterable[str],
        data=None,
        *,
        initial=None,
        clashes=None,
        faults=None,
        version=0,
    ):
        super().__init__(data, initial=initial, auto_id="id-%s")
        for name in names:
            self.fields[name] = field_named(guidance, name)
        self.version = version
        self.faults = faults or {}
        for name, standing in (clashes or {}).items():
            if field := self.fields.get(name):
                field.conflict = field.between(self.initial.get(name, ""), standing)

    @property
    def errors(self):
        return super().errors if self.is_bound else self.faults

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


def names_of_stage(stage: Stage) -> list[str]:
    """The fields of a stage in the order they are asked."""
    fields = []
    for check in stage.checks:
        fields.append(Field("check", check.id))
        if check.asks_for_meeting:
            fields += [Field("meeting", part) for part in MEETING]
    return [field.name for field in (*fields, Field("note", stage.id), Field("gone", stage.id))]


def names_of_signs(guidance: Guidance) -> list[str]:
    return [Field(kind, sign).name for sign in guidance.signs for kind in ("sign", "note")]
