"""Addresses of the feed."""

from __future__ import annotations

from django.urls import path

from alongside.api.oruk.feed import api

urlpatterns = [path("", api.urls)]
