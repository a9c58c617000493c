"""What an account still has to do before anything is reached, and when what was set for it was set."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone
from django.utils.translation import gettext as _

from interview.accounts import Admission
from interview.traces import events

from .sessions import end_all


class NewPassword:
    """Django tells every validator of a password that was set, whoever set it and wherever."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Nothing is refused here (``passwords``)."""

    def get_help_text(self) -> str:
        return _("Henkilö vaihtaa sen omaansa, kun kirjautuu ensimmäisen kerran.")

    def password_changed(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Somebody else's, until the person's own page says that it is theirs."""
        end_all(user)
        events.keep("password-set", user)
        Admission.objects.update_or_create(
            user=user, defaults={"password_set_at": timezone.now(), "password_is_own": False}
        )


def keep_when_it_was_set(sender, instance: AbstractBaseUser, created: bool, raw: bool, **kwargs) -> None:
    """Of an account that is made with a password Django tells no validator."""
    if created and not raw:
        Admission.objects.get_or_create(user=instance, defaults={"password_set_at": timezone.now()})


def password_is_own(user: AbstractBaseUser) -> None:
    Admission.objects.update_or_create(user=user, defaults={"password_is_own": True})
    events.keep("password-own", user)


def admission_of(user: AbstractBaseUser) -> Admission:
    return Admission.objects.filter(user=user).first() or Admission(user=user)
