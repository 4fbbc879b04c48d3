"""Addresses of finding. None of them ever holds a whole postcode."""

from __future__ import annotations

from django.urls import path

from alongside.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("find/", views.look, name="look"),
    path("find/places", views.places, name="places"),
    path("find/results", views.results, name="results"),
    path("find/map", views.on_a_map, name="map"),
]
