"""The plan for everybody who waits for a mentor, and one of them with what each card costs."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.journeys import episode, looking
from alongside.web.mentoring import words
from alongside.web.shared.asking import signed_in
from alongside.web.shared.opened import opened_words


@never_cache
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """Who could be with whom, best for all, and for whom there is nobody now."""
    actor, here = signed_in(request), people.service()
    if here is None:
        raise NotFound("people.deployment")
    found = looking.plan(here.organisation_id, actor=actor, at=clock.now())
    nobody = [
        (one, words.sentences(one.because), words.not_known(one.not_known))
        for one in found.not_placed
    ]
    return render(request, "mentoring/plan.jinja", {"plan": found, "nobody": nobody})


@never_cache
@require_safe
def capacity(request: HttpRequest) -> HttpResponse:
    """Where people wait, where mentors are, and where none of them is free."""
    rows = mentoring.capacity(actor=signed_in(request), at=clock.now())
    return render(request, "mentoring/capacity.jinja", {"rows": rows})


@method_decorator(never_cache, name="dispatch")
class Waiting(View):
    """One person who waits: lay cards before them, or take these back at once; what each choice
    would cost others."""

    def get(self, request: HttpRequest, place_id: UUID) -> HttpResponse:
        return self.page("")

    def post(self, request: HttpRequest, place_id: UUID) -> HttpResponse:
        undo = request.POST.get("act") == "undo"
        act = mentoring.take_cards_back if undo else mentoring.suggest
        try:
            act(place_id, actor=signed_in(request), at=clock.now())
        except Invalid as nobody:
            return self.page(" ".join(nobody.faults.values()))
        except Conflict as late:
            if not undo:
                raise
            return self.page(str(late))
        where = reverse("mentoring:waiting", args=[place_id])
        return HttpResponseRedirect(f"{where}?{'undone' if undo else 'done'}=1")

    def page(self, fault: str) -> HttpResponse:
        """How it stands."""
        actor = signed_in(self.request)
        shown = episode.place(self.kwargs["place_id"], actor=actor, at=clock.now())
        context = {
            "one": shown.record,
            "not_known": words.not_known(shown.record.not_known),
            "opened": opened_words(shown.opened),
            "fault": fault,
            "done": "done" in self.request.GET and shown.record.state == "choosing",
            "undone": "undone" in self.request.GET,
            "told": "told" in self.request.GET,
        }
        return render(self.request, "mentoring/waiting.jinja", context)
