"""docs/journeys.md names the functions along three ways through the code: each still stands where it says."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
JOURNEYS = (ROOT / "docs" / "journeys.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([\w/.-]+\.(?:py|js)):\s+([\w.]+)`")
IN_A_SCRIPT = re.compile(r"^\s*(?:export )?(?:(?:async )?function|const) (\w+)\b", re.M)


def hops(text: str) -> list[str]:
    """Every numbered hop, in whole."""
    return re.findall(r"^\d+\. .*?(?=^\d+\. |^$)", text, re.M | re.S)


def named_in(path: Path) -> set[str]:
    """Functions and classes of a file; those of a class under its name too: "Walk.save"."""
    text = path.read_text(encoding="utf-8")
    return set(IN_A_SCRIPT.findall(text)) if path.suffix == ".js" else set(_defined(ast.parse(text)))


def _defined(tree: ast.AST, above: str = ""):
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield above + node.name
            if isinstance(node, ast.ClassDef):
                yield from _defined(node, f"{node.name}.")


@pytest.mark.parametrize(("file", "name"), sorted(set(NAMED.findall(JOURNEYS))))
def test_what_a_journey_names_stands_in_its_file(file, name):
    assert name in named_in(ROOT / file)


def test_every_hop_names_a_function_and_says_why_it_is_there():
    assert len(hops(JOURNEYS)) > 30
    assert [hop for hop in hops(JOURNEYS) if not (NAMED.search(hop) and "*Because*" in hop)] == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("new.py", "def save(): ..."),
        ("new.py", "class Walk:\n    def save(self): ..."),
        ("new.js", "  async function save(values) {"),
        ("new.js", "export const save = () => {"),
    ],
)
def test_a_name_is_found_by_how_it_is_written(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert "save" in {each.rpartition(".")[2] for each in named_in(tmp_path / name)}
    assert "load" not in named_in(tmp_path / name)
