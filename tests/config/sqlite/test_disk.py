"""A disk that can only be read (``mode=ro``), and one on which no page more fits, as SQLite itself tells."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from interview.models import Interview
from tests.rounds import EVERY_ROUND

pytestmark = [pytest.mark.sqlite, pytest.mark.faults, pytest.mark.django_db(transaction=True)]

MUCH = "ä" * 7000  # more than what a sealed sheet is padded to
HTMX = {"HX-Request": "true"}


@contextmanager
def read_only() -> Iterator[None]:
    given = connection.get_connection_params
    connection.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            connection,
            "get_connection_params",
            lambda: given() | {"database": f"file:{connection.settings_dict['NAME']}?mode=ro"},
        )
        yield
    connection.close()


@contextmanager
def full() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA page_count")
        [pages] = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        yield
        cursor.execute("PRAGMA max_page_count = 4294967294")


@pytest.mark.parametrize("broken", [read_only, full])
def test_what_cannot_be_kept_is_said_and_what_was_kept_stays(worker_client, edition, broken):
    worker_client.raise_request_exception = False
    stage = worker_client.post("/i/").headers["Location"]
    for number in EVERY_ROUND:
        kept = f"{number} ja muuta"
        assert save(worker_client, stage, kept).status_code in (200, 204)
        with broken():
            answer = save(worker_client, stage, MUCH)
        assert answer.status_code == 507
        assert answer.content.decode().startswith("Palvelu ei pysty juuri nyt tallentamaan.")
        assert Interview.objects.get().open_sheet().value("note-pace") == kept
        assert worker_client.get(stage).status_code == 200


def save(client, stage: str, note: str):
    version = Interview.objects.get().open_sheet().version
    return client.post(stage, {"version": version, "note-pace": note}, headers=HTMX)
