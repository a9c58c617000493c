"""PostgreSQL's tools, by stand-ins on the PATH that write down what they are given.

What a real server makes of it is tested in ``tests/heavy``.
"""

import stat
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest

from interview.traces.backups import postgresql
from interview.traces.backups.postgresql import copied, environment, looked_through, put_in_place, take_back
from interview.traces.backups.refused import Refused
from interview.traces.backups.sealed_file import CannotRead

PASSWORD = "hush hush"
DATABASE = {
    "HOST": "db.example.fi",
    "PORT": 5433,
    "USER": "rinnalla",
    "PASSWORD": PASSWORD,
    "NAME": "ours",
    "OPTIONS": {"sslmode": "verify-full", "sslrootcert": "system", "pool": True},
}
SCRIPT = b"""--
CREATE TABLE public.interview_interview (
    id uuid NOT NULL
);
CREATE TABLE public."user" (
    id integer NOT NULL
);
COPY public.interview_interview (id, "primary") FROM stdin;
1\tCOPY public.none (id) FROM stdin;
2\ta
\\.
COPY public."user" (id) FROM stdin;
\\.
CREATE INDEX some ON public.interview_interview (id);
"""


class Server:
    """Answers each question by what it begins with, and writes down all that it is asked."""

    def __init__(self):
        self.asked, self.answers = [], {}
        self.settings_dict, self.closed = DATABASE, 0
        self.introspection = SimpleNamespace(table_names=lambda: ["django_migrations"])

    def cursor(self):
        return nullcontext(self)

    def close(self):
        self.closed += 1

    def execute(self, statement, values=None):
        self.asked.append(statement)

    def fetchall(self):
        return next(
            (rows for begins, rows in self.answers.items() if self.asked[-1].startswith(begins)), [(0,)]
        )

    def fetchone(self):
        return self.fetchall()[0]


@pytest.fixture
def server(monkeypatch):
    server = Server()
    server.answers = {
        "SELECT tablename FROM pg_tables WHERE schemaname = current": [("user",), ("interview_interview",)],
        "SELECT tablename FROM pg_tables WHERE schemaname = %s": [("user",)],
        "SELECT current_schema()": [("public",)],
        "SELECT pg_export_snapshot()": [("0003-1", "public")],
        "SELECT to_regnamespace": [(False,)],
    }
    monkeypatch.setattr(postgresql, "connection", server)
    monkeypatch.setattr(postgresql.transaction, "atomic", nullcontext)
    return server


