"""The service chooses which questions it asks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.outcomes import public as outcomes
from alongside.foundation import clock
from alongside.web.outcomes.forms import NONE, ChooseForm
from alongside.web.shared.asking import signed_in


@method_decorator(never_cache, name="dispatch")
class Choose(View):
    """One measure, or none."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = self.choice()
        chosen = found.chosen.slug if found.chosen else NONE
        return self.page(ChooseForm(measures=found.offered, initial={"measure": chosen}), found)

    def post(self, request: HttpRequest) -> HttpResponse:
        found = self.choice()
        form = ChooseForm(request.POST, measures=found.offered)
        if not form.is_valid():
            return self.page(form, found)
        said = form.cleaned_data["measure"]
        outcomes.choose_measure(
            found.organisation_id,
            measure="" if said == NONE else said,
            actor=signed_in(request),
            at=clock.now(),
        )
        return HttpResponseRedirect(f"{reverse('outcomes:choose')}?done=1")

    def choice(self) -> outcomes.Choice:
        """What is asked and what could be. Raises Refused."""
        return outcomes.choice(actor=signed_in(self.request), at=clock.now())

    def page(self, form: ChooseForm, found: outcomes.Choice) -> HttpResponse:
        """The choice, with the words of each measure."""
        done = self.request.GET.get("done") == "1"
        context = {"form": form, "offered": found.offered, "done": done}
        return render(self.request, "outcomes/choose.jinja", context)
