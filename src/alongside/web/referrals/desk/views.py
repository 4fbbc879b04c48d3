"""Introductions for their coordinators: the lists, one with its story, and how much room."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.journeys import episode, looking
from alongside.web.referrals.desk import pages
from alongside.web.referrals.desk.acts import DEEDS, UNDO, allowed, done_words, others
from alongside.web.referrals.desk.forms import DeedForm, RoomForm
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.opened import opened_words


@never_cache
@require_safe
def referrals_list(request: HttpRequest) -> HttpResponse:
    """One list of introductions, the first due on top."""
    actor, at = signed_in(request), clock.now()
    which = request.GET.get("which", "")
    counts = referrals.today(actor=actor, at=at)
    if which not in referrals.WHICH:
        which = "overdue" if counts.overdue else "open"
    page = looking.referrals_of_service(actor=actor, which=which, at=at, page=page_number(request))
    context = {
        "title": pages.LISTS[which],
        "tabs": pages.tabs(counts, which),
        "rows": pages.list_rows(page.rows),
        "page": page,
        "address": f"?which={which}&page=%d",
        "rooms": sorted(actor.organisations(people.Role.COORDINATOR), key=str),
    }
    return render(request, "referrals/referrals.jinja", context)


@never_cache
@require_safe
def of_episode(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """To the introduction with which an episode of support began."""
    found = referrals.episode(episode_id, actor=signed_in(request), at=clock.now())
    return HttpResponseRedirect(reverse("referrals:referral", args=[found.referral_id]))


@never_cache
@require_safe
def one(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """One introduction: how it stands, what was written, and its story."""
    actor, at = signed_in(request), clock.now()
    whole = episode.introduction(referral_id, actor=actor, at=at)
    record = whole.record
    deeds = allowed(record)
    context = {
        "one": record,
        "state": pages.words.STATES.get(record.state, record.state),
        "due": pages.words.day(record.due_on),
        "owner": pages.owner(record.owner_kind, record.owner_name),
        "reach": pages.reach(record),
        "facts": pages.facts(record),
        "story": pages.story(whole.story),
        "opened": opened_words(whole.opened),
        "not_delivered": whole.not_delivered,
        "next": pages.next_step(whole, dict(deeds)),
        "twins": pages.twins(record.duplicates),
        "joinings": pages.joinings(record.joined),
        # What comes next is the button on top: it does not stand there twice.
        "main": [(name, deed) for name, deed in deeds if deed.main and name != whole.next],
        "more": [(name, deed) for name, deed in deeds if not deed.main],
        "done": done_words(record, request.GET.get("done", "")),
        "undo": DEEDS[UNDO] if record.undo_until else None,
    }
    return render(request, "referrals/referral.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Act(View):
    """A page on which something is done about an introduction."""

    def get(self, request: HttpRequest, referral_id: UUID, act: str) -> HttpResponse:
        record = self.load()
        return self.page(record, self.form(record, None))

    def post(self, request: HttpRequest, referral_id: UUID, act: str) -> HttpResponse:
        record = self.load()
        form = self.form(record, request)
        if not form.is_valid():
            return self.page(record, form)
        try:
            done = DEEDS[act].do(referral_id, form.said(), signed_in(request), clock.now())
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(record, form)
        except Conflict as clash:
            return self.page(record, form, clash=str(clash))
        where = reverse("referrals:referral", args=[referral_id])
        return HttpResponseRedirect(f"{where}?done={done if isinstance(done, str) else act}")

    def load(self) -> referrals.ReferralRecord:
        """The introduction. Raises NotFound when out of sight, or for what cannot be done."""
        actor = signed_in(self.request)
        if self.kwargs["act"] not in DEEDS:
            raise NotFound("deed")
        return looking.referral(self.kwargs["referral_id"], actor=actor, at=clock.now())

    def form(self, record: referrals.ReferralRecord, request: HttpRequest | None) -> DeedForm:
        """The act's form, with what can be chosen."""
        act: str = self.kwargs["act"]
        choices = others(act, record, signed_in(self.request))
        return DEEDS[act].form(request.POST if request else None, others=choices)

    def page(
        self, record: referrals.ReferralRecord, form: DeedForm, *, clash: str = ""
    ) -> HttpResponse:
        """The form's page, with whom it is about; 409 where it is not so any more."""
        deed = DEEDS[self.kwargs["act"]]
        context = {
            "one": record,
            "reach": pages.reach(record),
            "form": form,
            "deed": deed,
            "clash": clash,
            "empty": deed.empty if deed.empty and not form.others else "",
            "back": reverse("referrals:referral", args=[record.referral_id]),
        }
        return render(self.request, "referrals/act.jinja", context, status=409 if clash else 200)


@method_decorator(never_cache, name="dispatch")
class Room(View):
    """How many people a service supports at once, and whether it pauses."""

    def get(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        known = self.known()
        initial = {
            "limited": "no" if known.places is None else "yes",
            "places": known.places,
            "paused_until": known.paused_until,
            "words": known.words,
        }
        return self.page(known, RoomForm(initial=initial))

    def post(self, request: HttpRequest, service_id: UUID) -> HttpResponse:
        known = self.known()
        form = RoomForm(request.POST)
        if not form.is_valid():
            return self.page(known, form)
        try:
            referrals.set_reception(
                service_id, **form.said(), actor=signed_in(request), at=clock.now()
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(known, form)
        return HttpResponseRedirect(f"{reverse('referrals:room', args=[service_id])}?done=1")

    def known(self) -> referrals.ReceptionRecord:
        """How it is now. Raises NotFound for whoever does not coordinate there."""
        actor, service_id = signed_in(self.request), self.kwargs["service_id"]
        if not actor.holds(people.Role.COORDINATOR, service_id):
            raise NotFound("referrals.reception")
        return referrals.reception(service_id, actor=actor)

    def page(self, known: referrals.ReceptionRecord, form: RoomForm) -> HttpResponse:
        """The question, with how many there are now."""
        context = {
            "form": form,
            "known": known,
            "done": "done" in self.request.GET,
            "back": reverse("referrals:referrals"),
        }
        return render(self.request, "referrals/room.jinja", context)
