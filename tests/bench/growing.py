"""How pages, saves and the purge get slower as interviews become many: beside an installation of a thousand.

Two installations answer by turns, the small one and the large, so that whatever else the machine does slows
both. Rows are made by the database itself: interviews of twenty thousand owners with sealed values of the
usual length that nobody can open, three lines of the log for each, and a stub of another that is gone. Those
at the screen have as much in the one as in the other. `GROWTH="100000"` goes to that size alone; a million
interviews take some twelve gigabytes of disk.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg

from tests.bench.servers import AppServer, Measured
from tests.bench.timing import beside, medians
from tests.bench.visitors import Visitor, administrator

FEW = 1_000
MANY = [int(size) for size in (os.environ.get("GROWTH") or "100000 1000000").split()]
OWNERS = 20_000
BYTES = 8225  # of a sealed value: eight kibibytes of JSON, with key id, nonce and tag
ROUNDS = 40
DUE = 1_000  # interviews that are purged
MOST = 1.2  # times

OWNERS_TABLE = """
INSERT INTO auth_user (username, password, first_name, last_name, email, is_superuser, is_staff, is_active,
    date_joined)
SELECT 'owner-' || n, '!', '', '', '', {false}, {false}, {true}, '{now}' FROM ({numbers}) AS numbers
"""
INTERVIEWS = """
INSERT INTO interview_interview (id, owner_id, code, edition_id, began_at, last_active_at, due_at, clock_days,
    sealed, sittings)
SELECT {id}, {owner}, 'KAI-' || (10 + n % 90), (SELECT max(id) FROM guidance_edition), '{now}', '{now}',
    '{due}', 14, {sealed}, '{{}}' FROM ({numbers}) AS numbers
