"""The pages of practice, all at one address: the form names its page, and every press sends the whole of it.

A GET starts afresh. ``/try/?draft`` walks the draft, for those who may see it; ``/try/`` the live edition,
``/try/?example`` the same with a made-up situation and hints, ``/try/?meeting=…`` (of either) with a made-up
meeting to answer. A walk that began in an edition stays with it.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guidance.models import Edition
from guidance.publishing.editions import draft_guidance, guidance_of, meetings_to_practise
from guidance.rules.problems import PackRefused
from guidance.rules.shapes import Expectation
from guidance.wording.problems import say
from interview.access import fields_sent, is_worker, send_again
from interview.sheet.names import Field
from interview.sheet.sealing import CannotOpen
from interview.walk.pages import NOTHING_SENT, signs_page, stage_page, summary_page
from interview.walk.saving import Saved
from interview.walk.views import page, remember_language

from .ends import end, log_in_of, why_over
from .walk import DRAFT, Ground, PracticeInterview, PracticeWalk, split

PICKED = {"check", "sign"}
MAY_SEE_DRAFT = "guidance.view_step"
MEETING = "meeting"
A_NUMBER = r"[0-9]{1,9}"  # of an edition


@page
def practice(request: HttpRequest) -> HttpResponse:
    """Walk, and store nothing."""
    if not request.user.is_authenticated:
        return _log_in_first(request)
    of_draft = DRAFT in request.GET
    if not may_practise(request.user, of_draft):
        raise PermissionDenied
    if "end" in request.POST:
        end(request, request.POST["end"])
        return redirect(_end_url(request, of_draft))
    try:
        ground = _draft() if of_draft else _edition(request.POST.get("answers", ""))
    except PackRefused as refusal:
        reasons = [say(problem) for problem in refusal.problems]
        context = {"reasons": reasons, "fields": fields_sent(request)}
        return render(request, "interview/cannot_try.html", context, status=409)
    if ground is None:
        return render(request, "interview/no_guidance.html", status=503)
    return _answer(request, _walk(request, ground))


def may_practise(user: User | AnonymousUser, of_draft: bool) -> bool:
    """Whether ``user`` may walk the draft; the live edition is open to workers as well."""
    return user.has_perm(MAY_SEE_DRAFT) or (not of_draft and is_worker(user))


@require_safe
@login_required
def meetings(request: HttpRequest) -> HttpResponse:
    """The made-up meetings to choose from; there is no such page where the guidance has none."""
    if not may_practise(request.user, of_draft=False):
        raise PermissionDenied
    offered = meetings_to_practise()
    if not offered:
        raise Http404
    return render(request, "interview/meetings.html", {"meetings": offered})


def _end_url(request: HttpRequest, of_draft: bool) -> str:
    """Where a walk leads when it ends."""
    if of_draft:
        return reverse("admin:index")
    return reverse("practice_meetings" if MEETING in request.GET and meetings_to_practise() else "start")


def _log_in_first(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return login_required(practice)(request)
    return send_again(request, status=401)


def _draft() -> Ground:
    guidance = draft_guidance()
    return Ground(DRAFT, guidance, live=guidance)


def _edition(sent: str) -> Ground | None:
    """The edition that what was sent began in; the live one where nothing was, or where it is not known."""
    live = Edition.objects.live()
    if live is None:
        return None
    began_in = split(sent).ground
    edition = live
    if re.fullmatch(A_NUMBER, began_in) and int(began_in) != live.number:
        edition = Edition.objects.without_content().filter(number=began_in).first() or live
    return Ground(str(edition.number), guidance_of(edition), live=guidance_of(live))


def _walk(request: HttpRequest, ground: Ground) -> PracticeWalk:
    """What the page goes on with, or a new walk that says why the old one is not here."""
    interview, why = _sent(request, ground)
    if why and not ground.of_draft:
        ground = _edition("") or ground  # what begins anew begins in the live one
    meeting = _meeting(request, ground)
    is_example = "example" in request.GET and not (ground.of_draft or meeting)
    begun, seal_place = interview or _begun(request), _seal_place(request, ground)
    walk = PracticeWalk(ground, begun, seal_place, is_example, meeting)
    walk.fresh_start, walk.begins = why, interview is None
    return walk


def _meeting(request: HttpRequest, ground: Ground) -> Expectation | None:
    """The made-up meeting that the address names, which has to be in the guidance that is walked."""
    if MEETING not in request.GET:
        return None
    meeting = ground.guidance.meetings_by_id.get(request.GET[MEETING])
    if meeting is None:
        raise Http404
    return meeting


def _seal_place(request: HttpRequest, ground: Ground) -> str:
    """Where a seal opens: with one account, and on the draft or one edition."""
    return f"try:{request.user.pk}:{ground.name}"


def _begun(request: HttpRequest) -> PracticeInterview:
    return PracticeInterview(began_at=timezone.now(), log_in=log_in_of(request))


def _sent(request: HttpRequest, ground: Ground) -> tuple[PracticeInterview | None, str]:
    """The walk that came with the form, or why it cannot be gone on with; neither where none came."""
    if "answers" not in request.POST:
        return None, ""
    name, sealed = split(request.POST["answers"])
    try:
        if name != ground.name:
            raise CannotOpen
        interview = PracticeInterview.opened(sealed, _seal_place(request, ground))
    except CannotOpen:
        return None, _("Edellinen ei aukea täällä, eikä sitä voi jatkaa. Tämä alkaa alusta.")
    why = why_over(request, interview)
    return (None, why) if why else (interview, "")


def _answer(request: HttpRequest, walk: PracticeWalk) -> HttpResponse:
    if request.method != "POST":
        if walk.of_draft:
            walk.save(_made_up(request))
        return _show(request, walk, request.GET.get("go", ""))
    if walk.fresh_start:
        return _show(request, walk, "")
    saved = walk.save(request.POST)
    here = request.POST.get("here", "")
    if saved.faults:
        return _show(request, walk, here, saved)
    for name, press in PRESSES.items():
        if value := request.POST.get(name):
            return press(request, walk, here, value)
    return _show(request, walk, here)


def _made_up(request: HttpRequest) -> dict[str, str]:
    """What was picked in an editor's case, which stands in the address, as on the page that it comes from."""
    return {name: request.GET[name] for name in request.GET if Field.named(name).kind in PICKED}


