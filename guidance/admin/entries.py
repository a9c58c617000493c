"""A page for each kind of content. Interviews have none, and what is safe to publish is decided elsewhere."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Max
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..models import (
    Answer,
    Area,
    Check,
    Checklist,
    Contact,
    Draft,
    Phone,
    Point,
    Question,
    Sign,
    Stage,
    Step,
    StepContact,
)
from ..row_field import RowsField
from ..texts import SOURCE_LANGUAGE, TextField
from .basics import LANGUAGES_AND_PEOPLE, DraftForm
from .deleting import held_by_editions, is_held
from .forms import ContactForm, EntryForm, EntryFormSet, PlaceForm, PlainFields, contacts_to_pick

PLACE = (_("Paikka ja tunniste"), {"fields": ["position", "identifier", "retired"]})
PLACE_AND_ORIGIN = (_("Paikka ja tunniste"), {"fields": ["position", "identifier", "origin", "retired"]})
PLACE_IN_A_LINE = ("position", "identifier", "origin", "retired")

WITHOUT_ROWS = {
    "show": _("Ei rivejä: askel ei tule esiin millään vastauksilla."),
    "but_not": _("Ei rivejä: mikään vastaus ei estä tätä askelta."),
    "stress": _("Ei rivejä: askelta ei korosteta millään vastauksilla."),
    "company": _("Ei rivejä: mikään vastaus ei jätä askelia odottamaan."),
}
HOW_ROWS_WORK = _(
    "Riittää, että yksi rivi pitää paikkansa. Rivillä kaikkien ehtojen pitää pitää paikkansa."
    " Avaa rivi, kun haluat muuttaa sitä. Tallennus antaa aina uusia tyhjiä rivejä ja ehtoja."
)


class WithRows:
    """For admins of rows that hold rules: each rule as a field that is picked, never typed."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in WITHOUT_ROWS:
            begins = db_field.verbose_name.capitalize()
            return RowsField(begins, WITHOUT_ROWS[db_field.name], help_text=db_field.help_text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


# --- Rows below others -----------------------------------------------------------------------------------


class Folded(PlainFields, admin.StackedInline):
    """Rows of a page, each folded to its first line."""

    template = "admin/guidance/folded_inline.html"
    form = EntryForm
    formset = EntryFormSet
    extra = 1
    link_words = ""  # set where a row has a page of its own


class Points(Folded):
    model = Point
    fields = ["short", "full", PLACE_IN_A_LINE]


class Areas(Folded):
    model = Area
    fields = ["title", ("position", "identifier", "retired")]
    link_words = _("Avoimet kysymykset")


class Questions(Folded):
    model = Question
    fields = ["text", ("position", "identifier", "retired")]


class Answers(Folded):
    model = Answer
    fields = ["text", ("position", "identifier", "retired")]


class Signs(Folded):
    model = Sign
    fields = ["short", "full", "reason", PLACE_IN_A_LINE]


class StepContacts(Folded):
    model = StepContact
    verbose_name = _("yhteystieto")
    verbose_name_plural = StepContact._meta.verbose_name_plural
    fields = [("contact", "position")]


class Phones(Folded):
    model = Phone
    fields = [("number", "tel", "position"), "label"]


# --- Pages -----------------------------------------------------------------------------------------------


class Titled(PlainFields, admin.ModelAdmin):
    """Headings that say what is on the page, where Django's put a name into a sentence and miss its case."""

    class Media:
        css = {"all": ["css/guidance-admin.css"]}

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        title = {"title": _("Uusi: %(kind)s") % {"kind": self.opts.verbose_name}}
        return super().add_view(request, form_url, title | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = self.get_object(request, object_id)
        title = {"title": str(entry), "subtitle": None} if entry else {}
        return super().change_view(request, object_id, form_url, title | (extra_context or {}))


class EntryAdmin(Titled):
    """A kind of content with stable ids: ordered by its place, retired rather than deleted."""

    form = EntryForm
    list_editable = ["position"]
    list_filter = ["retired"]
    list_per_page = 200  # a list whose order is edited is seen whole
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_changelist_form(self, request, **kwargs):
        return super().get_changelist_form(request, **{"form": PlaceForm, **kwargs})

    @admin.display(description=_("käytössä"), boolean=True, ordering="retired")
    def in_use(self, entry):
        return not entry.retired

    def get_search_fields(self, request):
        texts = [field.name for field in self.opts.fields if isinstance(field, TextField)]
        return ["identifier", *(f"{name}__{code}" for name in texts for code, _ in settings.LANGUAGES)]

    def get_changeform_initial_data(self, request):
        last = self.model.objects.aggregate(last=Max("position"))["last"]
        return {"position": 0 if last is None else last + 1}  # an address fills in no texts or rules

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and is_held(obj, held_by_editions()))


@admin.register(Draft)
class DraftAdmin(WithRows, Titled):
    """One row: its list is its form."""

    form = DraftForm
    fieldsets = [
        (_("Kortti"), {"fields": ["title", "principle"]}),
        (_("Lisäykset"), {"fields": ["with_additions"]}),
        (_("Milloin joku on paikalla"), {"fields": ["company"], "description": HOW_ROWS_WORK}),
        LANGUAGES_AND_PEOPLE,
    ]

    def get_readonly_fields(self, request, obj=None):
        """Whether publishing takes two is not for those to change who would have to be two."""
        return [] if request.user.is_superuser else ["second_person"]

    def changelist_view(self, request, extra_context=None):
        draft = Draft.objects.first()
        if not (draft and self.has_view_or_change_permission(request, draft)):
            return super().changelist_view(request, extra_context)
        return redirect("admin:guidance_draft_change", draft.pk)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Draft.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Stage)
