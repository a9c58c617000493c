"""Accounts in the admin: nothing of an interview shows there, and none is lost with its owner."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


@pytest.fixture
def owner(interview, worker):
    return worker


def deleting(user) -> str:
    return reverse("admin:auth_user_delete", args=[user.pk])


def test_an_owner_of_interviews_is_not_deleted_and_no_code_is_shown(owner, interview, administrator, client):
    client.force_login(administrator)
    page = client.get(deleting(owner)).content.decode()
    assert "tunnuksella on keskusteluja" in page
    assert interview.code not in page
    answer = client.post(deleting(owner), {"post": "yes"})
    assert interview.code not in answer.content.decode()
    assert User.objects.filter(pk=owner.pk).exists()


def test_nor_is_one_among_several(owner, interview, colleague, administrator, client):
    client.force_login(administrator)
    users = reverse("admin:auth_user_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [owner.pk, colleague.pk]}
    for fields in (chosen, chosen | {"post": "yes"}):
        page = client.post(users, fields).content.decode()
        assert "tunnuksella on keskusteluja" in page
        assert interview.code not in page
    assert User.objects.filter(pk__in=[owner.pk, colleague.pk]).count() == 2


def test_whoever_has_none_is_deleted(desk, colleague):
    assert desk.post(deleting(colleague), {"post": "yes"}).status_code == 302
    assert not User.objects.filter(pk=colleague.pk).exists()
