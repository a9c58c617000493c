"""Outside the demo: nothing starts unsafe, and what starts is strict."""

import base64
import json
import re

import pytest

from config.catalogs import compile_into
from config.environment import ROOT

SHOW = """
import json, sys
from django.conf import settings
shown = {name: getattr(settings, name) for name in json.loads(sys.argv[1])}
print(json.dumps(shown, default=str))
"""

ASK = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from django.test import Client
import json, sys
asked = json.loads(sys.argv[1])
response = Client().get(asked.pop("path"), headers={"host": "rinnalla.example.fi", **asked})
cookies = {n: [bool(c["secure"]), bool(c["httponly"]), c["samesite"]] for n, c in response.cookies.items()}
print(json.dumps({"status": response.status_code, "headers": dict(response.headers), "cookies": cookies}))
"""


# The table *Environment*: each setting that an administrator may find there, and what it says without it.
TABLE = dict(
    re.findall(r"^\| `([A-Z_]+)` \|.*\| (.*) \|$", (ROOT / "docs" / "operating.md").read_text("utf-8"), re.M)
)
REQUIRED = [name for name, without_it in TABLE.items() if without_it == "refuses to start"]
# A value for each that may stay out.
MORE = {
    "RINNALLA_BACKUP_KEYS": "one:" + base64.b64encode(bytes(range(1, 33))).decode(),
    "RINNALLA_PROXIES": "2",
    "RINNALLA_PROXY_ADDRESS": "10.0.0.5, 10.1.0.0/16",
    "RINNALLA_LOG_IN_LIMITS": "200:2000",
    "RINNALLA_DATABASE": "postgres://rinnalla:secret@127.0.0.1:5432/rinnalla?sslmode=verify-full",
}


@pytest.fixture
def setting(run, real_environment):
    def setting(*names: str) -> dict:
        real_environment["DJANGO_SETTINGS_MODULE"] = "config.settings"
        return json.loads(run(real_environment, "-c", SHOW, json.dumps(names)).stdout)

    return setting


@pytest.fixture
def ask(run, real_environment):
    def ask(path: str, **headers: str) -> dict:
        real_environment["RINNALLA_PLAIN_STATIC"] = "for tests"
        answer = run(real_environment, "-W", "ignore", "-c", ASK, json.dumps({"path": path, **headers}))
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    return ask


def test_the_table_of_the_environment_names_what_has_to_be_set(real_environment):
    assert {*REQUIRED, "DATA_DIR"} == {*real_environment}
    assert {*TABLE} <= {*real_environment, *MORE}


@pytest.mark.parametrize("missing", REQUIRED, ids=str.lower)
@pytest.mark.parametrize(
    "start", [("manage.py", "check"), ("-c", "import config.wsgi")], ids=["manage", "wsgi"]
)
def test_a_missing_setting_stops_the_start_with_one_sentence(run, real_environment, missing, start):
    del real_environment[missing]
    ended = run(real_environment, *start)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr.startswith(f"Set {missing} to ")
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr


def test_with_everything_set_it_starts(run, real_environment, tmp_path):
    compile_into(tmp_path / "locale")
    ended = run(real_environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert ended.returncode == 0, ended.stderr


@pytest.mark.variants(stay=0)
def test_with_every_setting_of_the_table_it_starts_as_clean(run, real_environment, tmp_path):
    compile_into(tmp_path / "locale")
    ended = run(real_environment | MORE, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert (ended.returncode, ended.stderr) == (0, "")


@pytest.mark.parametrize("name", [name for name in MORE if name in TABLE], ids=str.lower)
def test_a_setting_that_makes_no_sense_stops_the_start_with_one_sentence(run, real_environment, name):
    ended = run(real_environment | {name: "neither here nor there"}, "manage.py", "check")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith(f"Set {name} to ")
    assert ended.stderr.count("\n") == 1
    assert "neither here" not in ended.stderr or "DATABASE" not in name  # which may hold a password


@pytest.mark.variants(stay=0)
def test_catalogs_that_are_not_compiled_are_said_before_it_is_deployed(run, real_environment, tmp_path):
    warned = run(real_environment, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert warned.returncode == 1
    assert "en, sv" in warned.stderr
    assert "manage.py serve" in warned.stderr
    assert run(real_environment, "manage.py", "check", "--fail-level", "WARNING").returncode == 0
    assert not (tmp_path / "locale").exists()


def test_keys_never_come_from_the_data_folder(run, real_environment, tmp_path):
    """A file of keys that is not marked as a demo is no source of keys, and stands in nobody's way unseen."""
    keys = [
        f"{name}={real_environment.pop(name)}"
        for name in list(real_environment)
        if name.endswith(("KEY", "KEYS"))
    ]
    (tmp_path / "demo.env").write_text("\n".join(["# Keys", *keys]), encoding="utf-8")
    ended = run(real_environment, "manage.py", "check")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Put demo.env in DATA_DIR")


def test_debug_cannot_be_switched_on(setting, real_environment):
    real_environment |= {"RINNALLA_DEBUG": "1", "DEBUG": "1", "DJANGO_DEBUG": "1"}
    assert setting("DEBUG") == {"DEBUG": False}


@pytest.mark.variants(stay=0)
def test_plain_http_is_sent_to_https(ask):
    answer = ask("/accounts/login/")
    assert answer["status"] == 301
    assert answer["headers"]["Location"] == "https://rinnalla.example.fi/accounts/login/"


@pytest.mark.variants(stay=0)
def test_behind_the_proxy_cookies_are_secure_and_https_is_for_good(ask):
    answer = ask("/accounts/login/", **{"x-forwarded-proto": "https"})
    assert answer["status"] == 200
    assert answer["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert answer["cookies"] == {"__Host-csrftoken": [True, True, "Lax"]}


def test_the_session_cookie_is_for_this_host_alone(setting):
    names = [
        "SESSION_COOKIE_NAME",
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "SESSION_COOKIE_SAMESITE",
    ]
    assert list(setting(*names).values()) == ["__Host-sessionid", True, True, "Lax"]


def test_so_is_the_cookie_of_the_chosen_language(setting):
    """A browser believes such a name over https alone, with no other host and no other path."""
    names = [
        f"LANGUAGE_COOKIE_{part}" for part in ("NAME", "SECURE", "HTTPONLY", "SAMESITE", "PATH", "DOMAIN")
    ]
    assert list(setting(*names).values()) == ["__Host-language", True, True, "Lax", "/", None]


@pytest.mark.variants(stay=0)
def test_another_host_name_is_refused(ask):
    assert ask("/accounts/login/", host="elsewhere.example.fi")["status"] == 400


@pytest.mark.variants(stay=0)
def test_a_proxy_may_ask_after_our_health_without_https(ask):
    assert ask("/healthz", host="127.0.0.1:8000")["status"] == 200


def test_many_wrong_passwords_are_slowed_down_outside_the_demo(setting):
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT") == {"ALLAUTH_TRUSTED_PROXY_COUNT": 1}
