import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["Workers", "Officers"])
def test_the_groups_are_there_once_and_bring_nothing_in_the_admin(name):
    call_command("migrate", verbosity=0)
    assert Group.objects.get(name=name).permissions.count() == 0
