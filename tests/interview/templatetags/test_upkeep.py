"""The first page of the admin says to administrators that nothing is purged, and to nobody else."""

import pytest
from django.utils import translation

from interview.stubs import Upkeep
from interview.templatetags.upkeep import WHY
from interview.traces import jumps
from tests.markup import parts, words

pytestmark = pytest.mark.django_db


def test_every_reason_is_told_in_words():
    assert WHY.keys() == jumps.WHY.keys()


@pytest.mark.parametrize("why", WHY)
def test_an_administrator_reads_why_nothing_is_purged_and_what_to_do(client, administrator, why):
    Upkeep.objects.create(pk=1, stopped=why)
    client.force_login(administrator)
    said = words(client.get("/admin/"), ".errornote")
    assert said.startswith(str(WHY[why]))
    assert "manage.py purge --clock-is-right" in said


@pytest.mark.parametrize("who", ["supervisor", "officer"])
def test_others_at_the_desk_do_not(client, request, who):
    Upkeep.objects.create(pk=1, stopped="jumped")
    client.force_login(request.getfixturevalue(who))
    assert not parts(client.get("/admin/"), ".errornote")


def test_where_nothing_is_wrong_nothing_is_said(client, administrator):
    client.force_login(administrator)
    assert not parts(client.get("/admin/"), ".errornote")
    Upkeep.row()
    assert not parts(client.get("/admin/"), ".errornote")


def test_readiness_goes_on(client, edition):
    Upkeep.objects.create(pk=1, stopped="jumped")
    with translation.override("fi"):
        assert client.get("/readyz").content == b"ok\n"
