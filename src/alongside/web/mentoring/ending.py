"""Two who come to an end: what they did together, a few words, what comes next and the way back,
for both of them; and for who coordinates, how it ends."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.journeys import looking, pair_ending
from alongside.web.mentoring.meeting_words import hours
from alongside.web.mentoring.mine import Own
from alongside.web.shared.asking import signed_in
from alongside.web.shared.changes import changes
from alongside.web.shared.forms import BooleanField, ChoiceField, Form, Look, TextField
from alongside.web.shared.listing_words import full_date
from alongside.web.shared.words import Words

_DONE: dict[str, Words] = {
    "begin": _("You have begun to finish. They hear of it from us."),
    "finish": _("You have finished. Thank you, both of you."),
    "thanks": _("It is on their page. Only they can read it."),
    "taken": _("Your words are taken back."),
    "ring": _("Thank you. Your support is closed, so we speak with you first. We get in touch."),
    "not_now": _("It was changed meanwhile. This is how it stands."),
}
_STEPS = {"begin": mentoring.begin_ending, "finish": mentoring.finish_ending}


class ThanksForm(Form):
    """A few words to the other one."""

    words = TextField(
        label=_("Would you like to write a few words?"),
        hint=_("Only they read it, on their page. Leave it empty to take your words back."),
        max_length=mentoring.LONGEST_THANKS,
        required=False,
        look=Look(size="s"),
    )


class EndingPage(Own):
    """Before they begin to finish, while they do, and for a year after."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found = self.found()
        return self.page(found, ThanksForm(initial={"words": found.ending.own_thanks}))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found = self.found()
        act = request.POST.get("act", "")
        try:
            if act in _STEPS:
                _STEPS[act](found.ending.pair_id, actor=self.who()[1], at=clock.now())
                return self.again(act)
            if act == "again" and found.ending.theirs:
                return self.ask_again(found.ending.pair_id)
            return self.thank(found, ThanksForm(request.POST))
        except Conflict:  # it changed meanwhile: the page says how it stands
            return self.again("not_now")

    def found(self) -> pair_ending.Goodbye:
        """How the two come to an end. Raises NotFound."""
        _key, actor = self.who()
        return pair_ending.goodbye(self.kwargs["pair_id"], actor=actor, at=clock.now())

    def ask_again(self, pair_id: UUID) -> HttpResponse:
        """The way back: to the page of who waits, or to the word that somebody rings first."""
        waits = pair_ending.ask_again(pair_id, actor=self.who()[1], at=clock.now())
        return self.home() if waits else self.again("ring")

    def thank(self, found: pair_ending.Goodbye, form: ThanksForm) -> HttpResponse:
        """A few words, changed or taken back."""
        if not form.is_valid():
            return self.page(found, form)
        words = form.cleaned_data["words"]
        try:
            mentoring.write_thanks(
                found.ending.pair_id, words=words, actor=self.who()[1], at=clock.now()
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(found, form)
        return self.again("thanks" if words else "taken")

    def again(self, done: str) -> HttpResponse:
        """The page once more, which says what was done."""
        where = self.address("ending", str(self.kwargs["pair_id"]))
        return HttpResponseRedirect(f"{where}?done={done}")

    def page(self, found: pair_ending.Goodbye, form: ThanksForm) -> HttpResponse:
        """How it stands."""
        one = found.ending
        days = {name: day and full_date(day) for name, day in _days(one).items()}
        return self.show(
            "ending.jinja",
            one=one,
            other=one.first_name or (__("your mentor") if one.theirs else __("the person you met")),
            met=_met(one),
            days=days,
            changes=changes(found.answers, own=True) if found.answers else (),
            form=form,
            done=_DONE.get(self.request.GET.get("done", ""), ""),
            together=self.address("together", str(one.pair_id)),
            plan=self.address("plan_meeting", str(one.pair_id)),
            back=self.address("checklist"),
        )


def _days(one: mentoring.Ending) -> dict[str, Any]:
    return {
        "since": one.since,
        "until": one.until,
        "over": one.over_on,
        "back": one.back_until,
    }


def _met(one: mentoring.Ending) -> str:
    """How often they met, and for how long together; "" where nobody wrote it down."""
    if not one.count:
        return ""
    met = ngettext("You met once", "You met %(count)d times", one.count) % {"count": one.count}
    if not one.minutes:
        return f"{met}."
    return __("%(met)s: %(added)s together.") % {"met": met, "added": hours(one.minutes)}


_ENDS: dict[str, Words] = {
    "begin": _("Begin to finish: both hear of it, and can meet once more"),
    "finish": _("They have finished"),
    "person_stopped": _("The person would like to stop"),
    "mentor_stopped": _("The mentor cannot go on with them"),
    "lost_contact": _("They have lost touch"),
}
# What is different while the service keeps the two apart.
_ENDS_APART: dict[str, Words] = {
    "begin": _("Begin to finish: nobody hears of it, and they meet no more unless you let them"),
}


class EndForm(Form):
    """How it ends."""

    how = ChoiceField(
        label=_("How does it end?"),
        called=_("how it ends"),
        choices=list(_ENDS.items()),
        look=Look(size="m"),
    )
    again = BooleanField(
        label=_("The person would like to meet another mentor"),
        required=False,
    )

    def of(self, found: mentoring.PairMeetings) -> EndForm:
        """The same form with what is possible now."""
        field: Any = self.fields["how"]
        words = _ENDS | (_ENDS_APART if found.apart else {})
        field.choices = [(key, label) for key, label in words.items() if key in found.ends]
        return self


@method_decorator(never_cache, name="dispatch")
class EndPage(View):
    """Who coordinates begins or notes the end of a pair."""

    def get(self, request: HttpRequest, pair_id: UUID) -> HttpResponse:
        found = self.found()
        return self.page(found, EndForm().of(found))

    def post(self, request: HttpRequest, pair_id: UUID) -> HttpResponse:
        found = self.found()
        form = EndForm(request.POST).of(found)
        if not form.is_valid():
            return self.page(found, form)
        how, actor, at = form.cleaned_data["how"], signed_in(request), clock.now()
        where = reverse("mentoring:pair_meetings", args=[pair_id])
        try:
            if how in _STEPS:
                _STEPS[how](pair_id, actor=actor, at=at)
            else:
                again = form.cleaned_data["again"]
                mentoring.end_pair(pair_id, reason=how, wait_again=again, actor=actor, at=at)
        except Conflict:  # sent twice, or one of the two was quicker
            return HttpResponseRedirect(where)
        quiet = found.apart and how == "begin"
        return HttpResponseRedirect(f"{where}?done={'quiet' if quiet else '1'}")

    def found(self) -> mentoring.PairMeetings:
        """The pair, while it stands. Raises NotFound."""
        key: UUID = self.kwargs["pair_id"]
        found = looking.pair_meetings(key, actor=signed_in(self.request), at=clock.now())
        if not found.ends:
            raise NotFound("mentoring.pair")
        return found

    def page(self, found: mentoring.PairMeetings, form: EndForm) -> HttpResponse:
        """The question."""
        return render(self.request, "mentoring/end.jinja", {"found": found, "form": form})


class GoOnForm(Form):
    """That the person was asked."""

    wished = BooleanField(
        label=_("I asked the person, and they would like to go on"), called=_("that")
    )


@method_decorator(never_cache, name="dispatch")
class GoOnPage(View):
    """Who coordinates lets two go on who had begun to finish."""

    def get(self, request: HttpRequest, pair_id: UUID) -> HttpResponse:
        found = self.found()
        if not found.may_go_on:
            raise NotFound("mentoring.pair")
        return self.page(found, GoOnForm())

    def post(self, request: HttpRequest, pair_id: UUID) -> HttpResponse:
        found, form = self.found(), GoOnForm(request.POST)
        if not form.is_valid():
            return self.page(found, form)
        try:
            pair_ending.go_on(pair_id, wished=True, actor=signed_in(request), at=clock.now())
        except Conflict as late:
            return self.page(found, form, clash=str(late))
        where = reverse("mentoring:pair_meetings", args=[pair_id])
        return HttpResponseRedirect(f"{where}?done=on")

    def found(self) -> mentoring.PairMeetings:
        """The pair. Raises NotFound."""
        key: UUID = self.kwargs["pair_id"]
        return looking.pair_meetings(key, actor=signed_in(self.request), at=clock.now())

    def page(
        self, found: mentoring.PairMeetings, form: GoOnForm, *, clash: str = ""
    ) -> HttpResponse:
        """The question; 409 with why where it is too late."""
        context = {"found": found, "form": form, "clash": clash}
        return render(self.request, "mentoring/go_on.jinja", context, status=409 if clash else 200)
