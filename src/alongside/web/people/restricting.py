"""Pages for staff about details that are kept and not used."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.domain.people import public as people
from alongside.domain.people.public import How, ToldHow
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.journeys import restricting
from alongside.web.people.my_data.forms import RestrictForm
from alongside.web.people.my_data.pages import BECAUSE, spoken
from alongside.web.shared.forms import ChoiceField, Form
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

ASKED: dict[str, Words] = {
    How.PAGE: _("By themselves, on a page of this site"),
    How.PHONE: _("By phone"),
    How.PAPER: _("On paper"),
    How.IN_PERSON: _("In person"),
}
TELL: dict[str, Words] = {
    ToldHow.MESSAGE: _("Send them a message now, in the way that they chose"),
    ToldHow.POST: _("I have posted a letter"),
    ToldHow.PHONE: _("I have told them on the phone"),
    ToldHow.IN_PERSON: _("I have told them in person"),
}
_TOLD: dict[str, Words] = {
    ToldHow.MESSAGE: _("by a message"),
    ToldHow.POST: _("by post"),
    ToldHow.PHONE: _("on the phone"),
    ToldHow.IN_PERSON: _("in person"),
}


class StaffRestrictForm(RestrictForm):
    """Why, and how the person asked."""

    how = ChoiceField(
        label=_("How did they ask?"),
        called=_("how they asked"),
        choices=[(how, words) for how, words in ASKED.items() if how != How.PAGE],
    )


class TellForm(Form):
    """How the person is told that their details will be used again."""

    how = ChoiceField(
        label=_("How do you tell them?"),
        called=_("how you tell them"),
        choices=list(TELL.items()),
    )


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


def _record(person_id: UUID) -> str:
    return reverse("people:record", args=[person_id])


@never_cache
@require_safe
def restricted(request: HttpRequest) -> HttpResponse:
    """Whose details are kept and not used: since when and why, and nobody's name."""
    rows = [
        {
            "href": _record(each.person_id),
            "since": spoken(london_date(each.asked_at)),
            "because": BECAUSE[each.because],
            "state": _next(each, clock.now()),
        }
        for each in people.restrictions(actor=_actor(request))
    ]
    context = {"rows": rows, "done": request.GET.get("done", "")}
    return render(request, "people/restricted/list.jinja", context)


@never_cache
@require_http_methods(["GET", "POST"])
def restrict(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Takes down that somebody asked that their details are kept and not used."""
    actor, at = _actor(request), clock.now()
    form = StaffRestrictForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            people.restrict(person_id=person_id, **form.cleaned_data, actor=actor, at=at)
        except Invalid as refused:
            form.add_faults(refused.faults)
        else:
            return redirect(f"{_record(person_id)}?done=restricted")
    elif people.restriction(person_id, actor=actor) is not None:
        return redirect(_record(person_id))
    context = {"form": form, "back": _record(person_id)}
    return render(request, "people/restricted/restrict.jinja", context)


@require_POST
def tell(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Tells the person, or notes that they were told, that their details will be used again."""
    form = TellForm(request.POST)
    if not form.is_valid():
        return page(request, person_id, form)
    try:
        restricting.tell_of_lifting(
            person_id, how=form.cleaned_data["how"], actor=_actor(request), at=clock.now()
        )
    except restricting.NotReached:
        form.add_faults({"how": __("No message reaches them. Tell them another way")})
        return page(request, person_id, form)
    return redirect(f"{_record(person_id)}?done=told")


@require_POST
def lift(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Lets the person's details be used again."""
    try:
        people.lift_restriction(person_id=person_id, actor=_actor(request), at=clock.now())
    except NotFound:
        pass  # pressed twice: it is lifted already
    except Conflict:
        return redirect(f"{_record(person_id)}?done=early")
    return redirect(f"{reverse('people:restricted')}?done=lifted")


def page(
    request: HttpRequest,
    person_id: UUID,
    form: TellForm | None = None,
    found: restricting.Record | None = None,
) -> HttpResponse:
    """The restriction, and what comes next. Raises NotFound where none holds."""
    actor, at = _actor(request), clock.now()
    found = found or restricting.record(person_id, although_restricted=False, actor=actor, at=at)
    if found.restriction is None:
        raise NotFound("people.restriction")
    told = found.restriction.told_at is not None
    context = {
        "person_id": person_id,
        "rows": _rows(found.restriction),
        "form": None if told else form or TellForm(),
        "next": _next(found.restriction, at),
        "may_lift": found.restriction.lift_from is not None
        and found.restriction.lift_from <= at
        and found.restriction.told_by != actor.person_id,
        "own": told and found.restriction.told_by == actor.person_id,
        "may_open": found.may_open,
        "done": request.GET.get("done", ""),
    }
    return render(request, "people/restricted/one.jinja", context)


def _rows(found: people.RestrictionRecord) -> list[Row]:
    told: list[tuple[str, Any]] = [
        (__("Since"), spoken(london_date(found.asked_at))),
        (__("Why"), BECAUSE[found.because]),
        (__("In their words"), found.about),
        (__("How they asked"), ASKED[found.how]),
        (__("Taken down by"), found.recorded_by),
    ]
    if found.told_at:
        day = spoken(london_date(found.told_at))
        said = {"day": day, "how": _TOLD[found.told_how]}
        told.append((__("They were told"), __("on %(day)s, %(how)s") % said))
    return [Row(name, value) for name, value in told if value]


def _next(found: people.RestrictionRecord, at: datetime) -> str:
    """What comes next, in a sentence."""
    if found.lift_from is None:
        return __("When the reason is over: tell the person first.")
    if found.lift_from > at:
        day = {"day": spoken(london_date(found.lift_from))}
        return __("From %(day)s their details may be used again, unless they say no.") % day
    return __("They were told. Their details may be used again.")
