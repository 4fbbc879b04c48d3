"""The few questions, for whoever is asked: behind a link, or signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.outcomes import public as outcomes
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.outcomes.forms import QuestionsForm
from alongside.web.outcomes.words import points
from alongside.web.shared.asking import signed_in
from alongside.web.shared.changes import changes
from alongside.web.shared.links import LinkPage

DONE = ("answered", "skipped")


class ByLink(LinkPage):
    """The questions behind a link; a thank-you once something was said."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = outcomes.questions(token, at=clock.now())
        again = request.GET.get("again") == "1" and found.state == "skipped"
        if found.state != "asked" and not again:
            return render(request, "outcomes/thanks.jinja", {"found": found})
        return self.page(found, QuestionsForm(measure=found.measure))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = outcomes.questions(token, at=clock.now())
        form = QuestionsForm(request.POST, measure=found.measure)
        if not form.is_valid():
            return self.page(found, form)
        try:
            outcomes.answer(token, answers=form.answers(), at=clock.now())
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(found, form)
        except Conflict:
            pass  # answered before, and otherwise: the page says that we have an answer
        return HttpResponseRedirect(reverse("outcomes:by_link", args=[token]))

    def page(self, found: outcomes.Questions, form: QuestionsForm) -> HttpResponse:
        """The questions."""
        skip = reverse("outcomes:skip_by_link", args=[found.token])
        context = {"found": found, "form": form, "skip": skip}
        return render(self.request, "outcomes/questions.jinja", context)


class SkipByLink(LinkPage):
    """I would rather not."""

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        outcomes.skip(token, at=clock.now())
        return HttpResponseRedirect(reverse("outcomes:by_link", args=[token]))


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I was asked and have said nothing to."""
    found = outcomes.my_page(actor=signed_in(request))
    said = request.GET.get("done", "")
    context = {
        "found": found.asked,
        "before": tuple((points(one), changes(one, own=True)) for one in found.answers),
        "said": said if said in DONE else "",
    }
    return render(request, "outcomes/mine.jinja", context)


def _home(said: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('outcomes:mine')}?done={said}")


@method_decorator(never_cache, name="dispatch")
class SignedIn(View):
    """The questions for the person themselves, or for a coordinator who writes down what they
    said."""

    def get(self, request: HttpRequest, response_id: UUID) -> HttpResponse:
        found = self.found(response_id)
        return self.page(found, QuestionsForm(measure=found.measure))

    def post(self, request: HttpRequest, response_id: UUID) -> HttpResponse:
        found = self.found(response_id)
        form = QuestionsForm(request.POST, measure=found.measure)
        if not form.is_valid():
            return self.page(found, form)
        actor, at = signed_in(request), clock.now()
        try:
            outcomes.answer_signed_in(response_id, answers=form.answers(), actor=actor, at=at)
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(found, form)
        return _home("answered")

    def found(self, response_id: UUID) -> outcomes.Questions:
        """The questions. Raises NotFound when out of sight."""
        return outcomes.asked_of(response_id, actor=signed_in(self.request))

    def page(self, found: outcomes.Questions, form: Any) -> HttpResponse:
        """The questions."""
        skip = reverse("outcomes:skip_signed_in", args=[found.response_id])
        context = {"found": found, "form": form, "skip": skip}
        return render(self.request, "outcomes/questions.jinja", context)


@require_POST
def skip_signed_in(request: HttpRequest, response_id: UUID) -> HttpResponse:
    """I would rather not."""
    outcomes.skip_signed_in(response_id, actor=signed_in(request), at=clock.now())
    return _home("skipped")
