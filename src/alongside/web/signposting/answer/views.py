"""The group's page, behind its link: who would like to come, and whether they may.

The link goes to the group's own published contact. It shows what the group needs to decide and
nothing else; how to reach the person only after yes, where they allow it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from alongside.domain.signposting import public as signposting
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.shared.links import LinkPage
from alongside.web.signposting import words
from alongside.web.signposting.answer.forms import (
    ANOTHER_DAY,
    COMING,
    DAYS_SHOWN,
    NOT_SURE,
    AnswerForm,
    CameForm,
)


class GroupPage(LinkPage):
    """What both pages of the group have."""

    over = "signposting/answer_over.jinja"

    def asked(self) -> signposting.ToAnswerRecord:
        """The request. Raises NotFound for a link that is over."""
        return signposting.request_to_answer(self.kwargs["token"], at=clock.now())

    def show(
        self, template: str, asked: signposting.ToAnswerRecord, status: int = 200, **context: Any
    ) -> HttpResponse:
        """A page about the request."""
        context = {
            "asked": asked,
            "token": self.kwargs["token"],
            "day": words.day,
            "visit": words.visit(asked.first_day, asked.first_time),
            "reach": words.reached_at(asked.contact) if asked.contact else "",
        } | context
        return render(self.request, f"signposting/{template}", context, status=status)

    def home(self, query: str = "") -> HttpResponse:
        """To the page that shows how it stands."""
        where = reverse("signposting:answer", args=[self.kwargs["token"]])
        return HttpResponseRedirect(where + query)


class Answer(GroupPage):
    """May they come? A second look shows what was answered."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        asked = self.asked()
        again = "change" in request.GET and asked.may_answer
        if asked.restricted:
            return self.show("answer_closed.jinja", asked)
        if asked.answer and not again:
            return self.answered(asked)
        if not asked.may_answer:
            return self.show("answer_closed.jinja", asked)
        return self.question(asked, AnswerForm(initial=_shown(asked), days=asked.days))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        asked = self.asked()
        form = AnswerForm(request.POST, days=asked.days)
        if not form.is_valid():
            return self.question(asked, form)
        try:
            signposting.answer_request(token, **form.said(), at=clock.now())
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.question(asked, form)
        except Conflict:
            return self.show("answer_closed.jinja", self.asked(), status=409)
        return self.home()

    def question(self, asked: signposting.ToAnswerRecord, form: AnswerForm) -> HttpResponse:
        """The request and the form."""
        return self.show("answer.jinja", asked, form=form)

    def answered(self, asked: signposting.ToAnswerRecord) -> HttpResponse:
        """What was answered, what happens next, and afterwards: did they come?"""
        came = CameForm(name=asked.first_name) if asked.may_say else None
        thanks = "thanks" in self.request.GET
        return self.show("answered.jinja", asked, came=came, thanks=thanks)


class Came(GroupPage):
    """Did they come? The group's own account."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.home()

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        asked = self.asked()
        if not asked.may_say or asked.first_day is None:
            return self.home()
        form = CameForm(request.POST, name=asked.first_name)
        if not form.is_valid():
            return self.show("answered.jinja", asked, came=form, form=form, thanks=False)
        what = form.cleaned_data["what"]
        if what != NOT_SURE:
            signposting.group_said(token, what=what, about=asked.first_day, at=clock.now())
        return self.home("?thanks=1")


def _shown(asked: signposting.ToAnswerRecord) -> dict[str, Any]:
    """The form as it stands at first: who greets at the door, and an answer given before."""
    shown: dict[str, Any] = {"meets_you": asked.meets_you or asked.greeter}
    if asked.answer:
        shown["answer"] = asked.answer
    if asked.answer == COMING and asked.first_day is not None:
        offered = {one.day for one in asked.days[:DAYS_SHOWN]}
        known = asked.first_day in offered
        shown["first_day"] = asked.first_day.isoformat() if known else ANOTHER_DAY
        shown["other_day"] = None if known else asked.first_day
    return shown
