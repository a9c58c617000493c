import base64
import os
import socket
import stat
import threading
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db.utils import ConnectionHandler

from config import environment
from config.environment import Unsafe

GOOD_SECRET = "x7Kp2mQ9vL4nR8sT1wY6zB3cD5fG0hJaEeUuIiOoPpAaSsDdFfGg"
KEY = base64.b64encode(bytes(range(32))).decode()
SSL_MODES = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"]
TLS_PLEASE = bytes.fromhex("0000000804d2162f")  # PostgreSQL's SSLRequest
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


def test_backups_have_keys_of_their_own_and_may_have_none():
    assert environment.backup_keys({}) == {}
    assert list(environment.backup_keys({"RINNALLA_BACKUP_KEYS": f"new:{OTHER_KEY},old:{KEY}"})) == [
        "new",
        "old",
    ]


@pytest.mark.parametrize(
    ("value", "why"),
    [("No id:x", "each key needs an id"), (f"other:{KEY}", "is in RINNALLA_SEALING_KEYS as well")],
)
def test_unusable_backup_keys_are_refused_with_the_reason(value, why):
    given = {"RINNALLA_BACKUP_KEYS": value, "RINNALLA_SEALING_KEYS": f"one:{KEY}"}
    with pytest.raises(Unsafe, match="Set RINNALLA_BACKUP_KEYS") as refusal:
        environment.backup_keys(given)
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


def test_an_address_slows_at_fifty_failed_log_ins_and_closes_at_five_hundred_unless_set():
    assert environment.log_in_limits({}) == (50, 500)
    assert environment.log_in_limits({"RINNALLA_LOG_IN_LIMITS": "200:2000"}) == (200, 2000)


@pytest.mark.parametrize("value", ["50", "500:50", "4:500", "a:b", "50:500:1", "-5:9", "50:", "5:9999999"])
def test_impossible_limits_of_log_in_are_refused(value):
    with pytest.raises(Unsafe, match="Set RINNALLA_LOG_IN_LIMITS"):
        environment.log_in_limits({"RINNALLA_LOG_IN_LIMITS": value})


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


@pytest.fixture
def folder(tmp_path):
    """folder(0o755): a folder of that mode in a folder of its own, whatever the umask."""

    def folder(mode: int, around: int = 0o700) -> Path:
        made = tmp_path / "around" / "data"
        made.mkdir(parents=True)
        made.chmod(mode)
        made.parent.chmod(around)
        return made

    yield folder
    (tmp_path / "around").chmod(0o700)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o775, 0o770, 0o707, 0o722, 0o702], ids=oct)
def test_a_data_folder_that_others_can_write_to_is_refused(folder, mode):
    """With the sticky bit too: others could still put a database or a demo's mark of their own there."""
    open_to_others = folder(mode)
    with pytest.raises(Unsafe, match=f"others can write to .*{mode:04o}"):
        environment.made(open_to_others)
    assert mode_of(open_to_others) == mode


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o711, 0o744, 0o701], ids=oct)
def test_a_data_folder_that_others_can_only_read_is_closed_and_that_is_said_once(folder, capsys, mode):
    open_to_others = folder(mode)
    assert environment.made(open_to_others) == open_to_others
    assert mode_of(open_to_others) == 0o700
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert f"DATA_DIR ({open_to_others})" in printed.err
    environment.made(open_to_others)
    assert capsys.readouterr().err == ""


def test_a_data_folder_for_its_owner_only_is_taken_without_a_word(folder, capsys):
    environment.made(folder(0o700))
    assert capsys.readouterr().err == ""


def test_a_data_folder_of_another_user_is_refused(folder, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    others = folder(0o755)
    with pytest.raises(Unsafe, match="belongs to another user"):
        environment.made(others)
    assert mode_of(others) == 0o755


def test_a_data_folder_that_cannot_be_closed_is_refused(folder, monkeypatch):
    def read_only(*given, **named):
        raise OSError(30, "Read-only file system")

    open_to_others = folder(0o755)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "chmod", read_only)
        with pytest.raises(Unsafe, match="Read-only file system"):
            environment.made(open_to_others)


@pytest.mark.parametrize("there", [True, False], ids=["there", "new"])
def test_a_data_folder_that_anybody_can_swap_for_another_is_refused(folder, there):
    data = folder(0o700, around=0o777)
    if not there:
        data.rmdir()
    with pytest.raises(Unsafe, match="another in its place"):
        environment.made(data)
    assert data.exists() == there


@pytest.mark.parametrize("around", [0o1777, 0o775, 0o755], ids=oct)
def test_around_it_others_may_write_where_they_cannot_touch_it_and_a_group_may(folder, around):
    """As in /tmp, and in the home of a user whose own group may write there."""
    data = folder(0o700, around=around)
    assert environment.made(data) == data


@pytest.mark.variants(stay=0)
@pytest.mark.parametrize("command", [["manage.py", "check"], ["-m", "config.demo"]], ids=["real", "demo"])
def test_every_command_refuses_an_open_data_folder_and_closes_a_readable_one(
    run, real_environment, tmp_path, command
):
    given = real_environment if command[0] == "manage.py" else {"DATA_DIR": str(tmp_path)}
    tmp_path.chmod(0o777)
    refused = run(given, *command)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "others can write to" in refused.stderr
    assert list(tmp_path.iterdir()) == []
    tmp_path.chmod(0o755)
    closed = run(given, *command)
    assert (closed.returncode, closed.stderr.count("DATA_DIR")) == (0, 1)
    assert mode_of(tmp_path) == 0o700
    assert "DATA_DIR" not in run(given, *command).stderr


