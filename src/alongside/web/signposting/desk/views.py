"""Requests for their coordinators: the lists, one with its story, and what nothing suited."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.directory import public as directory
from alongside.domain.signposting import public as signposting
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.journeys import looking
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.forms import Form
from alongside.web.shared.listing_words import full_date
from alongside.web.signposting.desk import pages
from alongside.web.signposting.desk.acts import DEEDS, DONE, offered
from alongside.web.signposting.desk.forms import PlacesForm


@never_cache
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """One list of requests, the first due on top."""
    actor, at = signed_in(request), clock.now()
    which = request.GET.get("which", "")
    counts = signposting.today(actor=actor, at=at)
    if which not in signposting.WHICH:
        which = "overdue" if counts.overdue else "open"
    page = looking.requests(actor=actor, which=which, at=at, page=page_number(request))
    context = {
        "title": pages.LISTS[which],
        "tabs": pages.tabs(counts, which),
        "rows": pages.list_rows(page.rows),
        "page": page,
        "address": f"?which={which}&page=%d",
    }
    return render(request, "signposting/requests.jinja", context)


@never_cache
@require_safe
def one(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One request: how it stands, both accounts, and its story."""
    record = looking.request(request_id, actor=signed_in(request), at=clock.now())
    context = {
        "one": record,
        "state": pages.words.STATES.get(record.state, record.state),
        "due": pages.words.day(record.due_on),
        "owner": pages.owner_words(record.owner_kind, record.owner_name),
        "facts": pages.facts(record),
        "accounts": pages.accounts(record.said),
        "story": pages.story(record.story),
        "deeds": [(name, deed) for name, deed in DEEDS.items() if deed.event in record.events],
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "signposting/request.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Act(View):
    """A page on which something is done about a request."""

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.request_id: UUID = self.kwargs["request_id"]
        if self.kwargs["act"] in DEEDS:
            self.deed = DEEDS[self.kwargs["act"]]

    def get(self, request: HttpRequest, request_id: UUID, act: str) -> HttpResponse:
        record = self.load()
        return self.page(record, self.deed.form(**self.more()))

    def post(self, request: HttpRequest, request_id: UUID, act: str) -> HttpResponse:
        record = self.load()
        form = self.deed.form(request.POST, **self.more())
        if not form.is_valid():
            return self.page(record, form)
        try:
            done = self.deed.do(self.request_id, form.said(), signed_in(request), clock.now())
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(record, form)
        where = reverse("signposting:request", args=[request_id])
        return HttpResponseRedirect(f"{where}?done={done or act}")

    def load(self) -> signposting.RequestRecord:
        """The request. Raises NotFound when out of sight, or for what cannot be done at all."""
        actor = signed_in(self.request)
        if self.kwargs["act"] not in DEEDS:
            raise NotFound("deed")
        return looking.request(self.request_id, actor=actor, at=clock.now())

    def more(self) -> dict[str, object]:
        """What the form needs beside what was sent."""
        if self.kwargs["act"] != "offer":
            return {}
        return {"others": offered(self.request_id, signed_in(self.request), clock.now())}

    def page(self, record: signposting.RequestRecord, form: Form) -> HttpResponse:
        """The form's page, with whom to ring."""
        context = {
            "one": record,
            "form": form,
            "deed": self.deed,
            "button": self.deed.button,
            "empty": self.deed.empty if form.fields and not _answers(form) else "",
            "back": reverse("signposting:request", args=[self.request_id]),
        }
        return render(self.request, "signposting/act.jinja", context)


def _answers(form: Form) -> bool:
    """Whether there is something to choose or to write in every field of the form."""
    return all(getattr(field, "choices", True) for field in form.fields.values())


@never_cache
@require_safe
def nothing_suited(request: HttpRequest) -> HttpResponse:
    """What nothing suited: counts, and each with whoever wants to hear of something."""
    actor, at = signed_in(request), clock.now()
    reason = request.GET.get("reason", "")
    reason = reason if reason in pages.REASONS else ""
    found = looking.unmet_needs(actor=actor, reason=reason, at=at, page=page_number(request))
    counts = signposting.unmet_counts(actor=actor, at=at)
    context = {
        "counts": counts,
        "since": full_date(counts.since),
        "until": full_date(counts.until),
        "headings": pages.count_rows(counts),
        "rows": pages.unmet_rows(found.rows),
        "page": found,
        "reasons": [
            (f"?reason={each}" if each else "?", words, each == reason)
            for each, words in pages.REASONS.items()
        ],
        "address": f"?{f'reason={reason}&' if reason else ''}page=%d",
    }
    return render(request, "signposting/unmet_needs.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Places(View):
    """How many new people a group has room for. For its editors and its coordinators."""

    def get(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        listing = self.group()
        return self.page(listing, PlacesForm(initial=self.standing()))

    def post(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        listing = self.group()
        form = PlacesForm(request.POST)
        if not form.is_valid():
            return self.page(listing, form)
        try:
            signposting.set_places(
                listing_id,
                places=form.number(),
                seen=form.number_seen(),
                actor=signed_in(request),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(listing, form)
        except Conflict:
            return self.meanwhile(listing)
        where = reverse("signposting:places", args=[listing_id])
        return HttpResponseRedirect(f"{where}?done=1")

    def standing(self) -> dict[str, Any]:
        """What the fields show of how it stands now."""
        known = signposting.places([self.kwargs["listing_id"]]).get(self.kwargs["listing_id"])
        return PlacesForm.standing(known.places if known else None)

    def meanwhile(self, listing: directory.DraftRecord) -> HttpResponse:
        """Somebody else was first: what they said is shown, and can be said otherwise."""
        form = PlacesForm(self.standing())
        form.add_error(
            None,
            _("Somebody else has changed this meanwhile. This is what it is now: is it right?"),
        )
        return self.page(listing, form, status=409)

    def group(self) -> directory.DraftRecord:
        """The group, for somebody who may edit it. Raises NotFound for anybody else."""
        draft = directory.draft(self.kwargs["listing_id"], actor=signed_in(self.request))
        if not draft.may_edit or draft.content.kind != "group":
            raise NotFound("directory.listing")
        return draft

    def page(
        self, listing: directory.DraftRecord, form: Form, *, status: int = 200
    ) -> HttpResponse:
        """The question, with how many places are held now."""
        listing_id: UUID = self.kwargs["listing_id"]
        context = {
            "form": form,
            "group_name": listing.content.name,
            "known": signposting.places([listing_id]).get(listing_id),
            "done": "done" in self.request.GET,
            "back": reverse("directory:tasks", args=[listing_id]),
        }
        return render(self.request, "signposting/places.jinja", context, status=status)
