import stat

import pytest

from config.environment import Unsafe, addresses, backup_keys, sealing_keys, secret_key
from config.management.environment_file import take

ADDRESS = ["--address", "https://rinnalla.example.fi"]


@pytest.fixture
def init(tmp_path):
    """init(*arguments, **environment): the environment once the file is taken."""

    def init(*arguments: str, file="environment", **environment: str) -> dict[str, str]:
        environment = {"DATA_DIR": str(tmp_path / "data"), **environment}
        take(["--environment", str(tmp_path / file), *arguments], environment)
        return environment

    return init


def test_a_new_file_sets_all_that_is_needed_and_is_its_owners_alone(init, tmp_path):
    environment = init(*ADDRESS, "--administrator", "anna", RINNALLA_PROXIES="2")
    assert secret_key(environment)
    assert len(sealing_keys(environment)) == 1
    assert len(backup_keys(environment)) == 1
    assert environment["RINNALLA_ADDRESS"] == "https://rinnalla.example.fi"
    assert "RINNALLA_PROXIES=2\n" in (tmp_path / "environment").read_text()
    assert stat.S_IMODE((tmp_path / "environment").stat().st_mode) == 0o600


def test_a_file_that_is_there_is_read_and_stays_as_it_is(init, tmp_path):
    made = init(*ADDRESS, RINNALLA_DATABASE="postgres://r:a b'$c@localhost/r")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rinnalla.sqlite3").touch()
    before = (tmp_path / "environment").read_bytes()
    assert init() == made
    assert (tmp_path / "environment").read_bytes() == before


def test_two_installations_have_keys_of_their_own(init):
    one, other = init(*ADDRESS, file="one"), init(*ADDRESS, file="other")
    assert one["RINNALLA_SEALING_KEYS"] != other["RINNALLA_SEALING_KEYS"]
    assert one["RINNALLA_SECRET_KEY"] != other["RINNALLA_SECRET_KEY"]


def look_at_all_of(environment: dict[str, str]) -> None:
    """As the settings do."""
    for look in (secret_key, sealing_keys, backup_keys, addresses):
        look(environment)


@pytest.mark.faults
def test_a_file_that_is_half_written_wherever_it_ends_is_never_taken_for_a_whole_one(init, tmp_path):
    whole = init(*ADDRESS)
    file = tmp_path / "environment"
    words = file.read_text()
    for end in range(len(words.rstrip())):
        file.write_text(words[:end])
        with pytest.raises(Unsafe, match=r"^(Set|Unset|Name) "):
            look_at_all_of(init())
        assert file.read_text() == words[:end]
    file.write_text(words)
    assert init() == whole


def test_without_a_file_the_environment_stays_as_it_is():
    environment = {}
    take(["--administrator", "anna"], environment)
    assert environment == {}


@pytest.mark.parametrize(
    ("arguments", "file", "environment", "sentence"),
    [
        ([], "file", {}, "Set RINNALLA_ADDRESS"),
        (["--address", "http://rinnalla.example.fi"], "file", {}, "Set RINNALLA_ADDRESS"),
        (ADDRESS, "none/file", {}, "No such file or directory"),
        (ADDRESS, "data/file", {}, "outside DATA_DIR"),
        (ADDRESS, "file", {"RINNALLA_SECRET_KEY": "x"}, "the keys are set already"),
        (ADDRESS, "file", {"RINNALLA_SEALING_KEYS": "x"}, "the keys are set already"),
        (ADDRESS, "file", {"RINNALLA_BACKUP_KEYS": "x"}, "the keys are set already"),
    ],
)
def test_what_would_be_unsafe_is_refused_and_nothing_is_made(
    init, tmp_path, arguments, file, environment, sentence
):
    with pytest.raises(Unsafe, match=sentence):
        init(*arguments, file=file, **environment)
    assert list(tmp_path.iterdir()) == []


def test_new_keys_are_never_made_for_a_database_that_is_there(init, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rinnalla.sqlite3").touch()
    with pytest.raises(Unsafe, match="back from where you keep the keys"):
        init(*ADDRESS)
    assert not (tmp_path / "environment").exists()


def test_a_file_that_others_can_read_is_refused(init, tmp_path):
    init(*ADDRESS)
    (tmp_path / "environment").chmod(0o640)
    with pytest.raises(Unsafe, match="chmod 600"):
        init()


def test_a_file_that_says_otherwise_than_the_environment_is_refused(init):
    init(*ADDRESS)
    with pytest.raises(Unsafe, match="Unset RINNALLA_ADDRESS"):
        init(RINNALLA_ADDRESS="https://other.example.fi")


@pytest.mark.parametrize("content", [b"NAME='never closed\n", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_refused(init, tmp_path, content):
    (tmp_path / "environment").write_bytes(content)
    (tmp_path / "environment").chmod(0o600)
    with pytest.raises(Unsafe, match="that can be read"):
        init()
