"""The rooms know each other in one direction only: from the upper floors to the lower ones."""

import pytest

from tests import arrows as house
from tests.arrows import ROOT, arrows, circles, imports_of, modules

PLAIN_PYTHON = ("django", "allauth", "crispy_forms", "csp", "config", "interview")

# From the ground up; rooms of one floor do not import each other.
FLOORS = [
    {
        "guidance.rules",
        "guidance.apps",
        "guidance.markdown",
        "guidance.ordered_json",
        "interview.moments",
        "config.faults",
    },
    {"guidance.rules.proof", "guidance.templatetags"},
    {
        "config.environment",
        "config.files",
        "config.log",
        "config.middleware",
        "config.proxies",
        "config.queries",
        "config.sqlite",
    },
    {
        "config.pages",
        "config.sessions",
        "config.stylesheets",
        "config.traffic",
        "config.formats.en",
        "config.formats.sv",
    },
    {"config.catalogs", "config.demo", "config.management"},
    {"config.checks", "config.settings", "tools"},
    {"config.apps", "config.wsgi", "config.management.commands"},
    {
        "guidance.texts",
        "interview.accounts",
        "interview.colleagues",
        "interview.cover",
        "interview.presses",
        "interview.sheet",
        "interview.stubs",
    },
    {"guidance.models", "interview.seals"},
    {"guidance.draft", "guidance.remarks", "interview.models"},
    {"guidance.publishing", "interview.access", "interview.keys", "interview.management"},
    {"interview.traces"},
    {"interview.traces.backups"},
    {"interview.traces.moving"},
    {
        "config.health",
        "interview.doors",
        "interview.doors.passwords",
        "interview.public",
        "interview.walk",
    },
    {"guidance.packs", "guidance.wording", "interview.checkup"},
    {"interview.management.commands"},
    {"guidance.translating", "interview.apps", "guidance.management.commands"},
    {"interview.outputs", "interview.practice", "interview.gallery", "interview.templatetags"},
    {"guidance.desk.kit.fields", "guidance.desk.kit.finding"},
    {"guidance.desk.kit.saving"},
    {"guidance.desk.kit"},
    {
        "guidance.desk.overview",
        "guidance.desk.publishing",
        "guidance.desk.search",
        "guidance.desk.translating",
        "guidance.desk.what_if",
        "interview.organisation",
    },
    {"guidance.desk.packs", "interview.admin", "interview.urls"},
    {"guidance.desk", "config.urls"},
    {"guidance.admin"},
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS, start=1) for room in rooms}
PAGES = ("interview.walk", "interview.practice", "interview.public", "interview.gallery", "guidance.desk")


def breaches(folder: str, forbidden: tuple[str, ...]) -> list[str]:
    """Imports of something outside the house, or of a whole part of it, that do not belong in a folder."""
    files = sorted((ROOT / folder).rglob("*.py"))
    assert files, f"nothing under {folder}: has the room moved?"
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in sorted(imports_of(path))
        if name.split(".")[0] in forbidden
    ]


def test_every_room_has_a_floor():
    assert sorted(arrows()) == sorted(FLOOR_OF)


def test_no_arrow_runs_back_up():
    back_up = [
        f"{room} imports {named}"
        for room, its_arrows in arrows().items()
        for named in its_arrows
        if FLOOR_OF[named] >= FLOOR_OF[room]
    ]
    assert back_up == []


def test_no_rooms_stand_in_a_circle():
    assert circles(arrows()) == []


def test_a_circle_is_found():
    assert circles({"a": frozenset("b"), "b": frozenset("c"), "c": frozenset("a"), "d": frozenset("a")}) == [
        ("a", "b", "c")
    ]


def test_guidance_never_imports_interview():
    assert breaches("guidance", ("interview", "config", "tools")) == []


def test_the_rules_are_plain_python():
    assert breaches("guidance/rules", PLAIN_PYTHON) == []


def test_the_rules_import_nothing_of_guidance_but_rules():
    assert not arrows()["guidance.rules"]
    assert arrows()["guidance.rules.proof"] == {"guidance.rules"}


def test_only_the_addresses_of_config_know_pages():
    """Settings, middleware, sessions, log and health are the same whatever is shown."""
    of_config = {module: path for module, path in modules().items() if module.startswith("config.")}
    found = {
        module
        for module, path in of_config.items()
        if any(f"{name}.".startswith(tuple(f"{page}." for page in PAGES)) for name in imports_of(path))
    }
    assert found <= {"config.urls"}


def test_nothing_imports_what_is_for_developers():
    assert [room for room, named in arrows().items() if "tools" in named] == []


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
def test_imports_are_found_wherever_they_stand(tmp_path, line, found):
    path = tmp_path / "guidance" / "rules" / "new.py"
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    assert found in imports_of(path, tmp_path)


def test_an_arrow_from_a_new_module_is_seen(tmp_path, monkeypatch):
    for name, line in {"a/one": "from b import two", "b/two": "import a.one"}.items():
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(line, encoding="utf-8")
    monkeypatch.setattr(house, "ROOT", tmp_path)
    monkeypatch.setattr(house, "HOUSE", ("a", "b"))
    assert circles(arrows()) == [("a", "b")]
