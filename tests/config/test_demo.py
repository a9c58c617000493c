import stat
from pathlib import Path

import pytest

from config import demo


def test_a_folder_becomes_a_demo_with_keys_for_its_owner_only(tmp_path):
    folder = tmp_path / "new"
    demo.mark(folder)
    keys = {"RINNALLA_SECRET_KEY", "RINNALLA_SEALING_KEYS", "RINNALLA_BACKUP_KEYS"}
    assert set(demo.settings_of(folder)) == keys
    assert stat.S_IMODE((folder / "demo.env").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["demo.env"]


def test_a_demo_keeps_its_keys(tmp_path):
    demo.mark(tmp_path)
    first = demo.settings_of(tmp_path)
    demo.mark(tmp_path)
    assert demo.settings_of(tmp_path) == first


def test_every_demo_has_keys_of_its_own(tmp_path):
    demo.mark(tmp_path / "one")
    demo.mark(tmp_path / "two")
    assert demo.settings_of(tmp_path / "one") != demo.settings_of(tmp_path / "two")


def test_a_folder_without_the_mark_is_no_demo(tmp_path):
    assert demo.settings_of(tmp_path) is None


def contents(folder: Path) -> dict[str, bytes | str]:
    """Every file under a folder; of a link, where it leads."""
    paths = {str(path.relative_to(folder)): path for path in folder.rglob("*") if not path.is_dir()}
    return {
        name: str(path.readlink()) if path.is_symlink() else path.read_bytes() for name, path in paths.items()
    }


def refused(run, folder: Path) -> str:
    """The one sentence with which the demo is refused this folder; nothing in it is touched."""
    before, mode = contents(folder), folder.stat().st_mode
    ended = run({"DATA_DIR": str(folder)}, "-m", "config.demo")
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
    assert contents(folder) == before
    assert folder.stat().st_mode == mode
    return ended.stderr


@pytest.mark.parametrize(
    "file", ["rinnalla.sqlite3", "rinnalla.sqlite3-wal", "static/.collected-from", "locale/sv/django.mo"]
)
def test_the_folder_of_a_real_installation_never_becomes_a_demo(run, tmp_path, file):
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_bytes(b"real")
    assert "is the folder of a real installation" in refused(run, tmp_path)


def test_nor_does_one_whose_database_lies_on_a_disk_that_is_not_there(run, tmp_path):
    (tmp_path / "rinnalla.sqlite3").symlink_to(tmp_path / "not-mounted" / "rinnalla.sqlite3")
    assert "is the folder of a real installation" in refused(run, tmp_path)


@pytest.fixture
def whole(tmp_path) -> str:
    """A demo's own file, as it is made."""
    demo.mark(tmp_path / "whole")
    return (tmp_path / "whole" / "demo.env").read_text(encoding="utf-8")


BROKEN = {
    "empty": lambda whole: "",
    "a blank line": lambda whole: "\n",
    "without its mark": lambda whole: whole.split("\n", 1)[1],
    "the mark alone": lambda whole: whole.split("\n", 1)[0] + "\n",
    "without its last line": lambda whole: whole.rsplit("\n", 2)[0] + "\n",
    "cut in its first key": lambda whole: whole[: whole.index("SECRET_KEY=") + 20],
    "cut in its last key": lambda whole: whole[:-10],
    "no text": lambda whole: "\ud800",
}


@pytest.mark.variants(stay=2)
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_file_of_keys_is_refused_and_never_replaced(run, real_environment, tmp_path, whole, broken):
    """Its keys are the only ones that open the demo's answers; and the folder is no real one either."""
    folder = tmp_path / "demo"
    folder.mkdir(mode=0o700)
    (folder / "demo.env").write_bytes(BROKEN[broken](whole).encode(errors="surrogatepass"))
    sentence = refused(run, folder)
    assert sentence.startswith(f"Put demo.env in DATA_DIR ({folder}) back from a copy")
    assert not any(key in sentence for key in whole.splitlines()[1:])
    for given in ({}, real_environment):
        ended = run({**given, "DATA_DIR": str(folder)}, "manage.py", "check")
        assert (ended.returncode, ended.stdout, ended.stderr) == (1, "", sentence)


@pytest.mark.parametrize("kind", ["a folder", "a link to nowhere"])
def test_what_is_no_file_of_keys_is_refused_the_same_way(run, tmp_path, kind):
    path = tmp_path / "demo.env"
    path.mkdir() if kind == "a folder" else path.symlink_to(tmp_path / "nowhere")
    assert refused(run, tmp_path).startswith("Put demo.env in DATA_DIR")


def test_any_command_works_with_the_data_folder_and_nothing_else(run, tmp_path):
    assert run({"DATA_DIR": str(tmp_path)}, "-m", "config.demo").returncode == 0
    ended = run({"DATA_DIR": str(tmp_path)}, "manage.py", "check")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SEALING_KEYS", "BACKUP_KEYS", "ADDRESS", "DATABASE"])
def test_a_demo_refuses_settings_meant_for_the_real_thing(run, real_environment, tmp_path, name):
    demo.mark(tmp_path)
    value = real_environment.get(f"RINNALLA_{name}", "postgres://u:p@db/rinnalla")
    ended = run({"DATA_DIR": str(tmp_path), f"RINNALLA_{name}": value}, "manage.py", "check")
    assert ended.returncode == 1
    assert ended.stderr.startswith("DATA_DIR is the folder of a demo")
    assert ended.stderr.count("\n") == 1


def test_a_demo_is_for_this_machine_only(settings):
    assert settings.DEMO
    # Django's test runner and the live server add names of their own.
    assert set(settings.ALLOWED_HOSTS) - {"testserver"} == {"127.0.0.1", "localhost", "[::1]"}
    assert not settings.SESSION_COOKIE_SECURE
    assert settings.SECURE_HSTS_SECONDS == 0


def test_the_demo_has_no_limit_by_address(settings):
    assert settings.ACCOUNT_RATE_LIMITS is False
