"""The page for the client's contact card: its texts, a language at a time, and who checked them.

No client is given a text that nobody has checked, but for the languages that this program speaks. Whoever
changes a checked text takes the mark away, unless they say that it was checked anew.
"""

from dataclasses import fields, replace

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from guidance.draft import closed_numbers_in
from guidance.models import CardText
from guidance.rules import shapes
from guidance.rules.places import Place
from guidance.rules.proof.cards import card_text_amiss
from guidance.rules.proof.letters import text_amiss
from guidance.wording.languages import language_in_words
from guidance.wording.problems import say

from .entries import USE_AND_ORIGIN, EntryAdmin
from .kit.forms import EntryForm
from .kit.saving.seen import WHOLE, box_name

CHECK = ("checked_by", "checked_on")
SENTENCES = [
    *("title", "emergency", "free", "no_papers", "no_report", "earlier", "round_the_clock", "no_name"),
    *("ask_interpreter", "interpreter", "interpreter_said"),
]
BY_HEART = ["remember", "remember_said", "digits", "digits_said"]
TEXTS = ("language", "name", *SENTENCES, *BY_HEART)
READ_IN_FINNISH = ("interpreter", "remember_said", "digits_said")


class CardTextForm(EntryForm):
    """What is wrong with a text is said beside its box. ``lost_its_check``: changed, and not checked anew."""

    lost_its_check = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in TEXTS:
            if name in self.fields:  # whoever may only look has no boxes
                language = "fi" if name in READ_IN_FINNISH else self.instance.language
                spoken = {"lang": language} if language else {}
                self.fields[name].widget.attrs |= {"dir": "auto", **spoken}

    def clean(self):
        cleaned = super().clean()
        changed = [name for name in TEXTS if name in self.changed_data and name in cleaned]
        if changed:
            self._refuse(changed)
            self._look_for_the_language()
        if cleaned.get("checked_by") and self._is_unread(changed):
            self.lost_its_check = True
            cleaned["checked_by"] = ""
        if not cleaned.get("checked_by"):
            cleaned["checked_on"] = None
        elif not cleaned.get("checked_on"):
            cleaned["checked_on"] = timezone.localdate()
        return cleaned

    def _is_unread(self, changed: list[str]) -> bool:
        """Whether it holds words that whoever checked it has not seen: new ones, or others' since."""
        came = any(box_name(name, WHOLE) in self.taken for name in TEXTS)
        checked_anew = not self.instance.pk or bool({*CHECK} & {*self.changed_data})
        return came or (bool(changed) and not checked_anew)

    def _refuse(self, changed: list[str]) -> None:
        """In words that are new; whoever changed none of them has nothing to mend here."""
        said = {each.name: self.cleaned_data.get(each.name) or "" for each in fields(shapes.CardText)}
        for problem in card_text_amiss(shapes.CardText(**said), Place()):
            if problem.place.field in changed:
                self.add_error(problem.place.field, say(replace(problem, place=Place())))
        for name in changed:
            unseen = text_amiss(said[name], Place())
            closed = closed_numbers_in(said[name], self.instance)
            for problem in filter(None, [unseen, *closed]):
                self.add_error(name, say(problem))

    def _look_for_the_language(self) -> None:
        others = CardText.objects.filter(language=self.cleaned_data.get("language"), retired=False)
        if others.exclude(pk=self.instance.pk).exists():
            self.add_error("language", _("Tällä kielellä on jo kortti. Muuta sitä."))

    def _free_identifier(self):
        """Of the code: most names of languages have no letters that an id is made of."""
        stem = slugify(f"card-{self.cleaned_data.get('language', '')}")
        return "" if self._is_taken(stem) else stem


@admin.register(CardText)
class CardTextAdmin(EntryAdmin):
    form = CardTextForm
    has_what_if = False  # no answer leads to it
    list_display = ["__str__", "moves", "called", "checked", "in_use"]
    list_filter = ["retired"]
    fieldsets = [
        (_("Kieli"), {"fields": ["language", "name"]}),
        (_("Kortin tekstit"), {"fields": SENTENCES}),
        (_("Ääneen sanottava numero"), {"fields": BY_HEART}),
        (_("Kuka on tarkistanut"), {"fields": [*CHECK]}),
        *USE_AND_ORIGIN,
    ]

    @admin.display(description=_("kieli"), ordering="language")
    def called(self, card):
        return language_in_words(card.language)

    @admin.display(description=_("tarkistus"), ordering="checked_by")
    def checked(self, card):
        """Whether a client may be given it, and on whose word."""
        if card.checked_by and card.checked_on:
            day = date_format(card.checked_on, "SHORT_DATE_FORMAT")
            return _("tarkistanut %(who)s, %(day)s") % {"who": card.checked_by, "day": day}
        if card.checked_by:
            return _("tarkistanut %(who)s") % {"who": card.checked_by}
        is_ours = card.language in shapes.CARD_LANGUAGES_OF_OURS
        return _("ei tarvitse tarkistusta") if is_ours else _("luonnos, ei vielä annettavissa")

    def get_search_fields(self, request):
        return ["name", "language", *super().get_search_fields(request)]

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if form.lost_its_check:
            words = _(
                "Teksti muuttui, joten kortti on taas luonnos. Merkitse, kun se on tarkistettu uudelleen."
            )
            messages.info(request, words)
