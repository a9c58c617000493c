"""Every test that SECURITY.md names is there, so that no promise outlives what shows it."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
A_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")


def test_whatever_shows_a_promise_is_there():
    named = A_TEST.findall((ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(named) > 25
    lost = [(path, name) for path, name in named if not holds(path, name)]
    assert lost == []


def holds(path: str, name: str) -> bool:
    file = ROOT / path
    return file.exists() and f"def {name}" in file.read_text(encoding="utf-8")


def test_every_promise_is_shown_by_something():
    rows = re.findall(r"^\| (?!promise|-)([^|]+)\| ([^|]+)\|$", (ROOT / "SECURITY.md").read_text(), re.M)
    assert [promise for promise, shown in rows if "`tests/" not in shown and "](docs/" not in shown] == []
