"""Words typed into every field lie nowhere: in no file of the data folder or its journal, no log, no backup.

What was deleted lies there not even sealed, once old things have been taken away.
"""

import signal
import sqlite3
import threading
import urllib.error
from collections.abc import Iterator
from contextlib import closing, contextmanager
from os import kill
from pathlib import Path

import pytest

from tests.browser.server import Server
from tests.canary import CANARY, files_of, singing
from tests.markup import attribute, attributes
from tests.visitor import Visitor, note_on

pytestmark = pytest.mark.heavy

PAGES = ("1", "2", "3", "4", "signs", "summary")
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("canary") / "data").start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def visitor(server) -> Visitor:
    return Visitor(server.url)


@pytest.fixture(scope="module")
def first(visitor) -> str:
    """The first stage of an interview with the canary in every field that takes words, saved and read."""
    first = visitor.begin()
    for address in (first.replace("/1/", f"/{page}/") for page in PAGES):
        page = visitor.get(address)
        version = attribute(page, "[name=version]", "value")
        visitor.post(address, {"version": version, **words_for(page)}, on=page)
        assert CANARY in visitor.get(address)
    assert CANARY in note_on(visitor.get(first), "note-pace")
    return first


def words_for(page: str) -> dict[str, str]:
    notes, lines = attributes(page, "textarea", "name"), attributes(page, "input[type=text]", "name")
    assert notes or lines
    return {name: f"{CANARY} {name} äö\nja {CANARY}" for name in notes} | dict.fromkeys(lines, CANARY)


def everything(server: Server) -> list[Path]:
    """The database, its journal where there is one just then, whatever else lies in the folder, the log."""
    return [*files_of(server.folder), server.log]


def test_what_was_typed_in_an_interview_lies_nowhere(server, first):
    searched = everything(server)
    assert {"rinnalla.sqlite3", "rinnalla.sqlite3-wal"} <= {path.name for path in searched}
    assert singing(searched) == []


def test_what_was_typed_where_nothing_is_stored_lies_nowhere(server, visitor):
    page = visitor.get("/try/")
    held = attribute(page, "#answers [name=answers]", "value")
    visitor.post("/try/", {"answers": held, "here": "1", **words_for(page)}, on=page)
    assert singing(everything(server)) == []


REFUSED = {
    "a name and a password at the log-in": ("/accounts/login/", {"login": CANARY, "password": CANARY}),
    "somebody to invite": ("{walk}colleagues/", {"colleague": CANARY}),
    "what no page sends": ("{walk}1/", {"version": CANARY, "note-pace": CANARY, CANARY: CANARY}),
    "answers from elsewhere": ("/try/", {"answers": CANARY, "here": CANARY, "end": CANARY}),
    "an interview that is not there": (f"/i/{CANARY}/1/", {"note-pace": CANARY}),
    "an address that is not there": (f"/{CANARY}/?{CANARY}={CANARY}", {}),
    "a form that is too large": ("{walk}1/", {"version": "0", "note-pace": CANARY * 200_000}),
    "a password that is not one's own": ("/accounts/password/", {"oldpassword": CANARY}),
}


@pytest.mark.parametrize(("address", "fields"), REFUSED.values(), ids=REFUSED)
def test_what_was_refused_lies_nowhere(server, visitor, first, address, fields):
    home = visitor.get("/i/")
    for protection in ({}, {"csrfmiddlewaretoken": CANARY}):
        with anything_answered():
            visitor.post(address.format(walk=first.removesuffix("1/")), fields | protection, on=home)
    assert singing(everything(server)) == []


@contextmanager
def anything_answered() -> Iterator[None]:
    """A refusal is an answer, and so is a connection that breaks."""
    try:
        yield
    except (urllib.error.URLError, ConnectionError):
        return


