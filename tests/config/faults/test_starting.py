"""What stops a start from beneath: one sentence, and nothing made."""

import errno
import os
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import ExitStack

import pytest
from django.db import IntegrityError, OperationalError

from config.environment import ROOT
from config.faults.starting import sentence_of
from tests.installation import real_settings

SQLITE = {"NAME": "/srv/rinnalla/rinnalla.sqlite3"}
POSTGRESQL = {"NAME": "rinnalla", "HOST": "db.example.fi"}


def of(name: str) -> OperationalError:
    error = OperationalError("…")
    error.__cause__ = sqlite3.OperationalError()
    error.__cause__.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("error", "database", "beginning"),
    [
        (of("SQLITE_FULL"), SQLITE, "The disk is full: make room"),
        (of("SQLITE_IOERR_SHMSIZE"), SQLITE, "The disk is full: make room"),
        (of("SQLITE_IOERR_FSYNC"), SQLITE, "The disk does not answer"),
        (of("SQLITE_READONLY_DIRECTORY"), SQLITE, "The database can only be read"),
        (of("SQLITE_CANTOPEN"), SQLITE, "The database cannot be opened"),
        (
            OSError(errno.ENOSPC, "…", "/srv/rinnalla/locale"),
            SQLITE,
            "The disk is full: /srv/rinnalla/locale",
        ),
        (PermissionError(errno.EACCES, "…"), SQLITE, "This user may not use it: where the app writes"),
        (
            OperationalError('…\nconnection failed: FATAL:  password authentication failed for user "r"'),
            POSTGRESQL,
            "No way into the database that RINNALLA_DATABASE names: connection failed: FATAL:  password",
        ),
    ],
)
def test_what_an_administrator_can_mend_is_a_sentence(error, database, beginning):
    assert sentence_of(error, database).startswith(beginning)


@pytest.mark.parametrize(
    "error", [OperationalError("no such table"), IntegrityError(), ValueError(), OSError()]
)
def test_a_fault_of_ours_is_none(error):
    assert sentence_of(error, SQLITE) == ""


@pytest.fixture
def started(tmp_path):
    """started(**settings): what `serve` says that cannot start, in the folder ``started.folder``."""
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)

    def started(**settings: str) -> str:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = str(probe.getsockname()[1])
        command = [sys.executable, "manage.py", "serve", "--port", port]
        environment = {"PATH": os.environ["PATH"], **real_settings(folder), **settings}
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 1
        assert "Traceback" not in ended.stderr
        return ended.stderr.strip()

    started.folder = folder
    return started


@pytest.mark.variants(stay=0)
def test_a_file_that_is_no_database_stays_as_it_is(started):
    database = started.folder / "rinnalla.sqlite3"
    database.write_bytes(b"What somebody laid here by mistake. " * 200)
    assert started().startswith("What lies there is no database: put a backup back")
    assert database.read_bytes() == b"What somebody laid here by mistake. " * 200


@pytest.mark.variants(stay=0)
def test_a_database_that_does_not_answer_is_named_as_the_setting_that_names_it(started):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        said = started(RINNALLA_DATABASE=f"postgres://r:hush@127.0.0.1:{nobody.getsockname()[1]}/rinnalla")
    assert said.startswith("No way into the database that RINNALLA_DATABASE names")
    assert "hush" not in said
    assert len(said.splitlines()) == 1


def test_a_demos_keys_that_are_no_text_are_refused(started):
    (started.folder / "demo.env").write_bytes(b"\xff\xfe\x00")
    names = ("RINNALLA_SECRET_KEY", "RINNALLA_SEALING_KEYS", "RINNALLA_ADDRESS")
    said = started(**dict.fromkeys(names, ""))
    assert "demo.env" in said
    assert len(said.splitlines()) == 1


@pytest.fixture
def begun(tmp_path):
    """begun("check", stdout=…): a command under way, which hears Ctrl-C wherever the tests were started."""
    environment = {"PATH": os.environ["PATH"], **real_settings(tmp_path)}
    as_before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored here is so in it
    with ExitStack() as commands:

        def begun(*command: str, **given) -> subprocess.Popen:
            command = [sys.executable, "manage.py", *command]
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True, **given
            )
            commands.enter_context(process)
            commands.callback(process.kill)
            return process

        yield begun
    signal.signal(signal.SIGINT, as_before)


@pytest.mark.variants(stay=0)
def test_where_nobody_reads_any_further_a_command_ends_without_a_word(begun):
    """As before `| head`."""
    nobody, somewhere = os.pipe()
    os.close(nobody)
    command = begun("check", stdout=somewhere)
    os.close(somewhere)
    assert command.communicate(timeout=60) == (None, "")
    assert command.returncode == 1


def test_a_command_that_is_ended_by_ctrl_c_shows_no_stack_trace(begun):
    waits = "import time; print('here', flush=True); time.sleep(60)"
    command = begun("shell", "-v", "0", "-c", waits, stdout=subprocess.PIPE)
    assert command.stdout.readline() == "here\n"
    command.send_signal(signal.SIGINT)
    assert command.communicate(timeout=60)[1] == "Ended.\n"
    assert command.returncode == 130
