"""How I may be reached: behind a link, or signed in. Nobody else's page: not even a carer's."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.messaging import public as messaging
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.links import open_link
from alongside.web.messaging.choices import ChoicesForm
from alongside.web.shared.asking import signed_in
from alongside.web.shared.links import LinkPage

PURPOSE = "preferences"


class Person(View):
    """Whose page it is, and how they came to it."""

    @property
    def person_id(self) -> UUID:
        """Whose choices these are. Raises NotFound or Refused."""
        raise NotImplementedError

    @property
    def actor(self) -> Actor:
        """Who changes them."""
        raise NotImplementedError

    def address(self, name: str = "") -> str:
        """The page (""), or where *stop* or *undo* is sent."""
        raise NotImplementedError

    def go(self, done: str) -> HttpResponse:
        """Back to the page, which says what was done."""
        return HttpResponseRedirect(f"{self.address()}?done={done}")


class ByLink(LinkPage, Person):
    """Behind a link for somebody without an account."""

    @property
    def person_id(self) -> UUID:
        return UUID(open_link(self.kwargs["token"], PURPOSE, at=clock.now()))

    @property
    def actor(self) -> Actor:
        return VISITOR

    def address(self, name: str = "") -> str:
        return reverse(f"messaging:link_{name or 'choices'}", args=[self.kwargs["token"]])


@method_decorator(never_cache, name="dispatch")
class ByAccount(Person):
    """For somebody who is signed in."""

    @property
    def person_id(self) -> UUID:
        person_id: UUID | None = self.actor.person_id
        assert person_id is not None
        return person_id

    @property
    def actor(self) -> Actor:
        return signed_in(self.request)

    def address(self, name: str = "") -> str:
        return reverse(f"messaging:my_{name or 'choices'}")


class Choices(Person):
    """The page with everything on it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        profile = self.profile()
        return self.page(profile, self.form(profile))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        profile = self.profile()
        form = self.form(profile, request.POST)
        if not form.is_valid():
            return self.page(profile, form)
        try:
            messaging.set_profile(
                person_id=profile.person_id,
                changes=form.changes(),
                actor=self.actor,
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(refused.faults)
            return self.page(profile, form)
        return self.go("saved")

    def profile(self) -> messaging.ProfileRecord:
        """What they chose; nothing yet for somebody who never did."""
        person_id = self.person_id
        try:
            return messaging.own_profile(person_id)
        except NotFound:
            return messaging.ProfileRecord(person_id)

    def form(self, profile: messaging.ProfileRecord, data: Any = None) -> ChoicesForm:
        """The form, with texts drawn for this person."""
        at = clock.now()
        examples = messaging.examples(profile, at=at)
        return ChoicesForm(data, profile=profile, examples=examples, on=london_date(at))

    def page(self, profile: messaging.ProfileRecord, form: ChoicesForm) -> HttpResponse:
        """Everything. Its title says nothing about what it is."""
        context = {
            "form": form,
            "profile": profile,
            "stopped": not profile.channels and len(profile.forbidden) == len(messaging.Channel),
            "may_undo": profile.undo_until is not None and clock.now() < profile.undo_until,
            "done": self.request.GET.get("done", ""),
            "stop": self.address("stop"),
            "undo": self.address("undo"),
        }
        return render(self.request, "messaging/choices.jinja", context)


class Stop(Person):
    """Stops everything, in one press."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        messaging.stop_everything(person_id=self.person_id, actor=self.actor, at=clock.now())
        return self.go("stopped")


class Undo(Person):
    """Takes the stop back, as if it had not been pressed."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        undone = messaging.undo_stop(person_id=self.person_id, actor=self.actor, at=clock.now())
        return self.go("undone" if undone else "too_late")


class LinkChoices(ByLink, Choices):
    """/p/<token>/"""


class LinkStop(ByLink, Stop):
    """/p/<token>/stop/"""


class LinkUndo(ByLink, Undo):
    """/p/<token>/undo/"""


class MyChoices(ByAccount, Choices):
    """/people/me/contact/"""


class MyStop(ByAccount, Stop):
    """/people/me/contact/stop/"""


class MyUndo(ByAccount, Undo):
    """/people/me/contact/undo/"""
