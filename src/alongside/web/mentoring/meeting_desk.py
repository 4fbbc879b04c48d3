"""Meetings for who coordinates: who wants to talk, the meetings of a pair, the list of places."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.errors import Invalid, NotFound
from alongside.journeys import looking
from alongside.web.mentoring import meeting_words as words
from alongside.web.mentoring.meeting_forms import KeyField
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.forms import CharField, ChoiceField, Form, Look
from alongside.web.shared.listing_words import full_date
from alongside.web.shared.words import Words


class PlaceForm(Form):
    """A public place for the list."""

    name = CharField(
        label=_("Its name"), called=_("its name"), max_length=80, look=Look(width=20, size="s")
    )
    address = CharField(
        label=_("Its address"),
        called=_("its address"),
        hint=_("So that somebody finds it who has never been there."),
        look=Look(size="s"),
    )
    step_free = ChoiceField(
        label=_("Can somebody get in who uses a wheelchair?"),
        called=_("an answer"),
        choices=[("yes", _("Yes, no steps to the door or inside")), ("no", _("No")),
                 ("unknown", _("We do not know yet"))],
        look=Look(size="s", small=True),
    )  # fmt: skip
    key = KeyField(required=False)


@method_decorator(never_cache, name="dispatch")
class Places(View):
    """The kept list: put a place on it, take one off."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(PlaceForm(initial={"key": uuid4()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, at = signed_in(request), clock.now()
        if "close" in request.POST:
            place_id: Any = request.POST["close"]
            mentoring.close_place_for_meetings(place_id, actor=actor, at=at)
            return self.home("closed")
        form = PlaceForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            mentoring.add_place(here(), **form.cleaned_data, actor=actor, at=at)
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        return self.home("added")

    def home(self, done: str) -> HttpResponse:
        """To the list, which says what was done."""
        return HttpResponseRedirect(f"{reverse('mentoring:meeting_places')}?done={done}")

    def page(self, form: PlaceForm) -> HttpResponse:
        """The list, and the questions."""
        places = mentoring.kept_places(here(), actor=signed_in(self.request))
        said = {"added": _("It is on the list."), "closed": _("It is no longer offered.")}
        context = {
            "places": [(one, words.STEP_FREE[one.step_free]) for one in places],
            "form": form,
            "done": said.get(self.request.GET.get("done", ""), ""),
        }
        return render(self.request, "mentoring/meeting_places.jinja", context)


def here() -> UUID:
    """The organisation of the service. Raises NotFound before there is one."""
    found = people.service()
    if found is None:
        raise NotFound("people.deployment")
    return found.organisation_id


@method_decorator(never_cache, name="dispatch")
class Tasks(View):
    """Talks and next steps, the first due first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor = signed_in(request)
        page = looking.meeting_tasks(actor=actor, at=clock.now(), page=page_number(request))
        rows = [
            (row, full_date(row.due_on), row.meeting_on and full_date(row.meeting_on))
            for row in page.rows
        ]
        context = {"page": page, "rows": rows, "done": _key(request.GET.get("done", ""))}
        return render(request, "mentoring/tasks.jinja", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, at, here = signed_in(request), clock.now(), reverse("mentoring:tasks")
        if "undo" in request.POST:
            undone: Any = request.POST["undo"]
            mentoring.open_task(undone, actor=actor, at=at)
            return HttpResponseRedirect(here)
        task_id: Any = request.POST.get("task", "")
        mentoring.settle_task(task_id, actor=actor, at=at)
        return HttpResponseRedirect(f"{here}?{urlencode({'done': task_id})}")


def _key(told: str) -> str:
    """The key of the task that was just taken off the list; "" for anything else."""
    try:
        return str(UUID(told))
    except ValueError:
        return ""


_DONE: dict[str, Words] = {
    "1": _("Done. Both hear of it."),
    "quiet": _("Done. Neither of them is told."),
    "on": _("They go on. Whoever had heard of the goodbye hears of it."),
}


@never_cache
@require_safe
def pair_meetings(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """The meetings of two people, the newest first, and what they add up to."""
    actor, at = signed_in(request), clock.now()
    found = looking.pair_meetings(pair_id, actor=actor, at=at, page=page_number(request))
    context = {
        "found": found,
        "done": _DONE.get(request.GET.get("done", ""), ""),
        "added": words.hours(found.minutes),
        "covering": found.cover and words.covering_on_the_desk(found.cover),
        "reviews": [
            (one, words.REVIEWS[one.answer or one.state], full_date(one.asked_on))
            for one in found.reviews
        ],
        "yes": [
            (name, day and full_date(day))
            for name, day in zip((found.name, found.mentor), found.yes_on, strict=True)
        ],
        "rows": [
            (row, words.desk_line(row), words.GOALS.get(row.goal, "")) for row in found.rows.rows
        ],
    }
    return render(request, "mentoring/pair_meetings.jinja", context)
