import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from interview.stubs import Upkeep
from interview.traces.backups import making, pruning
from interview.traces.backups.folder import Backup
from interview.traces.backups.refused import Refused
from interview.traces.backups.sealed_file import Head

pytestmark = pytest.mark.django_db
HEAD = Head("one", timezone.now().isoformat(), "sqlite", "", {})


@pytest.fixture
def made(monkeypatch, tmp_path):
    """The folders in which backups are made."""
    folders = []

    def make(folder):
        folders.append(folder)
        path = tmp_path / "a.backup"
        path.write_bytes(bytes(2500))
        return Backup(path, HEAD)

    monkeypatch.setattr(making, "make", make)
    return folders


@pytest.fixture
def pruned(monkeypatch, tmp_path):
    """With what it was pruned."""
    given = []

    def prune(folders, days, now):
        given.append((folders, days))
        return pruning.Pruned([Backup(tmp_path / "old", HEAD)], ["/b stays as it is: it is no backup."])

    monkeypatch.setattr(pruning, "prune", prune)
    return given


def backup(*arguments):
    said = io.StringIO()
    call_command("backup", *arguments, stdout=said, stderr=said)
    return said.getvalue()


def test_where_it_is_and_that_it_was_checked_is_said(made, pruned, tmp_path):
    said = backup("--to", str(tmp_path))
    assert made == [tmp_path]
    assert f"{tmp_path}/a.backup (2 kB): read again and checked." in said
    assert "The sealing keys are not in it" in said
    assert pruned == []


def test_without_a_folder_it_goes_to_the_data_folder(made):
    backup()
    assert made == [settings.DATA_DIR / "backups"]


def test_old_ones_go_from_both_folders_when_asked_to(made, pruned, tmp_path):
    said = backup("--to", str(tmp_path), "--prune")
    assert pruned == [([tmp_path, settings.DATA_DIR / "backups"], 30)]
    assert f"{tmp_path}/old was older than 30 days and is gone." in said
    assert "/b stays as it is" in said


def test_old_ones_go_also_where_no_new_one_can_be_made(monkeypatch, pruned):
    def refused(folder):
        raise Refused("The disk is full.")

    monkeypatch.setattr(making, "make", refused)
    with pytest.raises(CommandError, match="The disk is full"):
        backup("--prune", "--keep-days", "7")
    assert pruned[0][1] == 7


def test_none_goes_by_a_clock_that_may_be_ahead(made, pruned):
    Upkeep.objects.create(pk=1, purged_at=timezone.now() - timedelta(days=15))
    said = backup("--prune")
    assert "No backup is taken away." in said
    assert "purge --clock-is-right" in said
    assert pruned == []


@pytest.mark.parametrize("days", ["0", "366", "-1", "many", "1.5"])
def test_impossible_days_are_refused(made, pruned, days):
    with pytest.raises(CommandError, match="--keep-days"):
        backup("--prune", f"--keep-days={days}")
    assert made == pruned == []
