"""Pages for staff about somebody's data: fulfilling what they ask, and deleting by two people."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict
from alongside.journeys import looking, restricting, rights
from alongside.web.people.my_data import pages
from alongside.web.people.my_data.views import as_file
from alongside.web.people.pages import STILL_NEEDED
from alongside.web.people.restricting import page as restriction_page
from alongside.web.shared.words import Words

_WHY_NOT: dict[str, Words] = STILL_NEEDED | {
    "restricted": _("They asked that their details are kept and not used. End that first.")
}


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


@never_cache
@require_safe
def record(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """All that the service holds about somebody, for its coordinator; that they looked is noted.

    Of somebody whose details are kept and not used, that they are."""
    found = restricting.record(
        person_id,
        although_restricted=request.GET.get("open") == "yes",
        actor=_actor(request),
        at=clock.now(),
    )
    if found.held is None:
        return restriction_page(request, person_id, found=found)
    context = {
        "person_id": person_id,
        "whose": found.held.name,
        "restricted": found.restriction is not None,
        "parts": pages.parts_of(found.held),
        "left_out": pages.left_out(found.held),
        "done": request.GET.get("done", ""),
    }
    return render(request, "people/record.jinja", context)


@require_POST
def copy_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The person's copy, to be handed to them; that it was made is noted."""
    return as_file(rights.export_person(person_id, actor=_actor(request), at=clock.now()))


@require_POST
def ask_deletion(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Takes down that the person wishes to be deleted; somebody else confirms it."""
    try:
        people.ask_erasure(person_id=person_id, actor=_actor(request), at=clock.now())
    except people.IsRestricted:
        return redirect(f"{reverse('people:record', args=[person_id])}?done=kept")
    return redirect(f"{reverse('people:deletions')}?done=asked")


@never_cache
@require_safe
def deletions(request: HttpRequest) -> HttpResponse:
    """Those whom a second person is to delete, or not."""
    rows = [
        {
            "id": each.id,
            "name": each.person_name,
            "asked_by": each.asked_by,
            "asked_on": pages.spoken(london_date(each.asked_at)),
            "own": each.own,
        }
        for each in looking.erasures(actor=_actor(request), at=clock.now())
    ]
    done = request.GET.get("done", "")
    context = {"rows": rows, "done": done, "needed": _WHY_NOT.get(done, "")}
    return render(request, "people/deletions.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_deletion(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Deletes somebody, after saying once what that means."""
    actor, at = _actor(request), clock.now()
    if request.method == "POST":
        try:
            rights.confirm_erasure(request_id, actor=actor, at=at)
        except people.IsRestricted:
            return redirect(f"{reverse('people:deletions')}?done=restricted")
        except safety.StillNeeded as needed:
            return redirect(f"{reverse('people:deletions')}?done={needed.part}")
        except Conflict:
            return redirect(f"{reverse('people:deletions')}?done=not")
        return redirect(f"{reverse('people:deletions')}?done=deleted")
    waiting = looking.erasure(request_id, actor=actor, at=at)
    context = {"whose": waiting.person_name}
    return render(request, "people/confirm_deletion.jinja", context)


@require_POST
def turn_down_deletion(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Does not delete the person."""
    people.turn_down_erasure(request_id, actor=_actor(request), at=clock.now())
    return redirect(f"{reverse('people:deletions')}?done=kept")
