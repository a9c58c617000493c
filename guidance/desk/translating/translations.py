"""The translations page: every text of the draft side by side in its languages, with what it lacks.

One form a page. What may be written is decided in ``boxes``, what lacks in ``guidance.translating``.
"""

import json
from collections.abc import Iterable, Iterator
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models, transaction
from django.forms import BoundField
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from guidance.desk.kit.finding.asked import Asked
from guidance.desk.kit.finding.places import with_a_form_of_its_own
from guidance.desk.kit.history import LANGUAGES
from guidance.desk.kit.saving.saved import say_saved
from guidance.models import MODELS, Draft
from guidance.rules.places import Place
from guidance.texts import SOURCE_LANGUAGE
from guidance.translating.texts import (
    CHANGED,
    LACKS,
    MISSING,
    DraftText,
    Rewording,
    counts,
    earlier_sources,
    texts_of_draft,
    write,
)

from .boxes import Box, SentText, boxes_of, meet, typed_in_gone
from .sections import Section, sections_of

TEXTS_ON_A_PAGE = 40
WITH_TEXTS = tuple(model for model in (Draft, *MODELS.values()) if model.KIND.texts)
SAVED = "saved"
UNFINISHED = "unfinished"  # whatever is missing or older than its source
PERMISSIONS = [f"guidance.change_{model._meta.model_name}" for model in WITH_TEXTS]


def check_may_translate(user) -> None:
    if not user.has_perms(PERMISSIONS):
        raise PermissionDenied


