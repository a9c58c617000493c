"""Example cases: answers picked, steps ticked, and at once whether they hold."""

from collections.abc import Collection
from itertools import groupby
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.models import URGENCY_NAMES, Draft, Expectation, Step, StepContact
from guidance.rules.shapes import URGENCIES
from guidance.wording.subjects import subjects_of_draft

from .entries import USE, EntryAdmin
from .kit.fields.answers_field import AnswersField, without_untouched
from .kit.forms import EntryForm
from .what_if.outcomes import Outcomes
from .what_if.page import answers_in, draft_or_reasons, steps_on
from .what_if.steps_fields import FirstStepField, HelpersField, InOrderField

STEPS = ("steps", "not_steps")
TICKED = (*STEPS, "held")
OTHERWISE = ("first_step", "in_order", "held", "helpers")
STORY = ("story", "notice", "say")
HOLDS = _("toteutuu")
COMES_UP = _("tulee nyt esiin")
NOW = "_now"  # in the initial values: the steps that come up with the answers of the address


class StepTicks(forms.CheckboxSelectMultiple):
    """Steps to tick, a group a tier; each group says which of the two lists it is in."""

    template_name = "guidance/step_ticks.html"

    class Media:
        css = {"all": ["css/guidance-admin.css", "css/guidance-what-if.css"]}

    def __init__(self, label):
        super().__init__()
        self.label = label

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["label"] = self.label
        return context


class ExpectationForm(EntryForm):
    """Answers, and what must follow from them: steps that come up and that do not, in which order, which of
    them wait, and whom they name. Nothing is ticked but what an editor ticks."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "checks" not in self.fields:  # whoever may only look has nothing to pick
            return
        subjects = subjects_of_draft()
        for name in ("checks", "signs"):
            self.fields[name].use(subjects)
        steps, now = list(Step.objects.all()), self.initial.get(NOW, frozenset())
        for name in TICKED:
            ticked = self.initial.get(name) or []
            offered = [each for each in steps if name != "held" or each.alone or each.identifier in ticked]
            self.fields[name].choices = steps_to_tick(offered, ticked, now)
        first, order, helpers = (self.initial.get(name) for name in ("first_step", "in_order", "helpers"))
        self.fields["first_step"].use(steps_to_tick(steps, [first] if first else []))
        self.fields["in_order"].use(steps_to_tick(steps, order or []), order or [])
        self.fields["helpers"].use(helpers_of(steps), helpers or {})

    def clean(self):
        cleaned = super().clean()
        must, must_not = (cleaned.get(name) or [] for name in STEPS)
        others = {cleaned.get("first_step"), *(cleaned.get("in_order") or []), *(cleaned.get("held") or [])}
        if both := {*must, *others} & {*must_not}:
            named = ", ".join(str(step) for step in Step.objects.filter(identifier__in=both))
            doubled = _("Sama askel ei voi sekä tulla että olla tulematta: %(steps)s.")
            self.add_error("not_steps", doubled % {"steps": named or ", ".join(sorted(both))})
        elif not (must or must_not or self.errors or any(cleaned.get(name) for name in OTHERWISE)):
            self.add_error("steps", _("Valitse ainakin yksi askel, jonka pitää tulla tai olla tulematta."))
        return cleaned


def helpers_of(steps: list[Step]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each step in use by id and name, with the contacts that it names."""
    named: dict[int, list[tuple[str, str]]] = {}
    for each in StepContact.objects.select_related("contact"):
        named.setdefault(each.step_id, []).append((each.contact.identifier, str(each.contact)))
    return [
        (each.identifier, str(each), named[each.pk])
        for each in steps
        if each.pk in named and not each.retired
    ]


