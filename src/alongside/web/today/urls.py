"""The address of Today."""

from __future__ import annotations

from django.urls import path

from alongside.web.today import views

app_name = "today"
urlpatterns = [path("today/", views.today, name="today")]
