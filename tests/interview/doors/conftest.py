from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator

from config.sessions import kept_as
from interview.accounts import Session
from interview.doors import sessions, touches
from interview.doors.admission import password_is_own

NOW = datetime.now(UTC).replace(microsecond=0)  # where the clock of touches can stand; sessions have an end


@pytest.fixture
def in_earnest(settings):
    """Not in a demo: the gate stands."""
    settings.DEMO = False


@pytest.fixture
def own_password():
    """own_password(user): as after the person's own password page."""
    return password_is_own


@pytest.fixture
def standing_clock(monkeypatch):
    for module in (touches, sessions):
        monkeypatch.setattr(module, "timezone", SimpleNamespace(now=lambda: NOW))


@pytest.fixture
def leave(standing_clock) -> Callable[..., None]:
    """leave(client, minutes=11): nobody touches the client's session for so long."""

    def leave(client, minutes: float = 11) -> None:
        row = Session.objects.filter(pk=kept_as(client.cookies["sessionid"].value))
        assert row.update(touched_at=NOW - timedelta(minutes=minutes), used_at=NOW)

    return leave


@pytest.fixture
def touched_ago() -> Callable[..., float]:
    """touched_ago(client): seconds since its session was touched, as its row has it."""
    return lambda client: (
        NOW - Session.objects.get(pk=kept_as(client.cookies["sessionid"].value)).touched_at
    ).total_seconds()


@pytest.fixture
def locked(worker_client, leave):
    """A client in which a worker has logged in, and which nobody has touched since."""
    leave(worker_client)
    return worker_client


@pytest.fixture
def has_all(own_password):
    """has_all(user): as for whoever has nothing left to do at the gate."""

    def has_all(user):
        own_password(user)
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})

    return has_all


@pytest.fixture
def log_in_whole(has_all):
    """log_in_whole(client, user): by a password of one's own and a second factor."""

    def log_in_whole(client, user):
        has_all(user)
        client.force_login(user)
        given_in(client, user)

    return log_in_whole


def given_in(client, user) -> None:
    """The second factor, in the client's session; the next request carries the key that it has then."""
    session = client.session
    record_authentication(SimpleNamespace(session=session), user, "mfa", type=Authenticator.Type.TOTP)
    session.save()


@pytest.fixture
def commits_at_once(monkeypatch):
    """What waits for a commit is done in the request, as outside a test, whose transaction has no end."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda done, *given, **named: done())
