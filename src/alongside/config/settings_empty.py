"""The service's settings with two plain views, and Django's own SQLite backend: the peers of
`bench web`."""

from alongside.config.settings import *  # noqa: F403
from alongside.config.settings import DATABASES

ROOT_URLCONF = "alongside.config.urls_empty"
if DATABASES["default"]["ENGINE"] == "alongside.foundation.sqlite":
    DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
