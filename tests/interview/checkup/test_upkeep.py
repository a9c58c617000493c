from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from django.utils import timezone

from interview.checkup import upkeep
from interview.models import Interview
from interview.sheet.answers import AnswerSheet
from interview.stubs import Upkeep
from interview.traces.backups import making

pytestmark = pytest.mark.django_db
NOW = timezone.now()
KEYS = {"one": bytes(range(1, 33))}


def amiss(look) -> list[str]:
    return [each.sentence for each in look(NOW) if each.for_a_person]


def test_a_database_of_another_version_is_told():
    assert amiss(upkeep.the_database) == []
    recorder = MigrationRecorder(connection)
    recorder.record_applied("interview", "9999_of_next_year")
    assert "newer version" in amiss(upkeep.the_database)[0]
    recorder.record_unapplied("interview", "9999_of_next_year")
    recorder.record_unapplied("interview", "0001_initial")
    assert "older than this version" in amiss(upkeep.the_database)[0]


def test_nothing_published_is_told():
    assert "Nothing is published" in amiss(upkeep.the_guidance)[0]


def test_each_key_says_how_much_it_seals_and_one_that_is_lost_is_told(edition, worker, settings):
    assert amiss(upkeep.the_guidance) == []
    interview = Interview(owner=worker, edition=edition)
    interview.keep(AnswerSheet())
    interview.save()
    [first] = settings.SEALING_KEYS
    assert [each.sentence for each in upkeep.the_keys(NOW)] == [
        f"The sealing key {first} seals 1 interviews."
    ]
    with override_settings(SEALING_KEYS={"new": bytes(range(32)), **settings.SEALING_KEYS}):
        assert amiss(upkeep.the_keys) == [
            f"Still needed behind the first key: {first}. Run manage.py rotate_keys."
        ]
    with override_settings(SEALING_KEYS={"new": bytes(range(32))}):
        assert f"The sealing key {first} is missing." in amiss(upkeep.the_keys)


def test_without_a_key_for_backups_there_are_none(settings):
    settings.BACKUP_KEYS = {}
    assert "RINNALLA_BACKUP_KEYS" in amiss(upkeep.the_backups)[0]


def test_that_there_is_no_backup_is_told(settings, tmp_path):
    settings.BACKUP_KEYS, settings.DATA_DIR = KEYS, tmp_path
    assert "There is no backup" in amiss(upkeep.the_backups)[0]


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_fine_for_a_day_and_a_half(settings, tmp_path):
    settings.BACKUP_KEYS, settings.DATA_DIR = KEYS, tmp_path
    making.default_folder().mkdir(mode=0o700)
    making.make(making.default_folder())
    assert amiss(upkeep.the_backups) == []
    later = timezone.now() + timedelta(hours=37)
    assert "should be made every night" in next(iter(upkeep.the_backups(later))).sentence


@pytest.mark.parametrize(
    ("purged", "stopped", "part"),
    [
        (None, "", "Nothing was purged yet"),
        (timedelta(hours=4), "", "Nothing was purged since"),
        (timedelta(0), "jumped", "The clock of this machine was set"),
    ],
)
def test_a_purge_that_does_not_happen_is_told(purged, stopped, part):
    row = Upkeep.row()
    row.purged_at, row.stopped = purged is not None and NOW - purged or None, stopped
    row.save()
    assert part in amiss(upkeep.the_purge)[0]


def test_a_purge_an_hour_ago_is_fine():
    row = Upkeep.row()
    row.purged_at = NOW - timedelta(hours=1)
    row.save()
    assert amiss(upkeep.the_purge) == []
