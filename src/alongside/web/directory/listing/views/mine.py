"""My groups, the start, and the task list."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.errors import Invalid
from alongside.web.directory.listing import pages
from alongside.web.directory.listing.addresses import address, step_address
from alongside.web.directory.listing.forms.about import NameForm
from alongside.web.directory.listing.steps import STEPS
from alongside.web.directory.listing.views.base import DraftView, actor_of
from alongside.web.shared.steps import StepForm


@require_safe
@never_cache
def my_listings(request: HttpRequest) -> HttpResponse:
    """The groups that this person may edit, and the way to list one. For anybody: a start page."""
    actor = actor_of(request)
    mine = directory.my_listings(actor=actor) if actor.is_person else ()
    return render(request, "directory/listing/mine.jinja", {"mine": pages.mine(mine)})


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What listing a group asks, before signing in."""
    return render(request, "directory/listing/start.jinja", {})


@method_decorator([login_required, never_cache], name="dispatch")
class New(View):
    """The first question. Its answer begins the draft; from then on everything is saved."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(NameForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = NameForm(request.POST)
        if form.is_valid():
            try:
                listing_id = directory.start_listing(
                    name=form.cleaned_data["name"], actor=actor_of(request), at=clock.now()
                )
            except Invalid as refused:
                form.add_faults(refused.faults)
            else:
                return HttpResponseRedirect(step_address(listing_id, "modes"))
        return self.page(form)

    def page(self, form: StepForm) -> HttpResponse:
        """The question."""
        context = {
            "step": STEPS.step("name"),
            "form": form,
            "edition": 0,
            "remarks": {},
            "back": address("start_listing"),
            "caption": "",
            "listing_name": "",
        }
        return render(self.request, "shared/step.jinja", context)


class Tasks(DraftView):
    """The task list of a listing."""

    changes_it = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft = self.load()
        context = {
            "draft": draft,
            "tasks": pages.task_rows(draft),
            "missing": pages.missing(draft),
            "remarks": pages.remarks(draft),
            "acts": pages.acts(draft),
            "public": pages.public_page(draft),
            **self.about(draft),
        }
        return render(request, "directory/listing/tasks.jinja", context)
