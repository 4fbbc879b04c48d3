"""Pages of fixed words. They work when the database does not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.shared.listing_words import disclaimer


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Where to turn at once."""
    return render(request, "help/help_now.jinja")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, why, and what they can do."""
    return render(request, "help/privacy.jinja")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What the site is and is not, and whose facts it uses."""
    return render(request, "help/about.jinja", {"disclaimer": disclaimer()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be used, and what to do when it cannot."""
    return render(request, "help/accessibility.jinja")


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies, each with its purpose."""
    return render(request, "help/cookies.jinja")
