"""What the Makefile says in lines of its own, and the settings and the documents say too."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests import fonts

ROOT = Path(__file__).parent.parent
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
# The tests themselves may run below a make, which tells those below of its words in these.
ENVIRONMENT = {
    n: v for n, v in os.environ.items() if not n.startswith("MAKE") and n not in ("MFLAGS", "MEASURED")
}
# Called by other targets, and by nobody else.
PARTS = {
    *("tidy", "types", "quick-tests", "plain-tests", "browser-tests"),
    *("heavier-browser-tests", "heavier-tests", "at-length", "over-a-bad-line", "install", "debian"),
}


def printed(*words: str) -> str:
    """What make prints."""
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(
        command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """Each command that `make help` prints, with its line."""
    lines = printed("help").splitlines()
    return dict(re.fullmatch(r"make (\S+) +(\S.*)", line).groups() for line in lines)


def test_every_page_is_walked_in_every_language():
    walked = re.findall(r"every-page-in-(\w+)", MAKEFILE)
    assert sorted(walked) == sorted(language for language, _ in settings.LANGUAGES)


def test_browsers_are_opened_where_the_runs_with_a_browser_look():
    marked = {
        path for path in (ROOT / "tests").rglob("test_*.py") if "mark.browser" in path.read_text("utf-8")
    }
    looked_at = re.search(r"^WITH_A_BROWSER := (.+)", MAKEFILE, re.M)[1].split()
    beside = {path for path in marked if not any(path.is_relative_to(ROOT / folder) for folder in looked_at)}
    assert beside == {Path(__file__)}


def test_help_tells_of_every_command_in_one_line(told):
    phony = re.search(r"^\.PHONY:((?:.*\\\n)*.*)", MAKEFILE, re.M)[1].replace("\\", "").split()
    assert set(told) == set(phony) - PARTS
    assert [line for line in told.values() if len(line) > 100] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documents_name_commands_that_there_are(told, document):
    named = re.findall(r"(?:`|^    )make ([a-z-]+)", document.read_text(encoding="utf-8"), re.M)
    assert set(named) <= set(told)


def test_the_table_of_the_loop_has_every_command_but_the_demo_and_the_help(told):
    table = re.findall(r"^\| `make ([a-z-]+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M)
    assert sorted(table) == sorted(set(told) - {"run", "help"})


def test_the_fonts_of_the_tests_are_looked_for_and_installed():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    installed = re.search(r"^FOR_TESTS := (.+)$", makefile, re.M)[1].split()
    assert set(fonts.DEBIAN.split()) <= set(installed)
    looked_for = re.search(r"^debian:\n(.+)$", makefile, re.M)[1]
    assert [plain for plain, *_others in fonts.FAMILIES.values() if f"/{plain} " not in looked_for] == []


def test_a_server_asks_the_floors_without_running_a_test_twice():
    assert "\nmake test MEASURED=yes\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = printed("-n", "plain-tests", "MEASURED=yes").replace("\\\n", "").splitlines()
    measured, others = (command.split() for command in commands if "pytest" in command)
    assert "coverage" in measured
    assert "coverage" not in others
    folders = {word for word in measured if word.startswith("tests/")}
    assert folders
    assert {f"--ignore={folder}" for folder in folders} <= set(others)
    assert [command for command in commands if command.endswith("-m tools.floors")] != []


def test_variants_are_measured_and_then_not_run_again():
    chosen = '-m "(not heavy or variants) and not browser"'
    assert chosen in printed("-n", "plain-tests", "MEASURED=yes")
    assert "\nmake test-heavy MEASURED=yes" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "and not variants" in printed("-n", "heavier-tests", "MEASURED=yes")
    assert "variants" not in printed("-n", "heavier-tests") + printed("-n", "plain-tests")


def test_nothing_is_measured_where_nobody_asks_for_it():
    assert "coverage" not in printed("-n", "plain-tests")


def test_a_server_asks_postgresql_too():
    assert "\nmake test-postgres\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    lines = printed("-n", "test-postgres").splitlines()
    assert all("tests.settings_on_postgresql" in line for line in lines if "pytest" in line)
    assert any("-p tests.of_the_database" in line for line in lines)
