"""Django's name for mentoring."""

from __future__ import annotations

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    """Volunteers, what is looked at before they begin, and whom they meet."""

    name = "alongside.domain.mentoring"
    label = "mentoring"
