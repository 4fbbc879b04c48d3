"""Sessions in the database, as Django keeps them, read with a statement that is worded once: they
are read for nearly every page."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from alongside.foundation.statements import read


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found."""

    def load(self) -> dict[str, Any]:
        """What the session holds; empty, and without a key, where there is none or it is over."""
        columns = ("session_data", "expire_date")
        found = read(self.model, columns, by="session_key", values=[self.session_key])
        if found and found[0][1] > timezone.now():
            return self.decode(found[0][0])
        self._session_key = None
        return {}
