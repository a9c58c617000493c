"""What lies in deploy/: units, environment, pages of the proxy. nginx and Caddy are tried in tests/heavy."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.markup import attributes, tree, words

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
UNITS = sorted(path.name for path in DEPLOY.iterdir() if path.suffix in (".service", ".socket", ".timer"))
SERVICES = [name for name in UNITS if name.endswith(".service")]
MOST_EXPOSED = 1.5  # of 10, as systemd counts


@pytest.fixture
def units(tmp_path) -> Path:
    """Copies, with the paths of this checkout."""
    for name in UNITS:
        there = (DEPLOY / name).read_text()
        (tmp_path / name).write_text(there.replace("/srv/rinnalla/current", str(ROOT)))
    return tmp_path


def systemd(*words) -> subprocess.CompletedProcess:
    return subprocess.run(["systemd-analyze", *words], capture_output=True, text=True)


def test_systemd_understands_every_unit(units):
    said = systemd("verify", "--man=no", *(units / name for name in UNITS))
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_may_do_little_beside_its_work(units, name):
    said = systemd("security", "--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", units / name)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_the_document_names_what_systemd_counts_at_most(name):
    assert f"at most {MOST_EXPOSED} of 10" in OPERATING


def test_the_services_are_walled_in_alike():
    """All but what the one needs and the other does not: the network, a socket, its clocks."""
    walls = [
        re.findall(r"^(?:Protect|Private|Restrict|System|Memory|No|Cap|Lock|Key).*", text, re.M)
        for text in ((DEPLOY / name).read_text() for name in SERVICES)
    ]
    assert walls[0] == walls[1]
    assert len(walls[0]) > 20


def test_the_example_of_an_environment_names_every_setting():
    example = (DEPLOY / "environment.example").read_text()
    named = re.findall(r"^(?:# )?([A-Z_]+)=", example, re.M)
    assert sorted(named) == sorted(re.findall(r"^\| `([A-Z_]+)` \|", OPERATING, re.M))


@pytest.mark.parametrize("name", ["away", "too-large"])
def test_a_page_of_the_proxy_asks_for_nothing_and_speaks_every_language(name):
    page = (DEPLOY / "pages" / f"{name}.html").read_text()
    assert attributes(page, "[lang]", "lang") == ["fi", "sv", "en"]
    assert not tree(page).css("script, link, img, form")
    assert [words(section) for section in tree(page).css("section") if not words(section)] == []


def test_who_finds_the_service_away_is_told_of_112():
    assert attributes((DEPLOY / "pages" / "away.html").read_text(), "a", "href") == ["tel:112"] * 3


def test_every_file_is_named_where_it_is_told_how_to_install():
    files = {path.name for path in DEPLOY.iterdir() if path.is_file()}
    assert {name for name in files if f"deploy/{name}" not in OPERATING} == set()
