"""The admin's page on which a departed worker's interviews are handed to another worker.

An administrator learns how many there are and nothing else. What is sealed is bound to its row and not to its
owner, so nothing is opened for it. Everybody whom it touches is told who did it.
"""

from collections import Counter
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from guidance.desk.kit.finding.keys import OneRow
from interview.colleagues import Invitation, Kind, Notice
from interview.models import WORKERS, Interview
from interview.traces import events


class HandOver(forms.Form):
    """To whom: another worker who can log in, and never whoever hands over."""

    to = OneRow(label=_("Kenelle"), queryset=User.objects.none())

    def __init__(self, person: User, by: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        workers = User.objects.filter(groups__name=WORKERS, is_active=True)
        self.fields["to"].queryset = workers.exclude(pk__in=[person.pk, by.pk]).order_by("username")


class HandsOver:
    """For the admin of accounts. Administrators alone: a right to change accounts is not enough."""

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.hand_over_view)
        return [path("<id>/hand-over/", page, name="auth_user_hand_over"), *super().get_urls()]

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def hand_over_view(self, request: HttpRequest, id: str) -> HttpResponse:
        if not request.user.is_superuser:
            raise PermissionDenied
        person = get_object_or_404(User, pk=id)
        number = person.interviews.count()
        form = HandOver(person, request.user, request.POST if request.method == "POST" else None)
        if request.method == "POST" and (not number or form.is_valid()):
            if number:
                self._hand_over(request, person, form.cleaned_data["to"])
            return redirect("admin:auth_user_change", person.pk)
        context = self.admin_site.page_context(request, User, _("Siirrä keskustelut"))
        context |= {"original": person, "number": number, "form": form}
        page = "admin/auth/user/hand_over.html"
        return render(request, page, context, status=422 if form.errors else 200)

    def _hand_over(self, request: HttpRequest, person: User, to: User) -> None:
        with transaction.atomic():
            number = hand_over(person, to, request.user)
            if not number:  # another was quicker, and has told everybody
                return
            away, here = _in_words(number, person, to)
            self.log_change(request, person, away)
            self.log_change(request, to, here)
        self.message_user(request, away)


def hand_over(person: User, to: User, by: User) -> int:
    """All interviews of ``person`` become those of ``to``; gives how many. Inside a transaction."""
    theirs = Interview.objects.filter(owner=person)
    moved = [*theirs.select_for_update().values_list("pk", flat=True)]
    Invitation.objects.filter(interview__in=moved, colleague=to).delete()
    theirs.filter(pk__in=moved).update(owner=to)
    events.keep_many("handed-away", person, by, moved)
    events.keep_many("handed-to", to, by, moved)
    if moved:
        _tell(person, Kind.HANDED_AWAY, by, to, len(moved))
        _tell(to, Kind.HANDED_TO_YOU, by, person, len(moved))
    invited = Invitation.objects.filter(interview__in=moved).select_related("colleague")
    for colleague, number in Counter(invitation.colleague for invitation in invited).items():
        _tell(colleague, Kind.OTHERS_HANDED_ON, by, to, number)
    return len(moved)


def _tell(told: User, kind: Kind, by: User, other: User, number: int) -> None:
    names = {"by": by.get_username(), "other": other.get_username()}
    Notice.objects.create(person=told, kind=kind, number=number, **names)


def _in_words(number: int, person: User, to: User) -> tuple[str, str]:
    """For the history of either account: what left, and what came."""
    away = ngettext(
        "Siirsi yhden keskustelun tunnukselle %(to)s.",
        "Siirsi %(number)d keskustelua tunnukselle %(to)s.",
        number,
    )
    here = ngettext(
        "Siirsi yhden keskustelun tunnukselta %(from)s.",
        "Siirsi %(number)d keskustelua tunnukselta %(from)s.",
        number,
    )
    named = {"number": number, "to": to, "from": person}
    return away % named, here % named
