"""Addresses that are given to the providers (`docs/how-to/send-messages.md`)."""

from __future__ import annotations

from django.urls import path

from alongside.api.callbacks import views

app_name = "callbacks"
urlpatterns = [
    path("notify/", views.notify, name="notify"),
    path("twilio/", views.twilio, name="twilio"),
    path("twilio/<uuid:message_id>/", views.twilio, name="twilio_message"),
]
