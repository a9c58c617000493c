"""Lists and forms with headings that say what is on the page."""

from django.conf import settings
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from .forms import PlainFields, name_as_in_code
from .history import in_words, note_languages


def yes_or_no(value: bool) -> str:
    """In words, where Django has a drawing that is called True or False in every language."""
    return _("kyllä") if value else _("ei")


class Titled(PlainFields, admin.ModelAdmin):
    """Headings that say what is on the page, where Django's put a name into a sentence and miss its case."""

    class Media:
        css = {"all": ["css/guidance-admin.css", "css/guidance-changes.css", "css/guidance-at-once.css"]}

    def changelist_view(self, request, extra_context=None):
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    def add_view(self, request, form_url="", extra_context=None):
        title = {"title": _("Uusi: %(kind)s") % {"kind": self.opts.verbose_name}}
        return super().add_view(request, form_url, title | (extra_context or {}))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        entry = self.get_object(request, object_id)
        beside = self.beside_form(entry) if entry else {}
        return super().change_view(request, object_id, form_url, beside | (extra_context or {}))

    def beside_form(self, entry) -> dict:
        """What the page of a row says besides its form."""
        return {"title": str(entry), "subtitle": None}

    def construct_change_message(self, request, form, formsets, add=False):
        """Fields under their names in the code, so that each reader has the history in their own language.

        Labels begin with a capital, which no catalog knows, and some are in the language of whoever saved.
        """
        with translation.override(None):
            for changed in (form, *(row for formset in formsets or () for row in formset.forms)):
                name_as_in_code(changed)
        message = super().construct_change_message(request, form, formsets, add)
        note_languages(message, form, formsets or ())
        return message

    def history_view(self, request, object_id, extra_context=None):
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            in_words(response.context_data["action_list"])
        return response

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Somebody deleted the row while it was edited here: the texts come back to be copied."""
        if request.method != "POST":
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        in_a_box = tuple(f"_{code}" for code, _name in settings.LANGUAGES)
        typed = [text for name, text in request.POST.items() if name.endswith(in_a_box) and text.strip()]
        shared = self.admin_site.each_context(request)
        context = {**shared, "opts": opts, "title": _("Ei enää ohjeistossa"), "typed": typed}
        return TemplateResponse(request, "admin/guidance/gone.html", context, status=404)
