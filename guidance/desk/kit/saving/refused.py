"""A form that was refused says at its top what is amiss, each with the way to its box.

Whoever presses twice without looking further down has then seen what the second press does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms

from guidance.texts import TextFormField


@dataclass(frozen=True)
class Amiss:
    """Of one box, or of a whole form (``address`` ""): in words, or who names what is about to be retired."""

    sentence: str
    address: str = ""
    named_by: dict | None = None


def what_is_amiss(form: forms.ModelForm, inline_formsets: Iterable) -> list[Amiss]:
    """Of a form and of the rows below it, in the order of the page."""
    found = list(_of_form(form, ""))
    for inline in inline_formsets:
        formset, kind = inline.formset, str(inline.opts.verbose_name)
        found += [Amiss(fault, f"#{formset.prefix}-group") for fault in formset.non_form_errors()]
        for row in formset.forms:
            found += _of_form(row, f"{row.instance if row.instance.pk else kind} › ")
    return found


def _of_form(form: forms.ModelForm, whose: str) -> Iterator[Amiss]:
    for fault in form.non_field_errors():
        yield Amiss(f"{whose}{fault}")
    for name in (each for each in form.fields if each in form.errors):
        address = _address(form, name)
        if name == "retired" and form.named_by:
            yield Amiss(whose.removesuffix(" › "), address, form.named_by)
            continue
        for fault in form.errors[name]:
            yield Amiss(f"{whose}{form.fields[name].label}: {fault}", address)


def _address(form: forms.ModelForm, name: str) -> str:
    box = "_0" if isinstance(form.fields[name], TextFormField) else ""
    return f"#{form[name].auto_id}{box}"
