"""The gallery of components, and the way out."""

from __future__ import annotations

from django.urls import path

from alongside.web.shared import gallery, leaving

app_name = "shared"
urlpatterns = [
    path("gallery/", gallery.gallery, name="gallery"),
    path("leave/", leaving.leave, name="leave"),
]
