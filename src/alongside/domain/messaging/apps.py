"""Django's name for messaging."""

from __future__ import annotations

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Safe contact, the outbox and what comes back."""

    name = "alongside.domain.messaging"
    label = "messaging"
