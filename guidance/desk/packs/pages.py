"""Packs at the desk: the draft or an edition out as a file, a file or an older edition into the draft.

What would change, and every id that means something already, is shown before anything is touched; the
second press takes all of it or nothing. Between the two a pack travels in the form, sealed with the
installation's own key: nothing is kept on the server, and nobody can change it on the way.
"""

from collections.abc import Callable, Iterable, Sequence

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from guidance.desk.kit.places import form_of
from guidance.desk.publishing.changes import Telling
from guidance.draft import look_through_a_file, read_draft
from guidance.models import Draft, Edition
from guidance.packs.files import LARGEST, PackUnreadable, read_pack, write_pack
from guidance.packs.taking import Taking, take, taking
from guidance.publishing.editions import DraftChanged
from guidance.rules.problems import PackRefused, Problem
from guidance.rules.reading import read_guidance
from guidance.wording.problems import say, say_first

from .uploads import FIELD, takes_a_file

SALT = "guidance.desk.packs.pages"
HOLDS_FOR = 60 * 60  # seconds between the two presses
PROBLEMS_TOLD = 100
LONGEST_SEALED = 2_000_000  # of the 2.5 megabytes that a form may hold
MAY_EDIT = "guidance.change_draft"
TOO_LARGE = gettext_lazy("Tiedosto on yli 5 megatavua, joten sitä ei luettu.")
FORM_TOO_LARGE = gettext_lazy(
    "Tätä ei luettu: tiedosto saa olla enintään 5 megatavua ja liitetty teksti enintään 2 megatavua."
)


# --- Out -------------------------------------------------------------------------------------------------


def draft_pack_view(request, desk):
    return _as_file(read_draft(), _("luonnos"))


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


# --- An older edition back into the draft ----------------------------------------------------------------


def restore_view(request, desk, number: int):
    """Show what the draft would become, and make it so on the second press."""
    if not request.user.has_perm(MAY_EDIT):
        raise PermissionDenied
    edition = _edition(number)
    said = {}
    if request.method == "POST":
        done, said = _taken(edition.content, request.POST.get("seen", ""))
        if done:
            return _on(request, _("Luonnos on nyt kuin %(edition)s.") % {"edition": edition})
    title = _("Palauta luonnokseen: %(edition)s") % {"edition": edition}
    context = desk.page_context(request, Edition, title, edition=edition, **_shown(edition.content))
    return TemplateResponse(request, "admin/guidance/edition/restore.html", context | said)


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
    if request.method == "POST" and "sealed" in request.POST:
        return _second_press(request, desk)
    form = PackForm(request.POST, request.FILES) if request.method == "POST" else PackForm()
    if request.method == "POST" and form.is_valid():
        return _confirm(request, desk, form.cleaned_data["pack"], form)
    return _ask(request, desk, form=form)


def _second_press(request, desk):
    try:
        sealed = signing.loads(request.POST["sealed"], salt=_salt(request), max_age=HOLDS_FOR)
    except signing.BadSignature:
        return _ask(request, desk, faults=[_("Tuonti on vanhentunut. Valitse tiedosto uudelleen.")])
    done, said = _taken(sealed["pack"], sealed["seen"])
    if done:
        return _on(request, _("Ohjeisto on tuotu luonnokseen."))
    return _confirm(request, desk, sealed["pack"], **said)


def _confirm(request, desk, pack: dict, form=None, **said):
    """What would change; or why not, on the form with what was pasted into it."""
    shown = _shown(pack, look_through_a_file)
    if shown["refused"]:
        return _ask(request, desk, form, problems=shown["refused"])
    sealed = signing.dumps({"pack": pack, "seen": shown["seen"]}, salt=_salt(request), compress=True)
    if len(sealed) > LONGEST_SEALED:
        too_large = _("Ohjeisto on liian suuri tuotavaksi tällä sivulla. Pyydä pääkäyttäjää lataamaan se.")
        return _ask(request, desk, faults=[too_large])
    context = desk.page_context(request, Edition, _("Tuo ohjeisto luonnokseen"), sealed=sealed, **shown)
    return TemplateResponse(request, "admin/guidance/edition/import_confirm.html", context | said)


def _ask(request, desk, form=None, problems=(), faults=()):
    form = form or PackForm()
    said = {
        "form": form,
        "problems": problems,
        "faults": [*faults, *form.non_field_errors()],
        "refused": bool(problems or faults or form.errors),
    }
    context = desk.page_context(request, Edition, _("Tuo ohjeisto luonnokseen"), **said)
    return TemplateResponse(request, "admin/guidance/edition/import.html", context)


def _refuse_as_too_large(request, desk):
    """Reads nothing of the form: it was too large to be read."""
    if not request.user.has_perm(MAY_EDIT):
        raise PermissionDenied
    return _ask(request, desk, faults=[FORM_TOO_LARGE])


def _salt(request) -> str:
    """What one person sealed nobody else can send."""
    return f"{SALT}.{request.user.pk}"


# --- Both ------------------------------------------------------------------------------------------------


def _shown(pack: dict, look_through: Callable = read_guidance) -> dict:
    """What taking the pack would change, and what has to be known before; or why it cannot be taken."""
    try:
        look_through(pack)
    except PackRefused as refusal:
        return {"refused": _told_first(refusal.problems)}
    draft = read_draft()
    found: Taking = taking(pack, draft)
    return {
        "refused": _told_first(found.refused),
        "clashes": _told(found.clashes),
        "telling": Telling(draft, found.pack),
        "seen": found.seen,
    }


def _taken(pack: dict, seen: str) -> tuple[bool, dict]:
    """Whether the draft says what the pack says now; if not, what to say."""
    try:
        take(pack, seen)
    except DraftChanged:
        return False, {"changed_meanwhile": True}
    except PackRefused:
        return False, {}  # the page says why
    return True, {}


def _told(problems: Iterable[Problem]) -> list[dict]:
    return [{"sentence": say(problem), "address": form_of(problem.place)} for problem in problems]


def _told_first(problems: Sequence[Problem]) -> list[dict]:
    return [{"sentence": sentence} for sentence in say_first(problems, PROBLEMS_TOLD, say)]


def _on(request, said: str):
    LogEntry.objects.log_actions(request.user.pk, [Draft.objects.get()], CHANGE, said, single_object=True)
    unpublished = _("Mitään ei ole vielä julkaistu.")
    messages.success(request, f"{said} {unpublished}")
    return redirect("admin:guidance_changes")
