"""Open to all, nothing stored: whom one may tell, and what follows a proposal.

Where the guidance has nothing on either, as when additions are switched off, there is no such page. What is
picked stands in the address: it says what somebody asked of the guidance, and nothing of any client.
"""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from guidance.models import DUTY_NAMES, MATTER_NAMES
from guidance.publishing.editions import live_guidance
from guidance.rules.shapes import MATTERS, Disclosure, Text
from interview.access import is_worker

WHOM, MATTER = "whom", "matter"
CLIENT = "client"  # for whom the second page can be as well


@require_safe
def tell(request: HttpRequest) -> HttpResponse:
    """Both lists to pick from, and what holds once both are picked."""
    guidance = live_guidance()
    if not (guidance and guidance.recipients):
        raise Http404
    whom, about = request.GET.get(WHOM, ""), request.GET.get(MATTER, "")
    recipient = guidance.recipients_by_id.get(whom)
    matter = about if about in MATTERS else ""
    is_unknown = bool(whom and not recipient) or bool(about and not matter)
    cells = recipient.about(matter) if recipient and matter else ()
    known = recipient.id if recipient else ""
    context = {
        "same_page": _address(request, known, matter),  # in another language
        "recipient": recipient,
        "matter": matter,
        "recipients": [
            (each.title, _address(request, each.id, matter), each is recipient)
            for each in guidance.recipients
        ],
        "matters": [(MATTER_NAMES[each], _address(request, known, each), each == matter) for each in MATTERS],
        "cells": [_in_words(each, len(cells)) for each in cells],
        "nobody_confirmed": not any(each.is_confirmed for each in cells),
        "is_unknown": is_unknown,
        "may_remark": is_worker(request.user),
    }
    return render(request, "pages/tell.html", context, status=404 if is_unknown else 200)


def _address(request: HttpRequest, whom: str, matter: str) -> str:
    """The page with this picked; what was picked in the other list stays so."""
    picked = {name: value for name, value in ((WHOM, whom), (MATTER, matter)) if value}
    return f"{request.path}?{urlencode(picked)}" if picked else request.path


def _in_words(cell: Disclosure, of_how_many: int) -> dict[str, object]:
    case: Text | str = cell.case or (_("Muuten") if of_how_many > 1 else _("Aina"))
    return {"cell": cell, "case": case, "duty": capfirst(DUTY_NAMES[cell.duty])}


@require_safe
def afterwards(request: HttpRequest) -> HttpResponse:
    """What follows a proposal, with the client's words beside; or these alone, to read together or print."""
    guidance = live_guidance()
    if not (guidance and guidance.milestones):
        raise Http404
    for_client = [each for each in guidance.milestones if each.for_client]
    if request.GET.get("for") == CLIENT and for_client:
        context = {"milestones": for_client, "same_page": f"{request.path}?for={CLIENT}"}
        return render(request, "pages/afterwards_for_client.html", context)
    context = {
        "milestones": guidance.milestones,
        "has_words_for_client": bool(for_client),
        "may_remark": is_worker(request.user),
    }
    return render(request, "pages/afterwards.html", context)
