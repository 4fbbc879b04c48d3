"""Django's name for what all pages share."""

from __future__ import annotations

from django.apps import AppConfig


class SharedConfig(AppConfig):
    """Layouts, components, form fields and static files."""

    name = "alongside.web.shared"
    label = "shared"
