"""Editions: a list of what was published, and a page for each. Nothing here changes one.

The pages that say what changes, publish, and take packs in and out have addresses below the list (``site``).
"""

from collections import Counter
from dataclasses import dataclass

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from guidance.desk.kit.titled import Titled
from guidance.draft import read_draft
from guidance.models import Edition
from guidance.publishing.changes import entries_of
from guidance.rules.schema import ENTRIES

from .changes import ChangesInWords, title_of

DRAFT = "draft"


@admin.register(Edition)
class EditionAdmin(Titled):
    list_display = ["__str__", "note", "published", "published_by"]
    list_select_related = ["published_by"]
    list_per_page = 50
    search_fields = ["note"]
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).without_content()

    @admin.display(description=Edition._meta.get_field("published_at").verbose_name, ordering="published_at")
    def published(self, edition):
        return date_format(localtime(edition.published_at), "SHORT_DATETIME_FORMAT")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, self.admin_site.may(request) | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """An edition is read, never changed: whatever is sent here is refused."""
        if request.method not in ("GET", "HEAD") or not self.has_view_permission(request):
            raise PermissionDenied
        edition = _edition(object_id)
        comparison = Comparison(edition, request.GET.get("with", ""))
        form = CompareForm(initial={"with": comparison.other}, choices=comparison.choices)
        context = self.admin_site.page_context(
            request,
            Edition,
            str(edition),
            edition=edition,
            contents=_contents(edition),
            comparison=comparison,
            form=form,
        )
        return TemplateResponse(request, "admin/guidance/edition/edition.html", context)


def _edition(object_id: str) -> Edition:
    edition = Edition.objects.select_related("published_by", "proposed_by").filter(pk=object_id).first()
    if edition is None:
        raise Http404
    return edition


def _contents(edition: Edition) -> list[tuple[str, int]]:
    """How many of each kind the edition holds and uses."""
    used = Counter(
        each.kind for each in entries_of(edition.content).values() if not each.entry.get("retired")
    )
    return [(title_of(kind), used[kind]) for kind in ENTRIES]


@dataclass
class Comparison:
    """An edition beside another or the draft, the older one first. Without a choice: the one before."""

    edition: Edition
    asked: str

    @cached_property
    def numbers(self) -> list[int]:
        return [*Edition.objects.order_by("-number").values_list("number", flat=True)]

    @cached_property
    def other(self) -> str:
        """The number of the other edition, DRAFT, or "" when there is none before this one."""
        if self.asked == DRAFT or self.asked in map(str, self.numbers):
            return self.asked
        before = [number for number in self.numbers if number < self.edition.number]
        return str(before[0]) if before else ""

    @property
    def choices(self) -> list[tuple[str, str]]:
        others = (number for number in self.numbers if number != self.edition.number)
        names = ((str(number), _("Painos %(number)s") % {"number": number}) for number in others)
        return [(DRAFT, _("luonnos")), *names]

    @cached_property
    def changes_in_words(self) -> ChangesInWords:
        if self.other == DRAFT:
            return ChangesInWords(self.edition.content, read_draft())
        if not self.other:
            return ChangesInWords(None, self.edition.content)
        other = Edition.objects.get(number=int(self.other))
        older, newer = sorted((other, self.edition), key=lambda edition: edition.number)
        return ChangesInWords(older.content, newer.content)

    @property
    def heading(self) -> str:
        if not self.other:
            return _("Ensimmäinen painos")
        numbers = {"this": self.edition.number, "other": self.other}
        if self.other == DRAFT:
            return _("Mikä on muuttunut painoksesta %(this)s luonnokseen") % numbers
        older, newer = sorted((self.edition.number, int(self.other)))
        return _("Mikä muuttui painoksesta %(older)s painokseen %(newer)s") % {"older": older, "newer": newer}


class CompareForm(forms.Form):
    """Which edition, or the draft, to compare with."""

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["with"] = forms.ChoiceField(label=_("Vertaa tähän"), choices=choices)
