import errno
import sqlite3

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection

from config.faults.reasons import is_busy, is_for_a_person, passes, reason
from config.log import WithoutValues


def told(name: str, kind: type[DatabaseError] = OperationalError) -> DatabaseError:
    """As Django tells it: the driver's own error stands behind."""
    behind = sqlite3.OperationalError("…")
    if name.startswith("SQLITE"):
        behind.sqlite_errorname = name
    elif name:
        behind.sqlstate = name
    error = kind("…")
    error.__cause__ = behind
    return error


@pytest.mark.parametrize(
    "name", ["SQLITE_FULL", "SQLITE_READONLY_DBMOVED", "SQLITE_IOERR_WRITE", "53100", "58030"]
)
def test_a_disk_that_takes_nothing_is_for_a_person_to_mend(name):
    assert is_for_a_person(told(name))
    assert not passes(told(name))


@pytest.mark.parametrize("name", ["SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "40P01", "55P03", "53300"])
def test_others_at_work_are_waited_for(name):
    assert passes(told(name))
    assert is_busy(told(name))
    assert not is_for_a_person(told(name))


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE])
def test_as_many_open_files_as_there_may_be_are_waited_for(number):
    assert passes(OSError(number, "…"))
    assert is_busy(OSError(number, "…"))
    assert not is_for_a_person(OSError(number, "…"))


@pytest.mark.parametrize("name", ["08006", ""], ids=["lost on the way", "nobody answers"])
def test_a_database_that_is_not_reached_passes_and_is_not_called_busy(name):
    assert passes(told(name))
    assert not is_busy(told(name))


def test_a_damaged_file_is_for_a_person_though_django_calls_it_otherwise():
    assert is_for_a_person(told("SQLITE_CORRUPT", DatabaseError))


@pytest.mark.parametrize(
    "error", [told("23505", IntegrityError), OSError(errno.ENOENT, "…"), ValueError(), None]
)
def test_what_is_no_fault_of_the_database_is_neither(error):
    assert not passes(error)
    assert not is_for_a_person(error)


@pytest.mark.variants(stay=0)
@pytest.mark.sqlite
@pytest.mark.django_db
def test_what_sqlite_and_django_make_of_a_fault_is_understood():
    with pytest.raises(OperationalError) as caught, connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert reason(caught.value) == "SQLITE_ERROR"
    lines = WithoutValues().formatException((type(caught.value), caught.value, None))
    assert "django.db.utils.OperationalError(SQLITE_ERROR)" in lines.splitlines()
