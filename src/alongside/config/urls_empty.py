"""One address with an empty page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, as quickly as Django can."""
    return HttpResponse(b"")


urlpatterns = [path("", empty)]
