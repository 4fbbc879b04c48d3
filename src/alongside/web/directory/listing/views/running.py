"""*Still running?* for coordinators: who was asked, whom to ring, what they said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.errors import Conflict
from alongside.journeys import still_running
from alongside.web.directory.listing import asking
from alongside.web.directory.listing.addresses import address
from alongside.web.directory.listing.forms.checking import RangForm
from alongside.web.directory.listing.views.base import actor_of, go, own_page
from alongside.web.shared.asking import page_number
from alongside.web.shared.forms import Form


@method_decorator(own_page, name="dispatch")
class Running(View):
    """Every group that was asked and has not answered, those to ring first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = still_running.running_lines(
            actor=actor_of(request), at=clock.now(), page=page_number(request)
        )
        context = {"asked": asked, "rows": asking.lines(asked.rows, request.build_absolute_uri)}
        return render(request, "directory/listing/running.jinja", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Asks every group whose six months are over. Twice asks nobody twice."""
        still_running.ask_due(actor=actor_of(request), at=clock.now())
        return go("running_checks")


@method_decorator(own_page, name="dispatch")
class Rang(View):
    """What one group said on the telephone."""

    @property
    def check_id(self) -> UUID:
        """From the page's address."""
        check_id: UUID = self.kwargs["check_id"]
        return check_id

    def load(self) -> directory.RunningRow:
        """The question that is open. Raises NotFound."""
        return directory.running_row(self.check_id, actor=actor_of(self.request), at=clock.now())

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Conflict:
            return render(request, "directory/listing/answered.jinja", {}, status=409)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.load(), RangForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = RangForm(request.POST)
        if not form.is_valid():
            return self.page(self.load(), form)
        # The same answer twice is one: the directory tells it from another one.
        directory.rang(
            self.check_id,
            answer=form.cleaned_data["answer"],
            actor=actor_of(request),
            at=clock.now(),
        )
        return go("running_checks")

    def page(self, row: directory.RunningRow, form: Form) -> HttpResponse:
        """The question, with the number to ring."""
        context = {
            "row": asking.row(row, self.request.build_absolute_uri),
            "form": form,
            "back": address("running_checks"),
        }
        return render(self.request, "directory/listing/rang.jinja", context)
