"""What somebody would like to do: for them behind their link, and for their mentor."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.web.mentoring.meeting_forms import KeyField
from alongside.web.mentoring.mine import Own
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    Form,
    Look,
    SelectField,
)
from alongside.web.shared.words import Words

OWN, TALK = "own", "talk"
STATES: dict[str, Words] = {"reached": _("Reached"), "set_aside": _("Set aside")}
DONE: dict[str, Words] = {
    "set": _("It is written down."),
    "changed": _("It is changed."),
    "reach": _("That is good to hear."),
    "set_aside": _("It is set aside. Nobody asks why."),
    "reopen": _("It is a goal again."),
    "not_now": _("It was changed meanwhile. This is how it stands."),
}
_DO = {
    "reach": mentoring.reach_goal,
    "set_aside": mentoring.set_goal_aside,
    "reopen": mentoring.reopen_goal,
}
_SURE = {1: _("1, not sure at all"), mentoring.SUREST: _("10, very sure")}


class EditionField(forms.IntegerField):
    """Which edition the page showed; one that was spoilt is none that there is."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> int:
        text = str(value or "")
        return int(text) if text.isdecimal() and len(text) < 6 else 0


class StepForm(Form):
    """A goal in words of one's own, with a small next step for whoever likes."""

    words = CharField(
        label=_("What would you like to do or change?"),
        hint=_("In your own words, like: walk to the shop again"),
        required=False,
        look=Look(size="s"),
    )
    step = CharField(label=_("A small next step, if you like"), required=False, look=Look(size="s"))
    step_when = CharField(
        label=_("When, or where?"),
        hint=_("Like: on Tuesday after breakfast"),
        max_length=100,
        required=False,
        look=Look(size="s"),
    )
    sure = SelectField(
        label=_("How sure are you that you can take this step?"),
        hint=_("It helps you to choose a step that is small enough. It is never counted."),
        empty=_("I would rather not say"),
        choices=[(str(one), _SURE.get(one, str(one))) for one in range(1, mentoring.SUREST + 1)],
        required=False,
        look=Look(size="s"),
    )
    edition = EditionField(required=False)

    def of(self, goals: mentoring.Goals) -> StepForm:
        """The same form; for a mentor in words that speak of the person."""
        fields: Any = self.fields
        if not goals.theirs:
            name = {"name": goals.first_name}
            fields["words"].label = __("What would %(name)s like to do or change?") % name
            fields["words"].help_text = (
                __("In the words that %(name)s says, and only these.") % name
            )
            fields["sure"].label = (
                __("How sure is %(name)s of this step, if they like to say?") % name
            )
            fields["said"] = BooleanField(label=__("%(name)s said this to me") % name)
            fields["said"].error_messages["required"] = __(
                "Tick the box once they said it. A goal is theirs alone."
            )
        return self

    def goal(self) -> mentoring.GoalSaid:
        """What a valid form says."""
        told = self.cleaned_data
        return mentoring.GoalSaid(
            words=told["words"],
            just_talk=told.get("kind") == TALK,
            step=told["step"],
            step_when=told["step_when"],
            sure=int(told["sure"]) if told["sure"] else None,
        )


class GoalForm(StepForm):
    """A new goal: words of one's own, or just to talk."""

    kind = ChoiceField(
        label=_("What is the goal?"),
        called=_("what the goal is"),
        choices=[(OWN, _("Something to do or change")), (TALK, _("Just to talk"))],
        look=Look(
            size="m",
            hints={TALK: _("That is a whole goal. Nothing more is asked.")},
            reveals={OWN: ("words", "step", "step_when", "sure")},
        ),
    )
    key = KeyField(required=False)

    field_order = ("kind", "words", "step", "step_when", "sure", "said", "key")


class GoalsPage(Own):
    """All goals of one person, and who sees them."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mine = self.goals()
        return self.show(
            "goals.jinja",
            mine=mine,
            rows=[(one, self.of_one(one)) for one in mine.open],
            over=[(one, STATES[one.state], self.of_one(one)) for one in mine.over],
            new=self.address("new_goal", str(mine.place_id)),
            done=DONE.get(request.GET.get("done", ""), ""),
            back=self.address("checklist"),
        )

    def goals(self) -> mentoring.Goals:
        """The goals that the page speaks of. Raises NotFound."""
        _key, actor = self.who()
        return mentoring.goals(self.kwargs["place_id"], actor=actor)

    def of_one(self, goal: mentoring.GoalRecord) -> str:
        """The address of one of them."""
        return self.address("goal", str(goal.place_id), str(goal.goal_id))

    def to_goals(self, place_id: UUID, done: str) -> HttpResponse:
        """To all goals, with what was done."""
        return HttpResponseRedirect(f"{self.address('goals', str(place_id))}?done={done}")


class NewGoalPage(GoalsPage):
    """A goal is written down."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mine = self.goals()
        return self.page(mine, GoalForm(initial={"key": uuid4()}).of(mine))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        mine = self.goals()
        form = GoalForm(request.POST).of(mine)
        if not form.is_valid():
            return self.page(mine, form)
        said, key = form.goal(), form.cleaned_data["key"]
        try:
            mentoring.set_goal(mine.place_id, said=said, key=key, actor=actor, at=clock.now())
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(mine, form)
        except Conflict:  # their wish was closed meanwhile
            return self.to_goals(mine.place_id, "not_now")
        return self.to_goals(mine.place_id, "set")

    def page(self, mine: mentoring.Goals, form: StepForm) -> HttpResponse:
        """The questions."""
        back = self.address("goals", str(mine.place_id))
        return self.show("new_goal.jinja", mine=mine, form=form, back=back)


class GoalPage(GoalsPage):
    """One goal: its words, and how it stands."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mine, goal = self.one()
        said = goal.said
        initial = {
            "words": said.words, "step": said.step, "step_when": said.step_when,
            "sure": str(said.sure or ""), "edition": goal.edition,
        }  # fmt: skip
        return self.page(mine, goal, StepForm(initial=initial).of(mine))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        mine, goal = self.one()
        act = request.POST.get("act", "")
        if act in _DO:
            try:
                _DO[act](goal.goal_id, actor=actor, at=clock.now())
            except Conflict:  # it stands otherwise by now
                act = "not_now"
            return self.to_goals(mine.place_id, act)
        form = StepForm(request.POST).of(mine)
        if not form.is_valid():
            return self.page(mine, goal, form)
        try:
            said, edition = form.goal(), form.cleaned_data["edition"]
            mentoring.change_goal(
                goal.goal_id, said=said, edition=edition, actor=actor, at=clock.now()
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(mine, goal, form)
        except Conflict:  # the other one changed it
            return self.to_goals(mine.place_id, "not_now")
        return self.to_goals(mine.place_id, "changed")

    def one(self) -> tuple[mentoring.Goals, mentoring.GoalRecord]:
        """The goal among those of the person. Raises NotFound."""
        mine, goal_id = self.goals(), self.kwargs["goal_id"]
        for goal in (*mine.open, *mine.over):
            if goal.goal_id == goal_id:
                return mine, goal
        raise NotFound("mentoring.goal")

    def page(
        self, mine: mentoring.Goals, goal: mentoring.GoalRecord, form: StepForm
    ) -> HttpResponse:
        """The words and what may be done."""
        state = STATES.get(goal.state, "")
        back = self.address("goals", str(mine.place_id))
        return self.show("goal.jinja", mine=mine, goal=goal, state=state, form=form, back=back)
