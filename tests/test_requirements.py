"""The locked requirements: whole, the same for running and testing, and naming no package index."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUN, TEST = "requirements.txt", "requirements-test.txt"


def locked(name: str) -> dict[str, str]:
    """package -> what is locked of it: version, marker and hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    entries = [line.strip() for line in text.splitlines() if line.strip()]
    return {re.match(r"[A-Za-z0-9._-]+", entry)[0]: re.sub(r"\s+", " ", entry) for entry in entries}


@pytest.mark.parametrize("name", [RUN, TEST])
def test_every_package_is_pinned_with_hashes(name):
    packages = locked(name)
    assert len(packages) > 10
    assert [entry for entry in packages.values() if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", [RUN, TEST])
def test_no_line_names_a_package_index(name):
    assert re.findall(r"https?://\S+|--\w*index\S*", (ROOT / name).read_text(encoding="utf-8")) == []


def test_tests_run_on_the_very_versions_that_are_served():
    """The tests may need a package on more machines than running does, but never another version of it."""
    tested = locked(TEST)
    served = locked(RUN)
    everywhere = {name: re.sub(r" ; .*?(?= --hash)", "", entry) for name, entry in served.items()}
    assert {n: entry for n, entry in served.items() if tested.get(n) not in (entry, everywhere[n])} == {}


def test_every_package_of_the_project_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked_for = {RUN: project["project"]["dependencies"], TEST: project["dependency-groups"]["test"]}
    for name, wanted in asked_for.items():
        names = {re.match(r"[A-Za-z0-9._-]+", want)[0].lower() for want in wanted}
        assert names <= {package.lower() for package in locked(name)}
