"""Settings of the test suite: quick hashing, tasks at once, plain static files."""

from __future__ import annotations

import os

os.environ.setdefault("ALONGSIDE_MODE", "demo")
os.environ.setdefault("ALONGSIDE_SECRET_KEY", "only-for-tests")

from alongside.config.settings import *  # noqa: E402, F403

if DATABASES["default"]["ENGINE"] == "alongside.foundation.sqlite":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}  # noqa: F405
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
