"""The pages for what follows a proposal: what happens then, and whom one may tell."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from guidance.models import Disclosure, Milestone, Recipient

from .entries import IDENTIFIER, USE_AND_ORIGIN, EntryAdmin, Folded


class Disclosures(Folded):
    model = Disclosure
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
        waits = Q(disclosures__retired=False, disclosures__confirmed_by="")
        return super().get_queryset(request).annotate(waits=Count("disclosures", filter=waits))

    @admin.display(description=_("vahvistamatta"), ordering="waits")
    def unconfirmed(self, recipient):
        return recipient.waits


@admin.register(Milestone)
class MilestoneAdmin(EntryAdmin):
    has_what_if = False  # no answer leads to it: they stand on one page, in order
    list_display = ["__str__", "moves", "origin", "in_use"]
    list_filter = ["origin", "retired"]
    fieldsets = [(None, {"fields": ["title", "full", "for_client"]}), *USE_AND_ORIGIN]
