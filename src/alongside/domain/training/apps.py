"""Django's name for training."""

from __future__ import annotations

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Enrolments, sessions attended, skills signed off."""

    name = "alongside.domain.training"
    label = "training"
