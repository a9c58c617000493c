"""Editions: a list of what was published, and the page that publishes the draft. Nothing here changes one."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from ..editions import NothingToPublish, PublishRefused, publish
from ..models import Edition
from ..rules.content import PackRefused
from ..wording import say
from .entries import Titled

MAY_PUBLISH = "guidance.add_edition"


class PublishForm(forms.Form):
    note = forms.CharField(
        label=_("Mikä muuttui"),
        max_length=Edition._meta.get_field("note").max_length,
        required=False,
        help_text=_("Yksi lause, joka näkyy painosten luettelossa."),
        widget=forms.TextInput({"class": "vTextField"}),
    )


@admin.register(Edition)
class EditionAdmin(Titled):
    list_display = ["__str__", "note", "published_at", "published_by", "short_hash"]
    list_select_related = ["published_by"]
    list_per_page = 50
    fields = ["number", "note", "published_at", "published_by", "content_hash"]
    search_fields = ["note"]
    show_facets = admin.ShowFacets.NEVER
    actions = None

    @admin.display(description=_("tiiviste"))
    def short_hash(self, edition):
        return edition.content_hash[:12]

    def get_queryset(self, request):
        return super().get_queryset(request).without_content()

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        publishing = self.admin_site.admin_view(self.publish_view)
        return [path("publish/", publishing, name="guidance_edition_publish"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        may = {"may_publish": request.user.has_perm(MAY_PUBLISH)}
        return super().changelist_view(request, {**may, **(extra_context or {})})

    def publish_view(self, request):
        """Ask for a note, publish, or say every reason why not; the note stays."""
        if not request.user.has_perm(MAY_PUBLISH):
            raise PermissionDenied
        form = PublishForm(request.POST if request.method == "POST" else None)
        said = {}
        if request.method == "POST" and form.is_valid():
            edition, said = _published(request.user, form.cleaned_data["note"])
            if edition:
                self.log_addition(request, edition, [{"added": {}}])
                messages.success(
                    request,
                    _("%(edition)s on julkaistu. Uudet keskustelut käyttävät sitä.") % {"edition": edition},
                )
                return redirect("admin:guidance_edition_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Julkaise luonnos"),
            "form": form,
            "live": Edition.objects.live(),
            **said,
        }
        return TemplateResponse(request, "admin/guidance/edition/publish.html", context)


def _published(user, note: str) -> tuple[Edition | None, dict]:
    """The new edition, or what to say in its place."""
    try:
        return publish(by=user, note=note), {}
    except (PackRefused, PublishRefused) as refusal:
        return None, {"reasons": [say(problem) for problem in refusal.problems]}
    except NothingToPublish:
        return None, {"unchanged": True}
