"""Django's name for the directory."""

from __future__ import annotations

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Listings, their versions, principles, freshness and search."""

    name = "alongside.domain.directory"
    label = "directory"