@pytest.fixture
def tool(monkeypatch, tmp_path, server):
    """tool("pg_dump", "echo words"): a stand-in that first writes down its arguments and environment."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("RINNALLA_SEALING_KEYS", "one:secret")

    def tool(name: str, does: str) -> Path:
        path, given = folder / name, tmp_path / name
        path.write_text(f'#!/bin/sh\nenv > {given}.environment\necho "$@" > {given}.arguments\n{does}\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return given

    return tool


def written(given: Path, what: str) -> str:
    return given.with_name(f"{given.name}.{what}").read_text()


def test_a_dump_is_of_one_moment_and_its_password_no_argument(tool, server, tmp_path):
    given = tool("pg_dump", "printf dumped")
    with copied(tmp_path, ["user"]) as copy:
        assert b"".join(copy.parts) == b"dumped"
        assert copy.rows == {"interview_interview": 0, "user": 0}
    arguments = written(given, "arguments")
    assert "--format=custom" in arguments
    assert "--snapshot=0003-1" in arguments
    assert '--exclude-table-data="public"."user"' in arguments
    assert '--exclude-table="public"."rinnalla_deleted_interviews"' in arguments
    assert PASSWORD not in arguments
    assert f"PGPASSWORD={PASSWORD}\n" in written(given, "environment")
    assert "secret" not in written(given, "environment")


def test_the_tools_know_the_server_by_their_environment(server, monkeypatch):
    monkeypatch.setenv("HOME", "/home/r")
    given = environment()
    assert {name: value for name, value in given.items() if name.startswith("PG")} == {
        "PGHOST": "db.example.fi",
        "PGPORT": "5433",
        "PGUSER": "rinnalla",
        "PGPASSWORD": PASSWORD,
        "PGDATABASE": "ours",
        "PGCLIENTENCODING": "UTF8",
        "PGSSLMODE": "verify-full",
        "PGSSLROOTCERT": "system",
    }
    assert set(given) - {name for name in given if name.startswith("PG")} <= {
        *["PATH", "HOME", "TMPDIR", "LC_ALL"]
    }


def test_the_rows_of_a_dump_are_counted_table_by_table(tool, tmp_path):
    tool("pg_restore", "cat")
    assert looked_through([SCRIPT[:100], SCRIPT[100:]], tmp_path) == {"interview_interview": 2, "user": 0}


def test_a_dump_that_breaks_off_is_refused(tool, tmp_path):
    def parts():
        yield SCRIPT
        raise CannotRead("cut short")

    tool("pg_restore", "cat")
    with pytest.raises(CannotRead, match="cut short"):
        looked_through(parts(), tmp_path)


def test_a_tool_that_fails_is_named_with_its_first_line(tool, tmp_path):
    tool("pg_restore", "echo 'it is no archive.' >&2; echo more >&2; exit 1")
    with pytest.raises(Refused, match=r"^pg_restore failed: it is no archive\.$"):
        looked_through([b"words" * 100_000], tmp_path)


def test_a_tool_that_is_not_there_is_named(server, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refused, match="Install pg_restore of PostgreSQL"):
        looked_through([], tmp_path)


# --- Put in place -----------------------------------------------------------------------------------------


@pytest.fixture
def psql(tool, tmp_path):
    """psql(): all that psql was sent."""
    tool("pg_restore", "cat")
    tool("psql", f"cat > {tmp_path}/sent")
    (tmp_path / "sent").touch()  # it may be ended before it has begun
    return lambda: (tmp_path / "sent").read_bytes().decode()


def test_all_of_it_is_one_transaction(psql, server, tmp_path):
    with put_in_place(tmp_path, lambda: [SCRIPT]):
        assert server.closed
    sent = psql()
    assert sent.startswith("BEGIN;\nCREATE SCHEMA rinnalla_before;\n")
    assert 'ALTER TABLE "public"."user" SET SCHEMA rinnalla_before;' in sent
    assert SCRIPT.decode() in sent
    assert sent.endswith("\nCOMMIT;\n")
    assert "ON_ERROR_STOP=1" in written(tmp_path / "psql", "arguments")
    assert PASSWORD not in written(tmp_path / "psql", "arguments")
    assert server.asked[-1] == "DROP SCHEMA rinnalla_before CASCADE"


def test_what_breaks_off_is_never_made_so(psql, server, tmp_path):
    def parts():
        yield SCRIPT
        raise CannotRead("cut short")

    with pytest.raises(CannotRead), put_in_place(tmp_path, parts):
        pass
    assert "COMMIT" not in psql()


def test_nor_what_pg_restore_cannot_read(psql, tool, server, tmp_path):
    tool("pg_restore", "cat; exit 1")
    with pytest.raises(Refused, match="pg_restore failed"), put_in_place(tmp_path, lambda: [SCRIPT]):
        pass
    assert "COMMIT" not in psql()


def test_where_psql_stops_its_own_error_is_said(psql, tool, server, tmp_path):
    tool("psql", "head -c 10 > /dev/null; echo 'ERROR:  42501' >&2; exit 3")
    with (
        pytest.raises(Refused, match=r"psql failed: ERROR:  42501\."),
        put_in_place(tmp_path, lambda: [SCRIPT] * 20_000),
    ):
        pass


def test_what_fails_afterwards_brings_back_what_was_there(psql, server, tmp_path):
    def put():
        with put_in_place(tmp_path, lambda: [SCRIPT]):
            server.answers["SELECT to_regnamespace"] = [(True,)]
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        put()
    assert 'DROP TABLE "interview_interview" CASCADE' in server.asked
    assert 'ALTER TABLE rinnalla_before."user" SET SCHEMA "public"' in server.asked
    assert server.asked[-1] == "DROP SCHEMA rinnalla_before"


def test_where_nothing_was_cut_short_nothing_is_taken_back(server):
    take_back()
    assert len(server.asked) == 1
    assert not postgresql.was_cut_short()


def test_another_program_that_is_connected_is_noticed(psql, server, tmp_path):
    server.answers["SELECT count(*) FROM pg_stat_activity"] = [(1,)]
    with pytest.raises(Refused, match="open in another program"), put_in_place(tmp_path, lambda: [SCRIPT]):
        pass


def test_a_database_without_migrations_is_none(server):
    assert postgresql.can_be_read()
    server.introspection.table_names = list
    assert not postgresql.can_be_read()
