"""A page for each kind of content. Interviews have none, and what is safe to publish is decided elsewhere."""

from collections.abc import Callable
from functools import cache, partial

from django.conf import settings
from django.contrib import admin, messages
from django.db.models import Case, Value, When
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.draft import parent_of
from guidance.models import (
    Answer,
    Area,
    Check,
    Checklist,
    ClosedNumber,
    Draft,
    Point,
    Preparation,
    Question,
    Sign,
    Stage,
    Step,
    StepContact,
)
from guidance.publishing.retired import published_places, was_published
from guidance.rules.shapes import URGENCIES
from guidance.texts import SOURCE_LANGUAGE, TextField

from .basics import LANGUAGES_AND_PEOPLE, DraftForm
from .following import FOLLOWS, LeadsToAStep, rows_that_begin_with
from .kit.fields.rows_field import RowsField
from .kit.fields.settles_field import SettlesField
from .kit.finding.neighbours import neighbours_of
from .kit.forms import (
    ClosedNumberForm,
    EntryForm,
    EntryFormSet,
    PlainFields,
    WithRowsFormSet,
)
from .kit.order import put_last
from .kit.order_pages import Ordered
from .kit.saving.meanwhile import what_others_wrote
from .kit.saving.refused import what_is_amiss
from .kit.saving.saved import say_saved
from .kit.titled import Titled, yes_or_no
from .overview.steps import StepsByTier
from .overview.uses import CheckSaysWhereUsed, SignFormSet
from .publishing.changes import effect_of
from .what_if.cases import address_of_row
from .what_if.page import MAY_ASK_WHAT_IF

# Folded away: nobody at the desk needs an id.
IDENTIFIER = (_("Tunniste komentoriviä varten"), {"fields": ["identifier"], "classes": ["collapse"]})
USE = [(_("Käyttö"), {"fields": ["retired"]}), IDENTIFIER]
USE_AND_ORIGIN = [(_("Käyttö"), {"fields": ["origin", "retired"]}), IDENTIFIER]
FEWEST_ANSWERS = 2  # without a choice nothing is answered
ORIGIN_AND_USE = ("origin", "retired")

BY_URGENCY = Case(*(When(urgency=urgency, then=Value(place)) for place, urgency in enumerate(URGENCIES)))

WITHOUT_ROWS = {
    "show": _("Ei rivejä: askel ei tule esiin millään vastauksilla."),
    "but_not": _("Ei rivejä: mikään vastaus ei estä tätä askelta."),
    "stress": _("Ei rivejä: askelta ei korosteta millään vastauksilla."),
    "when": _("Ei rivejä: nimetään aina, kun askel tulee esiin."),
    "company": _("Ei rivejä: mikään vastaus ei jätä askelia odottamaan."),
}
HELP_WITH_ROWS = {
    "stress": _(
        "Korostus ei tuo askelta esiin. Jos askeleen pitää tulla esiin tästä syystä, lisää sama rivi"
        " myös kohtaan Näytä, kun."
    ),
}
HOW_ROWS_WORK = _(
    "Riittää, että yksi rivi täyttyy. Rivi täyttyy, kun sen kaikki ehdot täyttyvät."
    " Avaa rivi, kun haluat muuttaa sitä. Kun kaikki rivit ovat käytössä, tallennus antaa lisää tyhjiä."
)


class WithRows:
    """For admins of rows that hold rules: each rule as a field that is picked, never typed."""

    without_rows = WITHOUT_ROWS

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name in self.without_rows:
            begins = db_field.verbose_name.capitalize()
            help_text = HELP_WITH_ROWS.get(db_field.name, db_field.help_text)
            field = RowsField(begins, self.without_rows[db_field.name], help_text=help_text)
            field.widget.led_to = request.GET.get("row", "")
            return field
        return super().formfield_for_dbfield(db_field, request, **kwargs)


# --- Rows below others -----------------------------------------------------------------------------------


class Folded(PlainFields, admin.StackedInline):
    """Rows of a page, each folded to its first line."""

    template = "admin/guidance/folded_inline.html"
    form = EntryForm
    formset = EntryFormSet
    extra = 1
    link_words = ""  # set where a row has a page of its own
    stands_open = False  # for rows that the page is opened for
    begins_open = False  # for rows of which a new page needs some


class Points(Folded):
    model = Point
    fieldsets = [(None, {"fields": ["short", "full", "say", ORIGIN_AND_USE]}), IDENTIFIER]


class Areas(Folded):
    model = Area
    fieldsets = [(None, {"fields": ["title", "retired"]}), IDENTIFIER]
    link_words = _("Avoimet kysymykset")


