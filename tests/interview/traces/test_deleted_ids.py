"""The list of deleted interviews, which outlives the database."""

import stat
import threading
import uuid
from contextlib import nullcontext, suppress
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from interview.models import Interview
from interview.stubs import Stub, Why
from interview.traces import deleted_ids
from interview.traces.deleted_ids import FILE, add_the_newest, bring_up_to_date, known, left_alone
from interview.traces.old_lines import kept_for
from interview.traces.purge import purge
from tests.growth import calls_of

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def file():
    path = settings.DATA_DIR / FILE
    path.unlink(missing_ok=True)
    yield path
    path.unlink(missing_ok=True)


@pytest.fixture
def interviews(worker, edition):
    return [Interview.objects.create(owner=worker, edition=edition, sealed=b"") for _ in range(3)]


def stub(deleted_at, **given) -> Stub:
    made = {"interview": uuid.uuid4(), "code": "KAI-52", "owner": 1, "began_at": deleted_at, "why": Why.DUE}
    return Stub.objects.create(**made, deleted_at=deleted_at, **given)


def test_what_is_deleted_is_in_the_list_with_its_day_and_nothing_else(interviews, file):
    interviews[0].delete()
    assert dict(known().on) == {interviews[0].pk: deleted_ids.today()}
    assert file.read_text() == f"{interviews[0].pk} {deleted_ids.today()}\n"


def test_the_list_is_for_its_owner_only(interviews, file):
    interviews[0].delete()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    bring_up_to_date()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_many_at_once_are_added_together(interviews):
    Interview.objects.all().delete()
    assert set(known().on) == {interview.pk for interview in interviews}


def test_what_is_not_deleted_after_all_is_not_in_it(interviews, file):
    with suppress(ZeroDivisionError), transaction.atomic():
        interviews[0].delete()
        raise ZeroDivisionError
    assert not file.exists()
    assert Interview.objects.count() == 3


def test_what_a_purge_deletes_is_in_it(interviews):
    Interview.objects.filter(pk=interviews[1].pk).update(due_at=timezone.now())
    purge(timezone.now(), rest=lambda seconds: None)
    assert set(known().on) == {interviews[1].pk}


def test_what_a_crash_kept_from_the_list_comes_from_the_stubs(interviews):
    missed = stub(timezone.now())
    bring_up_to_date()
    assert missed.pk in known().on


@pytest.fixture
def looked_at(monkeypatch):
    """Which stubs are read from now on."""
    read, in_the_database = [], deleted_ids.in_the_database

    def reading(*asked):
        found = in_the_database(*asked)
        read.extend(found)
        return found

    monkeypatch.setattr(deleted_ids, "in_the_database", reading)
    return read


def test_a_purge_looks_at_the_stubs_since_the_last_one_alone(looked_at, interviews):
    old = stub(timezone.now() - timedelta(days=3))
    purge(timezone.now(), rest=lambda seconds: None)
    assert looked_at == [old.pk]
    missed = stub(timezone.now() - timedelta(hours=5))
    looked_at.clear()
    purge(timezone.now(), rest=lambda seconds: None)
    assert looked_at == [missed.pk]
    assert set(known().on) == {old.pk, missed.pk}


@pytest.mark.parametrize(
    ("until", "of"),
    [(timedelta(0), "another"), (timedelta(days=9), None)],
    ids=["of another installation", "by a clock that was ahead"],
)
def test_where_that_says_nothing_it_looks_at_all_of_them(looked_at, file, until, of):
    old, now = stub(timezone.now() - timedelta(days=3)), timezone.now()
    file.write_text(f"all {(now + until).isoformat()} {of or deleted_ids.installation()}\n")
    purge(now, rest=lambda seconds: None)
    assert looked_at == [old.pk]


@pytest.mark.variants(stay=0)
def test_a_purge_does_no_more_for_a_list_of_twenty_thousand_than_for_one_of_two_thousand(file):
    def calls(many):
        Stub.objects.all().delete()
        file.unlink(missing_ok=True)
        now = timezone.now()
        went = [now - timedelta(days=3 + number * 600 / many) for number in range(many)]
        given = {"code": "KAI-52", "owner": 1, "began_at": now, "why": Why.DUE}
        Stub.objects.bulk_create(Stub(interview=uuid.uuid4(), deleted_at=at, **given) for at in went)
        bring_up_to_date()
        stub(now)
        called = calls_of(add_the_newest)
        assert len(known().on) == many + 1
        return called

    assert calls(20_000) < 1.2 * calls(2_000)


def test_however_often_it_is_looked_at_a_line_stands_in_it_once(interviews, file):
    interviews[0].delete()
    missed = stub(timezone.now() - timedelta(hours=1))
    for _ in range(3):
        add_the_newest()
    lines = file.read_text().splitlines()
    assert sorted(line[:36] for line in lines if not line.startswith("all ")) == sorted(
        [str(interviews[0].pk), str(missed.pk)]
    )


def days_ago(number):
    return timezone.now().astimezone(UTC).date() - timedelta(days=number)


def test_a_purge_forgets_what_is_old_at_its_beginning_and_leaves_the_rest_as_it_is(file):
    longest = kept_for().days
    old = "".join(f"{uuid.uuid4()} {days_ago(longest + number)}\n" for number in (9, 2, 1))
    kept = "".join(f"{uuid.uuid4()} {days_ago(number)}\n" for number in (longest, 300, 1))
    until = f"all {timezone.now():%Y-%m-%dT%H:%M:%S%z} {deleted_ids.installation()}\n"
    file.write_text(until + old + "3f2a\n" + kept + until)
    add_the_newest()
    assert file.read_text().startswith("3f2a\n" + kept + until + "all ")
    before = file.stat().st_ino
    add_the_newest()
    assert file.stat().st_ino == before  # nothing is old, and so nothing is written anew


