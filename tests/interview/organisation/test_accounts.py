"""Accounts in the admin: what is asked of whom, and that nobody has an e-mail address here."""

from importlib import import_module

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
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
    User.objects.filter(pk=worker.pk).update(email="worker@example.org")
    EmailAddress.objects.create(user=worker, email="worker@example.org")
    import_module("interview.migrations.0014_no_addresses").forget_addresses(apps, None)
    assert User.objects.get(pk=worker.pk).email == ""
    assert not EmailAddress.objects.exists()


# --- The admin's own log ---------------------------------------------------------------------------------


@pytest.fixture
def reset_in_the_admin(desk, worker):
    """What the admin's log has of the worker's account then."""
    desk.post(f"/admin/auth/user/{worker.pk}/second-factor/", {"reason": "puhelin katosi"})
    return LogEntry.objects.filter(object_id=worker.pk)


def test_the_admins_log_names_an_account_while_it_is_there(reset_in_the_admin, worker):
    assert [entry.object_repr for entry in reset_in_the_admin] == ["worker"]


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("{worker.pk}/delete/", {"post": "yes"}),
        ("", {"action": "delete_selected", "_selected_action": "{worker.pk}", "post": "yes"}),
    ],
    ids=["one", "a list"],
)
def test_it_names_no_account_that_was_deleted(reset_in_the_admin, desk, worker, colleague, address, sent):
    number = worker.pk
    sent = {name: value.format(worker=worker) for name, value in sent.items()}
    desk.post("/admin/auth/user/" + address.format(worker=worker), sent)
    assert not User.objects.filter(pk=number).exists()
    assert [entry.object_repr for entry in reset_in_the_admin] == [f"#{number}"] * 2
    assert "worker" not in "".join(reset_in_the_admin.values_list("change_message", flat=True))


@pytest.fixture
def log_of_accounts(administrator):
    """log_of_accounts(number, name, message): a line in which an account of that number and name stands."""

    def log(number: int, name: str, message: str) -> LogEntry:
        of = {
            "object_id": number,
            "object_repr": name,
            "content_type": ContentType.objects.get_for_model(User),
        }
        return LogEntry.objects.create(user=administrator, action_flag=CHANGE, change_message=message, **of)

    return log


def test_nor_does_the_line_of_another_with_whom_interviews_were_exchanged(log_of_accounts, worker, colleague):
    log_of_accounts(colleague.pk, "colleague", "Siirsi yhden keskustelun tunnukselta worker.")
    number = worker.pk
    worker.delete()
    (line,) = LogEntry.objects.all()
    assert (line.object_repr, line.change_message) == (
        "colleague",
        f"Siirsi yhden keskustelun tunnukselta #{number}.",
    )


def test_what_was_deleted_before_goes_with_the_upgrade(log_of_accounts, worker):
    log_of_accounts(4711, "gone", "Toinen vaihe poistettiin. gone kirjataan ulos.")
    log_of_accounts(4711, "gone", "Siirsi yhden keskustelun tunnukselle worker.")
    log_of_accounts(worker.pk, "worker", "Siirsi yhden keskustelun tunnukselta gone.")
    import_module("interview.migrations.0016_no_names_of_deleted_accounts").forget_names(apps, None)
    assert [*LogEntry.objects.order_by("pk").values_list("object_repr", "change_message")] == [
        ("#4711", "Toinen vaihe poistettiin. #4711 kirjataan ulos."),
        ("#4711", "Siirsi yhden keskustelun tunnukselle worker."),
        ("worker", "Siirsi yhden keskustelun tunnukselta #4711."),
    ]
