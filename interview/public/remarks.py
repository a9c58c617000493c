"""A worker says what is wrong or unclear in a guidance text. No interview is attached, and no person.

The address names a page of the guidance, never an interview; the way back stands in the form, and sealed in
the address of the thanks.
"""

import base64
from urllib.parse import urlencode

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from guidance.models import Edition, Remark
from guidance.publishing.editions import guidance_of
from guidance.remarks import Part, keep_remark, parts_of_page
from interview.access import for_workers, send_again
from interview.sheet.sealing import CannotOpen, seal, unseal

from .views import came_from, is_of_this_site

LONGEST = Remark._meta.get_field("sentence").max_length
OPEN_TO_ALL = ("contacts", "card", "tell", "afterwards")


class RemarkForm(forms.Form):
    """One text of a page, what is the matter with it, and a sentence; ``parts``: the texts to choose from."""

    place = forms.ChoiceField(
        label=_("Mitä tekstiä huomautus koskee?"),
        error_messages={"required": _("Valitse, mitä tekstiä huomautus koskee.")},
    )
    kind = forms.ChoiceField(
        label=_("Mistä on kyse?"),
        choices=list(Remark.KINDS.items()),
        error_messages={"required": _("Valitse, onko tekstissä virhe vai onko se epäselvä.")},
    )
    sentence = forms.CharField(
        label=_("Huomautus yhdellä lauseella"),
        error_messages={"required": _("Kirjoita huomautus yhdellä lauseella.")},
    )

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [text for part in parts for text in part.texts]
        self.fields["sentence"].row_template = "rinnalla/note.html"
        self.fields["sentence"].help_text = _(
            "Älä kirjoita mitään asiakkaasta. Enintään %(longest)s merkkiä."
        ) % {"longest": LONGEST}
        for name, offered in (("place", parts), ("kind", [Part("", list(Remark.KINDS.items()))])):
            field = self.fields[name]
            field.row_template, field.parts = "rinnalla/picks.html", offered
            field.error_messages["invalid_choice"] = field.error_messages["required"]

    def clean_sentence(self):
        sentence = " ".join(self.cleaned_data["sentence"].split())
        if len(sentence) > LONGEST:
            raise forms.ValidationError(
                _("Huomautus on liian pitkä: siinä on %(length)s merkkiä, ja enintään saa olla %(most)s.")
                % {"length": len(sentence), "most": LONGEST}
            )
        return sentence


@require_http_methods(["GET", "HEAD", "POST"])
def new_remark(request):
    """Ask for a remark on one text of a page, keep it, and lead on. A log-in that ran out loses nothing."""
    if request.method == "POST" and not request.user.is_authenticated:
        return send_again(request, status=401)
    return _new_remark(request)


@for_workers
def _new_remark(request):
    edition = Edition.objects.live()
    if edition is None:
        return render(request, "interview/no_guidance.html", status=503)
    asked = request.POST if request.method == "POST" else request.GET
    page = asked.get("page", "")
    parts = parts_of_page(guidance_of(edition), page)
    form = RemarkForm(request.POST if request.method == "POST" else None, parts=parts)
    back_url = _way_back(request, page)
    if form.is_valid():
        keep_remark(**form.cleaned_data, language=get_language(), edition=edition)
        return redirect(f"{reverse('remark_kept')}?{urlencode({'back': _sealed(back_url, request)})}")
    context = {
        "form": form,
        "page": page,
        "back_url": back_url,
        "languages": [],  # to change it here would lose what was typed
    }
    return render(request, "pages/remark.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_workers
def remark_kept(request):
    """Thanks, and the way back."""
    back_url = _opened(request.GET.get("back", ""), request) or reverse("interviews")
    return render(request, "pages/remark_kept.html", {"back_url": back_url})


def _sealed(back_url: str, request) -> str:
    return base64.urlsafe_b64encode(seal(back_url.encode(), _place(request))).decode()


def _opened(sealed: str, request) -> str:
    """The address that was sealed for this very person; none where it was not."""
    try:
        return unseal(base64.urlsafe_b64decode(sealed.encode()), _place(request)).decode()
    except (CannotOpen, ValueError):
        return ""


def _place(request) -> str:
    return f"remark:{request.user.pk}"


def _way_back(request, page: str) -> str:
    elsewhere = reverse(page if page in OPEN_TO_ALL else "interviews")
    if request.method == "POST":
        back = request.POST.get("back", "")
        return back if is_of_this_site(request, back) else elsewhere
    return came_from(request, elsewhere)
