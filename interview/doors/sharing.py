"""A colleague in one interview: its owner invites and revokes, the colleague may leave. Both are told.

The colleague reads and writes in it, and no more: deleting it, inviting and revoking are its owner's.
"""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from interview.access import WorkersRequest, own_or_invited
from interview.colleagues import Invitation, Kind, Notice
from interview.models import WORKERS, Interview
from interview.traces import events

LONGEST_NAME = 150  # of Django's user names


class Invite(forms.Form):
    """Whoever is named whole. No list of people is shown, and one sentence serves every reason against."""

    colleague = forms.CharField(
        label=_("Työkaverin käyttäjätunnus"),
        help_text=_("Kysy se häneltä itseltään."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, owner: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        refused = _("Tällä tunnuksella ei voi kutsua ketään. Tarkista, että se on kirjoitettu oikein.")
        field = self.fields["colleague"]
        field.error_messages = dict.fromkeys(["required", "unknown", "null_characters_not_allowed"], refused)
        field.validators = []

    def clean_colleague(self) -> User:
        name = self.cleaned_data["colleague"]
        colleague = None if "\0" in name or len(name) > LONGEST_NAME else _worker_named(name)
        if colleague is None or colleague == self.owner:
            raise ValidationError(self.fields["colleague"].error_messages["unknown"])
        return colleague


def _worker_named(name: str) -> User | None:
    """A phone begins a name with a capital letter: the only one that differs in no more than that will do."""
    found = User.objects.filter(username__iexact=name, is_active=True, groups__name=WORKERS)
    exact = [user for user in found if user.username == name]
    return next(iter(exact), found[0] if len(found) == 1 else None)


@require_http_methods(["GET", "HEAD", "POST"])
@own_or_invited
def colleagues(request: WorkersRequest, interview: Interview) -> HttpResponse:
    """Who is in this interview. Its owner invites and revokes here, whoever was invited leaves."""
    if interview.owner_id != request.user.pk:
        return _as_invited(request, interview)
    if request.method != "POST":
        return _page(request, interview, Invite(request.user))
    if "revoke" in request.POST:
        _revoke(interview, request.user, request.POST["revoke"])
        return redirect("colleagues", interview.pk)
    form = Invite(request.user, request.POST)
    if not form.is_valid():
        return _page(request, interview, form)
    _invite(interview, request.user, form.cleaned_data["colleague"])
    return redirect("colleagues", interview.pk)


def _as_invited(request: WorkersRequest, interview: Interview) -> HttpResponse:
    if request.method != "POST":
        return _page(request, interview)
    if "leave" not in request.POST:
        raise Http404
    _leave(interview, request.user)
    return redirect("interviews")


def _page(request: WorkersRequest, interview: Interview, form: Invite | None = None) -> HttpResponse:
    invitations = interview.invitations.select_related("colleague")
    context = {"interview": interview, "invitations": invitations, "form": form}
    status = 422 if form and form.errors else 200
    return render(request, "doors/colleagues.html", context, status=status)


def _invite(interview: Interview, owner: User, colleague: User) -> None:
    invited = {"interview": interview, "colleague": colleague}
    _invitation, is_new = Invitation.objects.get_or_create(**invited, defaults={"invited_by": owner})
    if is_new:
        events.keep("invited", colleague, by=owner, interview=interview.pk)
        _tell(interview, owner, Kind.YOU_INVITED, other=colleague)
        _tell(interview, colleague, Kind.INVITED_YOU, by=owner)


def _revoke(interview: Interview, owner: User, key: str) -> None:
    """By the key that a button of the page carries; one that is gone, or never was, changes nothing."""
    for invitation in interview.invitations.select_related("colleague"):
        if str(invitation.pk) == key:
            invitation.delete()
            events.keep("revoked", invitation.colleague, by=owner, interview=interview.pk)
            _tell(interview, owner, Kind.YOU_REVOKED, other=invitation.colleague)
            _tell(interview, invitation.colleague, Kind.REVOKED_YOU, by=owner)


def _leave(interview: Interview, colleague: User) -> None:
    gone, _by_model = interview.invitations.filter(colleague=colleague).delete()
    if not gone:  # pressed twice at once
        return
    events.keep("left", colleague, interview=interview.pk)
    _tell(interview, colleague, Kind.YOU_LEFT)
    _tell(interview, interview.owner, Kind.COLLEAGUE_LEFT, by=colleague)


def _tell(interview: Interview, person: User, kind: Kind, **people: User) -> None:
    names = {role: named.get_username() for role, named in people.items()}
    Notice.objects.create(person=person, kind=kind, code=interview.code, **names)
