"""Where a thing is used, said on its own form: the steps that a check or a sign leads to, and whoever names
a contact. It reads the rows of the draft as they stand, so that a draft that does not hold together says it
too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.contrib import admin
from django.db.models import F, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from guidance.desk.kit.forms import EntryFormSet
from guidance.models import Check, Contact, Draft, Sign, Step, StepContact
from guidance.rules.leads import COMPANY, KINDS_IN_A_STEP, Lead, Leads, Rule, leads_in
from guidance.rules.shapes import Rows, Term
from guidance.texts import in_reader_language
from guidance.wording.rules import picked_in, rows_in_words
from guidance.wording.subjects import Subject, subject_of, subjects_of_draft

RELATION_WORDS = {
    "brings-up": _("tuo esiin"),
    "brings-up-together": _("tuo esiin yhdessä toisen kanssa"),
    "prevents": _("estää"),
    "prevents-together": _("estää yhdessä toisen kanssa"),
    "stresses": _("korostaa"),
    "stresses-together": _("korostaa yhdessä toisen kanssa"),
    "holds": _("laittaa odottamaan"),
    "holds-together": _("laittaa odottamaan yhdessä toisen kanssa"),
    "names": _("vaikuttaa siihen, kenet askel nimeää"),
    "names-together": _("vaikuttaa yhdessä toisen kanssa siihen, kenet askel nimeää"),
}
HELD_STEPS = _("askeleet, joista puhutaan kahden")


@dataclass(frozen=True)
class Place:
    """A step, or the company rule, as it is linked to."""

    title: str
    address: str
    retired: bool = False


@dataclass(frozen=True)
class Use:
    """One relation of a check or a sign: the places it leads to so, each with the answers in words, and the
    helpers that are named with them."""

    relation: str
    words: str
    places: tuple[tuple[Place, tuple[str, ...], tuple[str, ...]], ...]


def uses(
    leads: Iterable[Lead], subject: Subject, places: Mapping[str, Place], helpers: Mapping[str, str]
) -> list[Use]:
    """What a subject leads to; ``leads`` are its own, those of one relation together."""
    return [
        Use(
            relation,
            str(RELATION_WORDS[relation]),
            tuple(
                (places[lead.rule], answers_in(lead, subject), tuple(helpers[each] for each in lead.helpers))
                for lead in those
            ),
        )
        for relation, those in groupby(leads, lambda lead: lead.relation)
    ]


def answers_in(lead: Lead, subject: Subject) -> tuple[str, ...]:
    """The answers of a lead in words, in the order of their question."""
    return tuple(words for answer, words in subject.answers if answer in lead.answers)


@dataclass(frozen=True)
class Naming:
    """A step that names a contact, and the rows in words of when it does; without rows always."""

    place: Place
    rows: list[dict]


# --- The draft as it stands ------------------------------------------------------------------------------


def leads_in_draft() -> tuple[Leads, dict[str, Place], dict[str, str]]:
    """The leads of every stored rule, where each rule is edited, and helpers by name; two queries."""
    steps = Step.objects.only("identifier", "title", "retired", "show", "but_not", "stress")
    named = list(
        steps.annotate(
            helper=F("stepcontact__contact__identifier"),
            helper_name=F("stepcontact__contact__short_name"),
            helper_retired=F("stepcontact__contact__retired"),
            named_when=F("stepcontact__when"),
        ).order_by(*Step._meta.ordering, "stepcontact__position", "stepcontact__pk")
    )
    draft = Draft.objects.only("company").first() or Draft()
    rules = [rule for step in named for rule in _rules_in(step)]
    found = Leads(tuple(leads_in([*rules, Rule(COMPANY, "company", _rows(draft.company))])))
    places = {step.identifier: Place(str(step), _form_of(step), step.retired) for step in named}
    return found, places | {COMPANY: Place(str(HELD_STEPS), _form_of(draft))}, _helpers_in(named)


def _rules_in(step) -> Iterator[Rule]:
    """A step's own rules, told again with each of its helpers, and when it names this one."""
    for kind in KINDS_IN_A_STEP:
        yield Rule(step.identifier, kind, _rows(step.serializable_value(kind)))
    if step.helper:
        yield Rule(step.identifier, "contacts_when", _rows(step.named_when), step.helper)


def _helpers_in(steps: Iterable) -> dict[str, str]:
    """The names of all helpers, by id."""
    return {
        step.helper: in_reader_language(step.helper_name)
        + (f" ({_('poistettu käytöstä')})" if step.helper_retired else "")
        for step in steps
        if step.helper
    }


def _rows(stored: list) -> Rows:
    return tuple(
        tuple(Term(term.subject, frozenset(term.answers)) for term in row.terms) for row in picked_in(stored)
    )


def _form_of(row: Step | Draft | Contact) -> str:
    return reverse(f"admin:guidance_{row._meta.model_name}_change", args=[row.pk or 1])


# --- On forms --------------------------------------------------------------------------------------------


class SaysWhereUsed:
    """For admins of what others refer to: a line on the form that says who does, once there is a row."""

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "used_in"]

    def get_fieldsets(self, request, obj=None):
        (title, options), *others = super().get_fieldsets(request, obj)
        where_used = ["used_in"] if obj else []
        return [(title, {**options, "fields": [*options["fields"], *where_used]}), *others]


class CheckSaysWhereUsed(SaysWhereUsed):
    @admin.display(description=_("Mihin se johtaa"))
    def used_in(self, check: Check):
        return render_to_string("admin/guidance/_uses.html", {"uses": used_in(check, *leads_in_draft())})


class ContactSaysWhereUsed(SaysWhereUsed):
    @admin.display(description=_("Missä sitä käytetään"))
    def used_in(self, contact: Contact):
        named = StepContact.objects.filter(contact=contact).select_related("step")
        stood_in_for = Contact.objects.filter(stand_in=contact.identifier).only(
            "short_name", "retired", "identifier"
        )
        return render_to_string(
            "admin/guidance/_contact_used_in.html",
            {"namings": _namings(named), "stood_in_for": _places_of(stood_in_for)},
        )


class SignFormSet(EntryFormSet):
    """Signs below their checklist; each says where it is used."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk:
            form.instance.checklist = self.instance  # read already
            form.says_where_used = True
            form.used_in = used_in(form.instance, *self._leads)

    @cached_property
    def _leads(self):
        return leads_in_draft()


def used_in(
    row: Check | Sign, leads: Leads, places: Mapping[str, Place], helpers: Mapping[str, str]
) -> list[Use]:
    """What a check or a sign of the draft leads to."""
    return uses(leads.by_subject.get(row.identifier, ()), subject_of(row), places, helpers)


def _namings(named: QuerySet[StepContact]) -> list[Naming]:
    each_naming = list(named.order_by("step__position", "step__pk"))
    subjects = subjects_of_draft() if any(each.when for each in each_naming) else {}
    return [Naming(_place_of(each.step), rows_in_words(each.when, subjects)) for each in each_naming]


def _places_of(rows: Iterable[Step | Contact]) -> list[Place]:
    return [_place_of(row) for row in rows]


def _place_of(row: Step | Contact) -> Place:
    return Place(str(row), _form_of(row), row.retired)