class StageAdmin(EntryAdmin):
    list_display = ["__str__", "position", "label_in_bar", "in_use"]
    fieldsets = [(None, {"fields": ["title", "label", "its_checks"]}), PLACE]
    readonly_fields = ["its_checks"]
    inlines = [Points, Areas]

    @admin.display(description=_("sana palkissa"))
    def label_in_bar(self, stage):
        return stage.label.get(SOURCE_LANGUAGE, "")

    @admin.display(description=_("kysymykset työntekijälle"))
    def its_checks(self, stage):
        """Links to the checks, whose texts and answers have pages of their own."""
        addresses = (
            (reverse("admin:guidance_check_change", args=[check.pk]), check) for check in stage.checks.all()
        )
        links = format_html_join("", '<li><a href="{}">{}</a></li>', addresses)
        return format_html("<ul>{}</ul>", links) if links else _("Vaiheessa ei ole vielä kysymyksiä.")


@admin.register(Area)
class AreaAdmin(EntryAdmin):
    list_display = ["__str__", "position", "stage", "in_use"]
    list_filter = ["stage", "retired"]
    list_select_related = ["stage"]
    ordering = ["stage__position", "position", "pk"]
    fieldsets = [(None, {"fields": ["stage", "title"]}), PLACE]
    inlines = [Questions]


@admin.register(Check)
class CheckAdmin(EntryAdmin):
    list_display = ["__str__", "position", "stage", "origin", "in_use"]
    list_filter = ["stage", "origin", "retired"]
    list_select_related = ["stage"]
    ordering = ["stage__position", "position", "pk"]
    fieldsets = [
        (None, {"fields": ["stage", "short", "hint", "full", "reason", "asks_for_meeting"]}),
        PLACE_AND_ORIGIN,
    ]
    inlines = [Answers]


@admin.register(Checklist)
class ChecklistAdmin(EntryAdmin):
    list_display = ["__str__", "position", "origin", "in_use"]
    list_filter = ["origin", "retired"]
    fieldsets = [(None, {"fields": ["title", "intro", "folded"]}), PLACE_AND_ORIGIN]
    inlines = [Signs]


@admin.register(Step)
class StepAdmin(WithRows, EntryAdmin):
    list_display = ["__str__", "position", "urgency", "said_alone", "origin", "in_use"]
    list_filter = ["urgency", "alone", "origin", "retired"]
    fieldsets = [
        (_("Miten se sanotaan"), {"fields": ["title", "short", "full"]}),
        (
            _("Milloin se näytetään"),
            {"fields": ["show", "but_not", "stress"], "description": HOW_ROWS_WORK},
        ),
        (_("Paikka koonnissa"), {"fields": ["urgency", "alone"]}),
        PLACE_AND_ORIGIN,
    ]
    inlines = [StepContacts]

    @admin.display(description=_("kahden"), ordering="alone")
    def said_alone(self, step):
        return _("kahden") if step.alone else ""


@admin.register(Contact)
class ContactAdmin(EntryAdmin):
    form = ContactForm
    list_display = ["__str__", "position", "is_local", "verified_on", "in_use"]
    list_filter = ["local", "round_the_clock", ("verified_on", admin.EmptyFieldListFilter), "retired"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "purpose"]}),
        (_("Milloin ja miten"), {"fields": ["hours", "languages", "web", "email"]}),
        (_("Mihin se kuuluu"), {"fields": ["round_the_clock", "for_clients", "local", "stand_in"]}),
        (_("Mistä tieto on"), {"fields": ["source", "seen_on", "verified_on", "note"]}),
        PLACE,
    ]
    inlines = [Phones]

    @admin.display(description=_("paikallinen"), ordering="local")
    def is_local(self, contact):
        return _("paikallinen") if contact.local else ""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "stand_in":
            return forms.ChoiceField(
                label=db_field.verbose_name.capitalize(),
                required=False,
                choices=contacts_to_pick,
                help_text=_("Kenen numero yhdistää, kunnes oma numero on lisätty."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