def test_a_remark_that_was_dealt_with_lies_nowhere_once_old_things_are_taken_away(server, visitor):
    page = visitor.get("/remarks/new/?page=contacts")
    chosen = {name: attribute(page, f"[name={name}]", "value") for name in ("place", "kind", "page", "back")}
    visitor.post("/remarks/new/", {**chosen, "sentence": CANARY}, on=page)
    supervisor = Visitor(server.url, "supervisor")
    remarks = supervisor.get("/admin/guidance/remark/")
    assert CANARY in remarks
    number = attribute(remarks, "[name=dealt-with]", "value")
    supervisor.post("/admin/guidance/remark/", {"dealt-with": number}, on=remarks)
    server.manage("purge")
    assert singing(everything(server)) == []


def test_a_server_that_breaks_in_the_middle_of_a_save_tells_nothing_of_it(server, visitor, first):
    page, told = visitor.get(first), server.log.read_text()
    fields = {"version": attribute(page, "[name=version]", "value"), "note-pace": f"{CANARY} uudelleen"}
    with renamed_table(server), pytest.raises(urllib.error.HTTPError) as broken:
        visitor.post(first, fields, on=page, **HTMX)
    broken.value.close()
    assert broken.value.code in (500, 503)
    assert ".py:" in server.log.read_text().removeprefix(told)  # a traceback
    assert singing(everything(server)) == []


@contextmanager
def renamed_table(server: Server) -> Iterator[None]:
    for old, new in (("interview_latestseal", "elsewhere"), ("elsewhere", "interview_latestseal")):
        if old == "elsewhere":
            yield
        with closing(sqlite3.connect(server.folder / "rinnalla.sqlite3", timeout=20)) as database, database:
            database.execute(f'ALTER TABLE "{old}" RENAME TO "{new}"')


def test_workers_that_crash_in_the_middle_of_a_save_leave_nothing_of_it(server, visitor, first):
    page, told = visitor.get(first), server.log.read_text()
    fields = {"version": attribute(page, "[name=version]", "value"), "note-pace": f"{CANARY} kolmannesti"}

    def save() -> None:
        with anything_answered():
            visitor.post(first, fields, on=page, **HTMX)

    saving = threading.Thread(target=save)
    with closing(sqlite3.connect(server.folder / "rinnalla.sqlite3", timeout=20)) as database:
        database.execute("BEGIN IMMEDIATE")  # the save waits for this
        saving.start()
        saving.join(timeout=2)
        assert saving.is_alive()
        for worker in workers_of(server):
            kill(worker, signal.SIGABRT)
        saving.join(timeout=60)
        database.rollback()
    assert not saving.is_alive()
    assert server.log.read_text().removeprefix(told)
    assert singing(everything(server)) == []


def workers_of(server: Server) -> list[int]:
    parent = server.process.pid
    return [*map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())]


def test_a_backup_holds_nothing_that_can_be_read(server, first):
    server.manage("backup")
    backups = files_of(server.folder / "backups")
    assert sum(path.stat().st_size for path in backups) > 10_000
    assert singing(everything(server)) == []


def test_of_what_was_deleted_not_even_the_sealed_form_is_left(server, visitor, first):
    identifier = first.split("/")[2]
    sealed = sealed_value(server, identifier)
    pieces = [sealed[at : at + 24].hex() for at in range(60, len(sealed) - 24, len(sealed) // 8)]
    parts_of_it = left_of(pieces, everything(server))  # but for what runs over from page to page
    assert len(parts_of_it) > 3

    visitor.post(f"/i/{identifier}/delete/", {}, on=visitor.get(f"/i/{identifier}/delete/"))
    server.manage("purge")
    backups = {*files_of(server.folder / "backups")}  # they expire by themselves
    assert left_of(parts_of_it, [path for path in everything(server) if path not in backups]) == []


def left_of(parts_of_it: list[str], files: list[Path]) -> list[str]:
    searched = [path.read_bytes() for path in files]
    return [each for each in parts_of_it if any(bytes.fromhex(each) in kept for kept in searched)]


def sealed_value(server: Server, identifier: str) -> bytes:
    with closing(sqlite3.connect(server.folder / "rinnalla.sqlite3", timeout=20)) as database:
        query = "SELECT sealed FROM interview_interview WHERE id = ?"
        (sealed,) = database.execute(query, [identifier.replace("-", "")]).fetchone()
    return bytes(sealed)
