"""The sessions of an account: begun at log-in, listed, and ended for good when something is lost."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser, Group, User
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from config.sessions import BEGAN, kept_as
from interview.accounts import Session
from interview.traces import events

CLOCK = timedelta(minutes=1)  # how exactly it is kept when a session was last used
WHAT_CAN_BE_LOST = ("is_active", "is_staff", "is_superuser")


def begin(sender, request: HttpRequest, user: AbstractBaseUser, **kwargs) -> None:
    """At log-in; and whatever has run out goes."""
    request.session[BEGAN] = timezone.now().isoformat()
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


def used_now(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """A middleware that keeps when a session was last used. It writes once a minute at most."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        used_at, now = request.session.used_at, timezone.now()
        if used_at and now - used_at > CLOCK and request.session.session_key:
            _this(request).update(used_at=now)
        return response

    return answer


def own(request: HttpRequest) -> list[Session]:
    """The sessions of whoever asks, the one that asks first; it has ``is_this``."""
    found = list(_of([request.user.pk]).filter(expire_date__gt=timezone.now()))
    for session in found:
        session.is_this = session.pk == kept_as(request.session.session_key)
    return sorted(found, key=lambda session: not session.is_this)


def others(request: HttpRequest) -> QuerySet[Session]:
    mine = _of([request.user.pk]).filter(expire_date__gt=timezone.now())
    return mine.exclude(pk=kept_as(request.session.session_key))


def end_others(request: HttpRequest) -> None:
    ended, _ = others(request).delete()
    if ended:
        events.keep("sessions-ended", request.user)


def end_all(user: AbstractBaseUser) -> None:
    _end(_of([user.pk]))


def end_where_something_is_lost(sender, instance: User, raw: bool, update_fields=None, **kwargs) -> None:
    """An account that is disabled, or that loses its way into the admin."""
    if raw or instance.pk is None or not (update_fields is None or {*WHAT_CAN_BE_LOST} & {*update_fields}):
        return
    before = User.objects.filter(pk=instance.pk).values(*WHAT_CAN_BE_LOST).first() or {}
    if any(had and not getattr(instance, name) for name, had in before.items()):
        end_all(instance)


def end_where_a_role_is_lost(sender, instance, action: str, reverse: bool, pk_set, **kwargs) -> None:
    """Groups taken from an account, or (``reverse``) accounts from a group."""
    if action == "post_remove":
        _end(_of(pk_set if reverse else [instance.pk]))
    elif action == "pre_clear":
        _end(_of(_members(instance) if reverse else [instance.pk]))


def end_with_a_role(sender, instance: Group, **kwargs) -> None:
    _end(_of(_members(instance)))


def _members(group: Group) -> Iterable[int]:
    return group.user_set.values_list("pk", flat=True)


def _of(accounts: Iterable[int]) -> QuerySet[Session]:
    return Session.objects.filter(account__in=accounts)


def _end(sessions: QuerySet[Session]) -> None:
    sessions.delete()


def _this(request: HttpRequest) -> QuerySet[Session]:
    return Session.objects.filter(pk=kept_as(request.session.session_key))
