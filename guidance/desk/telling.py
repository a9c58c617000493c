"""The pages for what follows a proposal: what happens then, and whom one may tell."""

from django.contrib import admin, messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from guidance.models import Disclosure, Milestone, Recipient
from guidance.publishing.confirmed import NOBODY, outlived

from .entries import IDENTIFIER, USE_AND_ORIGIN, EntryAdmin, Folded
from .kit.forms import EntryForm


class DisclosureForm(EntryForm):
    """Who confirmed and when go together, and both go when what was confirmed is changed.

    ``dropped``: so they did.
    """

    dropped = False

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and not self.gone and outlived(self.initial, cleaned):
            cleaned |= NOBODY
            self.dropped = True
        if bool(cleaned.get("confirmed_by")) != bool(cleaned.get("confirmed_on")):
            missing = "confirmed_on" if cleaned.get("confirmed_by") else "confirmed_by"
            if missing not in self.errors:
                self.add_error(missing, _("Vahvistukseen kuuluvat vahvistajan nimi ja päivä."))
        return cleaned


class Disclosures(Folded):
    model = Disclosure
    form = DisclosureForm
    fieldsets = [
        (None, {"fields": ["matter", "case", "duty", "ground", "first"]}),
        (_("Kuka on vahvistanut"), {"fields": ["confirmed_by", "confirmed_on", "note"]}),
        (None, {"fields": ["retired"]}),
        IDENTIFIER,
    ]


@admin.register(Recipient)
class RecipientAdmin(EntryAdmin):
    has_what_if = False  # no answer leads to it: whoever asks picks
    list_display = ["__str__", "moves", "unconfirmed", "origin", "in_use"]
    list_filter = ["origin", "retired"]
    fieldsets = [(None, {"fields": ["title"]}), *USE_AND_ORIGIN]
    inlines = [Disclosures]

    def get_queryset(self, request):
        """Counted beside the row and not joined to it: what is held while it is saved cannot be grouped."""
        waiting = Disclosure.objects.filter(recipient=OuterRef("pk"), retired=False, confirmed_by="")
        counted = waiting.order_by().values("recipient").annotate(many=Count("pk")).values("many")
        return super().get_queryset(request).annotate(waits=Coalesce(Subquery(counted), 0))

    @admin.display(description=_("vahvistamatta"), ordering="waits")
    def unconfirmed(self, recipient):
        return recipient.waits

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for row in (each.instance for each in formset.forms if each.dropped):
            sentence = _("Sisältö muuttui, joten kohta odottaa taas vahvistusta: %(row)s.")
            messages.info(request, sentence % {"row": row})


@admin.register(Milestone)
class MilestoneAdmin(EntryAdmin):
    has_what_if = False  # no answer leads to it: they stand on one page, in order
    list_display = ["__str__", "moves", "origin", "in_use"]
    list_filter = ["origin", "retired"]
    fieldsets = [(None, {"fields": ["title", "full", "for_client"]}), *USE_AND_ORIGIN]
