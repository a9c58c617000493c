"""Helpers: a list that says whom to call, when, and whose turn it is to be checked; a form that begins with
the numbers, and one press that says *checked today*.
"""

from django import forms
from django.contrib import admin, messages
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.models import Contact, Phone
from guidance.rules.warnings import check_again_by, overdue
from guidance.texts import in_reader_language

from .entries import USE, EntryAdmin, Folded
from .kit.finding.places import page_of
from .kit.forms import ContactForm, PhoneForm, contacts_to_pick
from .kit.order_pages import InOrder
from .overview.start import check_in_words
from .overview.uses import ContactSaysWhereUsed

CHECKED_TODAY = "_checked_today"
HOURS = (None, {"fields": ["hours"]})


def waits_for_a_check(contact: Contact) -> bool:
    """Whether nobody has checked it yet, or not in time; a place that still lacks its number is no helper."""
    is_empty_place = contact.local and not contact.phones.all()
    never = contact.verified_on is None
    return not (contact.retired or is_empty_place) and (never or bool(overdue(contact, timezone.localdate())))


class WithTheirNumbers(InOrder):
    """The list knows the numbers of each; as many queries for many helpers as for few."""

    def get_results(self, request):
        super().get_results(request)
        prefetch_related_objects(self.result_list, "phones")


class WaitsForACheck(admin.SimpleListFilter):
    title = _("tarkistus")
    parameter_name = "check"

    def lookups(self, request, model_admin):
        return [("due", _("odottaa tarkistusta")), ("done", _("tarkistettu"))]

    def queryset(self, request, queryset):
        if self.value() == "done":
            return queryset.filter(verified_on__isnull=False)
        if self.value() != "due":
            return queryset
        contacts = Contact.objects.prefetch_related("phones")
        return queryset.filter(pk__in=[each.pk for each in contacts if waits_for_a_check(each)])


class Phones(Folded):
    model = Phone
    form = PhoneForm
    fields = [("number", "label")]
    stands_open = begins_open = True


@admin.register(Contact)
class ContactAdmin(ContactSaysWhereUsed, EntryAdmin):
    form = ContactForm
    list_display = ["named", "numbers", "open_hours", "to_check_by", "moves"]
    list_filter = [WaitsForACheck, "local", "round_the_clock", "retired"]
    fieldsets = [
        (None, {"fields": ["name", "short_name", "purpose"]}),
        (_("Kielet ja muut yhteydet"), {"fields": ["languages", "web", "email"]}),
        (_("Mihin se kuuluu"), {"fields": ["round_the_clock", "for_clients", "local", "stand_in"]}),
        (_("Asiakkaan kortissa"), {"fields": ["name_on_card", "without_name"]}),
        (_("Mistä tieto on"), {"fields": ["source", "seen_on", "verified_on", "check_by", "note"]}),
        *USE,
    ]
    inlines = [Phones]

    class Media:
        css = {"all": ["css/guidance-contacts.css"]}

    # --- The list ---

    def get_changelist(self, request, **kwargs):
        return WithTheirNumbers

    @admin.display(description=capfirst(Contact._meta.verbose_name))
    def named(self, contact):
        """With what is otherwise than with most."""
        marks = [_("paikallinen")] * contact.local + [_("poistettu käytöstä")] * contact.retired
        if not marks:
            return str(contact)
        words = " · ".join(str(each) for each in marks)
        return format_html('{} <span class="helper-marks">{}</span>', contact, words)

    @admin.display(description=_("numerot"))
    def numbers(self, contact):
        """Each leads to its own box on the form."""
        page, phones = page_of(contact), contact.phones.all()
        links = [(page, at, each.number) for at, each in enumerate(phones)]
        if links:
            link = '<a class="helper-number" href="{}#id_phones-{}-number">{}</a>'
            return format_html_join("", link, links)
        words = _("oma numero puuttuu") if contact.local else _("ei numeroa")
        return format_html('<a class="helper-number helper-without" href="{}">{}</a>', page, words)

    @admin.display(description=_("milloin"))
    def open_hours(self, contact):
        return in_reader_language(contact.hours)

    @admin.display(description=_("tarkistettava viimeistään"))
    def to_check_by(self, contact):
        day = date_format(check_again_by(contact), "SHORT_DATE_FORMAT")
        if not waits_for_a_check(contact):
            return day
        words = _("myöhässä") if overdue(contact, timezone.localdate()) else _("ei vielä tarkistettu")
        return format_html('{} <strong class="helper-waits">{}</strong>', day, words)

    # --- The form ---

    def get_fieldsets(self, request, obj=None):
        """Of a helper that is there the numbers come first, then when they answer; a new one begins with
        its name."""
        name, *others = super().get_fieldsets(request, obj)
        return [HOURS, name, *others] if obj else [name, HOURS, *others]

    def beside_form(self, entry) -> dict:
        is_overdue = bool(overdue(entry, timezone.localdate()))
        in_words = {"check_in_words": capfirst(check_in_words(entry, is_overdue)), "is_overdue": is_overdue}
        return super().beside_form(entry) | in_words

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "stand_in":
            return forms.ChoiceField(
                label=db_field.verbose_name.capitalize(),
                required=False,
                choices=contacts_to_pick,
                help_text=_("Kenen numero yhdistää, kunnes oma numero on lisätty."),
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # --- Checked today ---

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The button saves all that the form says, with today as the day on which it was checked."""
        if object_id and CHECKED_TODAY in request.POST:
            request.POST = request.POST.copy()
            request.POST["verified_on"] = timezone.localdate().isoformat()
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_formset(self, request, form, formset, change):
        """A number that was changed is not the one that somebody checked."""
        super().save_formset(request, form, formset, change)
        helper, says_itself = form.instance, "verified_on" in form.changed_data
        is_new = formset.model is Phone and any("number" in each.changed_data for each in formset.forms)
        if change and is_new and helper.verified_on and not says_itself and CHECKED_TODAY not in request.POST:
            helper.verified_on = None
            helper.save(update_fields=["verified_on"])
            messages.info(request, _("Numero muuttui, joten yhteystieto odottaa taas tarkistusta."))

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        if CHECKED_TODAY in request.POST:
            again = {"helper": obj, "day": date_format(check_again_by(obj), "SHORT_DATE_FORMAT")}
            sentence = _("”%(helper)s” on merkitty tarkistetuksi. Tarkista uudelleen viimeistään %(day)s.")
            messages.info(request, sentence % again)
        return response
