"""What an error says of itself: a database's, beside the name of Django's class for it, and the system's.

SQLite has names (SQLITE_FULL), PostgreSQL the five signs of the SQL standard (53100; its manual, appendix A).
"""

import errno

from django.db import DatabaseError, OperationalError

# Of PostgreSQL: serialization, deadlock, a lock or statement that took too long, too many at once, starting.
BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "40001", "40P01", "55P03", "57014", "53300", "57P03")
# Of PostgreSQL: disk full, read-only, the system, corrupt data or index.
CANNOT_STORE = (
    *("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_NOTADB"),
    *("53100", "25006", "58", "XX001", "XX002"),
)
TOO_MANY_OPEN = (errno.EMFILE, errno.ENFILE)  # files and connections, of the process or of the system


def reason(error: BaseException | None) -> str:
    """Such as SQLITE_FULL; "" where it says nothing of itself."""
    match error:
        case BaseException(sqlite_errorname=str(name)):
            return name
        case BaseException(sqlstate=str(signs)):
            return signs
        case BaseException(__cause__=BaseException() as behind):
            return reason(behind)
    return ""


def passes(error: BaseException | None) -> bool:
    """Others are at work, or the database cannot be reached: who waits and asks again is answered."""
    of_the_database = isinstance(error, OperationalError) and not is_for_a_person(error)
    return of_the_database or _is_crowded(error)


def is_busy(error: BaseException | None) -> bool:
    return reason(error).startswith(BUSY) or _is_crowded(error)


def _is_crowded(error: BaseException | None) -> bool:
    return isinstance(error, OSError) and error.errno in TOO_MANY_OPEN


def is_for_a_person(error: BaseException | None) -> bool:
    """Nothing can be stored, or what is stored cannot be read, until somebody sees to the disk."""
    return isinstance(error, DatabaseError) and reason(error).startswith(CANNOT_STORE)
