"""What was deleted leaves the database's journal too: SQLite's is written back and cut to nothing.

SQLite overwrites what it deletes (``secure_delete``, config/environment.py) in a new copy of its page; until
then the older copies lie in the journal. PostgreSQL's part is told in docs/operating.md.
"""

from django.db import OperationalError, connection

SHORT = 250  # milliseconds to wait for others


def truncate() -> bool:
    """Outside any transaction. False where somebody was reading older pages, or was writing all the time: the
    next purge tries again.
    """
    if connection.vendor != "sqlite":
        return True
    as_ever = 1000 * connection.settings_dict["OPTIONS"]["timeout"]
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {SHORT}")
        try:
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        except OperationalError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {as_ever}")
    return not busy
