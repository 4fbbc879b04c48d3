"""Every address of the service."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/oruk/v3/", include("alongside.api.oruk.urls")),
    path("callbacks/", include("alongside.api.callbacks.urls")),
    path("", include("alongside.web.urls")),
]

handler400 = "alongside.web.shared.problems.bad_request"
handler403 = "alongside.web.shared.problems.forbidden"
handler404 = "alongside.web.shared.problems.not_found"
handler429 = "alongside.web.shared.problems.too_many"
handler500 = "alongside.web.shared.problems.broken"
