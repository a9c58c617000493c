"""Sessions in the database under a hash of their key: a copy of the table logs nobody in."""

import hashlib

from django.contrib.sessions.backends import db
from django.utils import timezone

LENGTH = 40  # of Django's column; 160 bits of SHA-256


def kept_as(session_key: str) -> str:
    """What stands in the table for the key that the cookie carries."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:LENGTH]


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        try:
            return self.model.objects.get(
                session_key=kept_as(self.session_key), expire_date__gt=timezone.now()
            )
        except self.model.DoesNotExist:
            self._session_key = None
            return None

    def exists(self, session_key):
        return super().exists(kept_as(session_key))

    def create_model_instance(self, data):
        kept = super().create_model_instance(data)
        kept.session_key = kept_as(kept.session_key)
        return kept

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key is not None:
            super().delete(kept_as(key))
