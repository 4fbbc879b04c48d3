"""The gallery of components."""

from __future__ import annotations

from django.urls import path

from alongside.web.shared import gallery

app_name = "shared"
urlpatterns = [path("gallery/", gallery.gallery, name="gallery")]
