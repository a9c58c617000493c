"""The second factor: an app's codes, passkeys (``passkeys``) and recovery codes, by allauth.

Their secrets are sealed. A wrong code counts as a failed log-in (``tries``), and each code of an app opens
once, for all processes alike.
"""

import base64
from io import BytesIO

import qrcode
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.adapter import get_adapter as second_factors
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from qrcode.image.svg import SvgPathFillImage

from interview.accounts import Admission
from interview.colleagues import Kind
from interview.sheet.sealing import SECOND_FACTORS, seal, unseal
from interview.traces import events

from . import tries
from .notices import tell_of_the_way_in
from .sessions import end_all, end_others

PASSED = "gate-passed"  # in the session: there is nothing left to do at the gate
KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]  # recovery codes alone are none
ADDED = dict(zip(KINDS, [Kind.APP_ADDED, Kind.PASSKEY_ADDED], strict=True))
REMOVED = dict(zip(KINDS, [Kind.APP_REMOVED, Kind.PASSKEY_REMOVED], strict=True))
CODES_KEPT = 5  # more than an app shows while one of them is taken


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Koodi ei kelpaa. Katso uusi koodi ja kirjoita se."),
    }

    def encrypt(self, text: str) -> str:
        return base64.b64encode(seal(text.encode(), SECOND_FACTORS)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), SECOND_FACTORS).decode()

    def build_totp_svg(self, url: str) -> str:
        """On white, whatever colours the page has: a camera reads no pattern that is light on dark."""
        drawn = BytesIO()
        qrcode.make(url, image_factory=SvgPathFillImage).save(drawn)
        return drawn.getvalue().decode()

    def send_notification_mail(self, *args, **kwargs) -> None:
        """The app sends no mail."""

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Avain %(number)s") % {"number": number}


class Counted(BaseAuthenticateForm):
    """A wrong code is a failed log-in, and no code is taken twice."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _as_a_code(self.fields["code"], _("Koodi"))

    def clean_code(self) -> str:
        name = self.user.get_username()
        attempt = tries.begin(context.request, name, of_code=True)
        try:
            code = super().clean_code()
            if self.authenticator.type == Authenticator.Type.TOTP:
                _take_once(self.user, code)
        except ValidationError:
            tries.failed(attempt, name)
            raise
        attempt.delete()
        return code


class AtLogIn(Counted, AuthenticateForm):
    """After the password."""


class OnceMore(Counted, ReauthenticateForm):
    """Before what matters most is changed."""


class SetUp(ActivateTOTPForm):
    """What the app is to keep waits in the session meanwhile, sealed there too."""

    def __init__(self, *args, **kwargs):
        waiting = context.request.session.get(SECRET_SESSION_KEY)
        super().__init__(*args, **kwargs)
        _as_a_code(self.fields["code"], _("Sovelluksen näyttämä koodi"))
        if self.is_bound and waiting:
            self.secret = second_factors().decrypt(waiting)
        context.request.session[SECRET_SESSION_KEY] = second_factors().encrypt(self.secret)

    def clean_code(self) -> str:
        code = super().clean_code()
        _take_once(self.user, code)
        return code


def is_set_up(user: AbstractBaseUser) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def was_given(request: HttpRequest) -> bool:
    """In this very session: its own record says so, and no marker of another kind."""
    return any(given["method"] == "mfa" for given in get_authentication_records(request, request.user))


def reset(user: AbstractBaseUser, by: AbstractBaseUser | None, reason: str) -> None:
    """An administrator takes a lost one away. The person sets up another at the next log-in, and is told."""
    with transaction.atomic():
        Authenticator.objects.filter(user_id=user.pk).delete()
        Admission.objects.update_or_create(
            user=user, defaults={"factor_reset_at": timezone.now(), "factor_reset_reason": reason}
        )
        end_all(user)
        events.keep("factor-reset", user, by=by, reason=reason)


def added(sender, request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **kw) -> None:
    """What was told of a reset has been told, and the session gets another key."""
    if authenticator.type in KINDS:
        Admission.objects.filter(user_id=user.pk).update(factor_reset_at=None, factor_reset_reason="")
        record_authentication(request, user, "mfa", type=authenticator.type)
        events.keep("factor-added", user)
        tell_of_the_way_in(user, ADDED[authenticator.type])
        request.session.cycle_key()
        if not _others(authenticator).exists():
            end_others(request)  # which nobody had to give it in


def removed(sender, request: HttpRequest, user: AbstractBaseUser, authenticator: Authenticator, **kw) -> None:
    """Back to the gate, unless there is another; elsewhere the account is logged out."""
    if authenticator.type in KINDS:
        events.keep("factor-removed", user)
        tell_of_the_way_in(user, REMOVED[authenticator.type])
        request.session.pop(PASSED, None)
        end_others(request)


def codes_renewed(sender, user: AbstractBaseUser, **kwargs) -> None:
    """The signal means recovery codes and nothing else."""
    tell_of_the_way_in(user, Kind.CODES_RENEWED)


def _others(authenticator: Authenticator) -> QuerySet[Authenticator]:
    own = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=KINDS)
    return own.exclude(pk=authenticator.pk)


def _take_once(user: AbstractBaseUser, code: str) -> None:
    taken = salted_hmac("a code of an app", f"{user.pk}:{code}", algorithm="sha256").hexdigest()[:32]
    with transaction.atomic():
        Admission.objects.get_or_create(user=user)
        admission = Admission.objects.select_for_update().get(user=user)
        if taken in admission.codes_used:
            raise second_factors().validation_error("incorrect_code")
        admission.codes_used = [taken, *admission.codes_used][:CODES_KEPT]
        admission.save(update_fields=["codes_used"])


def _as_a_code(field: forms.Field, label: str) -> None:
    field.label = label
    field.widget.attrs.pop("placeholder", None)
