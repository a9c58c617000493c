"""What stops a command from beneath the app, as one sentence for whoever gave it: disk, file or server.

Nothing else is turned into a sentence: a fault of ours keeps its stack trace.
"""

import errno
from typing import Any

from django.db import DatabaseError, OperationalError

from .reasons import reason

OF_THE_DISK = {
    errno.ENOSPC: "The disk is full",
    errno.EDQUOT: "The disk is full for this user",
    errno.EROFS: "The disk can only be read",
    errno.EACCES: "This user may not use it",
    errno.EPERM: "This user may not use it",
    errno.EIO: "The disk does not answer as it should",
}
OF_THE_DATABASE = {
    "SQLITE_FULL": "The disk is full: make room and start again.",
    "SQLITE_IOERR_SHMSIZE": "The disk is full: make room and start again.",  # at a start
    "SQLITE_READONLY": "The database can only be read: look at its disk, and at who owns the file.",
    "SQLITE_CANTOPEN": "The database cannot be opened: look at DATA_DIR, who owns it and what is in it.",
    "SQLITE_IOERR": "The disk does not answer as it should: look at it before anything is started again.",
    "SQLITE_CORRUPT": "The database is damaged: put a backup back (docs/operating.md).",
    "SQLITE_NOTADB": "What lies there is no database: put a backup back (docs/operating.md).",
    "SQLITE_BUSY": "Somebody else holds the database: end what uses it, or try again.",
    "53100": "The disk of the database is full: make room and start again.",
    "25006": "The database can only be read: it may be a copy of another, or its disk is full.",
    "42501": "RINNALLA_DATABASE names a user who may not do this: give it the database.",
    "XX001": "The database is damaged: put a backup back (docs/operating.md).",
}


def sentence_of(error: BaseException, database: dict[str, Any]) -> str:
    """ "" for what is no fault of theirs; ``database`` are the settings of the one that is used."""
    if isinstance(error, DatabaseError):
        return _of_the_database(error, database)
    if isinstance(error, OSError) and error.errno in OF_THE_DISK:
        return f"{OF_THE_DISK[error.errno]}: {error.filename or 'where the app writes'}."
    return ""


def _of_the_database(error: DatabaseError, database: dict[str, Any]) -> str:
    own = reason(error)
    for beginning, sentence in OF_THE_DATABASE.items():
        if own.startswith(beginning):
            return f"{sentence} ({database['NAME']}, {own})"
    is_elsewhere = bool(database.get("HOST"))
    if is_elsewhere and isinstance(error, OperationalError) and not own.strip("0"):
        return f"No way into the database that RINNALLA_DATABASE names: {_last_words(error)}"
    return ""


def _last_words(error: BaseException) -> str:
    """PostgreSQL's own, which name host, user and reason, and no password."""
    return str(error).strip().splitlines()[-1].strip()
