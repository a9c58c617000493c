"""Packs at the desk: the draft or an edition out as a file, a file or an older edition into the draft.

What would change, and every id that means something already, is shown before anything is touched; the
second press takes all of it or nothing (``kit.taking``).
"""

from abc import abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop, ngettext
from django.views.decorators.csrf import csrf_exempt

from guidance.desk.kit.finding.places import form_of
from guidance.desk.kit.finding.reasons import reasons_in_words
from guidance.desk.kit.history import RESTORED, said
from guidance.desk.kit.taking import CannotBeTaken, ShowThenTake
from guidance.desk.publishing.changes import NOW_AND_THEN, ChangesInWords
from guidance.draft import DraftRows, look_through_a_file, read_draft
from guidance.models import Draft, Edition
from guidance.packs.built_in import built_in_pack
from guidance.packs.files import LARGEST, PackUnreadable, read_pack, write_pack
from guidance.packs.sources import left_behind, with_older_sources
from guidance.packs.taking import Taking, carry_out, taking
from guidance.rules.places import Place
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.reading import read_guidance
from guidance.translating.texts import CHANGED
from guidance.wording.names import Naming
from guidance.wording.problems import say, say_first, where

from .uploads import FIELD, takes_a_file

MOST_PROBLEMS = 100
MAY_EDIT = "guidance.change_draft"
TOO_LARGE = gettext_lazy("Tiedosto on yli 5 megatavua, joten sitä ei luettu.")
FORM_TOO_LARGE = gettext_lazy(
    "Tätä ei luettu: tiedosto saa olla enintään 5 megatavua ja liitetty teksti enintään 2 megatavua."
)


# --- Out -------------------------------------------------------------------------------------------------


def draft_pack_view(request, desk):
    return _as_file(read_draft(), _("luonnos"))


def built_in_pack_view(request, desk):
    return _as_file(built_in_pack(), "built-in")


def edition_pack_view(request, desk, number: int):
    return _as_file(_edition(number).content, str(number))


def _as_file(pack: dict, name: str) -> HttpResponse:
    file = HttpResponse(write_pack(pack), content_type="application/yaml; charset=utf-8")
    file.headers["Content-Disposition"] = f'attachment; filename="rinnalla-{name}.yaml"'
    return file


def _edition(number: int) -> Edition:
    edition = Edition.objects.filter(number=number).first() if number < 2**31 else None
    if edition is None:
        raise Http404
    return edition


# --- A whole pack into the draft -------------------------------------------------------------------------


@dataclass(frozen=True)
class WhatChanges:
    """What taking a pack would do, and how the page says it."""

    to_take: Taking
    draft: dict

    @property
    def fingerprint(self) -> str:
        return self.to_take.fingerprint

    @property
    def in_words(self) -> dict:
        names = Naming(self.to_take.pack, Naming(self.draft))
        return {
            "clashes": _in_words(self.to_take.clashes, names),
            "dropped": _in_words(self.to_take.dropped, names),
            "changes_in_words": ChangesInWords(self.draft, self.to_take.pack, NOW_AND_THEN),
            "against": reasons_in_words(self.to_take.pack),
            "left_behind": LeftBehind(self.left_behind, names),
        }

    @cached_property
    def left_behind(self) -> dict[Place, list[str]]:
        return left_behind(self.draft, self.to_take.pack)


@dataclass(frozen=True)
class LeftBehind:
    """Translations that would be of an older source than they are now, in words."""

    texts: dict[Place, list[str]]
    names: Naming

    def by_language(self) -> list[str]:
        """A sentence a language, in the order of the settings."""
        many = Counter(code for codes in self.texts.values() for code in codes)
        return [
            ngettext("%(language)s: yksi teksti.", "%(language)s: %(count)s tekstiä.", many[code])
            % {"language": language, "count": many[code]}
            for code, language in settings.LANGUAGES
            if many[code]
        ]

    def which(self) -> list[dict]:
        languages = dict(settings.LANGUAGES)
        return [
            {
                "text": capfirst(where(place, self.names)),
                "languages": ", ".join(languages.get(code, code) for code in codes),
            }
            for place, codes in self.texts.items()
        ]


class IntoDraft(ShowThenTake):
    """A whole pack is brought; ``done`` says so afterwards, and the history, in the language of the code."""

    done: str
    details: dict = {}

    @abstractmethod
    def pack_in(self, brought) -> dict:
        """The pack, once it has been looked through; raises PackRefused."""

    def effect_of(self, brought, rows: DraftRows) -> WhatChanges:
        try:
            effect = self.effect_on(read_draft(rows), brought)
        except PackRefused as refusal:
            raise CannotBeTaken(refused=_first_in_words(refusal.problems)) from refusal
        if effect.to_take.refused:
            raise CannotBeTaken(refused=_first_in_words(effect.to_take.refused))
        return effect

    def effect_on(self, draft: dict, brought) -> WhatChanges:
        """Raises PackRefused."""
        return WhatChanges(taking(self.pack_in(brought), draft), draft)

    def take(self, effect: WhatChanges) -> None:
        carry_out(effect.to_take)
        draft = [Draft.objects.get()]
        note = said(self.done, **self.details)
        LogEntry.objects.log_actions(self.request.user.pk, draft, CHANGE, note, single_object=True)

    def taken(self, effect: WhatChanges):
        unpublished = _("Mitään ei ole vielä julkaistu.")
        messages.success(self.request, f"{_(self.done) % self.details} {unpublished}")
        if effect.left_behind:
            messages.warning(self.request, _way_to_translations(LeftBehind(effect.left_behind, Naming({}))))
        return redirect("admin:guidance_changes")


