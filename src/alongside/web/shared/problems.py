"""The page for each way in which a request cannot be answered. None of them needs the database."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from alongside.web.shared.words import Words


@dataclass(frozen=True)
class Problem:
    """What a person is told: what happened, and what they can do."""

    title: Words
    sentences: tuple[Words, ...]


PROBLEMS = {
    400: Problem(
        _("We could not read what was sent"),
        (
            _("Go back, check what you typed, and send it again."),
            _("If you pasted an address, check that you have all of it."),
        ),
    ),
    403: Problem(
        _("You cannot see this page"),
        (
            _("It is for people with another role, or you have been signed out."),
            _("If you think that you should see it, ask the person who runs this service."),
        ),
    ),
    404: Problem(
        _("Page not found"),
        (
            _("If you typed the web address, check that it is right."),
            _("If you followed a link, the page may have been moved or taken down."),
        ),
    ),
    409: Problem(
        _("Somebody else changed this first"),
        (
            _("What you sent was not saved, so that nobody's work is lost."),
            _("Go back and load the page again to see what it says now."),
        ),
    ),
    413: Problem(
        _("That is too large"),
        (_("Send a smaller file, or less text at a time."),),
    ),
    429: Problem(
        _("Too many tries"),
        (_("Wait a few minutes, then try again. Nothing is lost."),),
    ),
    500: Problem(
        _("Sorry, something went wrong"),
        (
            _("The fault is ours. What you sent may not have been saved."),
            _("Try again in a few minutes."),
        ),
    ),
    503: Problem(
        _("Sorry, the service is not working just now"),
        (_("It will be back as soon as we can manage. Try again later."),),
    ),
}


def problem(request: HttpRequest, status: int) -> HttpResponse:
    """The page for `status` (400, 403, 404, 409, 413, 429, 500 or 503), with that status."""
    return render(request, "shared/problem.jinja", {"words": PROBLEMS[status]}, status=status)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler400."""
    return problem(request, 400)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler403."""
    return problem(request, 403)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW. A view that knows what somebody can do who refuses cookies says
    so in a function `without_cookies` of its own, which takes what the view takes."""
    match = request.resolver_match
    view = getattr(match.func, "view_class", match.func) if match else None
    own = getattr(view, "without_cookies", None)
    if match and own and settings.CSRF_COOKIE_NAME not in request.COOKIES:
        answer: HttpResponse = own(request, **match.kwargs)
        return answer
    return problem(request, 403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Django's handler404."""
    return problem(request, 404)


def too_many(request: HttpRequest) -> HttpResponse:
    """What allauth's limits answer with (handler429)."""
    return problem(request, 429)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500: 503 when the database cannot be reached, since trying later helps."""
    down = isinstance(sys.exc_info()[1], OperationalError)
    response = problem(request, 503 if down else 500)
    if down:
        response["Retry-After"] = "60"
    return response
