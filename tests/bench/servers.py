"""What is measured: the app and a bare server on one database, in SQLite or in PostgreSQL."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import postgresql
from tests.browser.server import Server

SQLITE, POSTGRESQL = "sqlite", "postgresql"


class AppServer(Server):
    """``database``: an address, or "" for SQLite in its folder."""

    settings = "tests.bench.settings"

    def __init__(self, folder: Path, database: str = ""):
        self.database = database
        super().__init__(folder)

    def _environment(self) -> dict[str, str]:
        measured = {"DJANGO_SETTINGS_MODULE": self.settings, "MEASURED_DATABASE": self.database}
        return {**super()._environment(), **measured}


class BareServer(AppServer):
    settings = "tests.bench.bare_settings"


class DurablePostgreSQL(postgresql.Server):
    """As it is by itself: what was committed outlives a power cut."""

    made = 0

    def _run(self, name: str, *arguments: str) -> None:
        super()._run(name, *(argument.replace(postgresql.IN_HASTE, "") for argument in arguments))

    def new_database(self) -> str:
        self.made += 1
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE measured_{self.made}")
        return self.address(f"measured_{self.made}")


@dataclass
class Measured:
    """Where something is measured. Servers start as they are asked for, each on a database of its own."""

    kind: str
    folder: Path
    _after: ExitStack
    _postgresql: DurablePostgreSQL | None = None
    _number: int = 0

    def app(self) -> AppServer:
        self._number += 1
        database = self._postgresql.new_database() if self._postgresql else ""
        return self._started(AppServer(self.folder / f"data-{self._number}", database))

    def app_and_bare(self) -> tuple[AppServer, BareServer]:
        app = self.app()
        return app, self.bare_beside(app)

    def bare_beside(self, app: AppServer) -> BareServer:
        return self._started(BareServer(app.folder, app.database))

    def _started(self, server: AppServer) -> AppServer:
        server.start()
        self._after.callback(server.stop)
        return server


@contextmanager
def measured(kind: str) -> Iterator[Measured]:
    with ExitStack() as after:
        folder = Path(after.enter_context(tempfile.TemporaryDirectory(prefix="rinnalla-bench-")))
        server = None
        if kind == POSTGRESQL:
            server = DurablePostgreSQL().start()
            after.callback(server.stop)
        yield Measured(kind, folder, after, server)