def test_what_went_on_the_day_before_is_found_however_much_has_come_since(file, monkeypatch):
    monkeypatch.setattr(deleted_ids, "AT_A_TIME", 100)
    now = timezone.now()
    before = [stub(now - timedelta(hours=hours)) for hours in (60, 30, 20, 10, 1)]
    bring_up_to_date()
    content = file.read_text()
    add_the_newest()
    assert file.read_text().startswith(content)
    assert len(file.read_text().splitlines()) == len(before) + 2


def test_up_to_when_nothing_is_missing_is_in_it_and_of_which_installation(interviews):
    before = timezone.now().replace(microsecond=0)
    assert known().until is None
    bring_up_to_date()
    assert known().until >= before
    assert known().of == deleted_ids.installation() != ""


def test_what_has_been_known_for_long_is_forgotten(file):
    today = timezone.now().astimezone(UTC).date()
    old, recent = uuid.uuid4(), uuid.uuid4()
    longest = kept_for()
    file.write_text(f"{old} {today - longest - timedelta(days=1)}\n{recent} {today - longest}\n")
    bring_up_to_date()
    assert set(known().on) == {recent}


@pytest.mark.parametrize("cut", ["", "3f2a", "all 2026-11-28T02", "x" * 36 + " 2026-11-28", "\ud800"])
def test_a_line_that_was_cut_short_spoils_none_beside_it(interviews, file, cut):
    known_before = uuid.uuid4()
    file.write_bytes(f"{known_before} 2026-11-27\n{cut}".encode(errors="surrogatepass"))
    interviews[0].delete()
    assert set(known().on) == {known_before, interviews[0].pk}


@pytest.mark.parametrize("line", ["3f2a0d0c-0000-4000-8000-000000000000 2026-13-45", "all yesterday x"])
def test_a_line_that_says_nothing_is_passed_over(file, line):
    file.write_text(f"{line}\n")
    assert not known().on
    assert known().until is None


def test_two_who_delete_and_bring_up_to_date_at_once_lose_nothing(file):
    ids = [uuid.uuid4() for _ in range(600)]

    def add(some):
        for interview in some:
            deleted_ids._append({interview: date(2026, 11, 28)})

    adding = [threading.Thread(target=add, args=[ids[start::3]]) for start in range(3)]
    for thread in adding:
        thread.start()
    for thread in adding:
        while thread.is_alive():
            bring_up_to_date()
            thread.join(0.005)  # whoever writes it whole without a pause lets nobody else come to it
    assert set(known().on) == set(ids)


def test_while_a_database_is_prepared_that_is_not_in_use_the_list_is_left_alone(interviews, file):
    with left_alone():
        interviews[0].delete()
        bring_up_to_date()
    assert not file.exists()
    interviews[1].delete()
    assert set(known().on) == {interviews[1].pk}


def test_an_installation_is_known_by_when_its_database_began(transactional_db):
    assert deleted_ids.installation().endswith("+00:00")


# --- In PostgreSQL: what a real one makes of it is tested in tests/heavy ----------------------------------


class Server:
    """Writes down what it is asked; its one row is known already."""

    vendor = "postgresql"

    def __init__(self):
        self.asked, self.tables, self.newest = [], [deleted_ids.TABLE], date(2026, 11, 28)
        self.introspection = SimpleNamespace(table_names=lambda: self.tables)

    def cursor(self):
        return nullcontext(self)

    def execute(self, statement, values=None):
        self.asked.append((statement.split()[0], values))

    executemany = execute

    def fetchone(self):
        return [self.newest]

    def fetchall(self):
        return [(uuid.UUID(int=1), date(2026, 11, 28))]


@pytest.fixture
def server(monkeypatch):
    server = Server()
    monkeypatch.setattr(deleted_ids, "connection", server)
    return server


def test_a_table_is_made_and_filled_in_the_transaction_of_the_deletion(interviews, server, file):
    deleted_ids.make_table()
    with transaction.atomic():
        interviews[0].delete()
        made, inserted = server.asked[:-1], server.asked[-1]
        assert made == [("CREATE", None), ("CREATE", None)]
        assert inserted == ("INSERT", [(interviews[0].pk, deleted_ids.today())])
    assert not file.exists()


def test_a_table_is_brought_up_to_date_and_forgets_too_and_no_stub_is_read_for_it(server, looked_at):
    stub(timezone.now())
    bring_up_to_date({uuid.UUID(int=2): date(2026, 11, 28)})
    assert [asked for asked, _ in server.asked] == ["INSERT", "INSERT", "DELETE"]
    assert server.asked[0][1] == [(uuid.UUID(int=2), date(2026, 11, 28))]
    assert looked_at == []


@pytest.mark.parametrize(
    ("newest", "since"),
    [(date(2026, 11, 28), datetime(2026, 11, 27, tzinfo=UTC)), (None, datetime(1969, 12, 31, tzinfo=UTC))],
    ids=["some", "none"],
)
def test_a_purge_asks_for_the_stubs_since_the_newest_day_of_the_table(server, newest, since):
    server.newest = newest
    add_the_newest()
    assert [asked for asked, _ in server.asked] == ["SELECT", "INSERT", "DELETE"]
    assert server.asked[1] == ("INSERT", [since])


def test_a_table_is_known_up_to_its_newest_day(server):
    assert known().on == {uuid.UUID(int=1): date(2026, 11, 28)}
    assert known().until.date() == date(2026, 11, 28)
    server.tables = []
    assert not known().on
