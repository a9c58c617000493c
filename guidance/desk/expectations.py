"""Example cases: answers picked, steps ticked, and at once whether they hold."""

from itertools import groupby

from django import forms
from django.contrib import admin, messages
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.models import URGENCY_NAMES, Expectation, Step
from guidance.rules.shapes import URGENCIES
from guidance.wording.subjects import subjects_of_draft

from .entries import USE, EntryAdmin
from .kit.answers_field import AnswersField, without_untouched
from .kit.forms import EntryForm
from .what_if.outcomes import Outcomes
from .what_if.page import answers_in, draft_or_reasons, steps_on

STEPS = ("steps", "not_steps")
HOLDS = _("toteutuu")


class StepTicks(forms.CheckboxSelectMultiple):
    """Steps to tick, a group a tier; each group says which of the two lists it is in."""

    template_name = "guidance/step_ticks.html"

    def __init__(self, label):
        super().__init__()
        self.label = label

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["label"] = self.label
        return context


class ExpectationForm(EntryForm):
    """Answers, and two lists of steps: what must come up, and what must not."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "checks" not in self.fields:  # whoever may only look has nothing to pick
            return
        subjects = subjects_of_draft()
        for name in ("checks", "signs"):
            self.fields[name].use(subjects)
        steps = list(Step.objects.all())
        for name in STEPS:
            self.fields[name].choices = steps_to_tick(steps, self.initial.get(name) or [])

    def clean(self):
        cleaned = super().clean()
        must, must_not = (cleaned.get(name) or [] for name in STEPS)
        if both := set(must) & set(must_not):
            named = ", ".join(str(step) for step in Step.objects.filter(identifier__in=both))
            doubled = _("Sama askel ei voi sekä tulla että olla tulematta: %(steps)s.")
            self.add_error("not_steps", doubled % {"steps": named or ", ".join(sorted(both))})
        elif not (must or must_not or self.errors):
            self.add_error("steps", _("Valitse ainakin yksi askel, jonka pitää tulla tai olla tulematta."))
        return cleaned


def steps_to_tick(steps: list[Step], ticked: list[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Steps by tier; of those out of use, or gone, only what is ticked."""
    known, wanted = {step.identifier for step in steps}, {*ticked}
    offered = [step for step in steps if not step.retired or step.identifier in wanted]
    offered.sort(key=lambda step: URGENCIES.index(step.urgency))
    tiers = [
        (capfirst(URGENCY_NAMES[urgency]), [(step.identifier, _name(step)) for step in those])
        for urgency, those in groupby(offered, lambda step: step.urgency)
    ]
    gone = [step for step in ticked if step not in known]
    return [*tiers, (_("Ei enää ohjeistossa"), [(step, step) for step in gone])] if gone else tiers


def _name(step: Step) -> str:
    return f"{step} ({_('poistettu käytöstä')})" if step.retired else str(step)


@admin.register(Expectation)
class ExpectationAdmin(EntryAdmin):
    form = ExpectationForm
    list_display = ["__str__", "moves", "on_draft", "on_live", "in_use"]
    readonly_fields = ["outcome"]

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ["title", *(["outcome"] if obj else [])]}),
            (_("Mitä merkittiin"), {"fields": ["checks", "signs"]}),
            (_("Mitä siitä pitää seurata"), {"fields": ["steps", "not_steps"]}),
            USE,
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        label = capfirst(db_field.verbose_name)
        if db_field.name in ("checks", "signs"):
            return AnswersField(signs=db_field.name == "signs", label=label)
        if db_field.name in STEPS:
            return forms.MultipleChoiceField(label=label, required=False, widget=StepTicks(label))
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # --- How it comes out ---

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        outcomes = Outcomes()
        for row in changelist.result_list:
            row.outcomes = outcomes
        return changelist

    @admin.display(description=_("luonnoksessa"))
    def on_draft(self, row):
        return _in_words(row.outcomes.on_draft(row))

    @admin.display(description=_("käytössä olevassa"))
    def on_live(self, row):
        return _in_words(row.outcomes.on_live(row))

    @admin.display(description=_("miten käy"))
    def outcome(self, row):
        outcomes = Outcomes()
        return format_html(
            "<dl class='outcome'><dt>{}</dt><dd>{}</dd><dt>{}</dt><dd>{}</dd></dl>",
            _("Luonnoksessa"),
            _in_words(outcomes.on_draft(row)),
            _("Käytössä olevassa painoksessa"),
            _in_words(outcomes.on_live(row)),
        )

    def response_add(self, request, obj, post_url_continue=None):
        self._tell(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._tell(request, obj)
        return super().response_change(request, obj)

    def _tell(self, request, row) -> None:
        """At once after saving: whether the case holds."""
        outcomes = Outcomes()
        for where, reasons in (
            (_("Luonnoksessa"), outcomes.on_draft(row)),
            (_("Käytössä olevassa painoksessa"), outcomes.on_live(row)),
        ):
            tell = messages.warning if reasons else messages.success
            tell(request, f"{where}: {' '.join(reasons) or f'{HOLDS}.'}")

    # --- Trying answers out, and keeping them as an example ---

    def get_changeform_initial_data(self, request):
        """The answers in the address, and the steps they bring up on the draft, to be thinned out."""
        subjects = subjects_of_draft()
        picked, _unknown = answers_in(request.GET, subjects)
        legible, _reasons = draft_or_reasons()
        draft = legible.guidance if legible else None
        picked = without_untouched(picked)
        return super().get_changeform_initial_data(request) | {
            "checks": {name: answer for name, answer in picked.items() if not subjects[name].is_sign},
            "signs": {name: answer for name, answer in picked.items() if subjects[name].is_sign},
            "steps": [step.id for step in steps_on(draft, picked)] if draft and picked else [],
        }


def _in_words(reasons: list[str]):
    if not reasons:
        return HOLDS
    return format_html_join("", "<p>{}</p>", ((reason,) for reason in reasons))
