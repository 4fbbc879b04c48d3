"""Volunteers for who looks after them: the list with what each lacks, one, and what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, NotFound
from alongside.journeys import looking
from alongside.web.mentoring import words
from alongside.web.mentoring.desk_forms import (
    ActForm,
    CheckForm,
    ClearForm,
    DayForm,
    EligibilityForm,
    PauseForForm,
    TrainedForm,
)
from alongside.web.mentoring.forms import ReferenceForm
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.forms import Form
from alongside.web.shared.listing_words import full_date
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

LISTS: dict[str, Words] = {
    "open": _("All"),
    "applied": _("New"),
    "preparing": _("Preparing"),
    "second_yes": _("Waiting for a second yes"),
    "ready": _("Ready"),
    "checks": _("Checks and training to do again"),
    "paused": _("Paused"),
    "past": _("Stopped"),
}
Do = Callable[[UUID, Any, Actor, datetime], object]


@dataclass(frozen=True)
class Deed:
    """Something that is done about a volunteer, on a page of its own."""

    title: Words
    button: Words
    done: Words
    do: Do
    form: type[ActForm] = ActForm
    warn: Words = ""


DEEDS: dict[str, Deed] = {
    "welcome": Deed(
        _("Go on with them"),
        _("Go on"),
        _("They hear that the next steps can begin."),
        lambda key, form, actor, at: mentoring.welcome(key, actor=actor, at=at),
    ),
    "decline": Deed(
        _("Not now"),
        _("Say not now"),
        _("They hear that it cannot go on now."),
        lambda key, form, actor, at: mentoring.decline(key, actor=actor, at=at),
        warn=_("They are told kindly and without a reason. This cannot be undone."),
    ),
    "met": Deed(
        _("We met"),
        _("Save"),
        _("The day is noted."),
        lambda key, form, actor, at: mentoring.note_met(key, on=form.day(), actor=actor, at=at),
        DayForm,
    ),
    "trained": Deed(
        _("They were trained elsewhere"),
        _("Save"),
        _("It is noted, with your name."),
        lambda key, form, actor, at: mentoring.note_trained(
            key, on=form.day(), until=form.cleaned_data["until"], actor=actor, at=at
        ),
        TrainedForm,
        warn=_("Modules that are done here count by themselves. Your name stands with this."),
    ),
    "yes": Deed(
        _("Say yes"),
        _("Yes, they can start"),
        _("Your yes is noted."),
        lambda key, form, actor, at: mentoring.go_live(key, actor=actor, at=at),
        warn=_("Two different people say yes. Read the references first."),
    ),
    "pause": Deed(
        _("Pause"),
        _("Pause"),
        _("They are paused."),
        lambda key, form, actor, at: mentoring.pause(
            key, until=form.cleaned_data["until"], actor=actor, at=at
        ),
        PauseForForm,
    ),
    "resume": Deed(
        _("End the pause"),
        _("End the pause"),
        _("They are back."),
        lambda key, form, actor, at: mentoring.resume(key, actor=actor, at=at),
    ),
    "stop": Deed(
        _("They stop"),
        _("Stop"),
        _("They have stopped."),
        lambda key, form, actor, at: mentoring.stop(key, actor=actor, at=at),
        warn=_("Whoever comes back later applies again. This cannot be undone."),
    ),
    "clear": Deed(
        _("People under 18"),
        _("Save"),
        _("Saved."),
        lambda key, form, actor, at: mentoring.clear_for_under_18(
            key, cleared=form.cleaned_data["cleared"] == "yes", actor=actor, at=at
        ),
        ClearForm,
    ),
}


@never_cache
@require_safe
def volunteers(request: HttpRequest) -> HttpResponse:
    """One list of volunteers, who waits longest on top."""
    actor, at = signed_in(request), clock.now()
    which = request.GET.get("which", "open")
    which = which if which in LISTS else "open"
    page = looking.volunteers(actor=actor, which=which, at=at, page=page_number(request))
    rows = [
        {
            "href": reverse("mentoring:volunteer", args=[row.volunteer_id]),
            "name": row.name,
            "state": words.DESK_STATES[row.state],
            "since": full_date(row.applied_on),
            "lacking": words.lacking(row.lacking),
            "first_yes": row.first_yes,
            "overdue": row.overdue,
            "look_again": full_date(row.look_again_on) if row.look_again_on else "",
            "capacity": row.capacity,
        }
        for row in page.rows
    ]
    tabs = [{"name": name, "href": f"?which={key}", "here": key == which}
            for key, name in LISTS.items()]  # fmt: skip
    context = {
        "title": LISTS[which],
        "tabs": tabs,
        "rows": rows,
        "page": page,
        "address": f"?which={which}&page=%d",
    }
    return render(request, "mentoring/volunteers.jinja", context)


@never_cache
@require_safe
def volunteer(request: HttpRequest, volunteer_id: UUID) -> HttpResponse:
    """One volunteer: steps, references, checks, what others see, and what can be done now."""
    actor = signed_in(request)
    record = looking.volunteer(volunteer_id, actor=actor, at=clock.now())
    deeds = [(name, deed.title) for name, deed in DEEDS.items() if _offered(name, record, actor)]
    done = DEEDS[request.GET["done"]].done if request.GET.get("done") in DEEDS else ""
    context = {
        "one": record,
        "state": words.DESK_STATES[record.state],
        "tasks": words.desk_tasks(record.checklist),
        "facts": _facts(record),
        "references": record.references,
        "check_rows": [(check, _check_words(check)) for check in record.checks],
        "deeds": deeds,
        "done": done or (__("Saved.") if "done" in request.GET else ""),
        "day": full_date,
        "in_training": record.state not in ("applied", "stopped", "declined"),
    }
    return render(request, "mentoring/volunteer.jinja", context)


def _offered(name: str, record: mentoring.VolunteerRecord, actor: Actor) -> bool:
    """Whether a deed makes sense now. Whether it is allowed, the domain says again."""
    events = record.checklist.events
    if name == "met":  # once two people said yes, that is long done
        return record.state == "preparing"
    if name == "trained":  # elsewhere, and again when it runs out
        return record.state in ("preparing", "ready", "paused")
    if name == "clear":
        return "stop" in events and actor.holds("safeguarding_lead", record.organisation_id)
    if name == "yes":
        return record.may_say_yes
    return name in events


def _facts(record: mentoring.VolunteerRecord) -> list[Row]:
    profile = record.profile
    facts = [
        (__("Applied"), full_date(record.applied_at.date())),
        (__("What they have done"), profile.experience),
        (__("People at one time"), str(profile.capacity)),
        (__("Year of birth"), str(profile.birth_year or "")),
        (__("May meet people under 18"), __("Yes") if record.cleared_for_under_18 else __("No")),
        (__("Trained elsewhere"), words.trained_elsewhere(record.trained_elsewhere)),
        (__("First yes"), record.first_yes_by),
        (__("Second yes"), record.second_yes_by),
    ]
    return [Row(key, value) for key, value in facts if value]


def _check_words(check: mentoring.CheckRecord) -> str:
    if not check.asked:
        return __("Answer the questions about the role first.")
    if check.seen_on is None:
        return __("Not needed for this role.") if not check.needed else __("Needed, not seen yet.")
    told = __("%(level)s, seen on %(day)s.") % {
        "level": check.level_label,
        "day": full_date(check.seen_on),
    }
    if check.look_again_on is None:
        return told
    again = __("Look again on %(day)s.") % {"day": full_date(check.look_again_on)}
    return f"{told} {again}"


@method_decorator(never_cache, name="dispatch")
class Act(View):
    """A page on which something is done about a volunteer."""

    def get(self, request: HttpRequest, volunteer_id: UUID, act: str) -> HttpResponse:
        return self.page(self.deed().form())

    def post(self, request: HttpRequest, volunteer_id: UUID, act: str) -> HttpResponse:
        actor, deed = signed_in(request), self.deed()
        form = deed.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            deed.do(volunteer_id, form, actor, clock.now())
        except Invalid as refused:
            form.add_faults(form.beside(refused.faults))
            return self.page(form)
        return self.home(act)

    def deed(self) -> Deed:
        """What is to be done. Raises NotFound."""
        if self.kwargs["act"] not in DEEDS:
            raise NotFound("deed")
        return DEEDS[self.kwargs["act"]]

    def home(self, done: str) -> HttpResponse:
        """Back to the volunteer."""
        where = reverse("mentoring:volunteer", args=[self.kwargs["volunteer_id"]])
        return HttpResponseRedirect(f"{where}?done={done}")

    def record(self) -> mentoring.VolunteerRecord:
        """The volunteer. Raises NotFound when out of sight."""
        actor = signed_in(self.request)
        key: UUID = self.kwargs["volunteer_id"]
        return looking.volunteer(key, actor=actor, at=clock.now())

    def page(self, form: ActForm) -> HttpResponse:
        """The form's page."""
        record, deed = self.record(), self.deed()
        return self.show(record, form, deed.title, deed.button, deed.warn)

    def show(
        self,
        record: mentoring.VolunteerRecord,
        form: Form,
        title: Words,
        button: Words,
        warn: Words,
    ) -> HttpResponse:
        """The page of any form about a volunteer."""
        context = {
            "one": record,
            "form": form,
            "title": title,
            "button": button,
            "warn": warn,
            "back": reverse("mentoring:volunteer", args=[record.volunteer_id]),
        }
        return render(self.request, "mentoring/act.jinja", context)


