"""Passkeys, by allauth: made, used after the password, and used in the place of the password after a lock.

What is to be signed is made here and kept in the session; after a lock it is signed once. The device has to
ask for a finger, a face or a code (``MFA_WEBAUTHN_USER_VERIFICATION``): it may lie beside the machine.
"""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm, ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal import auth
from cryptography.exceptions import InvalidSignature
from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

NO_PASSKEY = (
    *(KeyError, TypeError, ValueError, AttributeError, LookupError, RecursionError),
    *(struct.error, InvalidSignature),
)
LONGEST_NAME = 60


@contextmanager
def read_with_care(refused: str) -> Iterator[None]:
    """What a browser never sends is refused in the same words, whatever the library makes of it."""
    try:
        yield
    except (*NO_PASSKEY, ValidationError) as error:
        raise ValidationError(refused) from error


class Credential(forms.JSONField):
    """Of JSON that cannot be read Django knows one kind. What was sent is not shown again."""

    def to_python(self, value: Any) -> Any:
        with read_with_care(self.error_messages["required"]):
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        return forms.fields.InvalidJSONInput()


class AtLogIn(AuthenticateWebAuthnForm):
    """After the password."""

    credential = Credential(widget=forms.HiddenInput)
    refused = _("Pääsyavain ei auennut. Yritä uudelleen tai käytä koodia.")

    def clean_credential(self) -> Authenticator:
        with read_with_care(self.refused):
            return super().clean_credential()


class OnceMore(AtLogIn, ReauthenticateWebAuthnForm):
    """Before what matters most is changed."""

    refused = _("Pääsyavain ei auennut. Yritä uudelleen tai käytä salasanaa.")


class Add(AddWebAuthnForm):
    credential = Credential(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        with read_with_care(AtLogIn.refused):
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
    """What a passkey of this person is to sign, as browsers take it."""
    return auth.begin_authentication(request.user)


def unlocks(request: HttpRequest) -> bool:
    """Whether the credential that was sent is a passkey of this person, and signs what was asked for last."""
    signed = AtLogIn(request.POST, user=request.user).is_valid()
    auth.clear_state()
    return signed
