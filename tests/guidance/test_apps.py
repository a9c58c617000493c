import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

pytestmark = pytest.mark.django_db


def permissions() -> set[str]:
    return set(Group.objects.get(name="Supervisors").permissions.values_list("codename", flat=True))


def test_supervisors_may_edit_everything_in_the_draft():
    models = [model._meta.model_name for model in apps.get_app_config("guidance").get_models()]
    wanted = {f"{may}_{name}" for name in models for may in ("add", "change", "delete", "view")}
    assert permissions() >= {name for name in wanted if not name.endswith("_edition")}


def test_supervisors_publish_editions_and_never_change_one():
    assert {name for name in permissions() if name.endswith("_edition")} == {"view_edition", "add_edition"}


def test_supervisors_have_no_way_to_interviews_or_accounts():
    theirs = Group.objects.get(name="Supervisors").permissions
    assert set(theirs.values_list("content_type__app_label", flat=True)) == {"guidance"}


def test_migrating_again_keeps_the_one_group_and_what_an_organisation_gave_it():
    more = Permission.objects.get(codename="view_user")
    Group.objects.get(name="Supervisors").permissions.add(more)
    call_command("migrate", verbosity=0)
    assert "view_user" in permissions()


def test_a_new_permission_comes_with_the_migration():
    group = Group.objects.get(name="Supervisors")
    group.permissions.remove(*group.permissions.filter(codename="view_step"))
    call_command("migrate", verbosity=0)
    assert "view_step" in permissions()
