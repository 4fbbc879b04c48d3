"""Finding peer support. Only an outward code or a town's key ever stands in an address or a log."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.web.home import maps, pages
from alongside.web.home.asked import Asked, asked_in
from alongside.web.home.forms import WhereForm

PER_PAGE, ON_A_MAP = 10, 60


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """The one question: where?"""
    return render(request, "home/start.jinja", {"form": WhereForm(), "near": ()})


@csrf_exempt  # it changes nothing, so that somebody who refuses cookies finds support too
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Takes what was typed, and leads on by a key in its place."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("home:start"))
    form = WhereForm(request.POST)
    if not form.is_valid():
        return render(request, "home/start.jinja", {"form": form, "near": ()})
    located = catalogue.locate(form.cleaned_data["place"])
    if located.kind == "one":
        return _go("home:results", near=located.places[0].key)
    if located.kind == "several":
        # The places' own name, never what was typed.
        return _go("home:places", name=located.places[0].name)
    if located.looks_like_postcode:
        form.add_error("place", _("We do not know that postcode. Enter a town instead"))
    else:
        form.add_error(
            "place", _("We do not know that place. Enter a postcode, like WR14 1AA, or a town")
        )
    return render(request, "home/start.jinja", {"form": form, "near": located.places})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Namesakes to choose from; without a name, the towns where groups meet."""
    name = request.GET.get("name", "")
    located = catalogue.locate(name)
    if name and located.kind != "none":
        found, title = located.places, _("Which place do you mean?")
    else:
        found, title = pages.towns(), _("Choose a place")
    return render(request, "home/places.jinja", {"places": found, "title": title})


@gzip_page  # nothing secret that a stranger could make grow: for slow telephones
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What fits, best first; only the list where a script of ours asked for it."""
    asked = asked_in(request.GET)
    if unknown := _unknown_place(request, asked):
        return unknown
    shown, listed = pages.kept(asked, clock.now(), per_page=PER_PAGE)
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(listed)
    else:
        context = {"shown": shown, "asked": asked, "listed": listed}
        response = render(request, "home/results.jinja", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def on_a_map(request: HttpRequest) -> HttpResponse:
    """The groups that meet in person, drawn around the place, and the same as a table."""
    asked = asked_in(request.GET)
    if asked.place is None:
        return _unknown_place(request, asked) or _go("home:start")
    at = clock.now()
    need = maps.in_person(asked.need(at))
    found = directory.find(need, per_page=ON_A_MAP, at=at)
    drawn = maps.draw(asked.place, found, asked.within, at)
    return render(request, "home/map.jinja", {"drawn": drawn, "asked": asked, "found": found})


def _unknown_place(request: HttpRequest, asked: Asked) -> HttpResponse | None:
    """The question again, where an address names a place that we do not know."""
    if asked.place is not None or not request.GET.get("near"):
        return None
    form = WhereForm({"place": ""})
    form.errors["place"] = form.error_class([_("We do not know that place. Enter a town")])
    return render(request, "home/start.jinja", {"form": form, "near": ()}, status=404)


def _go(route: str, **query: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(route)}?{urlencode(query)}" if query else reverse(route))
