"""Posters to print, what happens when one is scanned, and how often that was."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.signposting import public as signposting
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.web.shared.practice import forget, posters_of, remember
from alongside.web.shared.shell import demo
from alongside.web.signposting.posters import pages
from alongside.web.signposting.posters.forms import PosterForm


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Whose poster, and how large. Nothing changes, so that the answers stand in the address."""
    at = clock.now()
    places = signposting.poster_places(actor=_actor(request), at=at)
    form = PosterForm(request.GET or None, places=places, conditions=pages.conditions(at))
    if form.is_bound and form.is_valid():
        return HttpResponseRedirect(_sheet_address(form.cleaned_data))
    return render(request, "signposting/posters/choose.jinja", {"form": form, "places": places})


def _sheet_address(chosen: dict[str, str]) -> str:
    address = reverse("posters:sheet", args=[chosen["of"], chosen["size"]])
    wishes = {name: chosen[name] for name in ("language", "condition") if chosen.get(name)}
    return f"{address}?{urlencode(wishes)}" if wishes else address


@require_safe
def sheet(request: HttpRequest, code: str, size: str) -> HttpResponse:
    """One sheet as it will be printed, with a few words around it that are not."""
    at = clock.now()
    place = signposting.poster_place(code, actor=_actor(request), at=at)
    address = _site(request) + reverse("posters:from", args=[place.code])
    drawn = pages.draw(
        place,
        size,
        address,
        language=request.GET.get("language", ""),
        condition=request.GET.get("condition", ""),
        at=at,
    )
    return render(request, "signposting/posters/sheet.jinja", {"drawn": drawn, "place": place})


def _site(request: HttpRequest) -> str:
    """Where people reach the service, as in messages; a demo is reached where it is looked at."""
    return f"{request.scheme}://{request.get_host()}" if demo() else str(settings.SITE_ADDRESS)


@require_safe
def counts(request: HttpRequest) -> HttpResponse:
    """How often posters were scanned and led to somebody asking, for one of a few fixed periods."""
    found = signposting.practice_counts(actor=_actor(request), at=clock.now())
    table = pages.table(found, request.GET.get("period", ""))
    return render(request, "signposting/posters/counts.jinja", {"table": table})


@never_cache
@require_safe
def came_from(request: HttpRequest, code: str) -> HttpResponse:
    """Leads whoever scanned a poster to the start page, whatever stands on the poster.

    A robot that only looks (HEAD), or a browser that reads ahead, is led on and not counted."""
    response = HttpResponseRedirect(reverse("home:start"), status=303)
    response["X-Robots-Tag"] = "noindex, nofollow"
    if request.method == "HEAD" or _reads_ahead(request):
        return response
    before = posters_of(request)
    try:
        known = signposting.count_scan(code.strip("/"), before=before, at=clock.now())
    except DatabaseError:
        return response  # rather a number too few than somebody who is not let in
    if known:
        remember(response, known, before=before)
    return response


def _reads_ahead(request: HttpRequest) -> bool:
    said = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose"))
    return any("prefetch" in words or "preview" in words for words in said)


@csrf_exempt  # it only takes a cookie back, and works for somebody who refuses the other ones
@require_POST
def forget_poster(request: HttpRequest) -> HttpResponse:
    """Lets the browser forget by which poster somebody came."""
    response = HttpResponseRedirect(reverse("help:cookies"))
    forget(response)
    return response
