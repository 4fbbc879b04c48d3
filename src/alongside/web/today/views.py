"""Today: what waits for a coordinator, and for the service's administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.people.public import Role
from alongside.foundation import clock
from alongside.journeys.today import day as find_day
from alongside.web.shared.shell import published
from alongside.web.today import pages
from alongside.web.today.lists import lists


@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The counted lists of whoever is signed in, worries first. Refused to whoever has none."""
    actor = request.actor  # type: ignore[attr-defined]
    found = find_day(actor=actor, at=clock.now())
    context = {
        "day": pages.day_of(found),
        "first": pages.first(found, actor, published()),
        "may_tell": found.coordinates is not None and not actor.holds(Role.SAFEGUARDING_LEAD),
        "lists": lists(found),
        "nothing": pages.nothing_due(found),
        "more": pages.more(actor),
    }
    return render(request, "today/today.jinja", context)
