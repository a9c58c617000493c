"""Two processes of the service begin at once, on a database in which nothing is yet."""

import os
import subprocess
import sys
from collections.abc import Iterator

import psycopg
import pytest

from config.environment import ROOT
from tests.installation import real_settings
from tests.postgresql import Server
from tests.rounds import DEAR_ROUNDS

pytestmark = [pytest.mark.heavy, pytest.mark.faults]

BRING_UP_TO_DATE = """
import django
django.setup()
from config.management import schema
schema.bring_up_to_date()
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def of_the_database(request) -> Iterator[dict[str, str]]:
    if request.param == "sqlite":
        yield {}
        return
    server = Server().start()
    with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE ours")
    yield {"RINNALLA_DATABASE": server.address("ours")}
    server.stop()


@pytest.mark.parametrize("number", DEAR_ROUNDS)
def test_one_makes_the_tables_and_the_other_waits(of_the_database, tmp_path, number):
    folder = tmp_path / "data"
    folder.mkdir(mode=0o700)
    environment = {"PATH": os.environ["PATH"], **real_settings(folder), **of_the_database}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
    command = [sys.executable, "-c", BRING_UP_TO_DATE]
    both = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    faults = [each.communicate()[1] for each in both]
    assert [each.returncode for each in both] == [0, 0], faults
