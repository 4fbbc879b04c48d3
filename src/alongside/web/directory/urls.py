"""The addresses of the directory's pages."""

from __future__ import annotations

from django.urls import include, path

from alongside.web.directory.listing import urls as listing

app_name = "directory"
urlpatterns = [
    path("listings/", include(listing.listings)),
    path("running/", include(listing.still_running)),
]
