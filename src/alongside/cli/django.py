"""Starts Django for the commands that need it, and says plainly when it cannot."""

from __future__ import annotations

import os
import sys

SETTINGS = "alongside.config.settings"


class Unusable(Exception):
    """The command cannot run here at all. Its text is one sentence with what to do; exit 2."""


def setup() -> None:
    """Starts Django once. Raises Unusable when the settings or the database will not do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    if apps.ready:
        return
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        raise Unusable(str(fault)) from fault


def complain(sentence: str) -> int:
    """Writes the sentence to standard error and returns exit code 2."""
    print(f"alongside: {sentence}", file=sys.stderr)
    return 2