def steps_to_tick(
    steps: list[Step], ticked: list[str], now: Collection[str] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Steps by tier; of those out of use, or gone, only what is ticked. ``now``: those that come up now."""
    known, wanted = {step.identifier for step in steps}, {*ticked}
    offered = [step for step in steps if not step.retired or step.identifier in wanted]
    offered.sort(key=lambda step: URGENCIES.index(step.urgency))
    tiers = [
        (capfirst(URGENCY_NAMES[urgency]), [(step.identifier, _name(step, now)) for step in those])
        for urgency, those in groupby(offered, lambda step: step.urgency)
    ]
    gone = [step for step in ticked if step not in known]
    return [*tiers, (_("Ei enää ohjeistossa"), [(step, step) for step in gone])] if gone else tiers


def _name(step: Step, now: Collection[str]) -> str:
    if step.retired:
        return f"{step} ({_('poistettu käytöstä')})"
    return f"{step} ({COMES_UP})" if step.identifier in now else str(step)


@admin.register(Expectation)
class ExpectationAdmin(EntryAdmin):
    form = ExpectationForm
    list_display = ["__str__", "moves", "on_draft", "on_live", "in_use"]
    readonly_fields = ["outcome", "practice"]

    def get_fieldsets(self, request, obj=None):
        return [
            (None, {"fields": ["title", *(["outcome"] if obj else [])]}),
            (_("Kertomus, jolla voi harjoitella"), {"fields": [*STORY, *_practice(obj)]}),
            (_("Mitä merkittiin"), {"fields": ["checks", "signs"]}),
            (_("Mitä siitä pitää seurata"), {"fields": ["steps", "not_steps"]}),
            (_("Missä järjestyksessä, ja kenet nimetään"), {"fields": list(OTHERWISE)}),
            *USE,
        ]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        label = capfirst(db_field.verbose_name)
        if db_field.name in ("checks", "signs"):
            return AnswersField(signs=db_field.name == "signs", label=label)
        if db_field.name == "first_step":
            return FirstStepField(label=label, required=False)
        if db_field.name == "in_order":
            return InOrderField(label=label)
        if db_field.name == "helpers":
            return HelpersField(label=label, widget=StepTicks(label))
        if db_field.name in TICKED:
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
            "<dl class='outcome'><dt>{}</dt><dd>{}{}</dd><dt>{}</dt><dd>{}</dd></dl>",
            _("Luonnoksessa"),
            _in_words(outcomes.on_draft(row)),
            _ways_to_steps(outcomes.steps_to_mend(row)),
            _("Käytössä olevassa painoksessa"),
            _in_words(outcomes.on_live(row)),
        )

    @admin.display(description=_("harjoitus"))
    def practice(self, row):
        """The way to the made-up meeting, as the draft has it saved; without additions it has none."""
        if not Draft.objects.filter(with_additions=True).exists():
            return _("Lisäykset on otettu pois käytöstä, joten tätä ei voi nyt harjoitella.")
        address = f"{reverse('try')}?{urlencode({'draft': '', 'meeting': row.identifier})}"
        return format_html("<a href='{}'>{}</a>", address, _("Harjoittele luonnoksessa"))

    def _say_saved(self, request, message) -> None:
        """At once after saving, in the line that says so: whether the case holds."""
        if request.saved_row:
            message = f"{message} {_held_in_words(request.saved_row)}"
        super()._say_saved(request, message)

    # --- Trying answers out, and keeping them as an example ---

    def get_changeform_initial_data(self, request):
        """The answers in the address, and which steps they bring up on the draft: to be seen, not ticked."""
        subjects = subjects_of_draft()
        picked, _unknown = answers_in(request.GET, subjects)
        legible, _reasons = draft_or_reasons()
        draft = legible.guidance if legible else None
        picked = without_untouched(picked)
        return super().get_changeform_initial_data(request) | {
            "checks": {name: answer for name, answer in picked.items() if not subjects[name].is_sign},
            "signs": {name: answer for name, answer in picked.items() if subjects[name].is_sign},
            NOW: {step.id for step in steps_on(draft, picked)} if draft and picked else set(),
        }


def _held_in_words(row: Expectation) -> str:
    outcomes = Outcomes()
    amiss = (
        (_("Luonnoksessa"), outcomes.on_draft(row)),
        (_("Käytössä olevassa painoksessa"), outcomes.on_live(row)),
    )
    sentences = [f"{where}: {' '.join(reasons)}" for where, reasons in amiss if reasons]
    return " ".join(sentences) or _("Se toteutuu luonnoksessa ja käytössä olevassa painoksessa.")


def _practice(row: Expectation | None) -> list[str]:
    return ["practice"] if row and row.story and not row.retired else []


def _in_words(reasons: list[str]):
    if not reasons:
        return HOLDS
    return format_html_join("", "<p>{}</p>", ((reason,) for reason in reasons))


def _ways_to_steps(steps: list[tuple[str, str]]):
    """Links to the rules of the steps that come out otherwise than the case says; "" without any."""
    if not steps:
        return ""
    links = format_html_join(", ", '<a href="{}">{}</a>', steps)
    mend = _("Jos sääntö muuttui vahingossa, korjaa askel:")
    only = _("Muuta esimerkkiä vain, jos niin on tarkoitus käydä.")
    return format_html("<p>{} {}. {}</p>", mend, links, only)