def _show(request: HttpRequest, walk: PracticeWalk, place: str, saved: Saved = NOTHING_SENT) -> HttpResponse:
    """The page of that name; one that the guidance has not, or no longer, is the first stage."""
    walk.place = place
    if show := PAGES.get(place):
        return show(request, walk, saved)
    numbers = {str(number): number for number in range(1, len(walk.guidance.stages) + 1)}
    number = numbers.get(place, 1)
    walk.place = str(number)
    return stage_page(request, walk, number, saved)


PAGES = {"signs": signs_page, "summary": summary_page}


# --- What a pressed button does, once the answers are on the sheet ------------------------------------------


def _go(request: HttpRequest, walk: PracticeWalk, here: str, value: str) -> HttpResponse:
    return _show(request, walk, value)


def _leave(request: HttpRequest, walk: PracticeWalk, here: str, value: str) -> HttpResponse:
    return render(request, "pages/break.html", {"practice": walk, "here": here})


def _read(request: HttpRequest, walk: PracticeWalk, here: str, value: str) -> HttpResponse:
    walk.read(value)
    return _show(request, walk, here)


def _choose_language(request: HttpRequest, walk: PracticeWalk, here: str, value: str) -> HttpResponse:
    if value not in dict(settings.LANGUAGES):
        return _show(request, walk, here)
    translation.activate(value)
    request.LANGUAGE_CODE = value
    response = _show(request, walk, here)
    response["Content-Language"] = value
    return remember_language(response, value)


PRESSES: dict[str, Callable[[HttpRequest, PracticeWalk, str, str], HttpResponse]] = {
    "go": _go,
    "leave": _leave,
    "read": _read,
    "language": _choose_language,
}
