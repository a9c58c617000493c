"""A PostgreSQL of the tests' own; each test has a database that nobody has used yet."""

import itertools

import psycopg
import pytest

from tests.postgresql import Server

numbers = itertools.count()


@pytest.fixture(scope="module")
def server():
    server = Server().start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def new_database(server):
    """new_database(): the address of an empty one; new_database("other"): of one that is like another."""

    def new_database(like: str = "template1") -> str:
        name = f"target_{next(numbers)}"
        with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        return server.address(name)

    return new_database


@pytest.fixture(scope="module")
def migrated(new_database, django_db_setup, django_db_blocker):
    """The name of a database in which `migrate` has been, and nobody else."""
    from interview.traces.moving.target import opened, prepare

    address = new_database()
    with django_db_blocker.unblock(), opened(address) as target:
        prepare(target)
    return address.rsplit("/", 1)[1]


@pytest.fixture
def address(new_database, migrated) -> str:
    return new_database(like=migrated)


@pytest.fixture
def ask(address):
    """ask("SELECT …"): rows of what was moved, as another program sees them."""

    def ask(question: str) -> list[tuple]:
        with psycopg.connect(address) as connection:
            cursor = connection.execute(question)
            return cursor.fetchall() if cursor.description else []

    return ask


@pytest.fixture
def moved(address, settings):
    """moved(): what was moved from the tests' own database, which then is an installation's and no demo's."""
    from interview.traces.moving.move import move

    def moved(address: str = address, told=lambda *given: None):
        settings.DEMO = False
        return move(address, told)

    return moved
