import stat

import pytest

from config import demo


def test_a_folder_becomes_a_demo_with_keys_for_its_owner_only(tmp_path):
    folder = tmp_path / "new"
    demo.mark(folder)
    assert set(demo.settings_of(folder)) == {"RINNALLA_SECRET_KEY", "RINNALLA_SEALING_KEYS"}
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
    (tmp_path / "demo.env").write_text("RINNALLA_SECRET_KEY=abc\n", encoding="utf-8")
    assert demo.settings_of(tmp_path) is None


def test_any_command_works_with_the_data_folder_and_nothing_else(run, tmp_path):
    assert run({"DATA_DIR": str(tmp_path)}, "-m", "config.demo").returncode == 0
    ended = run({"DATA_DIR": str(tmp_path)}, "manage.py", "check")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "SEALING_KEYS", "ADDRESS", "DATABASE"])
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
