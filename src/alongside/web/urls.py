"""Every page: each feature's own addresses, what people in need ask for first."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("alongside.web.home.urls")),
    path("", include("alongside.web.directory.urls")),
    path("", include("alongside.web.signposting.urls")),
    path("", include("alongside.web.help.urls")),
    path("", include("alongside.web.interop.urls")),
    path("", include("alongside.web.mentoring.urls")),
    path("", include("alongside.web.messaging.urls")),
    path("", include("alongside.web.outcomes.urls")),
    path("", include("alongside.web.people.urls")),
    path("", include("alongside.web.referrals.urls")),
    path("", include("alongside.web.safety.urls")),
    path("", include("alongside.web.shared.urls")),
    path("", include("alongside.web.signposting.posters.urls")),
    path("", include("alongside.web.today.urls")),
    path("", include("alongside.web.training.urls")),
]
