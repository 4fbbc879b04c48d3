"""The coordinator's and the reviewer's pages: what waits, what changed, checked or sent back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.web.directory.listing import checks
from alongside.web.directory.listing.addresses import address
from alongside.web.directory.listing.forms.checking import SendBackForm
from alongside.web.directory.listing.views.base import actor_of, go, own_page
from alongside.web.shared.asking import page_number
from alongside.web.shared.steps import edition_of


def checker_of(request: HttpRequest) -> Actor:
    """Who is asking. Raises Refused for whoever checks nowhere."""
    actor = actor_of(request)
    if not actor.organisations(people.Role.COORDINATOR, people.LISTING_CHECKER):
        raise Refused("only a coordinator or a reviewer checks")
    return actor


@method_decorator(own_page, name="dispatch")
class ToCheck(View):
    """The listings that wait."""

    def get(self, request: HttpRequest) -> HttpResponse:
        actor, page = actor_of(request), page_number(request)
        waiting = directory.to_check(actor=actor, page=page)
        imported = directory.unchecked(actor=actor, page=page)
        context = {
            "waiting": waiting,
            "rows": checks.waiting_rows(waiting.rows),
            "imported": imported,
            "imported_rows": checks.imported_rows(imported.rows),
            "number": page,
            "pages": max(waiting.pages, imported.pages),
        }
        return render(request, "directory/listing/to_check.jinja", context)


class CheckingView(View):
    """A page about one version that waits."""

    @property
    def listing_id(self) -> UUID:
        """From the page's address."""
        listing_id: UUID = self.kwargs["listing_id"]
        return listing_id

    def load(self) -> checks.Seen:
        """What it says, beside what was last checked. Raises NotFound and Refused."""
        actor = checker_of(self.request)
        draft = directory.draft(self.listing_id, actor=actor)
        return checks.Seen(draft, directory.compare(self.listing_id, actor=actor))


@method_decorator(own_page, name="dispatch")
class Check(CheckingView):
    """Side by side with what was last checked; the contact details stand out."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.load())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            directory.check(
                self.listing_id,
                edition=edition_of(request),
                actor=checker_of(request),
                at=clock.now(),
            )
        except Conflict:
            return self.page(self.load(), status=409)
        return go("to_check")

    def page(self, seen: checks.Seen, *, status: int = 200) -> HttpResponse:
        """The comparison; with 409, a word on what happened meanwhile."""
        context = {
            "seen": seen,
            "changes": checks.compared(seen),
            "whole": checks.said(seen),
            "contact": checks.said(seen, contact=True),
            "rest": checks.said(seen, contact=False),
            "moved": status == 409,
            "open": seen.waits,
        }
        return render(self.request, "directory/listing/check.jinja", context, status=status)


@method_decorator(own_page, name="dispatch")
class SendBack(CheckingView):
    """A reason beside each field that should change."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.load(), SendBackForm(shown=checks.FIELDS))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        seen = self.load()
        form = SendBackForm(request.POST, shown=checks.FIELDS)
        if form.is_valid():
            try:
                directory.send_back(
                    self.listing_id,
                    edition=edition_of(request),
                    remarks=form.reasons(),
                    actor=actor_of(request),
                    at=clock.now(),
                )
            except Invalid as refused:
                form.add_faults(refused.faults)
            except Conflict:
                # What was typed stays in the page; the answers beside it are the newest.
                return self.page(self.load(), form, status=409)
            else:
                return go("to_check")
        return self.page(seen, form)

    def page(self, seen: checks.Seen, form: SendBackForm, *, status: int = 200) -> HttpResponse:
        """Every answer with its box."""
        context = {
            "seen": seen,
            "form": form,
            "rows": checks.with_boxes(seen, form),
            "moved": status == 409,
            "open": seen.waits,
            "back": address("check", listing_id=self.listing_id),
        }
        return render(self.request, "directory/listing/send_back.jinja", context, status=status)


@method_decorator(own_page, name="dispatch")
class History(CheckingView):
    """All versions and moves of a listing."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        happened = directory.history(self.listing_id, actor=checker_of(request))
        context = {
            "listing_id": self.listing_id,
            "versions": checks.versions(happened),
            "moves": checks.moves(happened),
        }
        return render(request, "directory/listing/history.jinja", context)