class Questions(Folded):
    model = Question
    fieldsets = [(None, {"fields": ["text", "retired"]}), IDENTIFIER]


class Answers(Folded):
    model = Answer
    fieldsets = [(None, {"fields": ["text", "retired"]}), IDENTIFIER]
    begins_open = True

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj else FEWEST_ANSWERS


class Signs(Folded):
    model = Sign
    formset = SignFormSet
    fieldsets = [(None, {"fields": ["short", "full", "reason", ORIGIN_AND_USE]}), IDENTIFIER]


class StepContacts(WithRows, Folded):
    model = StepContact
    formset = WithRowsFormSet
    verbose_name = _("yhteystieto")
    verbose_name_plural = StepContact._meta.verbose_name_plural
    fields = ["contact", "when"]


# --- Pages -----------------------------------------------------------------------------------------------


class Drafted:
    """For admins of what the draft holds: whoever saved hears that no worker sees it yet, and the way on."""

    has_what_if = True  # whether some answers show what is changed here

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        if level == messages.SUCCESS:
            row = request.saved_row
            request.to_say.append(_("”%(row)s” on tallennettu.") % {"row": row} if row else message)
        else:
            super().message_user(request, message, level, *args, **kwargs)

    def _then_say(self, view: Callable[[], HttpResponse], request) -> HttpResponse:
        """What was saved, once nobody waits for it any more: the proof takes a moment."""
        request.to_say, request.saved_row, request.others = [], None, ""
        response = view()
        for message in request.to_say:
            self._say_saved(request, message)
        return response

    def _say_saved(self, request, message) -> None:
        row = request.saved_row
        what_if_address = address_of_row(row) if row and self._may_ask_what_if(request.user) else ""
        say_saved(request, message, row, what_if_address, others=request.others)

    def construct_change_message(self, request, form, formsets, add=False):
        request.others = what_others_wrote(form, formsets)
        return super().construct_change_message(request, form, formsets, add)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A form that was refused begins at its top, where that is said: at no box that the address named."""
        beside = {"may_ask_what_if": self._may_ask_what_if(request.user)} | (extra_context or {})
        address = form_url or request.get_full_path()
        return self._then_say(partial(super().changeform_view, request, object_id, address, beside), request)

    def render_change_form(self, request, context, *args, **kwargs):
        """What was refused is said at the top by a list of our own, where Django has a sentence."""
        if context.pop("errors", None):
            context["amiss"] = what_is_amiss(context["adminform"].form, context["inline_admin_formsets"])
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(self, request, object_id, extra_context=None):
        return self._then_say(partial(super().delete_view, request, object_id, extra_context), request)

    def response_add(self, request, obj, post_url_continue=None):
        request.saved_row = obj
        return self._on_to_what_if(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        request.saved_row = obj
        return self._on_to_what_if(request, obj) or super().response_change(request, obj)

    def _on_to_what_if(self, request, row):
        """On to what follows from the row that was just saved, when that button saved it."""
        if "_try" not in request.POST or not self._may_ask_what_if(request.user):
            return None
        self.message_user(request, "", messages.SUCCESS)
        return redirect(address_of_row(row))

    def response_delete(self, request, obj_display, obj_id):
        response = super().response_delete(request, obj_display, obj_id)
        request.to_say = [_("”%(row)s” on poistettu.") % {"row": obj_display}]
        return response

    def _may_ask_what_if(self, user) -> bool:
        return self.has_what_if and user.has_perm(MAY_ASK_WHAT_IF)


class EntryAdmin(Drafted, Titled, Ordered):
    """A kind of content with stable ids: ordered by its place, retired rather than deleted."""

    form = EntryForm
    list_filter = ["retired"]
    list_per_page = list_max_show_all = 10_000  # a list whose order is edited is seen whole
    show_facets = admin.ShowFacets.NEVER
    actions = None

    @admin.display(description=_("käytössä"), ordering="retired")
    def in_use(self, entry):
        return yes_or_no(not entry.retired)

    def get_search_fields(self, request):
        texts = [field.name for field in self.opts.fields if isinstance(field, TextField)]
        return ["identifier", *(f"{name}__{code}" for name in texts for code, _ in settings.LANGUAGES)]

    def get_changeform_initial_data(self, request):
        return {}  # an address fills in no texts or rules

    def save_model(self, request, obj, form, change):
        parent = parent_of(type(obj))
        if not change or (parent and parent.name in form.changed_data):
            put_last(obj)
        super().save_model(request, obj, form, change)

    def beside_form(self, entry) -> dict:
        """With its neighbours, and what publishing would change of it: worked out where the page is shown."""
        in_order = self.model.objects.order_by(*(self.ordering or self.opts.ordering))
        beside = {"effect": cache(partial(effect_of, entry)), "what_if_address": address_of_row(entry)}
        beside["neighbours_in_list"] = partial(neighbours_of, entry, in_order)
        return super().beside_form(entry) | beside

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and not (obj and was_published(obj, published_places()))


@admin.register(Draft)
class DraftAdmin(Drafted, WithRows, Titled):
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
        return [] if request.user.is_superuser else ["takes_two"]

    def get_fieldsets(self, request, obj=None):
        if request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        in_words = {"second_person": "takes_two"}
        return [
            (title, {**options, "fields": [in_words.get(name, name) for name in options["fields"]]})
            for title, options in super().get_fieldsets(request, obj)
        ]

    @admin.display(description=Draft._meta.get_field("second_person").verbose_name)
    def takes_two(self, draft):
        return yes_or_no(draft.second_person)

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
    list_display = ["__str__", "moves", "label_in_bar", "in_use"]
    fieldsets = [(None, {"fields": ["title", "label", "its_checks"]}), *USE]
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
    list_display = ["__str__", "moves", "stage", "in_use"]
    list_filter = ["stage", "retired"]
    filters_by_parent = ("stage",)
    list_select_related = ["stage"]
    ordering = ["stage__position", "position", "pk"]
    fieldsets = [(None, {"fields": ["stage", "title"]}), *USE]
    inlines = [Questions]


@admin.register(Check)
class CheckAdmin(LeadsToAStep, CheckSaysWhereUsed, EntryAdmin):
    list_display = ["__str__", "moves", "stage", "origin", "in_use"]
    list_filter = ["stage", "origin", "retired"]
    filters_by_parent = ("stage",)
    list_select_related = ["stage"]
    ordering = ["stage__position", "position", "pk"]
    fieldsets = [
        (None, {"fields": ["stage", "short", "hint", "full", "reason", "asks_for_meeting", "telling"]}),
        *USE_AND_ORIGIN,
    ]
    inlines = [Answers]


@admin.register(Checklist)
class ChecklistAdmin(LeadsToAStep, EntryAdmin):
    list_display = ["__str__", "moves", "origin", "in_use"]
    list_filter = ["origin", "retired"]
    fieldsets = [(None, {"fields": ["title", "intro", "folded"]}), *USE_AND_ORIGIN]
    inlines = [Signs]


@admin.register(Step)
class StepAdmin(WithRows, EntryAdmin):
    list_display = ["__str__"]
    list_filter = ["urgency", "alone", "origin", "retired"]
    filters_by_parent = ("urgency", "retired")
    ordering = [BY_URGENCY, "position", "pk"]
    fieldsets = [
        (_("Miten se sanotaan"), {"fields": ["title", "short", "full", "say", "strip"]}),
        (_("Linkki ja vastaus"), {"fields": ["link", "link_text", "settles"]}),
        (
            _("Milloin se näytetään"),
            {"fields": ["show", "but_not", "stress"], "description": HOW_ROWS_WORK},
        ),
        (_("Paikka koonnissa"), {"fields": ["urgency", "alone"]}),
        *USE_AND_ORIGIN,
    ]
    inlines = [StepContacts]

    def get_changeform_initial_data(self, request):
        """What an address may pick: the check or sign that the new step follows from."""
        begins = rows_that_begin_with(request.GET.get(FOLLOWS, ""))
        return super().get_changeform_initial_data(request) | ({"show": begins} if begins else {})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "settles":
            return SettlesField(label=capfirst(db_field.verbose_name), help_text=db_field.help_text)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_changelist(self, request, **kwargs):
        return StepsByTier


@admin.register(Preparation)
class PreparationAdmin(EntryAdmin):
    has_what_if = False  # no answer leads to it: it stands on the card and in the help, always
    list_display = ["__str__", "moves", "origin", "in_use"]
    list_filter = ["origin", "retired"]
    fieldsets = [(None, {"fields": ["short", "full"]}), *USE_AND_ORIGIN]


@admin.register(ClosedNumber)
class ClosedNumberAdmin(EntryAdmin):
    form = ClosedNumberForm
    has_what_if = False  # no answer leads to it, and no worker sees it
    list_display = ["__str__", "moves", "seen", "in_use"]
    fieldsets = [(None, {"fields": ["number", "note", "seen_on"]}), *USE]

    @admin.display(description=ClosedNumber._meta.get_field("seen_on").verbose_name, ordering="seen_on")
    def seen(self, closed):
        return date_format(closed.seen_on, "SHORT_DATE_FORMAT") if closed.seen_on else ""

    def get_search_fields(self, request):
        return ["number", *super().get_search_fields(request)]
