"""The documents: what they lead to is there, and the first of them stays short."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
DOCUMENTS = [
    *(path.name for path in ROOT.glob("*.md")),
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]
MOST_WORDS = 950  # of the README: it is read in one go
MOST_LINES = 40  # of the words of the code
A_PATH = re.compile(r"`([\w.-]+/[\w./-]*\.(?:py|md|css|js|txt|yaml|html))\b[^`]*`")


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_paths_lead_somewhere(document):
    text = read(document)
    beside = [(ROOT / document).parent / link for link in re.findall(r"\]\(([^)#:]+)", text)]
    lost = [path for path in beside if not path.exists()]
    # docs/wcag.md names tests as they stand under tests/
    roots = [ROOT, ROOT / "tests"] if document == "docs/wcag.md" else [ROOT]
    lost += [path for path in A_PATH.findall(text) if not any((root / path).exists() for root in roots)]
    assert lost == []


def test_the_readme_is_read_in_one_go():
    assert len(read("README.md").split()) < MOST_WORDS


def test_the_words_of_the_code_fit_one_page():
    rows = re.findall(r"^\| (?!word|-).*", read("CONTRIBUTING.md").split("## The words of the code")[1], re.M)
    assert 20 < len(rows) <= MOST_LINES


def test_decisions_are_numbered_in_order_of_date():
    found = re.findall(r"^## (\d+)\. .+\n\n\*(\d{4}-\d\d-\d\d)\.\*", read("docs/decisions.md"), re.M)
    assert [int(number) for number, _day in found] == list(
        range(1, read("docs/decisions.md").count("\n## ") + 1)
    )
    assert [day for _number, day in found] == sorted(day for _number, day in found)


def test_the_licence_has_one_name():
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert f"SPDX-License-Identifier: {project['license']}\n" in read("LICENSE")


def test_hooks_fetch_nothing():
    hooks = yaml.safe_load(read(".pre-commit-config.yaml"))["repos"]
    assert {repository["repo"] for repository in hooks} == {"local"}
    assert {hook["language"] for repository in hooks for hook in repository["hooks"]} == {"system"}
