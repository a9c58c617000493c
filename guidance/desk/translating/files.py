"""Translators' files: a language of the draft as a .po file, and such a file taken back.

A file is held in memory only. What it would change is shown before anything is touched (``kit.taking``).
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from guidance.desk.kit.saving.saved import say_saved
from guidance.desk.kit.taking import CannotBeTaken, ShowThenTake
from guidance.draft import DraftRows
from guidance.models import Draft
from guidance.texts import SOURCE_LANGUAGE
from guidance.translating.po_files import (
    LARGEST,
    PoFile,
    PoRefused,
    decoded,
    read_po_file,
    write_po_file,
)
from guidance.translating.texts import texts_of_draft, write

from .translations import check_may_translate, log_texts


def download(request, desk, language: str) -> HttpResponse:
    """The draft's texts for translation into a language."""
    check_may_translate(request.user)
    if language not in _translated_into():
        raise Http404
    response = HttpResponse(
        write_po_file(texts_of_draft(), language), content_type="text/x-gettext-translation"
    )
    response["Content-Disposition"] = f'attachment; filename="rinnalla-{language}.po"'
    return response


@csrf_exempt  # only until the handler is in its place, which must be before anything reads the form
def files_page(request, desk):
    request.upload_handlers = [MemoryFileUploadHandler(request)]
    return _files_page(request, desk)


files_page.largest_body = 10 * LARGEST  # a file that is too large is told about as a file


@csrf_protect
def _files_page(request, desk):
    """Offer the files, tell what a chosen one would change, or take it when that was agreed to."""
    check_may_translate(request.user)
    return Translating(request, desk).answer()


class Translating(ShowThenTake):
    """A translators' file is brought, as text."""

    name = "translating"
    expired = {"reasons": [gettext_lazy("Tuonti on vanhentunut. Valitse tiedosto uudelleen.")]}
    too_large = {"reasons": [gettext_lazy("Tiedosto on liian suuri tuotavaksi kerralla. Jaa se osiin.")]}

    def ask(self, **in_words) -> TemplateResponse:
        context = self.desk.page_context(self.request, Draft, _("Käännöstiedostot")) | {
            "languages": _translated_into().items(),
            "source_language": dict(settings.LANGUAGES)[SOURCE_LANGUAGE],
            **in_words,
        }
        return TemplateResponse(self.request, "admin/guidance/translation_files.html", context)

    def read(self) -> str:
        if chosen := self.request.FILES.get("file"):
            return _in_words(decoded, chosen.read())
        if int(self.request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise CannotBeTaken(reasons=[_("Tiedosto on yli 2 megatavua, joten sitä ei luettu.")])
        raise CannotBeTaken(reasons=[_("Valitse ensin tiedosto.")])

    def effect_of(self, brought: str, rows: DraftRows) -> PoFile:
        return _in_words(read_po_file, brought.encode(), texts_of_draft(rows=rows))

    def confirm(self, effect: PoFile, sealed: str, **in_words):
        if not effect.differences:
            messages.info(self.request, _("Tiedosto ei muuttaisi mitään: luonnoksessa on jo samat tekstit."))
            return redirect(self.request.path)
        return self.ask(po_file=effect, sealed=sealed, **in_words)

    def take(self, effect: PoFile) -> None:
        rewordings = [each.rewording for each in effect.differences]
        write(rewordings)
        log_texts(self.request.user, rewordings)

    def taken(self, effect: PoFile):
        many = len(effect.differences)
        sentence = ngettext(
            "%(many)s teksti tuotiin tiedostosta.", "%(many)s tekstiä tuotiin tiedostosta.", many
        )
        say_saved(self.request, sentence % {"many": many})
        return redirect("admin:guidance_translations")


def _in_words(read: Callable, *brought):
    try:
        return read(*brought)
    except PoRefused as refused:
        raise CannotBeTaken(reasons=refused.reasons) from refused


def _translated_into() -> dict[str, str]:
    return {code: name for code, name in settings.LANGUAGES if code != SOURCE_LANGUAGE}
