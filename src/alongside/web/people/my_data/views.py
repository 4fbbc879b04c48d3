"""One's own data: see it, take it along, stop agreeing, let a carer help, delete it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.journeys import consent, retention, rights
from alongside.web.people.my_data import pages
from alongside.web.people.my_data.base import MyDataPage
from alongside.web.people.my_data.forms import AllowCarerForm, DeleteForm, OwnRestrictForm
from alongside.web.shared.second_factor import is_trying


class CarefulPage(MyDataPage):
    """A page for which somebody signed in types the password once more: whoever finds a phone that
    is signed in must not take or delete everything. A link of one's own lasts for an hour."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answers = hasattr(self, str(request.method).lower())
        known = request.user.is_authenticated and not is_trying(request)
        if self.by_link or not answers or not known:
            return super().dispatch(request, *args, **kwargs)
        return self._once_more(request, *args, **kwargs)

    @method_decorator(reauthentication_required)
    def _once_more(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)


class Overview(MyDataPage):
    """What somebody can do about their data."""

    def get(self, request: HttpRequest) -> HttpResponse:
        name = people.person_name(self.person_id)
        return self.show("overview.jinja", whose=name, done=request.GET.get("done", ""))


class Everything(CarefulPage):
    """All that is held, on a page."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held = rights.held(self.person_id, actor=self.actor, at=self.at)
        return self.show(
            "everything.jinja",
            whose=held.name,
            parts=pages.parts_of(held),
            left_out=pages.left_out(held),
            back=self.address("overview"),
        )


class Download(CarefulPage):
    """A copy of all that is held, as a file."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show("download.jinja", back=self.address("overview"))

    def post(self, request: HttpRequest) -> HttpResponse:
        return as_file(rights.export_person(self.person_id, actor=self.actor, at=self.at))


class AgreedTo(MyDataPage):
    """What somebody agreed to, in the words that they saw; stopped with a press."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = people.consents(self.person_id, actor=self.actor)
        return self.show(
            "agreed.jinja",
            rows=pages.agreed_rows(found),
            done=request.GET.get("done", ""),
            back=self.address("overview"),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            consent.withdraw(
                person_id=self.person_id,
                purpose=request.POST.get("purpose", "")[:80],
                actor=self.actor,
                at=self.at,
            )
        except NotFound:
            # Pressed twice: it is stopped already.
            return self.go("agreed")
        return self.go("agreed", done="stopped")


class WhoLooked(MyDataPage):
    """Who looked at somebody's record, as what and when."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = people.who_looked(
            self.person_id, actor=self.actor, page=page_number(request.GET.get("page", ""))
        )
        return self.show(
            "looked.jinja",
            found=found,
            rows=pages.look_rows(found.rows),
            back=self.address("overview"),
        )


class Carers(MyDataPage):
    """Who may do what for somebody, and until when."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = people.carers(self.person_id, actor=self.actor, at=self.at)
        return self.show(
            "carers.jinja",
            rows=pages.care_rows(found),
            done=request.GET.get("done", ""),
            back=self.address("overview"),
        )


class AllowCarer(MyDataPage):
    """Lets somebody help: what, until when, and then a link for them."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(AllowCarerForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AllowCarerForm(request.POST)
        if form.is_valid():
            try:
                made = people.offer_carer(
                    person_id=self.person_id,
                    what=form.cleaned_data["what"],
                    until=form.cleaned_data["until"],
                    actor=self.actor,
                    at=self.at,
                )
            except Invalid as refused:
                form.add_faults(refused.faults)
            else:
                return self.go("offered", offer=made)
        return self.page(form)

    def page(self, form: AllowCarerForm) -> HttpResponse:
        """The questions."""
        return self.show("allow.jinja", form=form, back=self.address("carers"))


class Offered(MyDataPage):
    """The link for a carer, to hand over."""

    def get(self, request: HttpRequest, offer: str) -> HttpResponse:
        found = people.carer_offer(offer, at=self.at)
        if found.person_id != self.person_id:
            raise NotFound("people.careroffer")
        link = request.build_absolute_uri(reverse("people:care", args=[offer]))
        return self.show(
            "offered.jinja", link=link, back=self.address("carers"), **pages.offer_words(found)
        )

    def post(self, request: HttpRequest, offer: str) -> HttpResponse:
        """Makes the link worthless."""
        people.withdraw_carer_offer(person_id=self.person_id, actor=self.actor, at=self.at)
        return self.go("carers", done="withdrawn")


class EndCarer(MyDataPage):
    """Ends all that a carer may do, with a press."""

    def post(self, request: HttpRequest, carer_id: UUID) -> HttpResponse:
        try:
            people.end_carer(
                person_id=self.person_id, carer_id=carer_id, actor=self.actor, at=self.at
            )
        except NotFound:
            return self.go("carers")
        return self.go("carers", done="ended")


class Restrict(MyDataPage):
    """Has the details kept and not used; and, while that holds, lets them be used again."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = people.restriction(self.person_id, actor=self.actor)
        if found is None:
            return self.page(OwnRestrictForm())
        return self.show(
            "restricted.jinja",
            rows=pages.restriction_rows(found),
            lift_from=pages.day_of(found.lift_from),
            done=request.GET.get("done", ""),
            back=self.address("overview"),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = OwnRestrictForm(request.POST)
        if form.is_valid():
            try:
                people.restrict(
                    person_id=self.person_id, **form.cleaned_data, actor=self.actor, at=self.at
                )
            except Invalid as refused:
                form.add_faults(refused.faults)
            else:
                return self.go("restrict", done="restricted")
        return self.page(form)

    def page(self, form: OwnRestrictForm) -> HttpResponse:
        """What it means, and why."""
        return self.show("restrict.jinja", form=form, back=self.address("overview"))


class UseAgain(MyDataPage):
    """Lets the details be used again, with a press."""

    def post(self, request: HttpRequest) -> HttpResponse:
        people.take_back_restriction(person_id=self.person_id, actor=self.actor, at=self.at)
        return self.go("overview", done="used_again")


class Delete(CarefulPage):
    """Deletes everything, after saying once what that means."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.page(DeleteForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DeleteForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        if not self.by_link and is_trying(request):
            raise Refused("an invented person stays for the next who tries")
        try:
            rights.erase_person(self.person_id, actor=self.actor, at=self.at)
        except Conflict:
            return self.show("last_administrator.jinja", status=409, back=self.address("overview"))
        if not self.by_link:
            logout(request)
        return redirect("people:deleted")

    def page(self, form: DeleteForm) -> HttpResponse:
        """What deleting means; for somebody who reads worries, also what becomes of these."""
        reads = safety.needed_as(self.person_id, at=self.at) is not None
        return self.show("delete.jinja", form=form, reads=reads, back=self.address("overview"))


@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """What is said after everything was deleted; the page knows of nobody."""
    return render(request, "people/data/deleted.jinja")


@never_cache
@require_safe
def how_long(request: HttpRequest) -> HttpResponse:
    """How long what is kept, as the service's policy says."""
    today = clock.london_date(clock.now())
    return render(request, "people/how_long.jinja", {"rows": retention.policy(on=today)})


def as_file(body: bytes) -> HttpResponse:
    """The copy as a download, under a name that says nothing to others."""
    response = HttpResponse(body, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="details.zip"'
    return response


def page_number(text: str) -> int:
    """The number of a page; 1 for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
