"""Django's name for safety."""

from __future__ import annotations

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Worries, who reads them, and the service's published hours."""

    name = "alongside.domain.safety"
    label = "safety"
