"""Today: what waits for a coordinator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.foundation import clock
from alongside.journeys.today import today as find_today
from alongside.web.shared.shell import published
from alongside.web.today import pages


@never_cache
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The counted lists of a coordinator, worries first. Refused to everybody else."""
    actor = request.actor  # type: ignore[attr-defined]
    found = find_today(actor=actor, at=clock.now())
    context = {
        "day": pages.day_of(found),
        "worries": pages.worries(found, actor, published()),
        "lists": pages.lists(found),
        "nothing": pages.nothing_due(found),
        "more": pages.more(actor),
    }
    return render(request, "today/today.jinja", context)
