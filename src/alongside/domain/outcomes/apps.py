"""Django's name for outcomes."""

from __future__ import annotations

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Which measure a service asks, what people answered, and their scores."""

    name = "alongside.domain.outcomes"
    label = "outcomes"
