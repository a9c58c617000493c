"""The room of one meeting, and its groups: Workers, who begin interviews, and Officers."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete, pre_save
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils.translation import gettext_lazy as _


class InterviewConfig(AppConfig):
    name = "interview"
    verbose_name = _("Organisaatio")  # all that the admin has of this room
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
        from django.contrib.auth.models import Group, User

        from . import access
        from .doors import second_factor, sessions
        from .doors.admission import keep_when_it_was_set
        from .stubs import gone
        from .traces import deleted_ids
        from .traces.events import keep_log_in, keep_log_out, keep_refused
        from .traces.sittings import note_use

        post_migrate.connect(make_groups, sender=self)
        post_migrate.connect(deleted_ids.make_table, sender=self)
        gone.connect(deleted_ids.keep)
        pre_save.connect(keep_no_address, sender=User)
        post_save.connect(keep_when_it_was_set, sender=User)
        post_delete.connect(forget_name, sender=User)
        pre_save.connect(sessions.end_where_something_is_lost, sender=User)
        m2m_changed.connect(sessions.end_where_a_role_is_lost, sender=User.groups.through)
        pre_delete.connect(sessions.end_with_a_role, sender=Group)
        authenticator_added.connect(second_factor.added)
        authenticator_removed.connect(second_factor.removed)
        authenticator_reset.connect(second_factor.codes_renewed)
        user_logged_in.connect(sessions.begin)
        user_logged_in.connect(keep_log_in)
        user_logged_out.connect(keep_log_out)
        user_logged_out.connect(forget_form_protection)
        access.used.connect(note_use)
        access.refused.connect(keep_refused)


def forget_form_protection(sender, request: HttpRequest | None, **kwargs) -> None:
    """After log-out no form from before can be sent again by whoever sits down next."""
    if request is not None:
        rotate_token(request)


def keep_no_address(sender, instance, **kwargs) -> None:
    """The app sends no mail: whatever asks for an e-mail address, none is kept."""
    instance.email = ""


def forget_name(sender, instance, **kwargs) -> None:
    """What the admin's log says of an account that is gone it says of its number, as the log of use does."""
    from django.contrib.admin.models import LogEntry

    name, number = instance.get_username(), f"#{instance.pk}"
    of_accounts = LogEntry.objects.filter(content_type__app_label="auth", content_type__model="user")
    of_accounts.filter(object_id=instance.pk).update(object_repr=number)
    for handed_over in of_accounts.filter(change_message__endswith=f" {name}."):
        handed_over.change_message = handed_over.change_message.removesuffix(f"{name}.") + f"{number}."
        handed_over.save(update_fields=["change_message"])


def make_groups(sender: AppConfig, using: str, **kwargs) -> None:
    """Roles are groups, and add up. No permission hangs on these two: pages ask for the group itself."""
    from django.contrib.auth.models import Group

    from .models import OFFICERS, WORKERS

    for name in (WORKERS, OFFICERS):
        Group.objects.using(using).get_or_create(name=name)
