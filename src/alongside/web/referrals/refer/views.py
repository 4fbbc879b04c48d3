"""Introducing somebody: one page for staff, one for the person or who looks after them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.journeys import introduced
from alongside.web.referrals.refer import pages
from alongside.web.referrals.refer.forms import ForMeForm, ReferForm, new_key, shown
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.open_service import when_open

DONE = {
    "taken_back": _("It was taken back. Nobody has seen it."),
    "too_late": _("It was too late to take it back: the service has it. You can withdraw it."),
    "thrown_away": _("It is thrown away."),
    "withdrawn": _("It is withdrawn."),
}


def _at_work(request: HttpRequest) -> Actor:
    """Who introduces somebody at work. Raises Refused for anybody else."""
    actor = signed_in(request)
    if not (actor.holds(people.Role.REFERRER) or actor.holds(people.Role.COORDINATOR)):
        raise Refused("only staff introduce somebody else")
    return actor


@method_decorator([never_cache, when_open], name="dispatch")
class Refer(View):
    """One page, four answers. With `draft`, the form corrects what was taken back."""

    def get(self, request: HttpRequest, draft: UUID | None = None) -> HttpResponse:
        actor = _at_work(request)
        practice, made_by = referrals.last_written(actor=actor)
        known: dict[str, Any] = {
            "practice": request.GET.get("practice", practice),
            "made_by": made_by or "clinician",
            "wants": request.GET.get("wants", ""),
            "condition": request.GET.get("condition", ""),
            "language": "en",
        }
        if draft is not None:
            known |= shown(referrals.draft(draft, actor=actor))
        form = ReferForm(initial=known | {"key": new_key()}, on=london_date(clock.now()))
        return self.page(form, draft)

    def post(self, request: HttpRequest, draft: UUID | None = None) -> HttpResponse:
        actor, at = _at_work(request), clock.now()
        form = ReferForm(request.POST, on=london_date(at))
        if not form.is_valid():
            return self.page(form, draft)
        try:
            made = referrals.make_referral(
                given=form.given(),
                made_by=form.by,
                key=str(form.cleaned_data["key"]),
                replaces=draft,
                actor=actor,
                at=at,
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form, draft)
        return HttpResponseRedirect(reverse("referrals:sent", args=[made.referral_id]))

    def page(self, form: ReferForm, draft: UUID | None) -> HttpResponse:
        """The form, with the words to say and how much room there is."""
        here = people.service()
        if here is None:
            raise NotFound("people.organisation")
        room = referrals.reception(here.organisation_id, actor=_at_work(self.request))
        context = {
            "form": form,
            "words": people.consent_words("referral").words,
            "room": pages.room(room),
            "draft": draft,
        }
        return render(self.request, "referrals/refer.jinja", context)


@never_cache
@require_safe
def sent(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """What was sent: a line for the record, what happens next, a sheet to print, and undo."""
    at = clock.now()
    found = introduced.written(referral_id, actor=_at_work(request), at=at)
    record = found.record
    context = {
        "one": record,
        "state": pages.words.STATES[record.row.state],
        "line": pages.record_line(record),
        "facts": pages.facts(record),
        "news": pages.news(record.row),
        "story": [(pages.words.moment(line.at), line.words) for line in found.story],
        "decided_by": pages.words.day(record.decided_by),
        "by": pages.WRITTEN_BY.get(record.reached_by, ""),
        "seconds": max(0, int((record.undo_until - at).total_seconds())),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "referrals/sent.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Own(View):
    """One thing that whoever wrote it does: undo, send, throw-away or withdraw."""

    def post(self, request: HttpRequest, referral_id: UUID, act: str) -> HttpResponse:
        actor, at = _at_work(request), clock.now()
        home = reverse("referrals:sent", args=[referral_id])
        if act == "undo":
            try:
                referrals.undo(referral_id, actor=actor, at=at)
            except Conflict:
                return HttpResponseRedirect(f"{home}?done=too_late")
            return HttpResponseRedirect(f"{home}?done=taken_back")
        if act == "send":
            referrals.send_draft(referral_id, actor=actor, at=at)
            return HttpResponseRedirect(home)
        if act == "throw-away":
            referrals.throw_away(referral_id, actor=actor, at=at)
            return HttpResponseRedirect(f"{reverse('referrals:made')}?done=thrown_away")
        if act == "withdraw":
            referrals.withdraw_own(referral_id, actor=actor, at=at)
            return HttpResponseRedirect(f"{reverse('referrals:made')}?done=withdrawn")
        raise NotFound("deed")


@never_cache
@require_safe
def made(request: HttpRequest) -> HttpResponse:
    """Whom I introduced, with how each stands, and how my practice's stand in numbers."""
    actor, at = _at_work(request), clock.now()
    page = introduced.made(actor=actor, at=at, page=page_number(request))
    practice, _by = referrals.last_written(actor=actor)
    counts = referrals.referrals_of_practice(practice, actor=actor, at=at) if practice else None
    context = {
        "rows": pages.made_rows(page.rows),
        "page": page,
        "counts": pages.practice_rows(counts) if counts else (),
        "practice": practice,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "referrals/made.jinja", context)


@method_decorator([never_cache, when_open], name="dispatch")
class ForMe(View):
    """Somebody asks for support for themselves, with an account or without one."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(ForMeForm(initial={"key": new_key()}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ForMeForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        actor: Actor = request.actor  # type: ignore[attr-defined]
        try:
            made = referrals.make_referral(
                given=form.given(),
                made_by="self",
                key=str(form.cleaned_data["key"]),
                actor=actor,
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        where = reverse("referrals:mine", args=[made.token])
        return HttpResponseRedirect(f"{where}?done=sent")

    def page(self, form: ForMeForm) -> HttpResponse:
        """The form, with the words that are agreed to."""
        words = people.consent_words("referral").words
        return render(self.request, "referrals/for_me.jinja", {"form": form, "words": words})


@method_decorator([never_cache, when_open], name="dispatch")
class ForSomebody(View):
    """A carer asks for support for somebody who lets them."""

    def get(self, request: HttpRequest, person_id: UUID) -> HttpResponse:
        name = self.name()
        return self.page(ForMeForm(initial={"key": new_key()}, carer=True), name)

    def post(self, request: HttpRequest, person_id: UUID) -> HttpResponse:
        name = self.name()
        form = ForMeForm(request.POST, carer=True)
        if not form.is_valid():
            return self.page(form, name)
        try:
            referrals.make_referral(
                given=form.given(name=name),
                made_by="carer",
                person_id=person_id,
                key=str(form.cleaned_data["key"]),
                actor=signed_in(request),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form, name)
        where = reverse("referrals:for_somebody", args=[person_id])
        return HttpResponseRedirect(f"{where}?done=1")

    def name(self) -> str:
        """The name of whom it is for. Raises NotFound for whoever may not ask for them."""
        actor = signed_in(self.request)
        person_id: UUID = self.kwargs["person_id"]
        if not people.carer_may(actor, person_id, people.CarerMay.REFER, at=clock.now()):
            raise NotFound("people.person")
        return people.person_name(person_id)

    def page(self, form: ForMeForm, name: str) -> HttpResponse:
        """The form, or that it was sent."""
        context = {
            "form": form,
            "words": people.consent_words("referral").words,
            "name": name,
            "done": "done" in self.request.GET,
        }
        return render(self.request, "referrals/for_somebody.jinja", context)
