import fcntl
import stat
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from interview.traces.backups.folder import checked, clear_what_was_cut_short, found, written
from interview.traces.backups.refused import Refused
from interview.traces.backups.sealed_file import Head, Sealing

KEYS = {"one": bytes(range(32))}
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def write(folder, at=NOON, key=KEYS["one"]):
    with written(folder, at) as (path, file):
        Sealing(file, key, Head("one", at.isoformat(), "sqlite", "", {})).finish()
    return path


def test_a_backup_is_named_by_its_time_and_is_its_owners_alone(backups):
    path = write(backups)
    assert path.name == "rinnalla-20261128T120000Z.backup"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(backups.iterdir()) == [path]


def test_two_of_one_second_have_names_of_their_own(backups):
    assert write(backups) != write(backups)
    assert len(list(backups.iterdir())) == 2


def test_one_that_fails_leaves_nothing(backups):
    with suppress(ZeroDivisionError), written(backups, NOON) as (path, file):
        file.write(b"half")
        assert not path.exists()
        raise ZeroDivisionError
    assert list(backups.iterdir()) == []


def test_a_folder_is_made_for_its_owner_only(tmp_path):
    assert stat.S_IMODE(checked(tmp_path / "new").stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o770, 0o701], ids=oct)
def test_a_folder_that_is_open_to_others_is_refused(backups, mode):
    backups.chmod(mode)
    with pytest.raises(Refused, match="chmod 700"):
        checked(backups)
    assert stat.S_IMODE(backups.stat().st_mode) == mode


@pytest.mark.parametrize("name", ["none/in/it", "file/in/it", "file"])
def test_what_is_no_folder_to_write_to_is_refused(tmp_path, name):
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match="Name a folder that can be written to"):
        checked(tmp_path / name)


def test_a_folder_of_another_user_is_refused(backups, monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: backups.stat().st_uid + 1)
    with pytest.raises(Refused, match="another user"):
        checked(backups)


def test_what_a_backup_that_was_killed_has_left_goes_and_one_under_way_stays(backups):
    left, under_way, theirs = (
        backups / name
        for name in (
            ".rinnalla-20261128T120000Z.backup.part",
            ".rinnalla-20261128T130000Z-2.backup.part",
            ".other.part",
        )
    )
    for path in (left, under_way, theirs):
        path.touch()
    with under_way.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        clear_what_was_cut_short(backups)
    assert set(backups.iterdir()) == {under_way, theirs}


def test_ours_are_found_by_what_is_sealed_the_newest_first(backups):
    older = write(backups, NOON.replace(day=1))
    older.rename(backups / "rinnalla-20271128T120000Z.backup")
    newer = write(backups)
    ours, others = found(backups, KEYS)
    assert [backup.head.time for backup in ours] == [NOON, NOON.replace(day=1)]
    assert ours[0].path == newer
    assert others == []


def test_what_has_our_name_and_is_not_ours_is_said(backups):
    write(backups, key=bytes(range(1, 33)))
    (backups / "rinnalla-20261128T130000Z.backup").write_bytes(b"half")
    (backups / "rinnalla-20261128T140000Z.backup").symlink_to(backups / "elsewhere")
    (backups / "holiday.jpg").touch()
    ours, others = found(backups, KEYS)
    assert ours == []
    assert len(others) == 2
    assert "another key of that id" in others[0]
    assert "no backup" in others[1]


def test_a_folder_that_is_not_there_has_none(tmp_path):
    assert found(tmp_path / "none", KEYS) == ([], [])
