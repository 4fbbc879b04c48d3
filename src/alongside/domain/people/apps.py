"""Django's name for people."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Organisations, teams, persons and roles."""

    name = "alongside.domain.people"
    label = "people"
