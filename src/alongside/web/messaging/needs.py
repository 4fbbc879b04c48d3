"""What somebody needs so that they can read and talk: written down, shown, met and looked at again.

The six steps of DAPB1605. A coordinator sees it of people who asked at their organisation alone."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys import looking
from alongside.web.messaging import steps_of_needs
from alongside.web.messaging.needs_form import NeedsForm
from alongside.web.messaging.pages import DONE
from alongside.web.shared.asking import signed_in


@never_cache
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Whose needs are to be asked about again."""
    actor = signed_in(request)
    if not actor.organisations(people.Role.COORDINATOR):
        raise Refused("only a coordinator asks again")
    rows = looking.reviews_due(actor=actor, at=clock.now())
    context = {"rows": [steps_of_needs.review(row) for row in rows]}
    return render(request, "messaging/reviews.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Needs(View):
    """The needs of one person."""

    def get(self, request: HttpRequest, person_id: UUID) -> HttpResponse:
        found = self.found()
        form = NeedsForm(profile=found.profile, on=london_date(clock.now()))
        return self.page(found, form)

    def post(self, request: HttpRequest, person_id: UUID) -> HttpResponse:
        found = self.found()
        form = NeedsForm(request.POST, profile=found.profile, on=london_date(clock.now()))
        if not form.is_valid():
            return self.page(found, form)
        try:
            messaging.set_profile(
                person_id=person_id,
                changes=form.changes(),
                actor=signed_in(request),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(refused.faults)
            return self.page(found, form)
        return HttpResponseRedirect(f"{request.path}?done=saved")

    def found(self) -> looking.NeedsShown:
        """Raises NotFound for everybody who does not coordinate where the person asked; one's own
        is on a page of its own."""
        actor = signed_in(self.request)
        if actor.person_id == self.kwargs["person_id"]:
            raise NotFound("messaging.safecontact")
        return looking.needs(self.kwargs["person_id"], actor=actor, at=clock.now())

    def page(self, found: looking.NeedsShown, form: NeedsForm) -> HttpResponse:
        """The questions, and where each of the six steps stands."""
        context = {
            "form": form,
            "person": found.name,
            "steps": steps_of_needs.steps(found.profile),
            "done": DONE.get(self.request.GET.get("done", ""), ""),
        }
        return render(self.request, "messaging/needs.jinja", context)
