"""Django's name for interop."""

from __future__ import annotations

from django.apps import AppConfig


class InteropConfig(AppConfig):
    """Import runs and exports."""

    name = "alongside.domain.interop"
    label = "interop"
