"""Django's name for signposting."""

from __future__ import annotations

from django.apps import AppConfig


class SignpostingConfig(AppConfig):
    """Requests to join, places, offers, what was said afterwards, unmet need."""

    name = "alongside.domain.signposting"
    label = "signposting"
