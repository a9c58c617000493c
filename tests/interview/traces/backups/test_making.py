"""A backup is made while people work, and holds what it should and nothing else."""

import sqlite3
import stat
import threading
import time

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test import override_settings

from interview.accounts import Attempt, Event, Session
from interview.models import Interview
from interview.presses import Press
from interview.traces import deleted_ids
from interview.traces.backups import making, sqlite
from interview.traces.backups.contents import parted
from interview.traces.backups.refused import Refused
from interview.traces.backups.scratch import FOLDER
from interview.traces.backups.sealed_file import Sealing, read_head, unsealed

pytestmark = pytest.mark.sqlite

CANARY = "kanarialintu"


@pytest.fixture
def opened(settings, tmp_path):
    """opened(path): what is known of a backup, and its database as a file to be asked."""

    def opened(path):
        with path.open("rb") as file:
            contents, database = parted(unsealed(file, settings.BACKUP_KEYS))
            copy = tmp_path / "opened.sqlite3"
            copy.write_bytes(b"".join(database))
        return contents, sqlite3.connect(copy)

    return opened


def rows(database, table):
    return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_the_whole_database_is_in_it(backup, opened, begun):
    begun("KAI-52"), begun("LOE-10")
    contents, database = opened(backup())
    assert contents.rows["interview_interview"] == rows(database, "interview_interview") == 2
    assert rows(database, "auth_user") == User.objects.count()


def test_sessions_tries_to_log_in_and_presses_are_not(backup, opened, worker_client):
    Attempt.objects.create(account="a", address="b")
    Press.objects.create(key="a", leads_to="/i/")
    assert Session.objects.exists()
    contents, database = opened(backup())
    assert contents.rows["interview_session"] == rows(database, "interview_session") == 0
    assert contents.rows["interview_attempt"] == rows(database, "interview_attempt") == 0
    assert contents.rows["interview_press"] == rows(database, "interview_press") == 0


def test_no_page_of_the_copy_has_what_is_left_out(backup, opened, data_folder):
    Attempt.objects.create(account=CANARY, address="b")
    Attempt.objects.create(account=f"{CANARY} gone", address="b").delete()
    path = backup()
    _, database = opened(path)
    [(_, _, file)] = database.execute("PRAGMA database_list").fetchall()
    with open(file, "rb") as copy:
        assert CANARY.encode() not in copy.read()


def test_the_list_of_deleted_interviews_is_in_it(backup, opened, begun):
    gone = begun("KAI-52")
    gone.delete()
    assert opened(backup())[0].deleted == {gone.pk: deleted_ids.today()}


def test_what_stands_in_front_says_when_and_what(backup, settings, edition):
    with backup().open("rb") as file:
        head = read_head(file)
    assert head.key == next(iter(settings.BACKUP_KEYS))
    assert head.database == "sqlite"
    assert head.installation == deleted_ids.installation()
    assert head.schema["interview"].startswith("00")


def test_no_word_of_the_database_can_be_read_in_it(backup, data_folder):
    """Not even one in a plain column."""
    User.objects.create(username=CANARY)
    assert CANARY.encode() not in backup().read_bytes()


def test_nothing_else_is_left_behind(backup, data_folder, live):
    before = {path for path in data_folder.rglob("*") if path.is_file() and live.name not in path.name}
    path = backup()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]
    after = {path for path in data_folder.rglob("*") if path.is_file() and live.name not in path.name}
    assert [path.name for path in after - before] == [deleted_ids.FILE]


def test_it_is_in_the_log(backup):
    path = backup()
    assert Event.objects.values_list("kind", "reason").last() == ("backed-up", path.name)


def test_it_is_of_one_moment_while_others_save(backup, opened, begun, worker, edition):
    """Each transaction makes two interviews; none is there by half."""
    begun("KAI-52"), begun("LOE-10")
    done, made = threading.Event(), []

    def save():
        try:
            while not done.is_set():
                with transaction.atomic():
                    for code in ("ONE", "TWO"):
                        Interview.objects.create(owner=worker, edition=edition, code=code, sealed=b"")
                made.append(True)
        finally:
            connection.close()

    saving = threading.Thread(target=save)
    saving.start()
    try:
        while len(made) < 3 and saving.is_alive():
            time.sleep(0.001)
        counts = [rows(opened(backup())[1], "interview_interview") for _ in range(3)]
    finally:
        done.set()
        saving.join()
    assert all(count % 2 == 0 for count in counts)
    assert counts[0] > 2
    assert counts == sorted(counts)


def test_without_a_key_none_is_made_and_that_is_said(backup, data_folder, backups):
    with override_settings(BACKUP_KEYS={}), pytest.raises(Refused, match="Set RINNALLA_BACKUP_KEYS"):
        backup()
    assert list(backups.iterdir()) == []


def test_the_first_key_seals(backup, settings):
    settings.BACKUP_KEYS = {"new": bytes(range(32)), **settings.BACKUP_KEYS}
    with backup().open("rb") as file:
        assert read_head(file).key == "new"


def test_one_that_does_not_hold_what_was_copied_is_no_backup(backup, backups, begun, monkeypatch):
    begun("KAI-52")
    looked_through = sqlite.looked_through
    monkeypatch.setattr(
        sqlite, "looked_through", lambda *given: looked_through(*given) | {"interview_interview": 0}
    )
    with pytest.raises(Refused, match="does not hold what was copied"):
        backup()
    assert list(backups.iterdir()) == []


def test_one_that_a_broken_disk_has_altered_is_no_backup(backup, backups, monkeypatch):
    finish = Sealing.finish

    def altered(sealing):
        finish(sealing)
        sealing._file.seek(-5, 2)
        sealing._file.write(b"\0\0\0\0\0")

    monkeypatch.setattr(Sealing, "finish", altered)
    with pytest.raises(Refused, match="could not be read again"):
        backup()
    assert list(backups.iterdir()) == []


def test_a_database_that_is_damaged_is_not_taken_for_whole(backup, backups, monkeypatch):
    monkeypatch.setattr(sqlite, "_faults", lambda database: "row 3 missing from index")
    with pytest.raises(Refused, match="damaged"):
        backup()
    assert list(backups.iterdir()) == []


def test_a_full_disk_is_said_and_nothing_stays(backup, backups, data_folder, monkeypatch):
    def full(sealing, plain):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sealing, "write", full)
    with pytest.raises(Refused, match="No space left on device"):
        backup()
    assert list(backups.iterdir()) == []
    assert list((data_folder / FOLDER).iterdir()) == []


def test_none_is_made_of_a_restore_that_was_cut_short(backup, backups, monkeypatch):
    monkeypatch.setattr(sqlite, "was_cut_short", lambda: True)
    with pytest.raises(Refused, match="--take-back"):
        backup()


def test_by_itself_it_goes_to_a_folder_of_the_data(data_folder):
    assert making.make(making.default_folder()).path.parent == data_folder / "backups"
