import os
from datetime import timedelta

import pytest
from django.utils import timezone

from interview.traces.backups import making
from interview.traces.backups.folder import written
from interview.traces.backups.pruning import prune
from interview.traces.backups.sealed_file import Head, Sealing

NOW = timezone.now()


@pytest.fixture
def made(settings, backups):
    """made(days): a backup of so many days ago."""

    def made(days, folder=backups, key=None):
        at = NOW - timedelta(days=days)
        key_id, key_here = next(iter(settings.BACKUP_KEYS.items()))
        with written(folder, at) as (path, file):
            Sealing(file, key or key_here, Head(key_id, at.isoformat(), "sqlite", "", {})).finish()
        return path

    return made


def gone(*folders, days=30):
    return [backup.path for backup in prune(folders, days, NOW).gone]


def test_what_is_older_goes_and_the_rest_stays(made, backups):
    old, recent = made(30.1), made(29.9)
    assert gone(backups) == [old]
    assert list(backups.iterdir()) == [recent]


def test_none_is_kept_for_being_the_last(made, backups):
    made(31)
    gone(backups)
    assert list(backups.iterdir()) == []


def test_the_time_is_what_was_sealed_and_not_the_files_or_the_names(made, backups):
    old, recent = made(31), made(1)
    os.utime(recent, (0, 0))
    os.utime(old)
    renamed = backups / "rinnalla-20991128T120000Z.backup"
    old.rename(renamed)
    assert gone(backups) == [renamed]


def test_what_is_no_backup_of_ours_is_never_touched(made, backups):
    another_key = made(400, key=bytes(range(32)))
    for name in ("notes.txt", "rinnalla-20200101T000000Z.backup", "old.backup"):
        (backups / name).write_bytes(b"Rinnalla backup\n")
    names = {path.name for path in backups.iterdir()}
    pruned = prune([backups], 1, NOW)
    assert pruned.gone == []
    assert {path.name for path in backups.iterdir()} == names
    assert any(str(another_key) in sentence for sentence in pruned.others)


def test_a_head_that_was_made_older_deletes_nothing(made, backups):
    """What stands in front is believed only when the seal vouches for it."""
    path = made(1)
    content = path.read_bytes()
    path.write_bytes(content.replace(f"{NOW - timedelta(days=1):%Y-}".encode(), b"1999-", 1))
    assert gone(backups) == []


def test_several_folders_are_gone_through_once_each(made, backups, tmp_path, data_folder):
    other = tmp_path / "other"
    other.mkdir(mode=0o700)
    expired = [made(31), made(31, other)]
    assert gone(backups, other, backups, making.default_folder()) == expired


def test_the_days_are_chosen(made, backups):
    path = made(8)
    assert gone(backups, days=9) == []
    assert gone(backups, days=7) == [path]
