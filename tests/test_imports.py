"""The rooms know each other in one direction only."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLAIN_PYTHON = ("django", "allauth", "crispy_forms", "csp", "config", "interview")


def imports_of(path: Path) -> set[str]:
    """Every module that a file names in an import, wherever in the file it stands; relative ones in full."""
    package = path.relative_to(ROOT).parent.parts
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            start = ".".join([*above, *([node.module] if node.module else [])])
            names |= {start, *(f"{start}.{alias.name}" for alias in node.names)}
    return names


def files_under(folder: str) -> list[Path]:
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files, f"nothing under {folder}: has the room moved?"
    return files


def breaches(folder: str, forbidden: tuple[str, ...]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_under(folder)
        for name in sorted(imports_of(path))
        if name.split(".")[0] in forbidden
    ]


def test_guidance_never_imports_interview():
    assert breaches("guidance", ("interview", "config")) == []


def test_the_rules_are_plain_python():
    assert breaches("guidance/rules", PLAIN_PYTHON) == []


def test_the_rules_import_nothing_of_guidance_but_rules():
    outside = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files_under("guidance/rules")
        for name in sorted(imports_of(path))
        if name.startswith("guidance.") and not f"{name}.".startswith("guidance.rules.")
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("import interview.models", "interview.models"),
        ("from interview import models", "interview.models"),
        ("def f():\n    from interview.models import Interview", "interview.models"),
        ("from ..models import Stage", "guidance.models"),
        ("from .. import models", "guidance.models"),
        ("from . import shapes", "guidance.rules.shapes"),
    ],
)
def test_imports_are_found_wherever_they_stand(tmp_path, monkeypatch, line, found):
    monkeypatch.setattr(f"{__name__}.ROOT", tmp_path)
    path = tmp_path / "guidance" / "rules" / "new.py"
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    assert found in imports_of(path)
