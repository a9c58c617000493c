import io

import pytest
from django.core.management import call_command

from interview.checkup.findings import amiss, fine
from interview.management.commands import doctor

pytestmark = pytest.mark.django_db


def said() -> tuple[str, int]:
    out = io.StringIO()
    try:
        call_command("doctor", stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


@pytest.fixture
def found(monkeypatch):
    return lambda *findings: monkeypatch.setattr(doctor, "LOOKS", [lambda now: findings])


def test_what_needs_a_person_ends_with_1(found):
    found(fine("All is well here."), amiss("The disk is full."))
    assert said() == ("ok  All is well here.\n!!  The disk is full.\n\n1 of 2 need somebody.\n", 1)


def test_all_well_ends_with_0(found):
    found(fine("All is well here."))
    assert said() == ("ok  All is well here.\n", 0)


def test_every_part_of_an_installation_can_be_looked_at(edition):
    words, _code = said()
    assert "Could not look at" not in words
    assert len(words.splitlines()) >= len(doctor.LOOKS) - 1  # a demo has no way in
