"""What breaks beneath the service while people save: what was acknowledged is there, and it goes on again.

SIGKILL on SQLite is in test_killed_server, a node that dies in test_nodes, a migration in test_upgrades.
"""

import resource
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
import pytest

from config.environment import SQLITE
from tests.nodes import NO_ANSWER, Node, Worker, all_go_on, on_postgresql, saving, started
from tests.rounds import EVERY_ROUND, MANY

pytestmark = [pytest.mark.heavy, pytest.mark.faults]

SAVERS = 2
AWAY = 60 if MANY else 2  # seconds
HELD = 1.5  # seconds; less than anybody waits for a lock
CROWD = 120  # connections


class Service:
    """A node, with the database beneath it."""

    def __init__(self, node: Node, postgresql=None):
        self.node, self.postgresql = node, postgresql

    def saving(self):
        return saving(self.node.workers(SAVERS))

    def is_ready(self) -> bool:
        try:
            return Worker(f"127.0.0.1:{self.node.port}", {}).get("/readyz").status == 200
        except NO_ANSWER:
            return False

    def only_read(self, only: bool) -> None:
        """From the next connections on, and those that are open end."""
        with psycopg.connect(
            self.node.database, autocommit=True, options="-c default_transaction_read_only=off"
        ) as connection:
            word = "on" if only else "off"
            connection.execute(f"ALTER DATABASE of_the_nodes SET default_transaction_read_only = {word}")
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = 'of_the_nodes' AND pid <> pg_backend_pid()"
            )

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else holds what every save needs."""
        if self.postgresql:
            with psycopg.connect(self.node.database) as connection:
                connection.execute("LOCK TABLE interview_interview IN ACCESS EXCLUSIVE MODE")
                yield
            return
        with closing(sqlite3.connect(self.node.folder / SQLITE, timeout=20)) as database:
            database.execute("BEGIN IMMEDIATE")
            yield
            database.rollback()


@contextmanager
def on_sqlite(folder) -> Iterator[Service]:
    with started([Node(folder / "data")]) as [node]:
        yield Service(node)


@contextmanager
def on_a_server(folder) -> Iterator[Service]:
    with on_postgresql(folder, 1) as (postgresql, [node]):
        yield Service(node, postgresql)


@pytest.fixture(scope="module")
def service(request, tmp_path_factory) -> Iterator[Service]:
    with request.param(tmp_path_factory.mktemp("faults")) as service:
        yield service
        assert "Traceback" not in service.node.log.read_text()


ON_POSTGRESQL = pytest.mark.parametrize("service", [on_a_server], indirect=True, ids=["postgresql"])
ON_EITHER = pytest.mark.parametrize(
    "service", [on_sqlite, on_a_server], indirect=True, ids=["sqlite", "postgresql"]
)


@ON_POSTGRESQL
def test_the_service_is_killed_in_mid_load(service):
    with service.saving() as savers:
        for _ in EVERY_ROUND:
            all_go_on(savers)
            service.node.kill()
            service.node.start()
            all_go_on(savers)


@ON_POSTGRESQL
def test_the_database_is_killed_and_restarted(service):
    with service.saving() as savers:
        for number in EVERY_ROUND:
            all_go_on(savers)
            service.postgresql.pause(("immediate", "fast")[number % 2])
            service.postgresql.go_on()
            all_go_on(savers)


@ON_POSTGRESQL
def test_the_database_is_gone_for_a_while_and_health_says_so(service):
    with service.saving() as savers:
        for number in EVERY_ROUND:
            all_go_on(savers)
            service.postgresql.pause()
            until_none_is_saved(savers)
            assert not service.is_ready()
            threading.Event().wait(AWAY if number == 0 else 0)
            service.postgresql.go_on()
            all_go_on(savers)
            assert service.is_ready()


@ON_EITHER
def test_somebody_else_holds_the_database(service):
    with service.saving() as savers:
        for _ in EVERY_ROUND:
            all_go_on(savers)
            with service.locked():
                threading.Event().wait(HELD)
            all_go_on(savers)


@ON_POSTGRESQL
def test_the_database_can_only_be_read(service):
    with service.saving() as savers:
        for _ in EVERY_ROUND:
            all_go_on(savers)
            service.only_read(True)
            until_none_is_saved(savers)
            assert not service.is_ready()
            service.only_read(False)
            all_go_on(savers)
            assert service.is_ready()


@ON_EITHER
def test_there_are_too_few_file_descriptors(service):
    with service.saving() as savers:
        for _ in EVERY_ROUND:
            all_go_on(savers)
            with few_descriptors(service.node), crowd(service.node):
                threading.Event().wait(HELD)
            all_go_on(savers)


def until_none_is_saved(savers) -> None:
    """Each has asked in vain."""
    before = [saver.unanswered for saver in savers]
    while any(saver.unanswered < number + 2 for saver, number in zip(savers, before, strict=True)):
        threading.Event().wait(0.05)


@contextmanager
def few_descriptors(node: Node) -> Iterator[None]:
    """In each of its workers a few more than are open just now."""
    usual = {}
    for pid in node.processes():
        usual[pid] = resource.prlimit(pid, resource.RLIMIT_NOFILE)
        few = len([*Path(f"/proc/{pid}/fd").iterdir()]) + 8
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (few, usual[pid][1]))
    try:
        yield
    finally:
        for pid in {*usual} & {*node.processes()}:
            resource.prlimit(pid, resource.RLIMIT_NOFILE, usual[pid])


@contextmanager
def crowd(node: Node) -> Iterator[None]:
    """So many connections that not all can be taken."""
    with ExitStack() as opened:
        for _ in range(CROWD):
            opened.enter_context(closing(socket.create_connection(("127.0.0.1", node.port), timeout=20)))
        yield
