"""From SQLite into a PostgreSQL of the test's own: all of it or nothing, and here nothing changes."""

from base64 import b64encode
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.utils import timezone

from interview.accounts import Event
from interview.models import Interview
from interview.seals import LatestSeal
from interview.sheet.sealing import SECOND_FACTORS, seal
from interview.traces import deleted_ids
from interview.traces.anchors import anchor
from interview.traces.backups import in_use
from interview.traces.backups.refused import Refused
from interview.traces.moving.move import move

pytestmark = [pytest.mark.variants(stay=0), pytest.mark.sqlite]


@pytest.fixture
def interview(interview, worker_client, at, settings):
    """Something is written in it, one was deleted, a second factor is there, and the log is anchored."""
    (settings.DATA_DIR / deleted_ids.FILE).unlink(missing_ok=True)  # other tests delete some, too
    worker_client.post(at(2), {"version": 0, "check-threat": "yes", "note-safety": "Ei yksin."})
    other = Interview(
        owner=interview.owner, edition=interview.edition, began_at=timezone.now() - timedelta(1)
    )
    other.seal_anew(b"{}")
    other.save()
    other.delete()
    secret = b64encode(seal(b"ABCDEFGH", SECOND_FACTORS)).decode()
    Authenticator.objects.create(user=interview.owner, type="totp", data={"secret": secret})
    anchor(timezone.now())
    interview.refresh_from_db()
    return interview


def test_all_of_it_is_there_and_sealed_values_are_the_same_bytes(interview, address, ask, moved):
    done = moved()
    assert (done.opened, done.closed) == (3, [])  # the interview, the second factor, the anchor
    sealed, mark = ask(
        "SELECT sealed, mark FROM interview_interview JOIN interview_latestseal ON id = interview_id"
    )[0]
    assert (sealed, mark) == (interview.sealed, interview.latest_seal.mark)
    assert ask("SELECT count(*) FROM interview_event") == [(Event.objects.count(),)]
    assert ask("SELECT username FROM auth_user JOIN auth_user_groups ON user_id = auth_user.id") == [
        ("worker",)
    ]
    assert ask("SELECT count(*) FROM rinnalla_deleted_interviews") == [(1,)]
    applied = connection.cursor().execute("SELECT count(*), max(name) FROM django_migrations").fetchone()
    assert ask('SELECT count(*), max(name COLLATE "C") FROM django_migrations') == [applied]


def test_what_is_added_there_gets_the_next_number(interview, address, ask, moved):
    moved()
    last = Event.objects.latest("pk").pk
    assert ask("SELECT nextval(pg_get_serial_sequence('interview_event', 'id'))") == [(last + 1,)]


def test_an_empty_database_is_migrated_first(worker, new_database, moved):
    assert moved(new_database()).rows


def test_a_move_that_is_interrupted_leaves_nothing_and_can_be_begun_anew(interview, moved, ask):
    def interrupted(what: str, done: int, number: int) -> None:
        if what == "Compared":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        moved(told=interrupted)
    assert ask("SELECT count(*) FROM auth_user") == ask("SELECT count(*) FROM interview_event") == [(0,)]
    assert moved().opened == 3


AN_ACCOUNT = """
INSERT INTO auth_user (password, is_superuser, username, first_name, last_name, email, is_staff, is_active,
date_joined) VALUES ('', false, 'anna', '', '', '', false, true, now())
"""
NEWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('interview', '9999_later', now())"
OLDER = "DELETE FROM django_migrations WHERE app = 'guidance' AND name LIKE '0012%'"


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("CREATE TABLE cats (name text)", r"tables of something else \(cats\)"),
        (OLDER, "of an older version"),
        (NEWER, "by a newer version"),
        (AN_ACCOUNT, r"in use \(auth_user has rows\)"),
    ],
)
def test_a_database_that_is_not_empty_or_of_another_version_is_refused(worker, moved, ask, statement, why):
    ask(statement)
    with pytest.raises(Refused, match=why):
        moved()


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (lambda address: "", "Give the address of a PostgreSQL database"),
        (lambda address: "sqlite:///x", "Give the address of a PostgreSQL database"),
        (lambda address: address.replace("hush", "wrong"), "No way into the database that the address names"),
        (lambda address: "postgres://anna:secret@127.0.0.1:1/ours", "No way into the database"),
        (lambda address: f"{address}_none", "No way into the database"),
    ],
)
def test_an_address_that_leads_nowhere_is_one_sentence_without_its_password(
    worker, address, given, why, moved
):
    with pytest.raises(Refused, match=why) as refused:
        moved(given(address))
    assert "wrong" not in str(refused.value)
    assert "secret" not in str(refused.value)
    assert "\n" not in str(refused.value)


CHANGES_WHAT_COMES = """
CREATE FUNCTION changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {} END $$;
CREATE TRIGGER changes BEFORE INSERT ON interview_latestseal FOR EACH ROW EXECUTE FUNCTION changed();
"""


@pytest.mark.parametrize("done", ["NEW.mark := repeat('a', 16)::bytea; RETURN NEW;", "RETURN NULL;"])
def test_what_does_not_come_there_as_it_is_here_is_found(interview, moved, ask, done):
    ask(CHANGES_WHAT_COMES.format(done))
    with pytest.raises(Refused, match=f"interview_latestseal, row {interview.pk} is not there as it is here"):
        moved()
    assert ask("SELECT count(*) FROM auth_user") == [(0,)]


def test_nothing_is_moved_while_the_service_runs(worker, address, moved):
    with in_use.by_the_service(), pytest.raises(Refused, match="The service is running"):
        moved()


def test_no_service_starts_while_something_is_moved(worker, address, moved):
    def start(*told) -> None:
        with pytest.raises(Refused, match="or a move"), in_use.by_the_service():
            pass

    assert moved(told=start).rows


def test_a_demo_is_not_moved(worker, address):
    with pytest.raises(Refused, match="A demo stays"):
        move(address, lambda *told: None)


def test_without_a_key_that_is_needed_nothing_is_moved(interview, address, settings, moved):
    settings.SEALING_KEYS = {"other": bytes(range(32))}
    with pytest.raises(Refused, match="Set RINNALLA_SEALING_KEYS"):
        moved()


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("code", "AIVAN-LIIAN-PITKÄ", "column code, \\(22001\\)"),
        ("code", "KAI\0", "DataError"),
    ],
)
def test_what_postgresql_does_not_take_is_named_by_its_row_and_not_quoted(
    interview, address, ask, column, value, why, moved
):
    Interview.objects.update(**{column: value})
    with pytest.raises(Refused, match=why) as refused:
        moved()
    assert f"interview_interview, row {interview.pk}" in str(refused.value)
    assert value.strip("\0") not in str(refused.value)
    assert ask("SELECT count(*) FROM auth_user") == [(0,)]


def test_a_row_that_does_not_open_here_is_moved_as_it_is_and_named(interview, begin, worker_client, moved):
    other = begin(worker_client)
    LatestSeal.objects.filter(interview=other).update(mark=bytes(16))
    done = moved()
    assert (done.opened, done.closed) == (3, [f"interview {other.pk}"])


def test_on_a_terminal_it_says_how_far_it_is(interview, address, moved):
    heard = []
    moved(told=lambda *told: heard.append(told))
    assert [what for what, done, number in heard if done == number] == ["Copied", "Compared", "Opened"]
