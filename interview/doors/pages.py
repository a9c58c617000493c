"""The pages of one's own account."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm, ReauthenticateForm
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.views import PasswordChangeView, ReauthenticateView
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from interview.access import is_worker
from interview.colleagues import Notice

from . import passkeys, second_factor, sessions
from .admission import admission_of, password_is_own
from .gate import left_to_do
from .log_in import own_work


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """What one has and can do: the password and what else lets one in."""
    return render(
        request,
        "account/account.html",
        {
            "admission": admission_of(request.user),
            "has_second_factor": second_factor.is_set_up(request.user),
            "others": sessions.others(request).count(),
            "notices": () if is_worker(request.user) else Notice.objects.to(request.user),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def my_sessions(request: HttpRequest) -> HttpResponse:
    """Where one is logged in, and an end to it everywhere but here."""
    if request.method == "POST":
        sessions.end_others(request)
        return redirect("sessions")
    return render(request, "account/sessions.html", {"sessions": sessions.own(request)})


class ChangePassword(ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (
            ("oldpassword", _("Nykyinen salasana")),
            ("password1", _("Uusi salasana")),
            ("password2", _("Uusi salasana uudelleen")),
        ):
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["password1"].help_text = _(
            "Vähintään 12 merkkiä. Helpoin muistaa on kolme tai neljä sanaa, jotka eivät liity toisiinsa."
        )

    def clean_oldpassword(self) -> str:
        """Counted like a log-in: whoever found a page open is not to guess on."""
        old = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, old):
            raise get_adapter().validation_error("enter_current_password")
        return old

    def clean_password1(self) -> str:
        """Another one: who set the present one may know it."""
        new = self.cleaned_data["password1"]
        if new == self.cleaned_data.get("oldpassword"):
            raise ValidationError(_("Valitse toinen salasana kuin nykyinen."))
        return new

    def save(self) -> None:
        super().save()
        password_is_own(self.user)


class OnceMore(ReauthenticateForm):
    """One's password, before what matters most is changed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Nykyinen salasana")
        self.fields["password"].widget.attrs["autocomplete"] = "current-password"


class PasswordPage(PasswordChangeView):
    def get_context_data(self, **kwargs) -> dict:
        user = self.request.user
        more = {"admission": admission_of(user), "set_by_another": _has_to_change(user)}
        return super().get_context_data(**kwargs) | more

    def get_default_success_url(self) -> str:
        """At the gate on to one's work; later back to one's account, which says when it was changed."""
        user = self.request.user
        return own_work(user) if self._was_set_by_another else reverse("account")

    def form_valid(self, form) -> HttpResponse:
        self._was_set_by_another = _has_to_change(self.request.user)
        answer = super().form_valid(form)
        reauthenticate_by_password(self.request)  # it was just given
        return answer


change_password = login_required(PasswordPage.as_view())


class Offered:
    """A page that offers passkeys where they can be used."""

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | {
            "passkeys_work_here": passkeys.can_have_passkeys(self.request),
        }


class ConfirmByPassword(ReauthenticateView):
    """One's password once more."""

    def get_context_data(self, **kwargs) -> dict:
        by_passkey = self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn"))
        return super().get_context_data(**kwargs) | {
            "by_passkey": by_passkey if passkeys.can_unlock(self.request) else None,
        }


class ConfirmByPasskey(ReauthenticateWebAuthnView):
    """A passkey in its place."""

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs) -> dict:
        by_password = self.passthrough_next_url(reverse("account_reauthenticate"))
        return super().get_context_data() | kwargs | {"by_password": by_password}


class SecondFactors(Offered, IndexView):
    """What one has of it."""


class AddPasskey(Offered, AddWebAuthnView):
    """One more passkey; a page of its own."""


class Authenticate(Offered, AuthenticateView):
    """A code or a passkey, after the password."""

    def get_context_data(self, **kwargs) -> dict:
        has_passkeys = passkeys.has_passkeys(self.stage.login.user)
        return super().get_context_data(**kwargs) | {"has_passkeys": has_passkeys}


confirm = login_required(ConfirmByPassword.as_view())
confirm_by_passkey = login_required(ConfirmByPasskey.as_view())
second_factors = SecondFactors.as_view()
add_passkey = AddPasskey.as_view()
authenticate = Authenticate.as_view()


def _has_to_change(user: AbstractBaseUser) -> bool:
    return left_to_do(user) == "account_change_password"
