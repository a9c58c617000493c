"""Accounts in the admin: what is asked of whom, and that nobody has an e-mail address here."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core.management import call_command

from tests.markup import attributes


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("address", ["add/", "{worker.pk}/change/", ""])
def test_no_page_of_accounts_asks_for_an_address_or_shows_one(desk, worker, address):
    User.objects.filter(pk=worker.pk).update(email="worker@example.org")
    shown = desk.get("/admin/auth/user/" + address.format(worker=worker))
    assert shown.status_code == 200
    assert attributes(shown, "[name=email]", "name") == []
    assert "worker@example.org" not in shown.content.decode()
    assert desk.get("/admin/auth/user/?q=example.org").content.decode().count("/change/") == 0


def test_names_and_roles_are_still_asked(desk, worker):
    asked = attributes(desk.get(f"/admin/auth/user/{worker.pk}/change/"), "#user_form [name]", "name")
    assert {"first_name", "last_name", "is_active", "groups"} <= {*asked}


def test_an_account_keeps_no_address_however_it_is_made(db, worker, password):
    worker.email = "worker@example.org"
    worker.save()
    call_command("createsuperuser", username="first", email="first@example.org", interactive=False)
    assert {*User.objects.values_list("email", flat=True)} == {""}


def test_what_was_kept_before_goes_with_the_upgrade(worker):
    from importlib import import_module

    from django.apps import apps

    User.objects.filter(pk=worker.pk).update(email="worker@example.org")
    EmailAddress.objects.create(user=worker, email="worker@example.org")
    import_module("interview.migrations.0014_no_addresses").forget_addresses(apps, None)
    assert User.objects.get(pk=worker.pk).email == ""
    assert not EmailAddress.objects.exists()
