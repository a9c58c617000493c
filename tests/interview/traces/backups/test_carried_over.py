"""What has happened since the backup, and what becomes of it."""

import io
from contextlib import contextmanager

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from interview.accounts import Anchor, Event
from interview.colleagues import Invitation
from interview.traces import anchors, deleted_ids, events
from interview.traces.backups.restoring import restore


@pytest.fixture
def since(backup):
    """with since(): what happens in it happens after the backup, which is put back then."""

    @contextmanager
    def since():
        path = backup()
        yield
        since.restored = restore(path, lambda offer: True)

    return since


def lines() -> list[tuple[str, int | None]]:
    return list(Event.objects.values_list("kind", "account"))


# --- The log of use ---------------------------------------------------------------------------------------


@pytest.mark.variants(stay=0)
def test_lines_since_the_backup_stay_in_the_log(since, worker):
    with since():
        events.keep("failed", worker)
    assert lines()[-3:] == [("failed", worker.pk), ("backed-up", None), ("restored", None)]
    assert since.restored.carried_over.lines == 3


@pytest.mark.variants(stay=0)
def test_the_log_is_still_one_chain(since, worker, begun):
    events.keep("failed", worker)
    anchors.anchor(begun("KAI-52").began_at)
    with since():
        events.keep("unlock-failed", worker)
        anchors.anchor(begun("LOE-10").began_at)
    assert Anchor.objects.count() >= 2
    call_command("check_log", stdout=io.StringIO())


@pytest.mark.variants(stay=0)
def test_the_next_line_comes_after_the_last(since, worker):
    with since():
        events.keep("failed", worker)
    last = Event.objects.last().pk
    events.keep("failed", worker)
    assert Event.objects.last().pk == last + 1


@pytest.mark.variants(stay=0)
def test_of_a_log_that_was_set_back_the_backup_has_more_and_it_stays(backup, worker):
    """As where a whole disk is put back as it was, and then a newer backup."""
    older = backup()
    events.keep("failed", worker)
    newer = backup()
    restored = restore(older, lambda offer: True)
    Event.objects.forget(list(Event.objects.values_list("pk", flat=True))[1:])
    events.keep("unlocked", worker)
    restored = restore(newer, lambda offer: True)
    kinds = [kind for kind, _ in lines()]
    assert kinds[:3] == ["backed-up", "failed", "unlocked"]
    assert kinds[-1] == "restored"
    assert restored.carried_over.lines == len(kinds) - 3


# --- The doors --------------------------------------------------------------------------------------------


def test_an_account_that_was_closed_since_stays_closed(since, worker, colleague):
    with since():
        User.objects.filter(pk=worker.pk).update(is_active=False)
        colleague.delete()
    assert not User.objects.filter(is_active=True).exists()
    assert User.objects.count() == 2
    assert since.restored.carried_over.accounts == 2


@pytest.mark.variants(stay=0)
def test_an_account_that_was_closed_then_and_is_open_now_stays_as_it_was_then(since, worker):
    User.objects.filter(pk=worker.pk).update(is_active=False)
    with since():
        User.objects.filter(pk=worker.pk).update(is_active=True)
    assert not User.objects.get().is_active


def test_a_new_password_stays_the_new_one(since, worker):
    with since():
        worker.set_password("toinen hiljainen koivu")
        worker.save()
    assert User.objects.get().check_password("toinen hiljainen koivu")


@pytest.mark.variants(stay=0)
def test_second_factors_are_those_of_now(since, worker):
    lost = Authenticator.objects.create(user=worker, type="webauthn", data={"name": "lost"})
    with since():
        lost.delete()
        new = Authenticator.objects.create(user=worker, type="webauthn", data={"name": "new"})
        later = User.objects.create_user("later")
        Authenticator.objects.create(user=later, type="webauthn", data={})
    assert Authenticator.objects.get().data == new.data


def test_a_role_that_was_lost_since_stays_lost(since, worker, administrator):
    with since():
        worker.groups.clear()
        User.objects.filter(pk=administrator.pk).update(is_superuser=False)
    assert not User.objects.filter(is_superuser=True).exists()
    assert not User.groups.through.objects.exists()
    assert Group.objects.exists()


@pytest.mark.variants(stay=0)
def test_an_invitation_that_was_revoked_since_stays_revoked(since, worker, colleague, begun):
    interview = begun("KAI-52")
    Invitation.objects.create(interview=interview, colleague=colleague, invited_by=worker)
    with since():
        Invitation.objects.all().delete()
    assert not Invitation.objects.exists()
    assert since.restored.carried_over.invitations == 1


@pytest.mark.variants(stay=0)
def test_of_another_installation_nothing_is_carried_over(backup, worker, monkeypatch):
    path = backup()
    User.objects.filter(pk=worker.pk).update(is_active=False)
    monkeypatch.setattr(deleted_ids, "installation", lambda: "another")
    restored = restore(path, lambda offer: True)
    assert User.objects.get().is_active
    assert restored.carried_over.lines == 0
