"""Workers' remarks: a list with a way to the text that each is about. Dealt with, a remark is deleted.

Neither its deletion nor its words go into the admin's log, so that nothing of it is left.
"""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import prefetch_related_objects
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from guidance.models import Contact, Edition, Remark
from guidance.publishing.changes import Pack, entries_of
from guidance.remarks import place_at, rows_at
from guidance.templatetags.guidance import as_written
from guidance.texts import SOURCE_LANGUAGE, TextField
from guidance.wording.names import Naming
from guidance.wording.problems import where

from .kit.finding.keys import key_in
from .kit.finding.places import page_of
from .kit.titled import Titled

MAY_DEAL_WITH = "guidance.delete_remark"


class WithTheirRows(ChangeList):
    """The list knows the row that each remark is about; as many queries for many remarks as for few."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        rows = rows_at(remark.place for remark in self.result_list)
        prefetch_related_objects([row for row in rows.values() if isinstance(row, Contact)], "phones")
        _name_what_is_gone([remark for remark in self.result_list if remark.place not in rows])
        for remark in self.result_list:
            remark.row = rows.get(remark.place)
            remark.may_be_dealt_with = request.user.has_perm(MAY_DEAL_WITH)


@admin.register(Remark)
class RemarkAdmin(Titled):
    list_display = ["written", "kind", "text", "language", "edition", "made", "dealt_with"]
    list_display_links = ["written"]
    fieldsets = [
        (_("Mitä sanottiin"), {"fields": ["written", "kind"]}),
        (_("Mistä tekstistä"), {"fields": ["text", "words"]}),
        (_("Milloin ja missä"), {"fields": ["language", "edition", "made"]}),
    ]
    readonly_fields = ["written", "text", "words", "made"]
    list_select_related = ["edition"]
    list_filter = ["kind", "language"]
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).defer("edition__content")

    def get_changelist(self, request, **kwargs):
        return WithTheirRows

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False  # Django's own page would write the sentence into its log

    def get_object(self, request, object_id, from_field=None):
        remark = super().get_object(request, object_id, from_field)
        if remark:
            remark.row = rows_at([remark.place]).get(remark.place)
            if remark.row is None:
                _name_what_is_gone([remark])
        return remark

    @admin.display(description=_("huomautus"), ordering="sentence")
    def written(self, remark):
        return as_written(remark.sentence)

    @admin.display(description=_("teksti nyt luonnoksessa"))
    def words(self, remark):
        """Every text of the row, in the language that the worker read; the source where that is missing.

        A helper's numbers come first: what is wrong with one is mostly wrong with them.
        """
        if remark.row is None:
            return "–"
        texts = [field for field in remark.row._meta.fields if isinstance(field, TextField)]
        named = [(capfirst(text.verbose_name), text.value_from_object(remark.row)) for text in texts]
        written = [(name, _in(words, remark.language)) for name, words in named if words]
        return format_html_join("", "<p>{}: {}</p>", [*_numbers(remark), *written])

    @admin.display(description=_("kohta"))
    def text(self, remark):
        if remark.row is None:
            gone = _("Tekstiä ei enää ole luonnoksessa.")
            return f"{gone} {remark.edition}: {remark.name_then}." if remark.name_then else gone
        kind = capfirst(remark.row._meta.verbose_name)
        numbers = "".join(f" – {in_a_line}" for _name, in_a_line in _numbers(remark))
        return format_html('{}: <a href="{}">{}</a>{}', kind, page_of(remark.row), remark.row, numbers)

    @admin.display(description=Remark._meta.get_field("made_on").verbose_name, ordering="made_on")
    def made(self, remark):
        return date_format(remark.made_on, "SHORT_DATE_FORMAT")

    @admin.display(description=_("käsittely"))
    def dealt_with(self, remark):
        if not remark.may_be_dealt_with:
            return ""
        words = '<button type="submit" class="button dealt-with" name="dealt-with" value="{}">{}{}</button>'
        about = format_html('<span class="visually-hidden">: {}</span>', as_written(remark.sentence))
        return format_html(words, remark.pk, _("Merkitse käsitellyksi"), about)

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            return self._deal_with(request)
        return super().changelist_view(request, extra_context)

    def _deal_with(self, request):
        if not request.user.has_perm(MAY_DEAL_WITH):
            raise PermissionDenied
        key = key_in(request.POST.get("dealt-with", ""))
        if key is None:
            raise BadRequest
        Remark.objects.filter(pk=key).delete()
        messages.success(request, _("Huomautus on merkitty käsitellyksi ja poistettu."))
        return redirect(request.get_full_path())


def _name_what_is_gone(remarks: list[Remark]) -> None:
    """By the edition that each worker read; a query for all of them."""
    packs = dict(
        Edition.objects.filter(pk__in={each.edition_id for each in remarks}).values_list("pk", "content")
    )
    for remark in remarks:
        remark.name_then = _name_in(packs[remark.edition_id], remark.place)


def _name_in(pack: Pack, written: str) -> str:
    """What a pack called the text at a place; "" of what it has not."""
    place = place_at(written)
    if not place:
        return ""
    places = (each.place for each in entries_of(pack).values() if each.place.entries)
    found = next((each for each in places if each.entries[-1] == place.entries[-1]), None)
    return capfirst(where(found, Naming(pack))) if found else ""


def _numbers(remark: Remark) -> list[tuple[str, str]]:
    """The numbers of the helper that a remark is about, in one line with their name."""
    if not isinstance(remark.row, Contact):
        return []
    numbers = ", ".join(phone.number for phone in remark.row.phones.all())
    return [(capfirst(_("numerot")), numbers or _("ei numeroa"))]


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language) or words.get(SOURCE_LANGUAGE, "")
