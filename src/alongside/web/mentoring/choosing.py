"""Choosing a mentor, behind the person's link; and a mentor's answer on their own page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.mentoring.meeting_words import covering, line
from alongside.web.mentoring.mine import Own
from alongside.web.shared.forms import ChoiceField, Form, Look
from alongside.web.shared.links import LinkPage

NONE = "none"


class ChooseForm(Form):
    """Whom to ask first."""

    whom = ChoiceField(
        label=_("Whom would you like to meet?"), called=_("whom you would like to meet"),
        look=Look(size="m"),
    )  # fmt: skip

    def __init__(self, *args: Any, cards: tuple[mentoring.Card, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["whom"]
        field.choices = [
            *((str(card.volunteer_id), card.first_name) for card in cards),
            (NONE, __("None of them")),
        ]


class Choose(LinkPage):
    """How it stands: the cards while they choose, then whom they chose, then how to reach them."""

    over = "mentoring/link_over.jinja"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        return self.page(mine, ChooseForm(cards=mine.cards))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        mine, at = self.mine(), clock.now()
        place_id, actor = mentoring.by_place_link(token, at=at)
        try:
            if request.POST.get("act") == "change_mind":
                mentoring.change_mind(place_id, actor=actor, at=at)
                return self.home()
            form = ChooseForm(request.POST, cards=mine.cards)
            if not form.is_valid():
                return self.page(mine, form)
            whom = form.cleaned_data["whom"]
            if whom == NONE:
                mentoring.none_suits(place_id, actor=actor, at=at)
            else:
                mentoring.choose(place_id, UUID(whom), actor=actor, at=at)
        except (Conflict, Invalid):  # sent twice, or they are not able to meet anybody now
            return self.home("?changed=1" if mine.cards else "")
        return self.home()

    def mine(self) -> mentoring.MyPlace:
        """The person's wish. Raises NotFound for a link that is over."""
        place_id, actor = mentoring.by_place_link(self.kwargs["token"], at=clock.now())
        return mentoring.my_place(place_id, actor=actor)

    def home(self, query: str = "") -> HttpResponse:
        """To the page that shows how it stands."""
        where = reverse("mentoring:choose", args=[self.kwargs["token"]])
        return HttpResponseRedirect(where + query)

    def page(self, mine: mentoring.MyPlace, form: ChooseForm) -> HttpResponse:
        """How it stands."""
        changed, at = "changed" in self.request.GET, clock.now()
        token = self.kwargs["token"]
        meetings = [
            (row, line(row), reverse("mentoring:person_meeting", args=[token, row.meeting_id]))
            for row in mine.meetings
        ]
        context: dict[str, Any] = {
            "mine": mine,
            "form": form,
            "changed": changed,
            "told": "told" in self.request.GET,
            "meetings": [one for one in meetings if not one[0].is_over(at)],
            "over": [one for one in meetings if one[0].is_over(at)],
            "cover": None,
            "review": reverse("mentoring:review", args=[token]),
            "wishes": reverse("mentoring:wishes", args=[token]),
        }
        if mine.pair_id:
            context["goals"] = reverse("mentoring:person_goals", args=[token, mine.place_id])
            context["together"] = reverse("mentoring:person_together", args=[token, mine.pair_id])
            context["plan"] = reverse("mentoring:person_plan_meeting", args=[token, mine.pair_id])
        if mine.cover:
            cover = mine.cover
            context["cover"] = (
                reverse("mentoring:person_cover", args=[token, cover.cover_id]),
                covering(cover),
            )
        ending = mine.pair_id if mine.ending else mine.finished
        if ending:
            context["ending"] = reverse("mentoring:person_ending", args=[token, ending])
        return render(self.request, "mentoring/choose.jinja", context)


class AnswerForm(Form):
    """Yes, or not this one."""

    answer = ChoiceField(
        label=_("Can you take this on?"),
        called=_("an answer"),
        hint=_("You do not have to say why. They only hear that you are not able to."),
        choices=[("yes", _("Yes")), ("no", _("Not this one"))],
        look=Look(size="m"),
    )


class AnswerPage(Own):
    """Whom a mentor is asked about: why, and yes or not this one."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(AnswerForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _volunteer, actor = self.who()
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        do = mentoring.accept if form.cleaned_data["answer"] == "yes" else mentoring.decline_pair
        try:
            do(self.kwargs["pair_id"], actor=actor, at=clock.now())
        except Conflict:
            return self.home("not_now")
        return self.home("answered")

    def page(self, form: AnswerForm) -> HttpResponse:
        """The question; whoever was answered already is on the own page."""
        _volunteer, actor = self.who()
        for pair in mentoring.my_pairs(actor=actor):
            if pair.pair_id == self.kwargs["pair_id"] and pair.state == "proposed":
                back = self.address("checklist")
                return self.show("answer.jinja", pair=pair, form=form, back=back)
        return self.home()
