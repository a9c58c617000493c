"""The admin page of the organisation: one row, for administrators alone. Supervisors edit guidance."""

from django import forms
from django.conf import settings
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from guidance.desk.kit.forms import PlainFields
from guidance.desk.kit.saving.meanwhile import TellsOfOthers
from guidance.rules.places import Place
from guidance.rules.proof.letters import MOST_LETTERS, text_amiss
from guidance.texts import SOURCE_LANGUAGE, TextFormField, tidied
from guidance.wording.problems import say
from interview.models import Organisation

STATEMENTS = ["accessibility", "privacy"]
LONGEST_STATEMENT = 50_000  # letters: the law has much to be said, and whoever opens one expects that
ADDRESSES = ["feedback", "protection_officer"]
CLOCKS = ["cover_after", "cover_when_hidden", "lock_after"]
KEPT = ["unfinished_days", "finished_days", "log_years"]


class OrganisationForm(TellsOfOthers, forms.ModelForm):
    """Where a text is written at all, it is written in Finnish too: the other languages fall back to it."""

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if isinstance(field, TextFormField) and name in cleaned:
                self._clean_text(name, cleaned[name])
        for name in ADDRESSES:
            self._refuse_unseen_letters(name, cleaned.get(name, ""), self.initial.get(name))
        return cleaned

    def _clean_text(self, name: str, text: dict[str, str]) -> None:
        """In one line, or for a statement with its paragraphs."""
        kind = "full" if name in STATEMENTS else name
        text = {code: tidied(kind, words) for code, words in text.items()}
        if text and not text.get(SOURCE_LANGUAGE):
            self.add_error(name, _("Kirjoita ainakin suomenkielinen teksti."))
        before = self.initial.get(name) or {}
        for code, language in settings.LANGUAGES:
            self._refuse_unseen_letters(name, text.get(code, ""), before.get(code), f"{language}: ")
        self.cleaned_data[name] = text

    def _refuse_unseen_letters(self, name: str, words: str, before: str | None, where: str = "") -> None:
        """In words that are new, as in the guidance."""
        most = LONGEST_STATEMENT if name in STATEMENTS else MOST_LETTERS
        if words != before and (amiss := text_amiss(words, Place(), most)):
            self.add_error(name, f"{where}{say(amiss)}")


@admin.register(Organisation)
class OrganisationAdmin(PlainFields, admin.ModelAdmin):
    form = OrganisationForm
    change_form_template = "admin/guidance/change_form.html"
    fieldsets = [
        (None, {"fields": ["name", "feedback", "protection_officer"]}),
        (_("Tauko ja salasana"), {"fields": CLOCKS}),
        (_("Säilytysajat"), {"fields": KEPT}),
        (_("Selosteet"), {"fields": STATEMENTS}),
    ]
    actions = None

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Organisation.objects.exists()

    def save_model(self, request, obj, form, change):
        """A row that somebody else has added meanwhile is not written over."""
        obj.save(force_insert=not change)

    def has_delete_permission(self, request, obj=None):
        return False
