"""Training for those who look after it: who stands where, and writing down how it goes."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.training import public as training
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid
from alongside.journeys import looking
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.forms import Form
from alongside.web.shared.hours import day_words
from alongside.web.shared.words import Words
from alongside.web.training import pages
from alongside.web.training.forms import AddForm, AttendedForm, SeenForm, TogetherForm

DONE: dict[str, Words] = {
    "attended": _("It is written down that they were there"),
    "seen": _("It is written down what you saw"),
    "stopped": _("They do not take part in that module any more"),
    "again": _("They can do that module again"),
    "added": _("They are in training now, and find it under Training"),
    "session": _("It is written down who was there"),
}


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Everybody in training, and what soon stops counting."""
    unfinished = request.GET.get("unfinished") == "1"
    found = looking.training_desk(
        actor=signed_in(request), at=clock.now(), unfinished=unfinished, page=page_number(request)
    )
    context = {
        "page": found.learners,
        "rows": [(each, pages.summed_up(each.modules)) for each in found.learners.rows],
        "renewals": [(each, _ends(each)) for each in found.renewals],
        "waiting": found.waiting,
        "writes": found.writes,
        "unfinished": unfinished,
        "address": f"?{'unfinished=1&' if unfinished else ''}page=%d",
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "training/people.jinja", context)


def _ends(renewal: training.Renewal) -> str:
    over = renewal.renew_on < london_date(clock.now())
    words = _("Ended on %(day)s") if over else _("Ends on %(day)s")
    return str(words) % {"day": day_words(renewal.renew_on)}


@never_cache
@require_safe
def one(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """One person: every module, with what was seen by whom."""
    found = looking.learner(person_id, actor=signed_in(request), at=clock.now())
    context = {
        "learner": found,
        "modules": [(pages.module_row(each), each) for each in found.modules],
        "day_words": day_words,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "training/person.jinja", context)


def _back_to(person_id: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('training:person', args=[person_id])}?done={done}")


@require_POST
def again(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """A module is done again."""
    person_id = training.renew(enrolment_id, actor=signed_in(request), at=clock.now())
    return _back_to(person_id, "again")


@method_decorator(never_cache, name="dispatch")
class EnrolmentPage(View):
    """A page on which something is written down about somebody in a module."""

    title: ClassVar[Words]
    button: ClassVar[Words]
    done: ClassVar[str]
    form: ClassVar[Any]

    def get(self, request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
        found = self.found(enrolment_id)
        return self.page(found, self.form(progress=found.progress))

    def post(self, request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
        found = self.found(enrolment_id)
        form = self.form(request.POST, progress=found.progress)
        if not form.is_valid():
            return self.page(found, form)
        try:
            self.write(enrolment_id, form.cleaned_data)
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(found, form)
        return _back_to(found.person_id, self.done)

    def found(self, enrolment_id: UUID) -> training.LearnerModule:
        """Whom and what it is about. Raises NotFound and Refused."""
        return looking.enrolment(enrolment_id, actor=signed_in(self.request), at=clock.now())

    def write(self, enrolment_id: UUID, said: dict[str, Any]) -> None:
        """Writes it down."""
        raise NotImplementedError

    def page(self, found: training.LearnerModule, form: Form) -> HttpResponse:
        """The form's page."""
        context = {
            "found": found,
            "form": form,
            "title": self.title,
            "button": self.button,
            "back": reverse("training:person", args=[found.person_id]),
        }
        return render(self.request, "training/write.jinja", context)


class Attended(EnrolmentPage):
    """They were at a session."""

    title, button, done = _("Sessions"), _("Write it down"), "attended"
    form = AttendedForm

    def write(self, enrolment_id: UUID, said: dict[str, Any]) -> None:
        actor, at = signed_in(self.request), clock.now()
        training.note_attended(enrolment_id, actor=actor, at=at, **said)


class Seen(EnrolmentPage):
    """They can do it: I saw it."""

    title, button, done = _("Skills that you saw"), _("I saw this"), "seen"
    form = SeenForm

    def write(self, enrolment_id: UUID, said: dict[str, Any]) -> None:
        training.sign_off(enrolment_id, actor=signed_in(self.request), at=clock.now(), **said)


@method_decorator(never_cache, name="dispatch")
class Stop(View):
    """Asks once more before somebody is taken out of a module."""

    def get(self, request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
        found = looking.enrolment(enrolment_id, actor=signed_in(request), at=clock.now())
        back = reverse("training:person", args=[found.person_id])
        return render(request, "training/stop.jinja", {"found": found, "back": back})

    def post(self, request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
        person_id = training.stop(enrolment_id, actor=signed_in(request), at=clock.now())
        return _back_to(person_id, "stopped")


@never_cache
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Which session was it?"""
    found = training.sessions(actor=signed_in(request), at=clock.now())
    return render(request, "training/sessions.jinja", {"found": found, "length": pages.length})


@method_decorator(never_cache, name="dispatch")
class TogetherPage(View):
    """Who was at a session: several people in one go."""

    def get(self, request: HttpRequest, module: str, session: str) -> HttpResponse:
        return self.page(module, session, TogetherForm(awaited=self.awaited(module, session)))

    def post(self, request: HttpRequest, module: str, session: str) -> HttpResponse:
        form = TogetherForm(request.POST, awaited=self.awaited(module, session, whole=True))
        if not form.is_valid():
            return self.page(module, session, form)
        try:
            training.note_session(
                module,
                session,
                person_ids=[UUID(each) for each in form.cleaned_data["people"]],
                on=form.cleaned_data["on"],
                actor=signed_in(request),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(module, session, form)
        return HttpResponseRedirect(f"{reverse('training:people')}?done=session")

    def awaited(self, module: str, session: str, *, whole: bool = False) -> Any:
        """Who may have been there. Raises NotFound and Refused."""
        actor = signed_in(self.request)
        return training.awaited(module, session, actor=actor, at=clock.now(), whole=whole)

    def page(self, module: str, session: str, form: TogetherForm) -> HttpResponse:
        """The form's page."""
        found = training.module(module)
        held = next(each for each in found.sessions if each.slug == session)
        context = {"module": found, "session": held, "form": form, "length": pages.length}
        return render(self.request, "training/session.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Add(View):
    """Puts people into training whose role asks for it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(AddForm(candidates=self.candidates()))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, at = signed_in(request), clock.now()
        form = AddForm(request.POST, candidates=training.candidates(actor=actor, at=at, whole=True))
        if not form.is_valid():
            return self.page(form)
        training.enrol_several(form.chosen(), actor=actor, at=at)
        return HttpResponseRedirect(f"{reverse('training:people')}?done=added")

    def candidates(self) -> tuple[training.Candidate, ...]:
        """Who could begin. Raises Refused."""
        return training.candidates(actor=signed_in(self.request), at=clock.now())

    def page(self, form: AddForm) -> HttpResponse:
        """The form's page, or that there is nobody."""
        field: Any = form.fields["people"]
        there_are = bool(field.choices)
        return render(self.request, "training/add.jinja", {"form": form, "there_are": there_are})
