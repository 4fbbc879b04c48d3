"""The page of a group or a resource, as everybody sees it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.errors import NotFound
from alongside.web.directory import public_pages as pages
from alongside.web.shared.nearby import others_near
from alongside.web.shared.open_service import is_open


@require_safe
def group(request: HttpRequest, listing_id: UUID) -> HttpResponse:
    """A public group; that it has ended, where it was public once; else not found."""
    return _page(request, listing_id, "group")


@require_safe
def resource(request: HttpRequest, listing_id: UUID) -> HttpResponse:
    """A public website, app or helpline."""
    return _page(request, listing_id, "resource")


@require_safe
def calendar(request: HttpRequest, listing_id: UUID) -> HttpResponse:
    """The group's dates for a calendar."""
    address = request.build_absolute_uri(reverse("directory:group", args=[listing_id]))
    body = directory.calendar(listing_id, at=clock.now(), url=address)
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="group.ics"'
    return response


def _page(request: HttpRequest, listing_id: UUID, kind: str) -> HttpResponse:
    at = clock.now()
    try:
        listing = directory.public_listing(listing_id)
    except NotFound:
        return _ended(request, listing_id, kind)
    if listing.kind != kind:
        raise NotFound("directory.listing")
    context = {
        "shown": pages.group(listing, at),
        "listing": listing,
        "may_ask": listing.can_be_asked and is_open(),
    }
    return render(request, "directory/group.jinja", context)


def _ended(request: HttpRequest, listing_id: UUID, kind: str) -> HttpResponse:
    """A kind word and what is near, in the place of a group that has ended."""
    ended = directory.ended_listing(listing_id)
    if ended.kind != kind:
        raise NotFound("directory.listing")
    others = others_near(ended, clock.now())
    context = {"group_name": ended.name, "others": others}
    return render(request, "directory/ended.jinja", context, status=410)
