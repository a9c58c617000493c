"""Sessions in the database under a hash of their key: a copy of the table logs nobody in.

The end of a session is kept here and not in the browser: the cookie goes when the browser closes, and twelve
hours after log-in the session ends whatever happened in it. Each row knows its account, so that all of an
account's can be ended.
"""

import hashlib
from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.utils import timezone

from config.queries.prepared import Prepared, as_kept

LENGTH = 40  # of the column; 160 bits of SHA-256
BEGAN = "began"  # in the session: when its log-in was


def kept_as(session_key: str) -> str:
    """What stands in the table for the key that the cookie carries."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:LENGTH]


class SessionStore(db.SessionStore):
    # As its row says, once that was read.
    used_at: datetime | None = None
    touched_at: datetime | None = None
    wrong_passwords = 0

    @classmethod
    def get_model_class(cls):
        return apps.get_model("interview", "Session")

    def get_expiry_date(self, **kwargs):
        began = self.get(BEGAN)
        begins = datetime.fromisoformat(began) if began else timezone.now()
        return begins + timedelta(seconds=settings.SESSION_COOKIE_AGE)

    def get_expire_at_browser_close(self):
        return True

    def _get_session_from_db(self):
        try:
            now = as_kept(self.model, "expire_date", timezone.now())
            row = UNENDED.get(kept_as(self.session_key), now)
        except self.model.DoesNotExist:
            self._session_key = None
            return None
        self.used_at, self.touched_at, self.wrong_passwords = row.used_at, row.touched_at, row.wrong_passwords
        return row

    def exists(self, session_key):
        return super().exists(kept_as(session_key))

    def create_model_instance(self, data):
        kept = super().create_model_instance(data)
        kept.session_key = kept_as(kept.session_key)
        kept.account_id = data.get(SESSION_KEY)
        kept.touched_at = self.touched_at or timezone.now()
        kept.wrong_passwords = self.wrong_passwords
        kept.began_at = datetime.fromisoformat(data[BEGAN]) if BEGAN in data else timezone.now()
        return kept

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key is not None:
            super().delete(kept_as(key))


UNENDED = Prepared(
    lambda: SessionStore.get_model_class().objects.all(), "session_key = %s AND expire_date > %s"
)
