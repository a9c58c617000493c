"""Debian's own PostgreSQL, started for tests on loopback, in a folder that goes with it."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

import psycopg

ADDRESS = "POSTGRESQL_OF_TESTS"  # set by who starts one for all tests, and known to the processes below it
USER, PASSWORD = "rinnalla", "hush hush"
# Nothing in it has to outlive a power cut.
IN_HASTE = "-c fsync=off -c full_page_writes=off"


class Server:
    """Answers between ``start`` and ``stop``; raises FileNotFoundError where it is not installed.

    ``keeps``: what it has acknowledged outlives its own end.
    """

    def __init__(self, keeps: bool = False):
        self._options = f"{IN_HASTE} -c synchronous_commit={'on' if keeps else 'off'}"

    def start(self) -> "Server":
        self._programs = _programs()
        self._folder = Path(tempfile.mkdtemp(prefix="rinnalla-postgresql-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        (self._folder / "password").write_text(PASSWORD)
        self._as = {}
        if os.geteuid() == 0:  # which it refuses
            shutil.chown(self._folder, "postgres")
            shutil.chown(self._folder / "password", "postgres")
            self._as = {"user": "postgres", "group": pwd.getpwnam("postgres").pw_gid, "extra_groups": []}
        self._run("initdb", "-U", USER, "-A", "scram-sha-256", f"--pwfile={self._folder / 'password'}")
        self.go_on()
        return self

    def go_on(self) -> None:
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 {self._options}"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def pause(self, how: str = "immediate") -> None:
        """Until it goes on; at once, as when it is killed, or "fast", as when it is restarted."""
        self._run("pg_ctl", "-w", "-m", how, "stop")

    def address(self, database: str) -> str:
        """As RINNALLA_DATABASE takes it."""
        return f"postgres://{USER}:{quote(PASSWORD)}@127.0.0.1:{self.port}/{database}"

    def made(self, database: str) -> str:
        """The address of a new one."""
        make(self.address("postgres"), database)
        return self.address(database)

    def stop(self) -> None:
        self.pause()
        shutil.rmtree(self._folder)

    def _run(self, name: str, *arguments: str) -> None:
        command = [self._programs / name, "-D", self._folder / "data", *arguments]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder, **self._as)


def beside_the_tests(database: str) -> str:
    """The address of a new one where all tests run on PostgreSQL, for a server beside them; otherwise ""."""
    if ADDRESS not in os.environ:
        return ""
    make(os.environ[ADDRESS], database)
    return f"{os.environ[ADDRESS].removesuffix('/postgres')}/{database}"


def make(address: str, database: str) -> None:
    """One more database, in the server at the address."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{database}"')


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not found:
        raise FileNotFoundError("This test needs a PostgreSQL server (Debian: apt-get install postgresql).")
    return found[-1]
