"""Pages of fixed words. They work when the database does not."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.foundation import clock
from alongside.web.shared.help_now import help_now as help_contacts
from alongside.web.shared.hours import day_words
from alongside.web.shared.listing_words import disclaimer
from alongside.web.shared.practice import practice_of


@require_safe
def help_now(request: HttpRequest) -> HttpResponse:
    """Where to turn at once."""
    contacts = help_contacts()
    context = {
        "contacts": contacts,
        "reviewed": contacts.reviewed(clock.london_date(clock.now())),
        "day": day_words,
    }
    return render(request, "help/help_now.jinja", context)


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


@never_cache
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies, each with its purpose, and a way to give back the one of posters."""
    return render(request, "help/cookies.jinja", {"came_by_poster": bool(practice_of(request))})
