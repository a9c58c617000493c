"""The pages for what a worker puts into the client's record: model phrases, and what is said beside them."""

from django import forms
from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.models import Passage, RecordingPoint, Step

from .entries import HOW_ROWS_WORK, USE_AND_ORIGIN, WITHOUT_ROWS, EntryAdmin, WithRows
from .expectations import StepTicks, steps_to_tick
from .kit.forms import EntryForm


class PassageForm(EntryForm):
    """The steps after which the phrase is offered are ticked."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "steps" in self.fields:  # whoever may only look has nothing to pick
            ticked = self.initial.get("steps") or []
            self.fields["steps"].choices = steps_to_tick(list(Step.objects.all()), ticked)


@admin.register(Passage)
class PassageAdmin(WithRows, EntryAdmin):
    form = PassageForm
    has_what_if = False  # that page shows steps
    without_rows = WITHOUT_ROWS | {"show": _("Ei rivejä: lausetta ei tarjota koskaan.")}
    list_display = ["__str__", "moves", "advice", "origin", "in_use"]
    list_filter = ["advice", "origin", "retired"]
    fieldsets = [
        (None, {"fields": ["heading", "phrase"]}),
        (_("Mitä työntekijälle neuvotaan"), {"fields": ["advice", "why"]}),
        (_("Milloin lausetta tarjotaan"), {"fields": ["steps", "show"], "description": HOW_ROWS_WORK}),
        *USE_AND_ORIGIN,
    ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "steps":
            label = capfirst(db_field.verbose_name)
            ticks = StepTicks(label)
            help_text = db_field.help_text
            return forms.MultipleChoiceField(label=label, required=False, help_text=help_text, widget=ticks)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


@admin.register(RecordingPoint)
class RecordingPointAdmin(EntryAdmin):
    has_what_if = False  # no answer leads to it: it stands beside the phrases, always
    list_display = ["__str__", "moves", "topic", "to_confirm", "in_use"]
    list_filter = ["topic", "origin", "retired"]
    fieldsets = [(None, {"fields": ["topic", "short", "full", "note"]}), *USE_AND_ORIGIN]

    @admin.display(description=RecordingPoint._meta.get_field("note").verbose_name)
    def to_confirm(self, point):
        return point.note
