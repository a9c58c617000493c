"""Passkeys, by allauth: made, used after the password, and used in the place of the password after a lock.

What is to be signed is made and kept here, in the session, and is signed once.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from allauth.mfa.adapter import get_adapter as second_factors
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django.contrib.auth.models import AbstractBaseUser
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import UserVerificationRequirement

NO_PASSKEY = (KeyError, TypeError, ValueError, AttributeError, LookupError, struct.error, InvalidSignature)
LONGEST_NAME = 60
TO_UNLOCK = "passkey-unlocks"  # in the session: what is to be signed, and no other page's may stand for it


@contextmanager
def read_with_care() -> Iterator[None]:
    """What a browser never sends is refused in words, whatever the library makes of it."""
    try:
        yield
    except NO_PASSKEY as error:
        raise second_factors().validation_error("incorrect_code") from error


class AtLogIn(AuthenticateWebAuthnForm):
    """After the password."""

    def clean_credential(self) -> Authenticator:
        with read_with_care():
            return super().clean_credential()


class OnceMore(AtLogIn, ReauthenticateWebAuthnForm):
    """Before what matters most is changed."""


class Add(AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        with read_with_care():
            return super().clean()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Avaimen nimi")
        self.fields["name"].help_text = _("Esimerkiksi laite, jossa se on.")
        self.fields["name"].max_length = LONGEST_NAME
        self.fields["name"].validators.append(MaxLengthValidator(LONGEST_NAME))


def can_have_passkeys(request: HttpRequest) -> bool:
    """A passkey belongs to a name: at an address of digits browsers make none."""
    host = request.get_host().rsplit(":", 1)[0].strip("[]")
    try:
        ip_address(host)
    except ValueError:
        return True
    return False


def has_passkeys(user: AbstractBaseUser) -> bool:
    return Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN).exists()


def can_unlock(request: HttpRequest) -> bool:
    """Whether this person has a passkey, and this address can be opened with one."""
    return can_have_passkeys(request) and has_passkeys(request.user)


def ask_to_unlock(request: HttpRequest) -> dict[str, Any]:
    """What a passkey of this person is to sign, as browsers take it.

    The device has to ask for a finger, a face or a code: it may lie beside the machine that was left.
    """
    asked, kept = auth.get_server().authenticate_begin(
        credentials=auth.get_credentials(request.user),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    request.session[TO_UNLOCK] = kept
    return dict(asked)


def unlocks(request: HttpRequest) -> bool:
    """Whether the credential that was sent is a passkey of this person, and signs what was asked for last."""
    auth.set_state(request.session.pop(TO_UNLOCK, {}))
    signed = AtLogIn(request.POST, user=request.user).is_valid()
    auth.clear_state()
    return signed