class Filter(forms.Form):
    """What the page shows. What an address asks for in vain is left out."""

    show = forms.ChoiceField(
        label=gettext_lazy("Näytä"),
        required=False,
        choices=[
            ("", gettext_lazy("kaikki")),
            (UNFINISHED, gettext_lazy("keskeneräiset")),
            (MISSING, gettext_lazy("puuttuvat")),
            (CHANGED, gettext_lazy("suomi muuttunut")),
        ],
    )
    language = forms.ChoiceField(label=gettext_lazy("Kieli"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Mitkä tekstit"), required=False)
    q = forms.CharField(label=gettext_lazy("Etsi sanoja"), required=False, max_length=200)
    saved = forms.CharField(required=False, max_length=4000)  # places whose words were changed meanwhile

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="filter_%s", **kwargs)
        self.fields["language"].choices = [("", _("kaikki")), *settings.LANGUAGES]
        kinds = [(model._meta.model_name, capfirst(model._meta.verbose_name_plural)) for model in WITH_TEXTS]
        self.fields["kind"].choices = [("", _("kaikki")), *kinds]
        self.is_valid()

    @cached_property
    def asked(self) -> dict[str, str]:
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def codes(self) -> list[str]:
        """The languages to show: the source, always, and the one asked for or all."""
        chosen = self.asked.get("language")
        return [code for code, _name in settings.LANGUAGES if not chosen or code in (chosen, SOURCE_LANGUAGE)]

    @property
    def counted(self) -> list[str]:
        """The languages whose gaps are looked for."""
        return [self.asked["language"]] if "language" in self.asked else self.codes

    @property
    def seeks(self) -> BoundField:
        return self["q"]

    @property
    def narrows(self) -> list[BoundField]:
        """What a list, or what was found, is narrowed by."""
        return [bound for bound in self if bound.name not in ("q", SAVED)]

    def admits(self, text: DraftText) -> bool:
        show = self.asked.get("show", "")
        return self.finds(text) and (
            not show or any(self._is_shown(text.lacks(code)) for code in self.counted)
        )

    def finds(self, text: DraftText) -> bool:
        """Whether a text has the words, finished or not."""
        kind = self.asked.get("kind", "")
        is_sought = self._has_words(text) or str(text.place) in self.asked.get(SAVED, "").split()
        return (not kind or text.row._meta.model_name == kind) and is_sought

    def no_longer_finds(self, texts: Iterable[DraftText]) -> list[str]:
        """Where the words that were looked for stood until now: they stay in sight."""
        return [str(text.place) for text in texts if "q" in self.asked and not self.finds(text)]

    def _has_words(self, text: DraftText) -> bool:
        """All of them in one language; or it stands at that place."""
        words = self.asked.get("q", "")
        if not words or words.casefold() in str(text.place):
            return True
        return any(self._words.spans_in(each) for each in text.words.values())

    @cached_property
    def _words(self) -> Asked:
        return Asked.of(self.asked.get("q", ""))

    def is_unfinished(self, text: DraftText) -> bool:
        return any(text.lacks(code) for code in self.counted)

    def _is_shown(self, lack: str) -> bool:
        show = self.asked.get("show", "")
        return bool(lack) if show == UNFINISHED else lack == show

    def link(self, **more) -> str:
        return "?" + urlencode({**self.asked, **more})


# --- A page of texts -------------------------------------------------------------------------------------


class TextPage:
    """The page for one request: the texts that the filter admits, a page of them, and the way to each gap."""

    def __init__(
        self, texts: list[DraftText], asked: Filter, number, sent_texts: dict[Place, SentText] | None = None
    ):
        self.filter, self.all = asked, texts
        self.admitted = [text for text in texts if asked.admits(text)]
        self.paginator = Paginator(self.admitted, TEXTS_ON_A_PAGE)
        self.page = self.paginator.get_page(number)
        self.sent_texts = sent_texts or {}

    @cached_property
    def found(self) -> list[DraftText]:
        """All texts with the words that were looked for; none where none were."""
        return [text for text in self.all if self.filter.finds(text)] if "q" in self.filter.asked else []

    @cached_property
    def unfinished(self) -> int:
        """How many of those that were found."""
        return sum(self.filter.is_unfinished(text) for text in self.found)

    def found_in_words(self) -> str:
        many, left = len(self.found), self.unfinished
        if not many:
            return ""
        found = ngettext("Yksi teksti löytyi.", "%(count)s tekstiä löytyi.", many) % {"count": many}
        if not left:
            return f"{found} {_('Keskeneräisiä niissä ei ole.')}"
        of_them = ngettext("Keskeneräisiä on yksi.", "Keskeneräisiä on %(count)s.", left)
        return f"{found} {of_them % {'count': left}}"

    @property
    def other_hits(self) -> tuple[str, str] | None:
        """The way to the unfinished ones among what was found, or back to all of it."""
        if "show" in self.filter.asked:
            back = self.filter.link(show="")
            return (back, _("Näytä kaikki löydetyt")) if len(self.found) > len(self.admitted) else None
        if not 0 < self.unfinished < len(self.found):
            return None
        return self.filter.link(show=UNFINISHED), _("Näytä vain keskeneräiset")

    @property
    def has_work(self) -> bool:
        return any(row["many"] for language in self.counts() for row in language["lacks"])

    @property
    def shown(self) -> list[DraftText]:
        """This page of texts, or those that were sent together while something in them waits."""
        return [each.text for each in self.sent_texts.values()] or list(self.page)

    def sections(self, site) -> list[Section]:
        boxes = {text.place: self._boxes(text) for text in self.shown}
        self._tell_earlier([box for each in boxes.values() for box in each])
        return sections_of(self.shown, boxes, site)

    def _boxes(self, text: DraftText) -> list[Box]:
        sent_text = self.sent_texts.get(text.place)
        boxes = sent_text.boxes if sent_text and sent_text.is_withheld else boxes_of(text, self.filter.codes)
        for box in boxes:
            box.next_gap = "" if self.sent_texts else self._next_gaps.get((text.place, box.code), "")
        return boxes

    def _tell_earlier(self, boxes: list[Box]) -> None:
        changed = [box for box in boxes if box.is_changed_in_source]
        sources = earlier_sources(box.text.made_from(box.code) for box in changed)
        for box in changed:
            box.earlier = sources.get(box.text.made_from(box.code), "")

    def _gaps(self) -> Iterator[tuple[tuple[Place, str], str]]:
        """Every gap among the texts found, with its address."""
        for number, text in enumerate(self.admitted):
            for code in self.filter.counted:
                if text.lacks(code):
                    page = number // TEXTS_ON_A_PAGE + 1
                    # On this very page without asking for it anew: what is typed there is not saved yet.
                    address = "" if page == self.page.number else self.filter.link(page=page)
                    yield (text.place, code), f"{address}#{text.place}:{code}"

    @cached_property
    def gaps(self) -> list[tuple[tuple[Place, str], str]]:
        return list(self._gaps())

    @cached_property
    def _next_gaps(self) -> dict[tuple[Place, str], str]:
        following = zip(self.gaps, self.gaps[1:], strict=False)
        return {gap: address for (gap, _own), (_next, address) in following}

    def first_gap(self) -> str:
        return self.gaps[0][1] if self.gaps else ""

    def counts(self) -> list[dict]:
        """A row a language: its name, and how many texts lack what, with the way to them."""
        lacking = counts(self.all)
        return [
            {
                "code": code,
                "language": name,
                "lacks": [
                    {"many": lacking[code, lack], "link": f"?{urlencode({'show': lack, 'language': code})}"}
                    for lack in LACKS
                ],
            }
            for code, name in settings.LANGUAGES
        ]

    def page_links(self) -> list[tuple[int | str, str]]:
        pages = self.paginator.get_elided_page_range(self.page.number, on_each_side=2, on_ends=1)
        return [(page, self.filter.link(page=page) if isinstance(page, int) else "") for page in pages]


# --- The view --------------------------------------------------------------------------------------------


def translations_page(request, desk):
    """Show a page of texts, or save what was changed on it; what cannot be saved stays in its box."""
    check_may_translate(request.user)
    if request.method != "POST":
        texts = texts_of_draft()
        asked = _asked(request.GET, texts)
        return _rendered(request, desk, TextPage(texts, asked, request.GET.get("page")))
    texts, sent_texts, changed = _saved(request)
    asked = _asked(request.GET, texts)
    gone = typed_in_gone(request.POST, {text.place for text in texts})
    withheld = [each for each in sent_texts.values() if each.is_withheld]
    changed_places = {place for place, _code in changed}
    if changed or not withheld:
        _tell(request, len(changed_places))
    if withheld or gone:
        shown = TextPage(texts, asked, request.GET.get("page"), sent_texts)
        return _rendered(request, desk, shown, withheld=withheld, gone=gone)
    if "go_on" in request.POST:
        return redirect(request.path + _next_page(texts, asked, sent_texts))
    saved = asked.no_longer_finds(text for text in texts if text.place in changed_places)
    if not saved:
        return redirect(request.get_full_path())
    saved += asked.asked.get(SAVED, "").split()
    return redirect(request.path + asked.link(saved=" ".join(saved), page=request.GET.get("page", 1)))


def _asked(sent, texts: list[DraftText]) -> Filter:
    """What the address asks for; where it asks for nothing, what needs work, as long as anything does."""
    work = any(text.lacks(code) for text in texts for code, _name in settings.LANGUAGES)
    return Filter(sent if sent or not work else {"show": UNFINISHED})


@transaction.atomic
def _saved(request) -> tuple[list[DraftText], dict[Place, SentText], set[tuple[Place, str]]]:
    """The texts as they stand after saving, what was sent of them, and which boxes were written."""
    texts = texts_of_draft(for_update=True)
    sent_texts = {
        text.place: meet(text, request.POST) for text in texts if f"seen:{text.place}" in request.POST
    }
    rewordings = [each for one in sent_texts.values() if not one.is_withheld for each in one.rewordings]
    write(rewordings)
    log_texts(request.user, rewordings)
    return texts, sent_texts, {(each.text.place, each.code) for each in rewordings}


def log_texts(user, rewordings: Iterable[Rewording]) -> None:
    """The history of each page says which of its texts were changed, in which languages."""
    by_row: dict[models.Model, dict[DraftText, list[str]]] = {}
    for each in rewordings:
        by_row.setdefault(each.text.row, {}).setdefault(each.text, []).append(each.code)
    LogEntry.objects.bulk_create(_entry(user, texts) for texts in by_row.values())


def _entry(user, texts: dict[DraftText, list[str]]) -> LogEntry:
    text = next(iter(texts))
    page = next(row for row in reversed((*text.above, text.row)) if with_a_form_of_its_own(row))
    with translation.override(None):  # each reader has it in their own language
        fields = [str(each.field.verbose_name) for each in texts]
        below = (
            {} if page is text.row else {"name": str(text.row._meta.verbose_name), "object": str(text.row)}
        )
    changed = below | {"fields": fields, LANGUAGES: [*texts.values()]}
    return LogEntry(
        user=user,
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        object_repr=str(page)[:200],
        action_flag=CHANGE,
        change_message=json.dumps([{"changed": changed}]),
    )


def _tell(request, many: int) -> None:
    if not many:
        messages.info(request, _("Mikään teksti ei muuttunut."))
        return
    sentence = ngettext("%(many)s teksti on tallennettu.", "%(many)s tekstiä on tallennettu.", many)
    say_saved(request, sentence % {"many": many})


def _next_page(texts: list[DraftText], asked: Filter, sent_texts: dict[Place, SentText]) -> str:
    """The page that goes on after the last text that was sent, whatever left the filter by being saved."""
    last = max((number for number, text in enumerate(texts) if text.place in sent_texts), default=-1)
    before = sum(1 for text in texts[: last + 1] if asked.admits(text))
    return asked.link(page=before // TEXTS_ON_A_PAGE + 1)


def _rendered(request, desk, shown: TextPage, **in_words) -> TemplateResponse:
    context = desk.page_context(request, Draft, _("Tekstit ja käännökset")) | {
        "desk": shown,
        "sections": shown.sections(desk),
        "lacks": list(LACKS.values()),
        **in_words,
    }
    return TemplateResponse(request, "admin/guidance/translations.html", context)
