"""Django's name for the catalogue."""

from __future__ import annotations

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Terms, sets of principles and postcodes."""

    name = "alongside.domain.catalogue"
    label = "catalogue"
