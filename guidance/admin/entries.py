"""A page for each kind of content. Interviews have none, and what is safe to publish is decided elsewhere."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import Max
from django.shortcuts import redirect
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
from ..texts import TextField
from .deleting import held_by_editions, is_held
from .forms import ContactForm, EntryForm, EntryFormSet, PlainFields, contacts_to_pick

PLACE = (_("Paikka ja tunniste"), {"fields": ["position", "identifier", "retired"]})
PLACE_AND_ORIGIN = (_("Paikka ja tunniste"), {"fields": ["position", "identifier", "origin", "retired"]})

WITHOUT_ROWS = {
    "show": _("Ei rivejä: askel ei tule näkyviin millään vastauksilla."),
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
            return RowsField(
                WITHOUT_ROWS[db_field.name],
                label=db_field.verbose_name.capitalize(),
                help_text=db_field.help_text,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)


# --- Rows below others -----------------------------------------------------------------------------------


class Folded(PlainFields, admin.StackedInline):
    """Rows with long texts: each folded to its first line."""

    template = "admin/guidance/folded_inline.html"
    form = EntryForm
    formset = EntryFormSet
    extra = 1


class Table(PlainFields, admin.TabularInline):
    """Rows with one short text each."""

    form = EntryForm
    formset = EntryFormSet
    extra = 1


class Points(Folded):
    model = Point
    fields = ["short", "full", "position", "identifier", "origin", "retired"]


class Areas(Table):
    model = Area
    fields = ["title", "identifier", "position", "retired"]
    show_change_link = True


class Checks(Table):
    """Which checks a stage has, and in which order; their texts and answers have a page of their own."""

    model = Check
    fields = ["position", "retired"]
    show_change_link = True
    can_delete = False

    def has_add_permission(self, request, obj):
        return False


class Questions(Table):
    model = Question
    fields = ["text", "identifier", "position", "retired"]


class Answers(Table):
    model = Answer
    fields = ["text", "identifier", "position"]


class Signs(Folded):
    model = Sign
    fields = ["short", "full", "reason", "position", "identifier", "origin", "retired"]


class StepContacts(Table):
    model = StepContact
    fields = ["contact", "position"]


class Phones(Table):
    model = Phone
    fields = ["number", "tel", "label", "position"]


# --- Pages -----------------------------------------------------------------------------------------------


class EntryAdmin(PlainFields, admin.ModelAdmin):
    """A kind of content with stable ids: ordered by its place, retired rather than deleted."""

    form = EntryForm
    list_editable = ["position"]
    list_filter = ["retired"]
    list_per_page = 200  # a list whose order is edited is seen whole
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_search_fields(self, request):
        texts = [field.name for field in self.opts.fields if isinstance(field, TextField)]
        return ["identifier", *(f"{name}__{code}" for name in texts for code, _ in settings.LANGUAGES)]

    def get_changeform_initial_data(self, request):
        last = self.model.objects.aggregate(last=Max("position"))["last"]
        return {"position": 0 if last is None else last + 1} | super().get_changeform_initial_data(request)

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and is_held(obj, held_by_editions()))


@admin.register(Draft)
class DraftAdmin(WithRows, PlainFields, admin.ModelAdmin):
    """One row: its list is its form."""

    form = EntryForm
    fieldsets = [
        (_("Kortti"), {"fields": ["title", "principle"]}),
        (_("Lisäykset"), {"fields": ["with_additions"]}),
        (_("Milloin joku on paikalla"), {"fields": ["company"], "description": HOW_ROWS_WORK}),
    ]

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
    list_display = ["__str__", "label_in_bar", "retired", "position"]
    fieldsets = [(None, {"fields": ["title", "label"]}), PLACE]
    inlines = [Points, Areas, Checks]

    @admin.display(description=_("sana palkissa"))
    def label_in_bar(self, stage):
        return stage.label.get("fi", "")


@admin.register(Area)
class AreaAdmin(EntryAdmin):
    list_display = ["__str__", "stage", "retired", "position"]
    list_filter = ["stage", "retired"]
    list_select_related = ["stage"]
    ordering = ["stage__position", "position", "pk"]
    fieldsets = [(None, {"fields": ["stage", "title"]}), PLACE]
    inlines = [Questions]


@admin.register(Check)
class CheckAdmin(EntryAdmin):
    list_display = ["__str__", "stage", "origin", "retired", "position"]
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
    list_display = ["__str__", "folded", "origin", "retired", "position"]
    list_filter = ["origin", "retired"]
    fieldsets = [(None, {"fields": ["title", "intro", "folded"]}), PLACE_AND_ORIGIN]
    inlines = [Signs]


@admin.register(Step)
class StepAdmin(WithRows, EntryAdmin):
    list_display = ["__str__", "urgency", "alone", "origin", "retired", "position"]
    list_filter = ["urgency", "alone", "origin", "retired"]
    fieldsets = [
        (_("Miten se sanotaan"), {"fields": ["title", "short", "full"]}),
        (_("Milloin se näytetään"), {"fields": ["show"], "description": HOW_ROWS_WORK}),
        (_("Milloin ei"), {"fields": ["but_not"]}),
        (_("Milloin sitä korostetaan"), {"fields": ["stress"]}),
        (_("Paikka koonnissa"), {"fields": ["urgency", "alone"]}),
        PLACE_AND_ORIGIN,
    ]
    inlines = [StepContacts]


@admin.register(Contact)
class ContactAdmin(EntryAdmin):
    form = ContactForm
    list_display = ["__str__", "local", "round_the_clock", "verified_on", "retired", "position"]
    list_filter = ["local", "round_the_clock", ("verified_on", admin.EmptyFieldListFilter), "retired"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "purpose"]}),
        (_("Milloin ja miten"), {"fields": ["hours", "languages", "web", "email"]}),
        (_("Mihin se kuuluu"), {"fields": ["round_the_clock", "for_clients", "local", "stand_in"]}),
        (_("Mistä tieto on"), {"fields": ["source", "seen_on", "verified_on", "note"]}),
        PLACE,
    ]
    inlines = [Phones]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "stand_in":
            return forms.ChoiceField(
                label=db_field.verbose_name.capitalize(),
                required=False,
                choices=contacts_to_pick,
                help_text=_("Kenen numero yhdistää, kunnes oma numero on lisätty."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)
