"""The page for the client's contact card: its texts, a language at a time, and who checked them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from guidance.models import CardText

from .entries import USE_AND_ORIGIN, EntryAdmin


@admin.register(CardText)
class CardTextAdmin(EntryAdmin):
    has_what_if = False  # no answer leads to it
    list_display = ["__str__", "moves", "language", "checked_by", "in_use"]
    list_filter = ["retired"]
    fieldsets = [
        (_("Kieli"), {"fields": ["language", "name"]}),
        (
            _("Kortin tekstit"),
            {
                "fields": [
                    "title",
                    "free",
                    "no_papers",
                    "no_report",
                    "earlier",
                    "round_the_clock",
                    "no_name",
                    "interpreter",
                ]
            },
        ),
        (_("Ääneen sanottava numero"), {"fields": ["remember", "remember_said", "digits", "digits_said"]}),
        (_("Kuka on tarkistanut"), {"fields": ["checked_by", "checked_on"]}),
        *USE_AND_ORIGIN,
    ]

    def get_search_fields(self, request):
        return ["name", "language", *super().get_search_fields(request)]
