"""The addresses of the directory's pages."""

from __future__ import annotations

from django.urls import include, path

from alongside.web.directory import public_views as views
from alongside.web.directory.listing import urls as listing

app_name = "directory"
urlpatterns = [
    path("groups/<uuid:listing_id>/", views.group, name="group"),
    path("groups/<uuid:listing_id>/calendar.ics", views.calendar, name="calendar"),
    path("resources/<uuid:listing_id>/", views.resource, name="resource"),
    path("listings/", include(listing.listings)),
    path("running/", include(listing.still_running)),
]