class Eligibility(Act):
    """The questions about the role, before anything is asked for."""

    def get(self, request: HttpRequest, volunteer_id: UUID, kind: str) -> HttpResponse:
        check = self.check(self.record())
        ticked = [one.slug for one in check.questions if one.yes]
        return self.asked(EligibilityForm(initial={"said_yes": ticked}, check=check))

    def post(self, request: HttpRequest, volunteer_id: UUID, kind: str) -> HttpResponse:
        form = EligibilityForm(request.POST, check=self.check(self.record()))
        if not form.is_valid():
            return self.asked(form)
        mentoring.note_eligibility(
            volunteer_id,
            kind=kind,
            said_yes=form.cleaned_data["said_yes"],
            actor=signed_in(request),
            at=clock.now(),
        )
        return self.home("saved")

    def check(self, record: mentoring.VolunteerRecord) -> mentoring.CheckRecord:
        """The kind of check. Raises NotFound."""
        for check in record.checks:
            if check.kind == self.kwargs["kind"]:
                return check
        raise NotFound("check")

    def asked(self, form: ActForm) -> HttpResponse:
        """The page of the form."""
        record = self.record()
        check = self.check(record)
        return self.show(record, form, check.label, _("Save"), check.plain)


class TakeReference(Act):
    """What a referee said on the telephone."""

    def get(self, request: HttpRequest, volunteer_id: UUID, reference_id: UUID) -> HttpResponse:  # type: ignore[override]
        return self.asked(ReferenceForm())

    def post(self, request: HttpRequest, volunteer_id: UUID, reference_id: UUID) -> HttpResponse:  # type: ignore[override]
        form = ReferenceForm(request.POST)
        if not form.is_valid():
            return self.asked(form)
        mentoring.note_reference(
            reference_id, words=form.said(), actor=signed_in(request), at=clock.now()
        )
        return self.home("saved")

    def asked(self, form: Form) -> HttpResponse:
        """The page of the form. Raises NotFound for a reference of somebody else."""
        record = self.record()
        for one in record.references:
            if one.reference_id == self.kwargs["reference_id"]:
                return self.show(record, form, one.name, _("Save"), "")
        raise NotFound("reference")


class SeeCheck(Eligibility):
    """A check was seen: its level, the day, and when it is looked at again."""

    def get(self, request: HttpRequest, volunteer_id: UUID, kind: str) -> HttpResponse:
        check = self.check(self.record())
        shown = {"look_again_on": check.usual_look_again_on}
        return self.asked(CheckForm(initial=shown, check=check))

    def post(self, request: HttpRequest, volunteer_id: UUID, kind: str) -> HttpResponse:
        form = CheckForm(request.POST, check=self.check(self.record()))
        if not form.is_valid():
            return self.asked(form)
        try:
            mentoring.note_check(
                volunteer_id,
                kind=kind,
                level=form.cleaned_data["level"],
                seen_on=form.cleaned_data["seen_on"],
                look_again_on=form.cleaned_data["look_again_on"],
                actor=signed_in(request),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(form.beside(refused.faults))
            return self.asked(form)
        return self.home("saved")
