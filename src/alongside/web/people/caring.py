"""Pages of carers: what somebody may do for whom, until when; taking and ending it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.journeys import rights
from alongside.web.people.my_data import pages
from alongside.web.people.my_data.views import as_file


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


@never_cache
@require_safe
def caring(request: HttpRequest) -> HttpResponse:
    """Those for whom the person signed in may do something, and until when."""
    found = people.cared_for(actor=_actor(request), at=clock.now())
    context = {"rows": pages.care_rows(found), "done": request.GET.get("done", "")}
    return render(request, "people/caring.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def care(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody asks a carer to do for them; taken with a press by somebody signed in."""
    actor, at = _actor(request), clock.now()
    if request.method == "POST":
        people.take_carer_offer(token, actor=actor, at=at)
        return redirect(f"{reverse('people:caring')}?done=taken")
    offer = people.carer_offer(token, at=at)
    context = pages.offer_words(offer) | {"here": request.path}
    context["own"] = offer.person_id == actor.person_id
    return render(request, "people/care.jinja", context)


@require_POST
def stop_caring(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Ends what the person signed in may do for somebody. Pressed twice is once."""
    actor = _actor(request)
    if actor.person_id is None:
        raise NotFound("people.carerpermission")
    people.end_carer(person_id=person_id, carer_id=actor.person_id, actor=actor, at=clock.now())
    return redirect(f"{reverse('people:caring')}?done=ended")


@require_POST
def copy_for(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """A copy of what somebody lets their carer download."""
    return as_file(rights.export_person(person_id, actor=_actor(request), at=clock.now()))
