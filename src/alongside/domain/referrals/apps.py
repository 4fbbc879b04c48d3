"""Django's name for referrals."""

from __future__ import annotations

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Referrals, episodes of support, duplicates, how well they fitted, places of a service."""

    name = "alongside.domain.referrals"
    label = "referrals"
