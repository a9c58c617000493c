import os
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings

from config.catalogs import compile_into
from config.management import schema
from interview.models import Interview
from interview.sheet.answers import AnswerSheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def connection_that_only_reads() -> Iterator[None]:
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
            yield
            transaction.set_rollback(True)
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = on")
        yield
        cursor.execute("PRAGMA query_only = off")


def readiness(client) -> tuple[int, str]:
    response = client.get("/readyz")
    return response.status_code, response.content.decode()


def test_the_process_says_ok_even_without_a_database(client):
    with connection.execute_wrapper(_no_database):
        response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_with_everything_in_place(client, edition):
    assert readiness(client) == (200, "ok\n")


def test_not_ready_without_a_database(client, edition, caplog):
    with connection.execute_wrapper(_no_database):
        assert readiness(client) == (503, "not ok\n")
    assert "database_is_up_to_date" in caplog.text


def test_not_ready_while_a_migration_waits(client, edition, caplog):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'interview'")
        assert readiness(client) == (503, "not ok\n")
    assert "database_is_up_to_date" in caplog.text


def test_not_ready_on_a_database_that_a_newer_version_brought_up_to_date(client, edition, caplog):
    MigrationRecorder(connection).record_applied("interview", "9999_of_next_year")
    assert readiness(client) == (503, "not ok\n")
    assert "database_is_up_to_date" in caplog.text


def test_what_another_app_left_behind_does_not_make_a_database_newer(client, edition):
    MigrationRecorder(connection).record_applied("gone", "0001_initial")
    assert readiness(client) == (200, "ok\n")


def test_not_ready_while_nothing_can_be_stored(client, edition, caplog, connection_that_only_reads):
    assert readiness(client) == (503, "not ok\n")
    assert "database_stores" in caplog.text


def test_not_ready_before_the_first_edition(client, caplog):
    assert readiness(client) == (503, "not ok\n")
    assert "an_edition_is_live" in caplog.text


def test_not_ready_when_a_key_was_lost(client, edition, worker, caplog):
    interview = Interview(owner=worker, edition=edition)
    interview.keep(AnswerSheet())
    interview.save()
    assert readiness(client) == (200, "ok\n")
    with override_settings(SEALING_KEYS={"another": bytes(range(32))}):
        assert readiness(client) == (503, "not ok\n")
    assert "keys_are_usable" in caplog.text


@pytest.mark.parametrize("name", ["lost", "test"], ids=["missing", "other bytes"])
def test_not_ready_when_any_interview_needs_another_key(client, edition, worker, settings, caplog, name):
    """However many there are that open, before it and after."""
    settings.SEALING_KEYS = {"good": bytes(range(1, 33)), "test": bytes(range(2, 34))}
    for sealing_keys in (
        [settings.SEALING_KEYS] * 10 + [{name: bytes(range(32))}] + [settings.SEALING_KEYS] * 10
    ):
        interview = Interview(owner=worker, edition=edition)
        with override_settings(SEALING_KEYS=sealing_keys):
            interview.keep(AnswerSheet())
        interview.save()
    assert readiness(client) == (503, "not ok\n")
    assert "keys_are_usable" in caplog.text
    assert name in caplog.text


def test_not_ready_while_a_catalog_is_missing_or_of_another_age(client, edition, settings, caplog, tmp_path):
    settings.DATA_DIR = tmp_path
    assert readiness(client) == (503, "not ok\n")
    assert "catalogs_are_compiled" in caplog.text
    compile_into(tmp_path / "locale")
    assert readiness(client) == (200, "ok\n")
    os.utime(tmp_path / "locale" / "sv" / "LC_MESSAGES" / "django.mo", (1, 1))
    assert readiness(client) == (503, "not ok\n")


def test_an_older_key_still_opens(client, edition, worker, settings):
    interview = Interview(owner=worker, edition=edition)
    interview.keep(AnswerSheet())
    interview.save()
    settings.SEALING_KEYS = {"newer": bytes(range(32)), **settings.SEALING_KEYS}
    assert readiness(client) == (200, "ok\n")


def test_a_stranger_learns_nothing_more(client, edition):
    for path in ("/healthz", "/readyz"):
        response = client.get(path)
        assert not response.cookies
        assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_the_migrations_on_disk_are_known():
    assert {("guidance", "0001_initial"), ("interview", "0001_initial")} <= schema._known_migrations()


def _no_database(execute, sql, parameters, many, context):
    raise ConnectionError("no database")
