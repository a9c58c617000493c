"""The app asks nothing of another machine, runs no other program, and takes no words for code.

So nobody can make it fetch an address, hand something on to a shell, or bring an object back to life. What
does so all the same stands in a table, with why nobody's words get there.
"""

import ast
import re
from pathlib import Path

import pytest

from tests.arrows import ROOT, imports_of, modules

SERVED = {name: path for name, path in modules().items() if not name.startswith("tools.")}

OTHERS = {
    "asks another machine": {
        *("aiohttp", "ftplib", "http.client", "httpx", "requests", "smtplib", "socket", "telnetlib"),
        *("urllib.request", "urllib3", "xmlrpc", "django.core.mail"),
    },
    "runs another program": {"multiprocessing", "pty", "subprocess"},
    "brings objects to life": {"dill", "lxml", "marshal", "pickle", "shelve", "xml"},
}
KNOWN = {
    ("interview.checkup.machine", "http.client"): "a command asks the installation's own public addresses",
    ("interview.management.commands.serve", "socket"): "asks this very machine whether a port is free",
    ("interview.traces.backups.postgresql", "subprocess"): "PostgreSQL's own tools, without a shell, for who"
    " administers the server and by no page",
}

CODE_OF_WORDS = {"__import__", "compile", "eval", "exec", "RawSQL", "Template"}
AS_A_METHOD = {"cursor", "extra", "from_string", "popen", "raw", "system"}
KNOWN_CALLS = {
    ("config.health", "cursor"): "stores something, in words of the code",
    ("config.management.schema", "cursor"): "a lock by a number of the code",
    ("config.queries.prepared", "RawSQL"): "a question that Django put together, with other values",
    ("config.queries.prepared", "cursor"): "the same, with the values that Django hands over",
    ("config.sqlite.base", "cursor"): "makes the cursors that Django asks for",
    ("interview.models", "cursor"): "writes a save, in statements that Django put together",
    ("interview.models", "RawSQL"): "who may open an interview, in words of the code and ids",
    ("interview.traces.anchors", "cursor"): "locks a table that the code names",
    ("interview.traces.backups.carried_over", "cursor"): "copies rows, by tables and columns of the database",
    ("interview.traces.backups.postgresql", "cursor"): "moves tables that the database names",
    ("interview.traces.backups.sqlite", "cursor"): "lays a file of ours beside the database",
    ("interview.traces.deleted_ids", "cursor"): "a table of ids and days that no model has",
    ("interview.traces.moving.move", "cursor"): "begins and ends the move, in words of the code",
    ("interview.traces.moving.rows", "cursor"): "moves rows, by tables and columns of the models",
    ("interview.traces.moving.target", "cursor"): "a lock by a number of the code",
    ("interview.traces.journal", "cursor"): "asks SQLite to empty its journal, in words of the code",
}

MARKUP_OF_WORDS = re.compile(r"(?:inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function")


def calls(path: Path) -> set[str]:
    """What a file calls that would take words for code, for a query or for a template."""
    called = [node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = {func.id for func in called if isinstance(func, ast.Name)} & CODE_OF_WORDS
    return named | {func.attr for func in called if isinstance(func, ast.Attribute)} & AS_A_METHOD


@pytest.mark.variants
@pytest.mark.parametrize("way", OTHERS)
def test_nothing_that_is_served_reaches_out(way):
    found = {(name, other) for name, path in SERVED.items() for other in imports_of(path) & OTHERS[way]}
    assert found == {known for known in KNOWN if known[1] in OTHERS[way]}


def test_no_words_become_code_a_query_or_a_template():
    assert {(name, call) for name, path in SERVED.items() for call in calls(path)} == KNOWN_CALLS.keys()


def test_a_call_is_seen_however_it_is_written(tmp_path):
    (tmp_path / "one.py").write_text("import os\neval('1')\nos.system('ls')\nre.compile('a')\n")
    assert calls(tmp_path / "one.py") == {"eval", "system"}


def test_no_script_of_ours_makes_markup_or_code_of_words():
    scripts = [*(ROOT / "static/js").glob("*.js"), *(ROOT / "templates").glob("*.js")]
    assert len(scripts) > 8
    assert [path.name for path in scripts if MARKUP_OF_WORDS.search(path.read_text())] == []
