"""What every test may ask for: people, a published edition, a browser."""

import shutil

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import connection
from django.utils import translation

PASSWORD = "kuusi-kolmas-lumi"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--process-per-site",  # a second page of a browser is there in half the time
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure():
    # Argon2 is slow on purpose; here nobody guesses passwords.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A file, as in real use: in memory, threads would wait for each other in ways they never do elsewhere.
    connection.settings_dict["TEST"]["NAME"] = settings.DATA_DIR / "test.sqlite3"


@pytest.fixture(autouse=True)
def finnish():
    """A request leaves its language behind in its thread; every test begins in Finnish."""
    translation.activate(settings.LANGUAGE_CODE)


# --- People ----------------------------------------------------------------------------------------------


@pytest.fixture
def password() -> str:
    """The password of everybody below."""
    return PASSWORD


@pytest.fixture
def worker(db):
    return _person("worker", "Workers")


@pytest.fixture
def colleague(db):
    return _person("colleague", "Workers")


@pytest.fixture
def supervisor(db):
    return _person("supervisor", "Supervisors", is_staff=True)


@pytest.fixture
def officer(db):
    return _person("officer", "Officers", is_staff=True)


@pytest.fixture
def administrator(db):
    return User.objects.create_superuser("administrator", password=PASSWORD)


def _person(name: str, group: str, is_staff: bool = False):
    user = User.objects.create_user(name, password=PASSWORD, is_staff=is_staff)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def worker_client(client, worker):
    """A test client in which the worker has logged in."""
    client.force_login(worker)
    return client


# --- Guidance --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def built_in_pack() -> dict:
    from guidance.pack_files import BUILT_IN, read_pack_file

    return read_pack_file(BUILT_IN)


@pytest.fixture
def edition(db, built_in_pack):
    """The built-in pack, loaded and published."""
    from guidance.draft import write_draft
    from guidance.editions import publish

    write_draft(built_in_pack)
    return publish()


# --- Browser ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's own Chromium: no download of Playwright's."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("The browser tests need `chromium` on the PATH (Debian: apt-get install chromium).")
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM}
