"""Addresses of the pages of fixed words."""

from __future__ import annotations

from django.urls import path

from alongside.web.help import health, offline, views

app_name = "help"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("help-now/", views.help_now, name="help_now"),
    path("help-now/worker.js", offline.worker, name="worker"),
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("cookies/", views.cookies, name="cookies"),
]
