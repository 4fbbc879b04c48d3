"""A volunteer's own pages: behind their link, and the same for who signed in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.web.mentoring import words
from alongside.web.mentoring.forms import ReferenceForm, StoryForm, WhenForm, profile_of, shown_of
from alongside.web.mentoring.pausing import PauseForm
from alongside.web.shared.asking import signed_in
from alongside.web.shared.held import let_go
from alongside.web.shared.links import LinkPage
from alongside.web.shared.listing_words import full_date

_PARTS = {"share": StoryForm, "when": WhenForm}


class Own:
    """What every own page has, whichever way somebody came."""

    request: HttpRequest
    kwargs: dict[str, Any]
    base: ClassVar[str] = "mentoring/own_link.jinja"

    def who(self) -> tuple[UUID, Actor]:
        """The volunteer, and themselves acting. Raises NotFound."""
        return mentoring.by_own_link(self.kwargs["token"], at=clock.now())

    def address(self, name: str, *args: str) -> str:
        """Another of the own pages."""
        return reverse(f"mentoring:link_{name}", args=[self.kwargs["token"], *args])

    def training(self) -> str:
        """Where their modules are to be read."""
        return reverse("training:link_mine", args=[self.kwargs["token"]])

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        """A page, in the frame of the way in."""
        context = {"base": self.base, "home": self.address("checklist"), **context}
        return render(self.request, f"mentoring/{template}", context, status=status)

    def home(self, done: str = "") -> HttpResponse:
        """To the checklist, which says what was done."""
        return HttpResponseRedirect(self.address("checklist") + (f"?done={done}" if done else ""))


class SignedIn(Own):
    """The same for who signed in."""

    base = "mentoring/own_account.jinja"

    def who(self) -> tuple[UUID, Actor]:
        actor = signed_in(self.request)
        return mentoring.by_account(actor), actor

    def address(self, name: str, *args: str) -> str:
        return reverse(f"mentoring:{name}", args=list(args))

    def training(self) -> str:
        return reverse("training:mine")


@method_decorator(never_cache, name="dispatch")
class AccountPage(View):
    """A page for who signed in."""


class ChecklistPage(Own):
    """The steps, in any order, with whose turn it is."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        volunteer_id, actor = self.who()
        at = clock.now()
        record = mentoring.checklist(volunteer_id, actor=actor, at=at)
        tasks = words.tasks(record, agreement=self.address("agreement"), training=self.training())
        pairs = mentoring.my_pairs(actor=actor)
        covers = [
            (one, full_date(one.last_on), self.address("cover", str(one.cover_id)))
            for one in mentoring.my_covers(actor=actor, at=at)
        ]
        return self.show(
            "checklist.jinja",
            asked=[
                (pair, self.address("answer", str(pair.pair_id)))
                for pair in pairs
                if pair.state == "proposed"
            ],
            meets=[
                (
                    pair,
                    self.address(
                        "ending" if pair.state == "ending" else "together", str(pair.pair_id)
                    ),
                    self.address("goals", str(pair.place_id)),
                )
                for pair in pairs
                if pair.state != "proposed"
            ],
            covers=covers,
            finished=[
                (one, self.address("ending", str(one.pair_id)))
                for one in mentoring.finished_with(actor=actor, at=at)
            ],
            mine=record,
            tasks=tasks,
            state=words.STATES[record.state],
            done=words.DONE.get(request.GET.get("done", ""), ""),
            links={name: self.address(name) for name in ("preview", "pause", "log", "meetings")},
        )


