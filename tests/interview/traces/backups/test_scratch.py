import os
import signal
import stat
from contextlib import suppress

import pytest

from interview.traces.backups.refused import Refused
from interview.traces.backups.scratch import FOLDER, clear, new_file, scratch, tidy_when_ended, wipe


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / FOLDER


def fill(folder):
    (folder / "within").mkdir()
    new_file(folder / "within" / "copy").write_bytes(b"words")
    new_file(folder / "copy").write_bytes(b"words")


def test_nothing_stays_however_it_ends(folder):
    with scratch() as place:
        fill(place)
    assert list(folder.iterdir()) == []
    with suppress(ZeroDivisionError), scratch() as place:
        fill(place)
        raise ZeroDivisionError
    assert list(folder.iterdir()) == []


def test_it_is_its_owners_alone(folder):
    with scratch() as place:
        assert stat.S_IMODE(place.stat().st_mode) == 0o700
        assert stat.S_IMODE(new_file(place / "copy").stat().st_mode) == 0o600


def test_what_one_that_was_killed_has_left_goes_first(folder):
    folder.mkdir()
    fill(folder)
    with scratch() as place:
        assert list(place.iterdir()) == []


def test_one_at_a_time(folder):
    with scratch() as place:
        fill(place)
        with pytest.raises(Refused, match="under way already"), scratch():
            pass
        clear()
        assert (place / "copy").exists()


def test_the_service_clears_what_was_left(folder):
    folder.mkdir()
    fill(folder)
    clear()
    assert list(folder.iterdir()) == []


def test_what_is_wiped_is_overwritten_first(tmp_path):
    """Whoever still has the file open, or looks at the disk, finds nothing but zeros."""
    path = new_file(tmp_path / "copy")
    path.write_bytes(b"words" * 500_000)
    os.link(path, tmp_path / "other name")
    wipe(path)
    assert not path.exists()
    assert set((tmp_path / "other name").read_bytes()) == {0}


def test_nothing_stays_when_the_process_is_ended(folder):
    before, ended = signal.getsignal(signal.SIGTERM), []
    with suppress(SystemExit), tidy_when_ended(), scratch() as place:
        fill(place)
        os.kill(os.getpid(), signal.SIGTERM)
        ended.append("not at once")
    assert ended == []
    assert list(folder.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) is before