"""
MARKS = """
INSERT INTO interview_latestseal (interview_id, mark) SELECT id, {mark} FROM interview_interview
WHERE id NOT IN (SELECT interview_id FROM interview_latestseal)
"""
LINES = """
INSERT INTO interview_event (at, kind, account, by, reason, interview)
SELECT '{now}', kind, {owner}, NULL, '', {id} FROM ({numbers}) AS numbers
CROSS JOIN (SELECT 'begun' AS kind UNION SELECT 'opened' UNION SELECT 'changed') AS kinds
"""
STUBS = """
INSERT INTO interview_stub (interview, code, owner, began_at, deleted_at, why)
SELECT {id}, 'KAI-' || (10 + n % 90), {owner}, '{now}', {gone}, 'due' FROM ({numbers}) AS numbers
"""
OF_SQLITE = {
    "true": "1",
    "false": "0",
    "id": "lower(hex(randomblob(16)))",
    "sealed": f"zeroblob({BYTES})",
    "mark": "randomblob(16)",
    "gone": "datetime('now', -(n % 700) || ' days')",
    "numbers": "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < {many})"
    " SELECT n FROM n",
}
OF_POSTGRESQL = {
    "true": "true",
    "false": "false",
    "id": "gen_random_uuid()",
    "sealed": f"decode(repeat('00', {BYTES}), 'hex')",
    "mark": "decode(md5(id::text), 'hex')",
    "gone": "now() - (n % 700) * interval '1 day'",
    "numbers": "SELECT generate_series(1, {many}) AS n",
}
AS_SEALED = (
    "ALTER TABLE interview_interview ALTER sealed SET STORAGE EXTERNAL"  # what is sealed does not shrink
)


def fill(server: AppServer, interviews: int) -> None:
    execute(server, list(_statements(server, interviews)))


def _statements(server: AppServer, interviews: int) -> Iterator[str]:
    words = OF_POSTGRESQL if server.database else OF_SQLITE
    now = datetime.now(UTC).replace(tzinfo=None)
    owner = f"(SELECT min(id) FROM auth_user WHERE username LIKE 'owner-%') + n % {OWNERS}"
    moments = {"now": f"{now:%Y-%m-%d %H:%M:%S}", "due": f"{now + timedelta(days=14):%Y-%m-%d %H:%M:%S}"}
    if server.database:
        yield AS_SEALED
    for statement, many in (
        (OWNERS_TABLE, OWNERS),
        (INTERVIEWS, interviews),
        (MARKS, 0),
        (LINES, interviews),
    ):
        yield statement.format(
            **{**words, "numbers": words["numbers"].format(many=many)}, owner=owner, **moments
        )
    numbers = words["numbers"].format(many=interviews)
    yield STUBS.format(**{**words, "numbers": numbers}, owner=owner, **moments)


def execute(server: AppServer, statements: list[str]) -> None:
    if server.database:
        with psycopg.connect(server.database, autocommit=True) as connection:
            for statement in [*statements, "VACUUM ANALYZE"]:
                connection.execute(statement)
    else:
        connection = sqlite3.connect(server.folder / "rinnalla.sqlite3", isolation_level=None, timeout=60)
        for statement in [*statements, "PRAGMA wal_checkpoint(TRUNCATE)"]:
            connection.execute(statement).fetchall()
        connection.close()


# --- What is asked ----------------------------------------------------------------------------------------


def calls_of(server: AppServer) -> dict[str, Callable[[], int]]:
    worker, supervisor, officer = (Visitor(server) for _ in range(3))
    for visitor, name in ((worker, "worker"), (supervisor, "supervisor"), (officer, "officer")):
        visitor.log_in(name)
    admin, walk = administrator(server), _walk_of(worker)
    token = worker.token(f"{walk}2/")
    saves = iter(range(10**9))

    def save() -> int:
        number = next(saves)
        answer = {"version": number, "check-threat": ("yes", "no")[number % 2], "csrfmiddlewaretoken": token}
        return worker.ask("POST", f"{walk}2/", answer, **{"HX-Request": "true", "X-Touched": "0"})[0]

    pages = ["/", "/card/", "/i/", *(f"{walk}{page}/" for page in ("1", "2", "signs", "summary", "log"))]
    pages += [f"{walk}{page}/" for page in ("colleagues", "export", "delete")]
    log = "/admin/interview/event/"
    return {
        "save": save,
        "begin": lambda: _begin_and_delete(worker),
        **{page.replace(walk, "/i/<id>/"): _opens(worker, page) for page in pages},
        "/admin/ of a supervisor": _opens(supervisor, "/admin/"),
        "/admin/ of an officer": _opens(officer, "/admin/"),
        log: _opens(officer, log),
        f"{log}?person=worker": _opens(officer, f"{log}?person=worker"),
        "/admin/ of an administrator": _opens(admin, "/admin/"),
        "/admin/auth/user/": _opens(admin, "/admin/auth/user/"),
        "/admin/…/hand-over/": _opens(admin, f"/admin/auth/user/{_number_of(server, 'worker')}/hand-over/"),
        "/readyz": _opens(worker, "/readyz"),
    }


def _walk_of(worker: Visitor) -> str:
    _, _, first = worker.ask("POST", "/i/", {"csrfmiddlewaretoken": worker.token("/i/")})
    return first.removesuffix("1/")


def _begin_and_delete(worker: Visitor) -> int:
    token = {"csrfmiddlewaretoken": worker.token("/i/")}
    _, _, first = worker.ask("POST", "/i/", token)
    return worker.ask("POST", first.replace("/1/", "/delete/"), token)[0]


def _number_of(server: AppServer, name: str) -> str:
    asked = f"from django.contrib.auth.models import User; print(User.objects.get(username={name!r}).pk)"
    return server.manage("shell", "-v", "0", "-c", asked).strip()


def _opens(visitor: Visitor, page: str) -> Callable[[], int]:
    return lambda: visitor.ask("GET", page)[0]


# --- Purging ----------------------------------------------------------------------------------------------


def purge(server: AppServer, due: int) -> float:
    """Milliseconds of `manage.py purge` when so many are due."""
    if due:
        long_ago = f"{datetime.now(UTC).replace(tzinfo=None) - timedelta(days=1):%Y-%m-%d %H:%M:%S}"
        some = f"SELECT id FROM interview_interview WHERE code LIKE 'KAI-%' ORDER BY id LIMIT {due}"
        execute(server, [f"UPDATE interview_interview SET due_at = '{long_ago}' WHERE id IN ({some})"])
    began = time.perf_counter()
    server.manage("purge")
    return (time.perf_counter() - began) * 1000


# --- The measure ------------------------------------------------------------------------------------------


def measure_growth(measured: Measured) -> None:
    for size in MANY:
        small, large = measured.app(), measured.app()
        fill(small, FEW)  # anew, for those of the last were purged
        began = time.monotonic()
        fill(large, size)
        print(f"{size} interviews made in {time.monotonic() - began:.0f} s ({beside()})", flush=True)
        _compare(small, large, size)


def _compare(small: AppServer, large: AppServer, size: int) -> None:
    few, many = calls_of(small), calls_of(large)
    for name in few:
        found = medians({"few": few[name], "many": many[name]}, rounds=ROUNDS, warm_up=3)
        _say(name, found["few"], found["many"], size)
    for server in (small, large):
        server.manage("purge")  # which anchors the lines of the log that were made
    for due in (0, DUE):
        _say(f"purge, {due} due", purge(small, due), purge(large, due), size)


def _say(name: str, few: float, many: float, size: int) -> None:
    slower = many / few
    mark = "" if slower <= MOST else "   <-- slower than it may be"
    print(
        f"{name:28} {few:8.1f} ms of {FEW}   {many:8.1f} ms of {size}   {slower:5.2f} times{mark}", flush=True
    )
