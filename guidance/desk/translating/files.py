"""Translators' files: a language of the draft as a .po file, and such a file taken back.

A file is held in memory only. What it would change is shown before anything is touched, and goes back with
the form that says yes, so that nothing waits on the server meanwhile.
"""

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from guidance.models import Draft
from guidance.texts import SOURCE_LANGUAGE
from guidance.translating.po_files import LARGEST, PoFile, PoRefused, read_po_file, write_po_file
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


@csrf_protect
def _files_page(request, desk):
    """Offer the files, tell what a chosen one would change, or take it when that was agreed to."""
    check_may_translate(request.user)
    if request.method != "POST":
        return _rendered(request, desk)
    try:
        raw = _file_in(request)
        if "agreed" in request.POST:
            return _taken(request, desk, raw)
        return _told(request, desk, raw, read_po_file(raw, texts_of_draft()))
    except PoRefused as refused:
        return _rendered(request, desk, reasons=refused.reasons)


def _file_in(request) -> bytes:
    """The file that was chosen, or that was shown and comes back as text; raises PoRefused without one."""
    if "content" in request.POST:
        return request.POST["content"].encode()
    if chosen := request.FILES.get("file"):
        return chosen.read()
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        raise PoRefused(_("Tiedosto on yli 2 megatavua, joten sitä ei luettu."))
    raise PoRefused(_("Valitse ensin tiedosto."))


def _told(request, desk, raw: bytes, po_file: PoFile, **said) -> TemplateResponse:
    if not po_file.differences:
        messages.info(request, _("Tiedosto ei muuttaisi mitään: luonnoksessa on jo samat tekstit."))
        return redirect(request.path)
    return _rendered(request, desk, po_file=po_file, content=raw.decode("utf-8-sig"), **said)


def _taken(request, desk, raw: bytes):
    """Everything that was shown, or nothing when the draft has changed since: then it is shown anew."""
    with transaction.atomic():
        po_file = read_po_file(raw, texts_of_draft(for_update=True))
        if po_file.fingerprint != request.POST["agreed"]:
            return _told(request, desk, raw, po_file, is_changed=True)
        log_texts(request.user, write(each.rewording for each in po_file.differences))
    many = len(po_file.differences)
    said = ngettext("%(many)s teksti tuotiin tiedostosta.", "%(many)s tekstiä tuotiin tiedostosta.", many)
    messages.success(request, said % {"many": many})
    return redirect("admin:guidance_translations")


def _translated_into() -> dict[str, str]:
    return {code: name for code, name in settings.LANGUAGES if code != SOURCE_LANGUAGE}


def _rendered(request, desk, **said) -> TemplateResponse:
    context = desk.page_context(request, Draft, _("Käännöstiedostot")) | {
        "languages": _translated_into().items(),
        "source_language": dict(settings.LANGUAGES)[SOURCE_LANGUAGE],
        **said,
    }
    return TemplateResponse(request, "admin/guidance/translation_files.html", context)
