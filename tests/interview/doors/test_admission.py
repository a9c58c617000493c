"""When a password was set, and whose it is."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from interview.accounts import Admission
from interview.doors.admission import admission_of, password_is_own

pytestmark = pytest.mark.django_db


def test_a_new_accounts_password_is_not_its_own(worker):
    admission = Admission.objects.get(user=worker)
    assert not admission.password_is_own
    assert admission.password_set_at is not None


def test_a_password_set_in_the_admin_is_somebody_elses(client, administrator, worker):
    password_is_own(worker)
    before = admission_of(worker).password_set_at
    client.force_login(administrator)
    new = "hernekeitto-kiertää-hitaasti"
    page = reverse("admin:auth_user_password_change", args=[worker.pk])
    assert (
        client.post(page, {"password1": new, "password2": new, "usable_password": "true"}).status_code == 302
    )
    admission = admission_of(worker)
    assert not admission.password_is_own
    assert admission.password_set_at > before


def test_a_hash_made_anew_at_log_in_leaves_a_password_ones_own(client, worker, password, settings):
    password_is_own(worker)
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    client.post("/accounts/login/", {"login": "worker", "password": password})
    assert User.objects.get(pk=worker.pk).password.startswith("pbkdf2")
    assert admission_of(worker).password_is_own


def test_an_account_from_before_has_a_password_of_nobody_knows_when(worker):
    Admission.objects.all().delete()
    admission = admission_of(worker)
    assert (admission.password_set_at, admission.password_is_own) == (None, False)
