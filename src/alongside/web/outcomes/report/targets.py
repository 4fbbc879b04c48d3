"""What the contract asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.outcomes import public as outcomes
from alongside.foundation import clock
from alongside.web.shared.asking import signed_in
from alongside.web.shared.forms import Form, IntegerField, Look, SelectField


class TargetsForm(Form):
    """Two numbers, and when a contract year begins."""

    people_a_year = IntegerField(
        label=_("How many people does the contract ask for in a year? (optional)"),
        called=_("the number of people"),
        required=False,
        min_value=1,
        max_value=outcomes.MOST_PEOPLE,
        look=Look(width=5),
    )
    mentors = IntegerField(
        label=_("How many mentors? (optional)"),
        called=_("the number of mentors"),
        required=False,
        min_value=1,
        max_value=outcomes.MOST_PEOPLE,
        look=Look(width=5),
    )
    year_begins = SelectField(
        label=_("In which month does a contract year begin?"),
        called=_("the month"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [(str(number), date_format(date(2026, number, 1), "F")) for number in range(1, 13)]
        field: Any = self.fields["year_begins"]
        field.choices = months


@method_decorator(never_cache, name="dispatch")
class Targets(View):
    """For the administrator."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = outcomes.own_targets(actor=signed_in(request))
        first = {
            "people_a_year": found.people_a_year,
            "mentors": found.mentors,
            "year_begins": str(found.year_begins),
        }
        return self.page(TargetsForm(initial=first))

    def post(self, request: HttpRequest) -> HttpResponse:
        found = outcomes.own_targets(actor=signed_in(request))
        form = TargetsForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        said = form.cleaned_data
        outcomes.set_targets(
            found.organisation_id,
            mentors=said["mentors"],
            people_a_year=said["people_a_year"],
            year_begins=int(said["year_begins"]),
            actor=signed_in(request),
            at=clock.now(),
        )
        return HttpResponseRedirect(f"{reverse('outcomes:targets')}?done=1")

    def page(self, form: TargetsForm) -> HttpResponse:
        """The form."""
        done = self.request.GET.get("done") == "1"
        return render(self.request, "outcomes/targets.jinja", {"form": form, "done": done})
