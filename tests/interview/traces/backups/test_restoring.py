"""A backup put back: all of it or nothing, and what was deleted since does not come back."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from config.environment import ROOT
from config.sqlite.turns import Turn
from interview.accounts import Event, Session
from interview.colleagues import Invitation, Notice
from interview.models import Interview, Organisation
from interview.stubs import Stub, Upkeep, Why
from interview.traces import deleted_ids, jumps
from interview.traces.backups import carried_over, in_use, making, schema, sqlite
from interview.traces.backups.refused import Refused
from interview.traces.backups.restoring import restore, take_back
from interview.traces.backups.scratch import FOLDER

pytestmark = pytest.mark.sqlite


@pytest.fixture
def put_back():
    """put_back(path): restored, and what was offered before."""
    offers = []

    def put_back(path):
        def agreed(offer):
            offers.append(offer)
            return True

        return restore(path, agreed), offers[-1]

    return put_back


def lose_the_database(live):
    connection.close()
    for ending in ("", "-wal", "-shm"):
        live.with_name(live.name + ending).unlink(missing_ok=True)


@pytest.fixture
def lost(live):
    """lost(): the database is gone, as when a disk breaks; another is there again when the test is over."""
    yield lambda: lose_the_database(live)
    connection.close()
    if not live.exists():
        call_command("migrate", verbosity=0)


def test_what_was_there_then_is_there_again(backup, put_back, begun, codes):
    interview = begun("KAI-52")
    path = backup()
    Interview.objects.filter(pk=interview.pk).update(code="LOE-10")
    begun("TUI-33")
    restored, offer = put_back(path)
    assert codes() == {"KAI-52"}
    assert offer.contents.rows["interview_interview"] == 1
    assert offer.present.interviews == 2
    assert Event.objects.last().kind == "restored"
    assert restored.deleted == 0


@pytest.mark.variants(stay=0)
def test_a_restore_that_was_a_mistake_can_be_undone(backup, put_back, begun, codes):
    path = backup()
    begun("KAI-52")
    restored, _ = put_back(path)
    assert codes() == set()
    put_back(restored.set_aside.path)
    assert codes() == {"KAI-52"}


def test_who_does_not_agree_has_everything_as_it_was(backup, begun, codes, data_folder):
    path = backup()
    begun("KAI-52")
    with pytest.raises(Refused, match="Nothing was replaced"):
        restore(path, lambda offer: False)
    assert codes() == {"KAI-52"}
    assert not making.default_folder().exists()


def test_every_session_has_ended(backup, put_back, worker_client):
    path = backup()
    assert worker_client.get("/i/").status_code == 200
    put_back(path)
    assert not Session.objects.exists()
    assert worker_client.get("/i/").status_code == 302


@pytest.mark.variants(stay=0)
def test_nothing_of_it_is_left_beside_the_database(backup, put_back, begun, data_folder, live):
    begun("KAI-52")
    put_back(backup())
    connection.close()
    assert list((data_folder / FOLDER).iterdir()) == []
    assert oct(live.stat().st_mode)[-3:] == "600"
    beside = {path.name for path in data_folder.iterdir() if live.name in path.name}
    assert beside == {live.name, Turn.beside(live).name}
    assert Turn.beside(live).read_bytes() == b""


# --- What was deleted since -------------------------------------------------------------------------------


def test_what_was_deleted_since_does_not_come_back(backup, put_back, begun, codes):
    gone = begun("KAI-52")
    begun("LOE-10")
    path = backup()
    gone.delete()
    deleted_at = Stub.objects.get().deleted_at
    restored, offer = put_back(path)
    assert codes() == {"LOE-10"}
    assert restored.deleted == 1
    assert offer.knows_of_deletions
    assert Stub.objects.get().deleted_at == deleted_at


@pytest.mark.variants(stay=0)
def test_not_even_when_the_database_is_lost(backup, put_back, begun, codes, lost):
    gone = begun("KAI-52")
    begun("LOE-10")
    path = backup()
    gone.delete()
    lost()
    restored, offer = put_back(path)
    assert codes() == {"LOE-10"}
    assert offer.knows_of_deletions
    assert not offer.present.can_be_read
    assert restored.set_aside is None
    assert Stub.objects.get().interview == gone.pk


@pytest.mark.variants(stay=0)
def test_nobody_is_told_twice_that_an_interview_is_gone(backup, put_back, begun, codes, lost, colleague):
    gone = begun("KAI-52")
    Invitation.objects.create(interview=gone, colleague=colleague)
    path = backup()
    gone.delete()
    lost()
    put_back(path)
    assert codes() == set()
    assert not Notice.objects.exists()


@pytest.mark.variants(stay=0)
def test_nor_when_the_list_is_lost_and_a_newer_backup_lies_beside(backup, put_back, begun, codes, lost):
    gone = begun("KAI-52")
    begun("LOE-10")
    path = backup()
    gone.delete()
    newer = backup()
    lost()
    (settings.DATA_DIR / deleted_ids.FILE).unlink()
    _, offer = put_back(path)
    assert codes() == {"LOE-10"}
    assert newer.exists()


@pytest.mark.variants(stay=0)
def test_what_a_backup_knew_to_be_deleted_its_own_list_keeps_out(backup, put_back, begun, codes, lost):
    gone = begun("KAI-52")
    older = backup()
    gone.delete()
    put_back(older)
    assert codes() == set()
    assert gone.pk in deleted_ids.known().on


@pytest.mark.variants(stay=0)
def test_up_to_when_deletions_are_known_is_said_where_all_else_is_lost(
    backup, put_back, begun, codes, lost, monkeypatch
):
    begun("KAI-52")
    now = timezone.now()
    with monkeypatch.context() as earlier:
        earlier.setattr(timezone, "now", lambda: now - timedelta(days=3))
        path = backup()
    lost()
    (settings.DATA_DIR / deleted_ids.FILE).unlink()
    _, offer = put_back(path)
    assert offer.deleted.until == offer.backup.head.time
    assert not offer.knows_of_deletions


@pytest.mark.variants(stay=0)
def test_a_list_that_was_not_brought_up_to_date_lately_knows_too_little(backup, put_back, lost, monkeypatch):
    now = timezone.now()
    with monkeypatch.context() as earlier:
        earlier.setattr(timezone, "now", lambda: now - timedelta(days=3))
        path = backup()
    lost()
    assert not put_back(path)[1].knows_of_deletions


@pytest.mark.variants(stay=0)
def test_the_list_of_another_installation_knows_nothing_of_this_one(backup, put_back, lost, monkeypatch):
    now = timezone.now()
    with monkeypatch.context() as earlier:
        earlier.setattr(timezone, "now", lambda: now - timedelta(days=3))
        path = backup()
    monkeypatch.setattr(deleted_ids, "installation", lambda: "another")
    deleted_ids.bring_up_to_date()
    _, offer = put_back(path)
    assert not offer.present.is_of_the_same
    assert not offer.knows_of_deletions


def test_what_is_due_goes_at_once(backup, put_back, begun, codes):
    due = begun("KAI-52")
    begun("LOE-10")
    Interview.objects.filter(pk=due.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    restored, _ = put_back(backup())
    assert codes() == {"LOE-10"}
    assert restored.clocks == "1 interviews were due and are deleted."
    assert Stub.objects.get().why == Why.DUE


@pytest.mark.variants(stay=0)
def test_a_backup_that_was_not_purged_for_long_stops_no_purge(backup, put_back, begun, codes):
    due = begun("KAI-52")
    Interview.objects.filter(pk=due.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    Upkeep.objects.create(pk=1, purged_at=timezone.now() - timedelta(days=20))
    put_back(backup())
    assert codes() == set()


@pytest.mark.variants(stay=0)
def test_a_clock_that_nobody_has_confirmed_purges_nothing_after_a_restore_either(
    backup, put_back, begun, codes
):
    due = begun("KAI-52")
    Interview.objects.filter(pk=due.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    path = backup()
    Upkeep.objects.create(pk=1, stopped="jumped")
    restored, _ = put_back(path)
    assert codes() == {"KAI-52"}
    assert jumps.WHAT_TO_DO in restored.clocks


@pytest.mark.variants(stay=0)
def test_a_shorter_clock_that_was_set_since_holds(backup, put_back, begun, codes):
    Organisation().save()
    begun("KAI-52")
    path = backup()
    Organisation.objects.update(unfinished_days=7)
    put_back(path)
    assert Organisation.objects.get().unfinished_days == 7
    assert Interview.objects.get().clock_days == 7


@pytest.mark.variants(stay=0)
def test_what_goes_from_a_restore_that_fails_is_not_in_the_list(backup, begun, codes, monkeypatch):
    due = begun("KAI-52")
    Interview.objects.filter(pk=due.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    path = backup()
    Interview.objects.filter(pk=due.pk).update(due_at=timezone.now() + timedelta(days=9))
    monkeypatch.setattr(sqlite, "_replace", lambda *paths: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore(path, lambda offer: True)
    assert codes() == {"KAI-52"}
    assert due.pk not in deleted_ids.known().on


# --- Bad input --------------------------------------------------------------------------------------------


@pytest.mark.variants(stay=3)
@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda content: content[:-1], "cut short"),
        (lambda content: content[: len(content) // 2], "cut short"),
        (lambda content: content[:40], "in front of it"),
        (lambda content: b"", "no backup"),
        (lambda content: content[:-9] + b"\0" + content[-8:], "altered"),
        (lambda content: content + b"more", "altered"),
        (lambda content: b"PK\3\4" + content, "no backup"),
    ],
)
def test_what_is_not_whole_is_refused_with_a_sentence(backup, begun, codes, spoil, why, data_folder):
    path = backup()
    begun("KAI-52")
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(Refused, match=f"cannot be restored: .*{why}"):
        restore(path, lambda offer: True)
    assert codes() == {"KAI-52"}
    assert list((data_folder / FOLDER).iterdir()) == []


@pytest.mark.variants(stay=0)
def test_one_that_does_not_hold_what_was_copied_into_it_is_refused(backup, begun, codes, monkeypatch):
    path = backup()
    begun("KAI-52")
    monkeypatch.setattr(sqlite, "looked_through", lambda *given: {})
    with pytest.raises(Refused, match="does not hold what was copied"):
        restore(path, lambda offer: True)
    assert codes() == {"KAI-52"}


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("content", [b"", b"no database" * 1000, b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_database_is_replaced(backup, put_back, begun, codes, live, content):
    begun("KAI-52")
    path = backup()
    lose_the_database(live)
    live.write_bytes(content)
    put_back(path)
    assert codes() == {"KAI-52"}


@pytest.mark.variants(stay=0)
def test_on_sqlite_there_is_nothing_to_take_back(begun, codes):
    begun("KAI-52")
    take_back()
    assert codes() == {"KAI-52"}


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ({"demo": bytes(range(32))}, "another key of that id"),
        ({"other": bytes(range(32))}, "key demo, which is not in"),
        ({}, "Set RINNALLA_BACKUP_KEYS"),
    ],
)
def test_the_wrong_key_is_refused_with_a_sentence(backup, begun, codes, keys, why):
    path = backup()
    begun("KAI-52")
    with override_settings(BACKUP_KEYS=keys), pytest.raises(Refused, match=why):
        restore(path, lambda offer: True)
    assert codes() == {"KAI-52"}


@pytest.mark.variants(stay=0)
def test_a_file_that_is_not_there_is_refused_with_a_sentence(data_folder, tmp_path):
    with pytest.raises(Refused, match="Name a backup that can be read"):
        restore(tmp_path / "none", lambda offer: True)


@pytest.mark.variants(stay=0)
def test_a_newer_schema_is_refused_with_a_sentence(backup, begun, codes, monkeypatch):
    newest = schema.newest_migrations()
    with monkeypatch.context() as newer:
        newer.setattr(schema, "newest_migrations", lambda: newest | {"interview": "9999_to_come"})
        path = backup()
    begun("KAI-52")
    with pytest.raises(Refused, match=r"newer Rinnalla \(interview 9999_to_come\): upgrade first"):
        restore(path, lambda offer: True)
    assert codes() == {"KAI-52"}


@pytest.mark.variants(stay=0)
def test_a_backup_of_the_other_kind_of_database_is_refused(backup, monkeypatch):
    path = backup()
    monkeypatch.setattr(sqlite, "KIND", "postgresql")
    with pytest.raises(Refused, match="of a database in sqlite, and this one is in postgresql"):
        restore(path, lambda offer: True)


def test_one_without_the_keys_that_sealed_what_it_holds_is_refused(backup, interview, codes):
    path = backup()
    with (
        override_settings(SEALING_KEYS={"other": bytes(range(32))}),
        pytest.raises(Refused, match="Set RINNALLA_SEALING_KEYS .* demo is missing"),
    ):
        restore(path, lambda offer: True)
    assert Interview.objects.get() == interview


@pytest.mark.variants(stay=0)
def test_a_service_that_runs_is_noticed(backup, begun, codes):
    path = backup()
    with in_use.by_the_service(), pytest.raises(Refused, match="The service is running"):
        restore(path, lambda offer: True)


@pytest.mark.variants(stay=0)
def test_another_program_that_has_the_database_open_is_noticed(backup, begun, codes, live):
    path = backup()
    begun("KAI-52")
    with closing(sqlite3.connect(live)) as other:
        other.execute("SELECT count(*) FROM interview_interview").fetchone()
        with pytest.raises(Refused, match="open in another program"):
            restore(path, lambda offer: True)
    assert codes() == {"KAI-52"}


@pytest.mark.variants(stay=0)
def test_two_restores_at_once_are_one(backup, begun):
    path = backup()
    said = []

    def meanwhile(offer):
        with pytest.raises(Refused) as refusal:
            restore(path, lambda offer: True)
        said.append(str(refusal.value))
        return True

    restore(path, meanwhile)
    assert said


# --- All or nothing ---------------------------------------------------------------------------------------


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize(
    "step", ["bring_up_to_date", "carry_over", "delete_again", "end_what_is_short_lived", "run_the_clocks"]
)
def test_what_fails_on_the_way_leaves_everything_as_it_was(
    backup, begun, codes, monkeypatch, step, data_folder
):
    path = backup()
    begun("KAI-52")
    monkeypatch.setattr(carried_over, step, lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        restore(path, lambda offer: True)
    assert codes() == {"KAI-52"}
    assert list((data_folder / FOLDER).iterdir()) == []
    assert Event.objects.last().kind == "backed-up"


KILLED = """
import os, signal, sys
import django
django.setup()
from interview.traces.backups import restoring, sqlite
from pathlib import Path
sqlite.os.replace = lambda *paths: os.kill(os.getpid(), signal.SIGKILL)
restoring.restore(Path(sys.argv[1]), lambda offer: True)
"""


def rows_of(path):
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return database.execute("SELECT code FROM interview_interview").fetchall()


@pytest.mark.variants(stay=0)
def test_one_that_is_killed_in_the_middle_leaves_the_old_database_usable(
    backup, begun, live, settings, tmp_path
):
    """With its scratch place full; whatever is done next clears that away."""
    begun("KAI-52")
    path = backup()
    begun("LOE-10")
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    connection.close()
    shutil.copy(live, folder / "rinnalla.sqlite3")
    shutil.copy(settings.DATA_DIR / "demo.env", folder)
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-c", KILLED, str(path)]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()
    assert sorted(rows_of(folder / "rinnalla.sqlite3")) == [("KAI-52",), ("LOE-10",)]
    assert list((folder / FOLDER).iterdir())
    settings.DATA_DIR = folder
    making.make(tmp_path / "next")
    assert list((folder / FOLDER).iterdir()) == []


@pytest.mark.variants(stay=0)
def test_a_damaged_database_is_replaced(backup, put_back, begun, codes, live):
    begun("KAI-52")
    path = backup()
    connection.close()
    content = bytearray(live.read_bytes())
    content[4096:40960] = bytes(36864)
    live.write_bytes(content)
    _, offer = put_back(path)
    assert not offer.present.can_be_read
    assert codes() == {"KAI-52"}


# --- An older schema --------------------------------------------------------------------------------------


@pytest.fixture
def older(transactional_db):
    """older(): the database is set back by one migration; it is up to date again when the test is over."""
    yield lambda: call_command("migrate", "guidance", "0009", verbosity=0)
    call_command("migrate", verbosity=0)


@pytest.mark.variants(stay=0)
def test_a_database_that_was_not_brought_up_to_date_is_neither_copied_nor_replaced(backup, older):
    path = backup()
    older()
    with pytest.raises(Refused, match=r"run manage\.py migrate first"):
        backup()
    with pytest.raises(Refused, match=r"run manage\.py migrate first"):
        restore(path, lambda offer: True)


@pytest.mark.variants(stay=0)
def test_an_older_schema_is_brought_up_to_date(backup, put_back, begun, codes, older, monkeypatch):
    begun("KAI-52")
    older()
    with monkeypatch.context() as then:
        then.setattr(schema, "is_behind", lambda: False)
        path = backup()
    call_command("migrate", verbosity=0)
    put_back(path)
    assert codes() == {"KAI-52"}
    assert not schema.is_behind()
