"""How it is going with a mentor, some weeks after the first meeting: behind the person's link."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.journeys import looking_back
from alongside.web.shared.forms import ChoiceField, Form, Look, TextField
from alongside.web.shared.links import LinkPage
from alongside.web.shared.words import Words

ANSWERS: dict[str, Words] = {
    "carry_on": _("Carry on"),
    "change": _("Change something"),
    "finish": _("Finish"),
    "skip": _("I would rather not say"),
}
STANDS: dict[str, Words] = {
    "open": _("A goal"),
    "reached": _("Reached"),
    "set_aside": _("Set aside"),
}
THEN: dict[str, Words] = {
    "carry_on": _("You go on as you do. You have nothing more to do."),
    "change": _("Somebody of the service talks with you within a week."),
    "finish": _("You can meet once more, and say goodbye. On your page you see how."),
    "": _("That is fine. You go on as you do."),
}


class ReviewForm(Form):
    """How to go on. No answer is fine as well."""

    answer = ChoiceField(
        label=_("How would you like to go on?"),
        called=_("how you would like to go on"),
        choices=list(ANSWERS.items()),
        look=Look(
            size="m",
            hints={
                "change": _(
                    "Another day, place or mentor: we talk with you, and they do not hear of it."
                ),
                "finish": _("You can meet once more and say goodbye. Your mentor hears of it."),
            },
        ),
    )
    words = TextField(
        label=_("Would you like to say more?"),
        hint=_("Only if you like. The service reads it, your mentor does not."),
        max_length=500,
        required=False,
        look=Look(rows=3, size="s"),
    )


class ReviewPage(LinkPage):
    """Goals, what was said at the beginning, and one question."""

    over = "mentoring/link_over.jinja"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found, _actor = self.found()
        return self.page(found, ReviewForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found, actor = self.found()
        form = ReviewForm(request.POST)
        if found is None or not form.is_valid():
            return self.page(found, form)
        try:
            mentoring.answer_review(
                found.review.review_id, **form.cleaned_data, actor=actor, at=clock.now()
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(found, form)
        except Conflict:  # the page says how it stands
            return HttpResponseRedirect(f"{self.address()}?not_taken=1")
        return HttpResponseRedirect(self.address())

    def address(self) -> str:
        """The page again."""
        return reverse("mentoring:review", args=[self.kwargs["token"]])

    def found(self) -> tuple[looking_back.LookBack | None, Actor]:
        """What is asked, and the person acting. Raises NotFound for a link that is over."""
        place_id, actor = mentoring.by_place_link(self.kwargs["token"], at=clock.now())
        return looking_back.look_back(place_id, actor=actor), actor

    def page(self, found: looking_back.LookBack | None, form: ReviewForm) -> HttpResponse:
        """The question, or thanks; nothing before the first one is due."""
        token = self.kwargs["token"]
        home = reverse("mentoring:choose", args=[token])
        context: dict[str, Any] = {"back": home, "form": form, "found": found}
        context["not_taken"] = "not_taken" in self.request.GET
        if found is not None:
            review = found.review
            context |= {
                "one": review,
                "goals": [(goal, STANDS[goal.state]) for goal in review.goals],
                "to_goals": reverse("mentoring:person_goals", args=[token, review.place_id]),
                "said": ANSWERS.get(review.answer, ""),
                "then": THEN[review.answer],
            }
        return render(self.request, "mentoring/review.jinja", context)
