"""What every test may ask for: people, a published edition, a browser."""

import gc
import os
import shutil

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.color import no_style
from django.db import connection, transaction
from django.template import Template
from django.utils import translation

from tests import fonts, length
from tests.guidance.excerpt import excerpt

PASSWORD = "kuusi-kolmas-lumi"
# The address bar has two pages for each window, drawn anew for each: they took half of what a test takes that
# opens one. And what Playwright turns off, whose list the last on the line replaces.
OFF = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"),
    *("ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin"),
    *("OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"),
    *("msForceBrowserSignIn", "msEdgeUpdateLaunchServicesPreferredVersion"),
)
CHROMIUM = [
    f"--disable-features={','.join(OFF)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--process-per-site",  # a second page of a browser is there in half the time
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RENDER = Template._render  # before Django's test environment puts one of its own in the place of it


def pytest_configure(config):
    config.addinivalue_line(
        "markers", "whole_guidance: asks for the built-in guidance where others have an excerpt"
    )
    config.addinivalue_line(
        "markers", "variants(stay=1): so many of the test's cases stand for all in `make test`"
    )
    # Argon2 is slow on purpose; here nobody guesses passwords.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A file, as in real use: in memory, threads would wait for each other in ways they never do elsewhere.
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = settings.DATA_DIR / "test.sqlite3"


@pytest.hookimpl(tryfirst=True)  # before pytest chooses by marks
def pytest_collection_modifyitems(items):
    length.others_are_heavy(items)


def pytest_collection_finish(session):
    """Six thousand tests stay until the end: looking through them for garbage took a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def templates_as_outside_tests(django_test_environment):
    """No test asks what a template was given, so it is not copied for each that is rendered."""
    Template._render = RENDER


@pytest.fixture(autouse=True)
def finnish():
    """A request leaves its language behind in its thread; every test begins in Finnish."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def clocks_as_they_begin():
    """What one test set or published is remembered in the process, and no matter of the next test."""
    from guidance.publishing import editions
    from interview import models

    models.forget()
    editions.forget_live()


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
    from guidance.packs.files import BUILT_IN, read_pack_file

    return read_pack_file(BUILT_IN)


@pytest.fixture(scope="session")
def short_pack(built_in_pack) -> dict:
    """A few stages and steps of it."""
    return excerpt(built_in_pack)


@pytest.fixture
def published_pack(built_in_pack) -> dict:
    """What `edition` publishes."""
    return built_in_pack


@pytest.fixture
def edition(db, published_pack, published_rows):
    """The pack, loaded and published: in earnest once, then by the rows that came of it."""
    from guidance.draft import write_draft
    from guidance.models import Edition
    from guidance.publishing.editions import publish

    if rows := published_rows.get(id(published_pack)):
        _put_back(rows)
        return Edition.objects.get()
    write_draft(published_pack)
    edition = publish()
    published_rows[id(published_pack)] = _rows_of("guidance")
    return edition


@pytest.fixture(scope="session")
def published_rows() -> dict[int, dict[str, list[tuple]]]:
    """Table -> rows of the guidance once a pack is published, by pack; filled by the first test that does."""
    return {}


def _rows_of(app: str) -> dict[str, list[tuple]]:
    models = apps.get_app_config(app).get_models(include_auto_created=True)
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        return {table: _all_of(cursor, table) for table in tables}


def _all_of(cursor, table: str) -> list[tuple]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return cursor.fetchall()


def _put_back(rows_of: dict[str, list[tuple]]) -> None:
    """Foreign keys are looked at when the transaction ends, so the order of the tables does not matter."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in rows_of:
            cursor.execute(f'DELETE FROM "{table}"')
        for table, rows in rows_of.items():
            if rows:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f'INSERT INTO "{table}" VALUES ({places})', rows)
        models = apps.get_app_config("guidance").get_models(include_auto_created=True)
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


# --- Browser ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def font_configuration(tmp_path_factory) -> str:
    """All that the browsers know of fonts."""
    try:
        return str(fonts.only_these(tmp_path_factory.mktemp("fonts")))
    except FileNotFoundError as missing:
        pytest.fail(f"The browser tests need {missing} (Debian: apt-get install {fonts.DEBIAN}).")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, font_configuration):
    """Debian's own Chromium: no download of Playwright's."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("The browser tests need `chromium` on the PATH (Debian: apt-get install chromium).")
    environment = {**os.environ, "FONTCONFIG_FILE": font_configuration}
    return {**browser_type_launch_args, "executable_path": chromium, "args": CHROMIUM, "env": environment}
