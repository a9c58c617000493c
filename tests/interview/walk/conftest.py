import os
from collections.abc import Iterator

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in

from interview.doors.admission import password_is_own


@pytest.fixture(autouse=True)
def second_factor(settings) -> Iterator[None]:
    """With SECOND_FACTOR=on in the environment the gate stands, and whoever logs in gives a second factor."""
    if os.environ.get("SECOND_FACTOR") != "on":
        yield
        return
    settings.DEMO = False
    user_logged_in.connect(_gives_all)
    yield
    user_logged_in.disconnect(_gives_all)


def _gives_all(sender, request, user, **signal) -> None:
    password_is_own(user)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    record_authentication(request, user, "mfa", type=Authenticator.Type.TOTP)


@pytest.fixture
def save(worker_client, at, sheet):
    def save(page, fields):
        response = worker_client.post(at(page), {"version": sheet().version, **fields})
        assert response.status_code == 302, response.content.decode()
        return response

    return save


@pytest.fixture
def summary(worker_client, at):
    return lambda: worker_client.get(at("summary")).content.decode()