class ShownAtOnce(IntoDraft):
    """What would change is shown at once: nothing is brought but a number, or what was chosen."""

    expired = {"is_expired": True}
    too_large: dict = {}

    @abstractmethod
    def _page(self, in_words: dict) -> HttpResponse: ...

    def ask(self, **in_words):
        if "refused" in in_words:
            return self._page(in_words)
        try:
            return self.show(self.read(), **in_words)
        except CannotBeTaken as reasons:
            return self._page(reasons.in_words)


def _way_to_translations(behind: LeftBehind) -> SafeString:
    address = f"{reverse('admin:guidance_translations')}?{urlencode({'show': CHANGED})}"
    return format_html(
        '{} {} <a href="{}">{}</a>',
        _("Käännöksiä jäi jälkeen suomenkielisestä tekstistä."),
        " ".join(behind.by_language()),
        address,
        _("Käännökset"),
    )


def _in_words(problems: Iterable[Problem], names: Naming) -> list[dict]:
    return [{"sentence": say(problem, names), "address": form_of(problem.place)} for problem in problems]


def _first_in_words(problems: Sequence[Problem]) -> list[dict]:
    return [{"sentence": sentence} for sentence in say_first(problems, MOST_PROBLEMS, say)]


# --- An older edition back into the draft ----------------------------------------------------------------


def restore_view(request, desk, number: int):
    """Show what the draft would become, and make it so on the second press."""
    if not request.user.has_perm(MAY_EDIT):
        raise PermissionDenied
    return Restoring(request, desk, _edition(number)).answer()


class Restoring(ShownAtOnce):
    done = RESTORED

    def __init__(self, request, desk, edition: Edition):
        super().__init__(request, desk)
        self.edition, self.name = edition, f"restoring.{edition.number}"
        self.details = {"number": edition.number}

    def read(self) -> int:
        return self.edition.number

    def pack_in(self, brought: int) -> dict:
        read_guidance(self.edition.content)
        return self.edition.content

    def confirm(self, effect: WhatChanges, sealed: str, **in_words):
        return self._page({"sealed": sealed, **effect.in_words, **in_words})

    def _page(self, in_words: dict):
        title = _("Palauta luonnokseen: %(edition)s") % {"edition": self.edition}
        context = self.desk.page_context(self.request, Edition, title, edition=self.edition, **in_words)
        return TemplateResponse(self.request, "admin/guidance/edition/restore.html", context)


# --- A file into the draft -------------------------------------------------------------------------------


class PackForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tiedosto"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Ohjeisto tiedostona, enintään 5 megatavua."),
    )
    text = forms.CharField(
        label=gettext_lazy("tai liitä tähän"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8, "class": "vLargeTextField", "spellcheck": "false"}),
    )

    def clean(self):
        """The pack that was brought, as ``pack``."""
        file, text = self.cleaned_data.get(FIELD), self.cleaned_data.get("text", "")
        if bool(file) == bool(text.strip()):
            raise forms.ValidationError(_("Valitse tiedosto tai liitä ohjeisto tekstinä, jompikumpi."))
        if file and file.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        try:
            self.cleaned_data["pack"] = read_pack(file.read() if file else text.encode())
        except PackUnreadable as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return self.cleaned_data


def with_a_file(page, desk):
    """The import page with its own way of taking a file, for ``urls``."""
    too_large = csrf_exempt(lambda request: _refuse_as_too_large(request, desk))
    return takes_a_file(page, desk.admin_view(too_large))


def import_view(request, desk):
    """Ask for a pack; show what it would change; take it on the second press."""
    if not request.user.has_perm(MAY_EDIT):
        raise PermissionDenied
    return Importing(request, desk).answer()


class Importing(IntoDraft):
    name = "importing"
    done = gettext_noop("Ohjeisto on tuotu luonnokseen.")
    expired = {"faults": [gettext_lazy("Tuonti on vanhentunut. Valitse tiedosto uudelleen.")]}
    too_large = {
        "faults": [
            gettext_lazy("Ohjeisto on liian suuri tuotavaksi tällä sivulla. Pyydä pääkäyttäjää lataamaan se.")
        ],
        "form": None,  # what was pasted is not sent back
    }
    form = None  # with what was pasted into it

    def ask(self, **in_words):
        form = {"form": self.form, **in_words}["form"] or PackForm()
        problems, faults = (
            in_words.get("refused", []),
            [*in_words.get("faults", []), *form.non_field_errors()],
        )
        refused = bool(problems or faults or form.errors)
        in_words = {"form": form, "problems": problems, "faults": faults, "refused": refused}
        return self._page("import.html", in_words)

    def read(self) -> dict:
        self.form = PackForm(self.request.POST, self.request.FILES)
        if not self.form.is_valid():
            raise CannotBeTaken
        return self.form.cleaned_data["pack"]

    def pack_in(self, brought: dict) -> dict:
        look_through_a_file(brought)
        return with_older_sources(brought, read_draft())

    def confirm(self, effect: WhatChanges, sealed: str, **in_words):
        return self._page("import_confirm.html", {"sealed": sealed, **effect.in_words, **in_words})

    def _page(self, template: str, in_words: dict):
        context = self.desk.page_context(self.request, Edition, _("Tuo ohjeisto luonnokseen"), **in_words)
        return TemplateResponse(self.request, f"admin/guidance/edition/{template}", context)


def _refuse_as_too_large(request, desk):
    """Reads nothing of the form: it was too large to be read."""
    if not request.user.has_perm(MAY_EDIT):
        raise PermissionDenied
    return Importing(request, desk).ask(faults=[FORM_TOO_LARGE])
