"""Django's name for the foundation."""

from __future__ import annotations

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """Tables of the audit chain and of transitions."""

    name = "alongside.foundation"
    label = "foundation"