class PreviewPage(Own):
    """Exactly what others see."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        volunteer_id, actor = self.who()
        record = mentoring.preview(volunteer_id, actor=actor)
        change = {part: self.address("profile", part) for part in _PARTS}
        return self.show("preview.jinja", one=record, change=change)


class ProfilePage(Own):
    """A part of what they said, to change."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        volunteer_id, actor = self.who()
        said = mentoring.own_profile(volunteer_id, actor=actor)
        return self.page(self.form()(initial=shown_of(said), on=london_date(clock.now())))

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        volunteer_id, actor = self.who()
        form = self.form()(request.POST, on=london_date(clock.now()))
        if not form.is_valid():
            return self.page(form)
        before = mentoring.own_profile(volunteer_id, actor=actor)
        said = profile_of(shown_of(before) | {"near": before.place} | form.answers())
        try:
            mentoring.change_profile(
                volunteer_id,
                profile=replace(said, birth_year=before.birth_year),
                actor=actor,
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        return HttpResponseRedirect(self.address("preview"))

    def form(self) -> Any:
        """The form of that part. Raises NotFound."""
        if self.kwargs["part"] not in _PARTS:
            raise NotFound("part")
        return _PARTS[self.kwargs["part"]]

    def page(self, form: Any) -> HttpResponse:
        """The questions."""
        return self.show("profile.jinja", form=form, back=self.address("preview"))


class AgreementPage(Own):
    """The six lines, and *I agree*."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        volunteer_id, actor = self.who()
        record = mentoring.checklist(volunteer_id, actor=actor, at=clock.now())
        return self.show(
            "agreement.jinja",
            agreement=mentoring.agreement_lines("mentor"),
            agreed=words.agreed_on(record),
            back=self.address("checklist"),
        )

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        volunteer_id, actor = self.who()
        version = request.POST.get("version", "")
        try:
            mentoring.agree(
                volunteer_id,
                version=int(version) if version.isdecimal() and len(version) < 4 else 0,
                actor=actor,
                at=clock.now(),
            )
        except Conflict:
            return self.home()
        return self.home("agreed")


class PausePage(Own):
    """Pausing, coming back, stopping: without a reason."""

    def get(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        return self.page(PauseForm())

    def post(self, request: HttpRequest, **kwargs: str) -> HttpResponse:
        volunteer_id, actor = self.who()
        form = PauseForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        what, at = form.cleaned_data["what"], clock.now()
        try:
            if what == "pause":
                until = form.cleaned_data["until"]
                mentoring.pause(volunteer_id, until=until, actor=actor, at=at)
            elif what == "resume":
                mentoring.resume(volunteer_id, actor=actor, at=at)
            else:
                mentoring.stop(volunteer_id, actor=actor, at=at)
                return self.show("stopped.jinja")
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        except Conflict:  # sent twice, or it stands so already
            return self.home()
        return self.home(what)

    def page(self, form: PauseForm) -> HttpResponse:
        """What may be chosen now."""
        volunteer_id, actor = self.who()
        record = mentoring.checklist(volunteer_id, actor=actor, at=clock.now())
        form.offer(record.events)
        return self.show("pause.jinja", form=form, mine=record, back=self.address("checklist"))


class Sent(LinkPage):
    """After *Send*: what happens next. What was typed is no longer held."""

    over = "mentoring/link_over.jinja"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        mentoring.by_own_link(token, at=clock.now())
        response = render(request, "mentoring/sent.jinja", {"token": token})
        let_go(request, response)
        return response


class Reference(LinkPage):
    """A few words about a volunteer, behind the referee's link."""

    over = "mentoring/link_over.jinja"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page(ReferenceForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = ReferenceForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            mentoring.give_reference(token, words=form.said(), at=clock.now())
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        except Conflict:  # sent twice
            pass
        return HttpResponseRedirect(reverse("mentoring:reference", args=[token]))

    def page(self, form: ReferenceForm) -> HttpResponse:
        """The questions, or thanks."""
        asked = mentoring.reference_asked(self.kwargs["token"], at=clock.now())
        return render(self.request, "mentoring/reference.jinja", {"asked": asked, "form": form})


class LinkOwn(LinkPage):
    """Behind a volunteer's link."""

    over = "mentoring/link_over.jinja"


def both(page: type[Own]) -> tuple[Any, Any]:
    """The page behind a link, and for who signed in."""
    by_link = type(f"Link{page.__name__}", (page, LinkOwn), {"__doc__": page.__doc__})
    by_account = type(
        f"Own{page.__name__}", (SignedIn, page, AccountPage), {"__doc__": page.__doc__}
    )
    return by_link, by_account
