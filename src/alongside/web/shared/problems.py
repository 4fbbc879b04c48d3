"""The page for each way in which a request cannot be answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def problem(request: HttpRequest, status: int) -> HttpResponse:
    """The page for `status` (400, 403, 404, 409, 429, 500 or 503), with that status."""
    return render(request, "shared/problem.jinja", {"status": status}, status=status)
