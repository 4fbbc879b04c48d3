"""Django's name for the journeys: connects what domains tell to who wants to hear it."""

from __future__ import annotations

from django.apps import AppConfig


class JourneysConfig(AppConfig):
    """Has no tables; its reactions are connected once, at the start of the process."""

    name = "alongside.journeys"
    label = "journeys"

    def ready(self) -> None:
        """Connects the reactions."""
        from alongside.journeys import reactions  # noqa: PLC0415 - domains load their models first

        reactions.connect()
