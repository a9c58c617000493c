import base64

import pytest

from config import environment
from config.environment import Unsafe

GOOD_SECRET = "x7Kp2mQ9vL4nR8sT1wY6zB3cD5fG0hJaEeUuIiOoPpAaSsDdFfGg"
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()


def test_a_secret_key_is_taken_as_it_is():
    assert environment.secret_key({"RINNALLA_SECRET_KEY": GOOD_SECRET}) == GOOD_SECRET


@pytest.mark.parametrize("value", [None, "", "short", GOOD_SECRET[:49], "a" * 80, "ab" * 40])
def test_a_missing_short_or_simple_secret_key_is_refused(value):
    given = {} if value is None else {"RINNALLA_SECRET_KEY": value}
    with pytest.raises(Unsafe, match="Set RINNALLA_SECRET_KEY") as refusal:
        environment.secret_key(given)
    assert not value or value not in str(refusal.value)


def test_the_first_sealing_key_stays_first():
    keys = environment.sealing_keys({"RINNALLA_SEALING_KEYS": f"new:{OTHER_KEY}, old:{KEY}"})
    assert list(keys.items()) == [("new", bytes(range(1, 33))), ("old", bytes(range(32)))]


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "missing"),
        (",", "missing"),
        (KEY, "needs an id"),
        (f":{KEY}", "needs an id"),
        (f"Ä:{KEY}", "needs an id"),
        (f"{'a' * 21}:{KEY}", "needs an id"),
        ("one:%%%", "not base64"),
        (f"one:{base64.b64encode(bytes(16)).decode()}", "16 bytes"),
        (f"one:{base64.b64encode(bytes(32)).decode()}", "not random"),
        (f"one:{KEY},one:{OTHER_KEY}", "twice"),
        (f"one:{KEY},two:{KEY}", "same key"),
    ],
)
def test_unusable_sealing_keys_are_refused_with_the_reason(value, why):
    with pytest.raises(Unsafe, match="Set RINNALLA_SEALING_KEYS") as refusal:
        environment.sealing_keys({"RINNALLA_SEALING_KEYS": value})
    assert why in str(refusal.value)
    assert KEY not in str(refusal.value)


def test_the_hosts_come_from_the_public_addresses():
    origins = environment.addresses(
        {"RINNALLA_ADDRESS": "https://rinnalla.example.fi/, https://r.example.fi:8443"}
    )
    assert origins == ["https://rinnalla.example.fi", "https://r.example.fi:8443"]
    assert environment.hosts(origins)[:2] == ["rinnalla.example.fi", "r.example.fi"]
    assert "*" not in environment.hosts(origins)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "rinnalla.example.fi",
        "http://rinnalla.example.fi",
        "https://",
        "https://*",
        "https://*.example.fi",
        "https://rinnalla.example.fi/app",
        "https://rinnalla.example.fi?a=b",
        "https://someone@rinnalla.example.fi",
        "https://good.example.fi,http://bad.example.fi",
        "https://[not-an-address",
    ],
)
def test_an_address_that_is_no_plain_https_origin_is_refused(value):
    with pytest.raises(Unsafe, match="Set RINNALLA_ADDRESS"):
        environment.addresses({"RINNALLA_ADDRESS": value})


def test_there_is_one_proxy_unless_more_are_named():
    assert environment.proxies({}) == 1
    assert environment.proxies({"RINNALLA_PROXIES": "2"}) == 2


@pytest.mark.parametrize("value", ["0", "-1", "many", "10"])
def test_an_impossible_number_of_proxies_is_refused(value):
    with pytest.raises(Unsafe, match="Set RINNALLA_PROXIES"):
        environment.proxies({"RINNALLA_PROXIES": value})


def test_the_data_folder_is_var_unless_named(tmp_path):
    assert environment.data_folder({}) == environment.ROOT / "var"
    assert environment.data_folder({"DATA_DIR": ""}) == environment.ROOT / "var"
    assert environment.data_folder({"DATA_DIR": str(tmp_path)}) == tmp_path


def test_the_data_folder_is_made_for_its_owner_only(tmp_path):
    folder = environment.made(tmp_path / "new" / "data")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert environment.made(folder) == folder


def test_a_data_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(Unsafe, match="Set DATA_DIR"):
        environment.made(tmp_path / "file" / "data")


def test_sqlite_takes_its_lock_at_once_and_writes_through(tmp_path):
    database = environment.database({}, tmp_path)
    assert database["NAME"] == tmp_path / "rinnalla.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_a_postgresql_without_its_driver_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    with pytest.raises(Unsafe, match="Install psycopg"):
        environment.database({"RINNALLA_DATABASE": "postgres://u:p@db/rinnalla"}, tmp_path)


def test_a_postgresql_is_read_from_its_address(tmp_path, monkeypatch):
    monkeypatch.setattr(environment, "find_spec", lambda name: name)
    given = {"RINNALLA_DATABASE": "postgres://some%40one:p%3Aw%2F@db.example.fi:5433/rinnalla"}
    database = environment.database(given, tmp_path)
    named = {key: database[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    assert named == {
        "NAME": "rinnalla",
        "USER": "some@one",
        "PASSWORD": "p:w/",
        "HOST": "db.example.fi",
        "PORT": 5433,
    }


@pytest.mark.parametrize(
    "value",
    [
        "mysql://u:hush@db/rinnalla",
        "postgres://u:hush@db",
        "postgres:///rinnalla?hush",
        "postgres://u:hush@db:port/rinnalla",
        "/var/lib/hush.sqlite3",
    ],
)
def test_another_database_is_refused_without_repeating_its_password(value, tmp_path):
    with pytest.raises(Unsafe, match="Set RINNALLA_DATABASE") as refusal:
        environment.database({"RINNALLA_DATABASE": value}, tmp_path)
    assert "hush" not in str(refusal.value)
