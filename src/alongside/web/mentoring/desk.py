"""Volunteers for who looks after them: the list with what each lacks, one, and what is done."""

from __future__ import annotations

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
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.journeys import looking
from alongside.web.mentoring import words
from alongside.web.mentoring.desk_deeds import DEEDS, UNDO, Deed, done_words, is_offered
from alongside.web.mentoring.desk_forms import (
    ActForm,
    CheckForm,
    EligibilityForm,
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
            "state": words.standing(row),
            "since": full_date(row.applied_on),
            # What is overdue of somebody who is ready, the line before says already.
            "lacking": "" if row.state == "ready" and row.overdue else words.lacking(row.lacking),
            "unsigned": row.unsigned,
            "first_yes": row.first_yes,
            "overdue": row.overdue,
            "look_again": full_date(row.look_again_on)
            if row.look_again_on and not row.overdue
            else "",
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
    deeds = [(name, deed.title) for name, deed in DEEDS.items() if is_offered(name, record, actor)]
    done = done_words(record, request.GET.get("done", ""))
    context = {
        "one": record,
        "state": words.DESK_STATES[record.state],
        "tasks": words.desk_tasks(record.checklist),
        "facts": _facts(record),
        "references": record.references,
        "check_rows": [(check, _check_words(check)) for check in record.checks],
        "deeds": deeds,
        "done": done,
        "undo": DEEDS[UNDO] if record.undo_until else None,
        "day": full_date,
        "in_training": record.state not in ("applied", "stopped", "declined"),
    }
    return render(request, "mentoring/volunteer.jinja", context)


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
        except Conflict as late:
            if not deed.says_why:
                raise
            return self.page(form, clash=str(late))
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

    def page(self, form: ActForm, *, clash: str = "") -> HttpResponse:
        """The form's page; 409 with why where it is too late."""
        record, deed = self.record(), self.deed()
        return self.show(record, form, deed.title, deed.button, deed.warn, clash=clash)

    def show(
        self,
        record: mentoring.VolunteerRecord,
        form: Form,
        title: Words,
        button: Words,
        warn: Words,
        *,
        clash: str = "",
    ) -> HttpResponse:
        """The page of any form about a volunteer."""
        context = {
            "one": record,
            "form": form,
            "title": title,
            "button": button,
            "warn": warn,
            "clash": clash,
            "back": reverse("mentoring:volunteer", args=[record.volunteer_id]),
        }
        return render(self.request, "mentoring/act.jinja", context, status=409 if clash else 200)


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
