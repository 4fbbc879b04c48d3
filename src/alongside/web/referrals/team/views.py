"""The pages of neighbourhood teams."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from markupsafe import Markup

from alongside.formats.qr import qr_svg
from alongside.foundation import clock
from alongside.journeys import neighbourhood
from alongside.web.referrals.team import pages
from alongside.web.shared.asking import signed_in
from alongside.web.shared.shell import demo


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """Every team."""
    found = neighbourhood.teams(actor=signed_in(request), at=clock.now())
    return render(request, "referrals/teams.jinja", {"teams": found})


@require_safe
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """One team: its practices, what there is near it, and what came of its introductions."""
    found = neighbourhood.neighbourhood(slug, actor=signed_in(request), at=clock.now())
    context = {
        "team": found.team,
        "groups": pages.groups(found),
        "counts": pages.counts(found),
        "period": pages.period(found),
    }
    return render(request, "referrals/team.jinja", context)


@require_safe
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """A card for the consultation, to print on A5: three questions, two groups, the way in."""
    at = clock.now()
    found = neighbourhood.neighbourhood(slug, actor=signed_in(request), at=at)
    site = f"{request.scheme}://{request.get_host()}" if demo() else str(settings.SITE_ADDRESS)
    address = f"{site}/from/{slug}"
    context = {
        "team": found.team,
        "groups": pages.groups(found)[:2],
        "short": address.split("://", 1)[-1],
        "qr": Markup(qr_svg(address)),  # noqa: S704 - made by us, without the text in it
    }
    return render(request, "referrals/card.jinja", context)
