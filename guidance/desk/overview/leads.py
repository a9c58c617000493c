"""The page that says what leads to what: the whole draft as a picture, and the same in words both ways.

It only tells; the rules are changed on the forms that it links to. A draft that does not hold together is
shown as far as it does: what cannot be read is left out, said above, and marked where it belongs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from guidance.desk.kit.finding.reasons import ReasonInWords, reason_in_words
from guidance.draft import read_draft
from guidance.models import URGENCY_NAMES, Check, Sign, Step
from guidance.publishing.legible import COMPANY as COMPANY_FIELD
from guidance.publishing.legible import as_far_as_it_holds
from guidance.rules.leads import COMPANY, KINDS_IN_A_STEP, RELATIONS, Lead, Leads, leads
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.schema import STEP
from guidance.rules.shapes import ALWAYS, NO_SIGN, URGENCIES, Guidance, Rows, Text
from guidance.rules.shapes import Step as StepContent
from guidance.wording.names import Naming
from guidance.wording.problems import NAMES, SENTENCES
from guidance.wording.rules import PickedRow, PickedTerm, row_in_words
from guidance.wording.subjects import Subject, subjects_of_draft

from .picture import Picture, draw
from .uses import HELD_STEPS, RELATION_WORDS, Place, Use, answers_in, uses

WIDEST_WHOLE = 38  # columns: as many as fit beside the names of the steps on a desk, without scrolling
ALWAYS_WORDS = {
    "brings-up": gettext_lazy("näytetään aina"),
    "prevents": gettext_lazy("estyy aina"),
    "stresses": gettext_lazy("korostetaan aina"),
    "holds": gettext_lazy("odottaa aina"),
}


def leads_page(request, desk) -> TemplateResponse:
    context = desk.page_context(request, Step, _("Mikä johtaa mihin"))
    pack = read_draft()
    names = Naming(pack)
    try:
        draft = as_far_as_it_holds(pack)
        context["leads"] = LeadsInWords(draft.guidance, amiss=draft.amiss, names=names)
        reasons = draft.amiss
    except PackRefused as refused:
        reasons = refused.problems
    context["reasons"] = [reason_in_words(problem, names) for problem in reasons]
    return TemplateResponse(request, "admin/guidance/leads.html", context)


@dataclass(frozen=True)
class Sentences:
    """Rows of one kind in words: how they begin, and each row for ``guidance/_rule_sentence.html``."""

    begins: str
    rows: list[dict]


@dataclass(frozen=True)
class RuleInWords:
    """A step, or the company rule: its name and form, marks in words, sentences, and what is amiss."""

    anchor: str
    title: str
    address: str
    marks: list[str]
    sentences: list[Sentences]
    leads: tuple[Lead, ...]
    amiss: str = ""
    unread: tuple[ReasonInWords, ...] = ()


@dataclass(frozen=True)
class TierInWords:
    title: str
    rules: list[RuleInWords]


@dataclass(frozen=True)
class SubjectInWords:
    identifier: str
    words: str
    address: str
    uses: list[Use]


@dataclass(frozen=True)
class GroupInWords:
    """A stage or a checklist; the label is short enough for the head of a column."""

    label: str
    title: str
    subjects: list[SubjectInWords]


@dataclass(frozen=True)
class LeadsInWords:
    """What leads to what in a guidance, in words. Everything is asked of the database once."""

    guidance: Guidance
    subjects: Mapping[str, Subject] = field(default_factory=subjects_of_draft)
    amiss: tuple[Problem, ...] = ()  # what was left out, for it could not be read
    names: Naming = field(default_factory=lambda: Naming({}))

    @cached_property
    def leads(self) -> Leads:
        return leads(self.guidance)

    @cached_property
    def relations(self) -> list[tuple[str, str]]:
        """The relations there are, each with its words: what the marks mean."""
        used = {lead.relation for lead in self.leads.all}
        return [(relation, words) for relation, words in self._words.items() if relation in used]

    @cached_property
    def _words(self) -> dict[str, str]:
        return {relation: str(RELATION_WORDS[relation]) for relation in RELATIONS}

    @cached_property
    def _begins(self) -> dict[str, str]:
        """How the sentences of each kind of rows begin, as on the form."""
        return {kind: Step._meta.get_field(kind).verbose_name.capitalize() for kind in KINDS_IN_A_STEP}

    @cached_property
    def tiers(self) -> list[TierInWords]:
        """Steps by urgency, in the editor's order, and what holds steps back."""
        forms = _forms("step", Step.objects.values_list("identifier", "pk"))
        rules: dict[str, list[RuleInWords]] = {urgency: [] for urgency in URGENCIES}
        for step in self.guidance.steps:
            rules[step.urgency].append(self._step(step, forms[step.id]))
        tiers = [TierInWords(capfirst(str(URGENCY_NAMES[urgency])), rules[urgency]) for urgency in URGENCIES]
        tiers.append(TierInWords(capfirst(str(NAMES["company"])), [self._company()]))
        return [tier for tier in tiers if tier.rules]

    @cached_property
    def groups(self) -> list[GroupInWords]:
        """Checks by stage, signs by checklist, in the order in which they are met; and "no sign noticed"."""
        checks = _forms("check", Check.objects.values_list("identifier", "pk"))
        lists = Sign.objects.values_list("identifier", "checklist_id")
        signs = {sign: f"{address}#signs-of-{sign}" for sign, address in _forms("checklist", lists).items()}
        groups = [
            GroupInWords(
                _in_words(stage.label), _in_words(stage.title), self._subjects_in_words(stage.checks, checks)
            )
            for stage in self.guidance.stages
        ]
        groups += [
            GroupInWords(
                _in_words(each.title), _in_words(each.title), self._subjects_in_words(each.signs, signs)
            )
            for each in self.guidance.checklists
        ]
        if NO_SIGN in self.leads.by_subject:
            groups.append(GroupInWords("", _("Kun merkkejä ei ole"), [self._subject(NO_SIGN, "")]))
        return [group for group in groups if group.subjects]

    @cached_property
    def picture(self) -> Picture:
        tiers = [[rule.leads for rule in tier.rules] for tier in self.tiers]
        groups = [[subject.identifier for subject in group.subjects] for group in self.groups]
        return draw(tiers, groups, self._say)

    @cached_property
    def is_whole(self) -> bool:
        """Whether the picture fits on a desk as it is, rather than in a box of its own that scrolls."""
        return sum(len(group.subjects) for group in self.groups) <= WIDEST_WHOLE

    def _step(self, step: StepContent, address: str) -> RuleInWords:
        kinds = [(begins, step.rules[kind]) for kind, begins in self._begins.items()]
        kinds += [
            (_("Nimeä %(contact)s, kun") % {"contact": self._helpers[helper]}, rows)
            for helper, rows in step.rows_of_contacts.items()
        ]
        own = self.leads.by_rule.get(step.id, ())
        unread = self._unread(STEP.name, step.id)
        return RuleInWords(
            f"step-{step.id}",
            _in_words(step.title),
            address,
            [_("kahden")] * step.alone + list(_always(own)),
            [Sentences(begins, self._sentences(rows)) for begins, rows in kinds if rows],
            own,
            "" if step.show or unread else str(SENTENCES["never-comes-up"]),
            unread,
        )

    def _company(self) -> RuleInWords:
        own = self.leads.by_rule.get(COMPANY, ())
        rows = self.guidance.company
        unread = self._unread(COMPANY_FIELD)
        return RuleInWords(
            "company",
            _("Kahden puhuttavat odottavat"),
            reverse("admin:guidance_draft_change", args=[1]),
            list(_always(own)),
            [Sentences(_("Odottavat, kun"), self._sentences(rows))] if rows else [],
            own,
            "" if rows or unread else _("Ei rivejä: mikään vastaus ei jätä askelia odottamaan."),
            unread,
        )

    def _unread(self, *beginning: str) -> tuple[ReasonInWords, ...]:
        """What could not be read of a step, or of the company rule."""
        own = (each for each in self.amiss if each.place.path[: len(beginning)] == beginning)
        return tuple(reason_in_words(each, self.names) for each in own)

    def _sentences(self, rows: Rows) -> list[dict]:
        picked = (
            PickedRow(tuple(PickedTerm(term.subject, tuple(term.answers)) for term in row)) for row in rows
        )
        return [row_in_words(row, self.subjects) for row in picked]

    def _subjects_in_words(self, entries, forms: Mapping[str, str]) -> list[SubjectInWords]:
        return [self._subject(entry.id, forms[entry.id]) for entry in entries]

    def _subject(self, identifier: str, address: str) -> SubjectInWords:
        subject = self.subjects[identifier]
        own = self.leads.by_subject.get(identifier, ())
        return SubjectInWords(
            identifier, capfirst(subject.phrase), address, uses(own, subject, self._places, self._helpers)
        )

    @cached_property
    def _places(self) -> dict[str, Place]:
        """Where on this page each rule is said in full."""
        steps = {step.id: Place(_in_words(step.title), f"#step-{step.id}") for step in self.guidance.steps}
        return steps | {COMPANY: Place(str(HELD_STEPS), "#company")}

    @cached_property
    def _helpers(self) -> dict[str, str]:
        contacts = self.guidance.contacts_by_id
        return {helper: _in_words(contact.short_name) for helper, contact in contacts.items()}

    def _say(self, those: list[Lead]) -> str:
        """What the marks of a cell mean: the subject, each relation with its answers and its helpers."""
        subject = self.subjects[those[0].subject]
        return f"{capfirst(subject.phrase)} – " + "; ".join(
            f"{self._words[lead.relation]}{self._in_brackets(lead, subject)}" for lead in those
        )

    def _in_brackets(self, lead: Lead, subject: Subject) -> str:
        answers = f" {_('tai')} ".join(answers_in(lead, subject))
        helpers = ", ".join(self._helpers[helper] for helper in lead.helpers)
        said = ": ".join(part for part in (answers, helpers) if part)
        return f" ({said})" if said else ""


def _always(own: tuple[Lead, ...]) -> Iterator[str]:
    always = (lead.relation for lead in own if lead.subject == ALWAYS)
    return (str(ALWAYS_WORDS[relation]) for relation in always if relation in ALWAYS_WORDS)


def _in_words(text: Text) -> str:
    return text.in_language(get_language())[0]


def _forms(model: str, rows) -> dict[str, str]:
    """The address of each row's form, by its id."""
    address = reverse(f"admin:guidance_{model}_change", args=["0"])
    return {identifier: address.replace("/0/", f"/{pk}/") for identifier, pk in rows}