def test_a_demo_that_others_can_write_to_is_refused_too(run, tmp_path):
    assert run({"DATA_DIR": str(tmp_path)}, "-m", "config.demo").returncode == 0
    tmp_path.chmod(0o770)
    ended = run({"DATA_DIR": str(tmp_path)}, "manage.py", "check")
    assert ended.returncode == 1
    assert "others can write to" in ended.stderr


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


def options_of(query: str, folder: Path) -> dict[str, str]:
    given = {"RINNALLA_DATABASE": f"postgres://someone:hush@db.example.fi/rinnalla?{query}"}
    return environment.database(given, folder)["OPTIONS"]


def test_options_of_a_postgresql_reach_it(tmp_path):
    certificate = tmp_path / "root & own.crt"
    certificate.touch()
    query = f"sslmode=verify-full&sslrootcert={quote(str(certificate))}"
    query += "&connect_timeout=5&application_name=R%20%2B"
    assert options_of(query, tmp_path) == {
        "sslmode": "verify-full",
        "sslrootcert": str(certificate),
        "connect_timeout": "5",
        "application_name": "R +",
    }


@pytest.mark.parametrize("query", [*(f"sslmode={mode}" for mode in SSL_MODES), "sslrootcert=system"])
def test_every_lawful_value_of_an_option_is_taken(query, tmp_path):
    name, value = query.split("=")
    assert options_of(query, tmp_path) == {name: value}


def test_without_options_none_are_made_up(tmp_path):
    assert options_of("", tmp_path) == {}


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("sslmod=verify-full", "one of"),
        ("SSLMODE=verify-full", "one of"),
        ("host=elsewhere.example.fi", "one of"),
        ("password=hush", "one of"),
        ("options=-c%20hush%3D1", "one of"),
        ("hush", "one of"),
        ("sslmode", "one of"),
        ("=hush", "one of"),
        ("&", "one of"),
        ("sslmode=verify-full&", "one of"),
        ("sslmode=verify-full;connect_timeout=5", "sslmode"),
        ("sslmode=", "sslmode"),
        ("sslmode=verify_full", "sslmode"),
        ("sslmode=Verify-Full", "sslmode"),
        ("sslmode=verify-full%00", "sslmode"),
        ("sslmode=verify-full%0A", "sslmode"),
        ("sslmode=verify-full&sslmode=disable", "sslmode stands there twice"),
        ("sslmode=verify-full&sslmode=verify-full", "sslmode stands there twice"),
        ("connect_timeout=0", "connect_timeout"),
        ("connect_timeout=-1", "connect_timeout"),
        ("connect_timeout=soon", "connect_timeout"),
        ("connect_timeout=٣", "connect_timeout"),
        ("target_session_attrs=write", "target_session_attrs"),
        ("application_name=", "application_name"),
        ("sslrootcert=", "sslrootcert"),
        ("sslrootcert=/nowhere/hush.crt", "sslrootcert"),
        ("sslrootcert=/", "sslrootcert"),
        ("sslkey=system", "sslkey"),
        ("sslmode=verify-full#hush", "no #"),
        ("#hush", "no #"),
        ("#", "no #"),
    ],
)
def test_an_option_that_would_not_do_what_it_says_is_refused(query, why, tmp_path):
    """Left aside it would be worse: the connection would be made without it, in plain text."""
    with pytest.raises(Unsafe, match="Set RINNALLA_DATABASE") as refusal:
        options_of(query, tmp_path)
    assert why in str(refusal.value)
    assert "hush" not in str(refusal.value)
    assert "example.fi" not in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.fixture
def first_words():
    """first_words(query): what a server without TLS is told after it has said that it has none."""
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(20)
    heard = []

    def answer_no():
        connection, _ = listening.accept()
        connection.settimeout(20)
        with connection:
            assert connection.recv(8) == TLS_PLEASE
            connection.sendall(b"N")
            heard.append(connection.recv(1000))

    def first_words(query: str) -> bytes:
        port = listening.getsockname()[1]
        given = {"RINNALLA_DATABASE": f"postgres://someone:hush@127.0.0.1:{port}/rinnalla?{query}"}
        database = ConnectionHandler({"default": environment.database(given, Path())})["default"]
        server = threading.Thread(target=answer_no)
        server.start()
        with pytest.raises(psycopg.OperationalError):
            database.get_new_connection(database.get_connection_params())
        server.join(timeout=20)
        return heard.pop()

    yield first_words
    listening.close()


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_where_tls_is_asked_for_nothing_is_said_without_it(first_words, tmp_path, mode):
    (tmp_path / "root.crt").touch()
    assert first_words(f"sslmode={mode}&sslrootcert={tmp_path}/root.crt") == b""


def test_otherwise_the_name_at_least_goes_out_in_plain_text(first_words):
    assert b"someone" in first_words("sslmode=prefer")


@pytest.mark.parametrize(
    "value",
    [
        "postgres://u:12/hush@db/rinnalla",
        "postgres://u:12/hush@db",
        "postgres://u:12#hush@db/rinnalla",
        "postgres://u:12?hush@db/rinnalla",
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
