"""Worries for those who read them: the list by the clock, one of them, and what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys import worry_about
from alongside.web.safety.forms import DecideForm, HandForm, LetInForm, WhyForm, WriteForm
from alongside.web.safety.pages import DONE, decided, list_rows, story, told_rows, works
from alongside.web.shared.forms import Form
from alongside.web.shared.words import Words


def _actor(request: HttpRequest) -> Actor:
    """Who is signed in. Raises Refused for a visitor, whom a link then leads to sign in."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.is_person:
        raise Refused("sign in first")
    return actor


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


@never_cache
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The open worries, what is overdue on top; `?closed=1` shows the closed ones."""
    closed, at = request.GET.get("closed") == "1", clock.now()
    page = safety.worries(actor=_actor(request), at=at, closed=closed, page=_page_number(request))
    rows = list_rows(page.rows)
    context = {
        "page": page,
        "rows": rows,
        "overdue": sum(row.overdue for row in rows),
        "closed": closed,
        "address": f"?{'closed=1&' if closed else ''}page=%d",
    }
    return render(request, "safety/worries.jinja", context)


@never_cache
@require_safe
def one(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """One worry with its story; that it was looked at is audited."""
    shown = worry_about.opened(concern_id, actor=_actor(request), at=clock.now())
    record = shown.record
    context = {
        "told_from": shown.told_from,
        "record": record,
        "row": list_rows([record.row])[0],
        "told": told_rows(record),
        "decisions": decided(record.decisions),
        "steps": story(record.steps),
        "works": works(record),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "safety/one.jinja", context)


def _back_to(concern_id: UUID, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('safety:one', args=[concern_id])}?done={done}")


@require_POST
def read(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Says that it was read."""
    safety.mark_read(concern_id, actor=_actor(request), at=clock.now())
    return _back_to(concern_id, "read")


@require_POST
def pause(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Pauses the meetings of the two from whose page it was told."""
    worry_about.pause_meetings(concern_id, actor=_actor(request), at=clock.now())
    return _back_to(concern_id, "pause")


@require_POST
def close(request: HttpRequest, concern_id: UUID) -> HttpResponse:
    """Closes what somebody else suggested to close."""
    safety.close_worry(concern_id, actor=_actor(request), at=clock.now())
    return _back_to(concern_id, "close")


def _take(concern_id: UUID, said: dict[str, Any], actor: Actor) -> None:
    safety.take_in_hand(concern_id, actor=actor, at=clock.now(), **said)


def _note(concern_id: UUID, said: dict[str, Any], actor: Actor) -> None:
    safety.write_down(concern_id, actor=actor, at=clock.now(), **said)


def _decide(concern_id: UUID, said: dict[str, Any], actor: Actor) -> None:
    sending = {name: said.pop(name) for name in ("key", "look_again_on")}
    judgement = safety.Judgement(**said)
    safety.decide(concern_id, judgement=judgement, actor=actor, at=clock.now(), **sending)


def _suggest(concern_id: UUID, said: dict[str, Any], actor: Actor) -> None:
    safety.suggest_closing(concern_id, actor=actor, at=clock.now(), **said)


def _keep(concern_id: UUID, said: dict[str, Any], actor: Actor) -> None:
    safety.keep_open(concern_id, actor=actor, at=clock.now(), **said)


def _let_in(concern_id: UUID, said: dict[str, Any], actor: Actor) -> None:
    safety.let_in(concern_id, person_id=UUID(said["person"]), actor=actor, at=clock.now())


@dataclass(frozen=True)
class Deed:
    """A page with one form: what it is called, what its button says, and what it does."""

    title: Words
    button: Words
    form: type[Form]
    do: Callable[[UUID, dict[str, Any], Actor], None]
    intro: Words = ""


DEEDS: dict[str, Deed] = {
    "take": Deed(_("Take it in hand"), _("Take it in hand"), HandForm, _take),
    "note": Deed(_("Write down what you did"), _("Write it down"), WriteForm, _note),
    "decide": Deed(
        _("Decide"),
        _("Write the decision down"),
        DecideForm,
        _decide,
        _("In danger now? Ring 999 first. You need not ask the person before you ring."),
    ),
    "suggest_closing": Deed(
        _("Suggest closing it"),
        _("Ask the other person to close it"),
        WhyForm,
        _suggest,
        _("Say why nothing is left to do. Another person looks at it, and closes it or not."),
    ),
    "keep_open": Deed(_("Keep it open"), _("Keep it open"), WhyForm, _keep),
    "let_in": Deed(
        _("Let somebody else read it"),
        _("Let them read it"),
        LetInForm,
        _let_in,
        _("They can read this one and nothing else, until it is closed."),
    ),
}


class Act(View):
    """A page on which something is done about a worry."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.concern_id: UUID = kwargs["concern_id"]
        self.act: str = kwargs["act"]

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            self.deed.do(self.concern_id, form.cleaned_data, _actor(request))
        except Invalid as refused:
            form.add_faults(refused.faults)
            return self.page(form)
        return _back_to(self.concern_id, self.act)

    @property
    def deed(self) -> Deed:
        """What is to be done. Raises NotFound."""
        if self.act not in DEEDS:
            raise NotFound("deed")
        return DEEDS[self.act]

    def form(self, data: Any = None) -> Form:
        """The form, for somebody who may read the worry and do this. Raises NotFound."""
        form = self.deed.form
        record = safety.may_act(self.concern_id, actor=_actor(self.request), at=clock.now())
        if form is LetInForm:
            return LetInForm(data, others=record.others)
        return form(data)

    def page(self, form: Form) -> HttpResponse:
        """The form's page. Its title says nothing about what it is."""
        context = {
            "form": form,
            "deed": self.deed,
            "button": self.deed.button,
            "back": reverse("safety:one", args=[self.concern_id]),
        }
        return render(self.request, "safety/act.jinja", context)
