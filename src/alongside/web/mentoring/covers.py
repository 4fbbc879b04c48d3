"""Another mentor for a while: for the person, for the mentor who covers, for who coordinates."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.journeys import looking
from alongside.web.mentoring.mine import Own
from alongside.web.shared.asking import signed_in
from alongside.web.shared.forms import ChoiceField, DateField, Form, Look
from alongside.web.shared.listing_words import full_date
from alongside.web.shared.words import Words

NONE = "none"
_NOT_NOW = _("It was changed meanwhile. This is how it stands.")
_DONE: dict[str, Words] = {
    "chosen": _("Thank you. We ask them, and you hear from us."),
    "refused": _("Thank you. Nobody else is asked."),
    "answered": _("Thank you. Your answer is saved."),
    "ended": _("It is over. We tell the others."),
    "asked": _("They are asked. You see here what they say."),
    "days": _("The days are changed. All of them hear of it."),
    "not_now": _NOT_NOW,
}
STATES: dict[str, Words] = {
    "asked_person": _("The person is asked"),
    "asked_mentor": _("The mentor is asked"),
    "agreed": _("Both said yes"),
    "over": _("Over"),
    "declined": _("They said no"),
    "withdrawn": _("Taken back"),
}


def days(one: Any) -> str:
    """ "24 November 2026 to 7 December 2026"."""
    first, last = full_date(one.first_on), full_date(one.last_on)
    return first if first == last else __("%(first)s to %(last)s") % {"first": first, "last": last}


class WhomForm(Form):
    """Whom to meet for a while."""

    whom = ChoiceField(
        label=_("Whom would you like to meet for a while?"),
        called=_("whom you would like to meet"),
        look=Look(size="m"),
    )

    def offer(self, cards: tuple[mentoring.Card, ...]) -> WhomForm:
        """The same form with the people shown."""
        field: Any = self.fields["whom"]
        field.choices = [
            *((str(card.volunteer_id), card.first_name) for card in cards),
            (NONE, __("Nobody: I would rather wait")),
        ]
        return self


class CoverPage(Own):
    """What both pages have: how it stands, and *over before its last day*."""

    template: ClassVar[str]
    asks: ClassVar[str]  # the state in which there is something to answer

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.form())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        cover_id, at = self.kwargs["cover_id"], clock.now()
        try:
            if request.POST.get("act") == "end":
                mentoring.end_cover(cover_id, actor=actor, at=at)
                return self.again("ended")
            if self.found().state != self.asks:  # sent twice, or over
                return self.again("")
            form = self.form(request.POST)
            if not form.is_valid():
                return self.page(form)
            return self.again(self.answer(form))
        except (Conflict, Invalid):  # sent twice, or they are not able to meet anybody now
            return self.again("not_now")

    def form(self, told: Any = None) -> Form:
        """What may be answered now. Raises NotFound."""
        raise NotImplementedError

    def answer(self, form: Any) -> str:
        """Does it; returns what was done. Raises Conflict and Invalid."""
        raise NotImplementedError

    def found(self) -> Any:
        """How it stands. Raises NotFound."""
        raise NotImplementedError

    def again(self, done: str) -> HttpResponse:
        """The page once more, which says what was done."""
        where = self.address("cover", str(self.kwargs["cover_id"]))
        return HttpResponseRedirect(f"{where}?done={done}" if done else where)

    def page(self, form: Form) -> HttpResponse:
        """How it stands."""
        one = self.found()
        return self.show(
            self.template,
            one=one,
            days=days(one),
            last=full_date(one.last_on),
            form=form,
            done=_DONE.get(self.request.GET.get("done", ""), ""),
            plan=self.address("plan_meeting", str(one.pair_id)),
            log=self.address("log"),
            back=self.address("checklist"),
        )


class PersonsCover(CoverPage):
    """For the person: whom they could meet, whom they chose, how to reach them."""

    template = "cover_person.jinja"
    asks = "asked_person"

    def found(self) -> mentoring.CoverForPerson:
        _key, actor = self.who()
        return mentoring.my_cover(self.kwargs["cover_id"], actor=actor, at=clock.now())

    def form(self, told: Any = None) -> WhomForm:
        return WhomForm(told).offer(self.found().cards)

    def answer(self, form: Any) -> str:
        _key, actor = self.who()
        cover_id, at, whom = self.kwargs["cover_id"], clock.now(), form.cleaned_data["whom"]
        if whom == NONE:
            mentoring.refuse_cover(cover_id, actor=actor, at=at)
            return "refused"
        mentoring.choose_cover(cover_id, UUID(whom), actor=actor, at=at)
        return "chosen"


class ForAWhileForm(Form):
    """Yes, or not this one."""

    answer = ChoiceField(
        label=_("Can you do that?"),
        called=_("an answer"),
        hint=_("You do not have to say why. They only hear that you are not able to."),
        choices=[("yes", _("Yes")), ("no", _("Not this one"))],
        look=Look(size="m"),
    )


class MentorsCover(CoverPage):
    """For the mentor who is asked, or who covers."""

    template = "cover_mentor.jinja"
    asks = "asked_mentor"

    def found(self) -> mentoring.CoverForMentor:
        _key, actor = self.who()
        return mentoring.cover_asked(self.kwargs["cover_id"], actor=actor, at=clock.now())

    def form(self, told: Any = None) -> ForAWhileForm:
        return ForAWhileForm(told)

    def answer(self, form: Any) -> str:
        _key, actor = self.who()
        yes = form.cleaned_data["answer"] == "yes"
        do = mentoring.accept_cover if yes else mentoring.refuse_cover
        do(self.kwargs["cover_id"], actor=actor, at=clock.now())
        return "answered"


class DaysForm(Form):
    """From when to when."""

    first_on = DateField(label=_("From which day?"), called=_("the first day"), look=Look(size="s"))
    last_on = DateField(label=_("To which day?"), called=_("the last day"), look=Look(size="s"))


class LastForm(Form):
    """Another last day."""

    last_on = DateField(label=_("Until which day?"), called=_("the last day"), look=Look(size="s"))


@method_decorator(never_cache, name="dispatch")
class CoverDesk(View):
    """Somebody else for a while, for who coordinates: asks, changes the days, takes it back."""

    def get(self, request: HttpRequest, pair_id: UUID) -> HttpResponse:
        found = self.found()
        if found.open and found.open.state == "agreed":
            return self.page(found, LastForm(initial={"last_on": found.open.last_on}))
        return self.page(found, DaysForm(initial={"first_on": london_date(clock.now())}))

    def post(self, request: HttpRequest, pair_id: UUID) -> HttpResponse:
        found, actor, at = self.found(), signed_in(request), clock.now()
        form: Form = LastForm(request.POST) if "cover" in request.POST else DaysForm(request.POST)
        try:
            if "end" in request.POST:
                ended: Any = request.POST["end"]
                mentoring.end_cover(ended, actor=actor, at=at)
                return self.again("ended")
            if not form.is_valid():
                return self.page(found, form)
            if "cover" in request.POST:
                cover_id: Any = request.POST["cover"]
                mentoring.change_cover(cover_id, **form.cleaned_data, actor=actor, at=at)
                return self.again("days")
            mentoring.ask_cover(pair_id, **form.cleaned_data, actor=actor, at=at)
            return self.again("asked")
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(found, form)
        except Conflict:  # sent twice, or one of them was quicker
            return self.again("not_now")

    def found(self) -> mentoring.PairCovers:
        """The covers of the pair. Raises NotFound."""
        key: UUID = self.kwargs["pair_id"]
        return looking.pair_covers(key, actor=signed_in(self.request), at=clock.now())

    def again(self, done: str) -> HttpResponse:
        """The page once more, which says what was done."""
        where = reverse("mentoring:pair_cover", args=[self.kwargs["pair_id"]])
        return HttpResponseRedirect(f"{where}?done={done}")

    def page(self, found: mentoring.PairCovers, form: Form) -> HttpResponse:
        """How it stands."""
        context = {
            "found": found,
            "form": form,
            "open": found.open and (found.open, days(found.open), STATES[found.open.state]),
            "before": [(one, days(one), STATES[one.state]) for one in found.before],
            "done": _DONE.get(self.request.GET.get("done", ""), ""),
        }
        return render(self.request, "mentoring/cover_desk.jinja", context)


_WHYS: dict[str, tuple[Words, Words, str]] = {
    "waits": (_("Somebody else is asked for until %(day)s. No answer yet."), _("Waiting"), "blue"),
    "not_able": (
        _("The mentor who was asked until %(day)s is not able to. Ask somebody else."),
        _("Ask again"),
        "orange",
    ),
    "ends": (
        _("Somebody else meets them until %(day)s, and their mentor is still paused."),
        _("Ends soon"),
        "orange",
    ),
    "look": (
        _("Whoever meets them until %(day)s is paused, or a check or training is overdue."),
        _("Look at this"),
        "red",
    ),
    "alone": (
        _("Their mentor is paused. They have met nobody for two weeks, and nothing is planned."),
        _("Meets nobody"),
        "orange",
    ),
}


@never_cache
@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """What is left to do while mentors are away."""
    found = looking.away(actor=signed_in(request), at=clock.now())
    rows = []
    for row in found:
        words, tag, colour = _WHYS[row.why]
        day = {"day": full_date(row.last_on) if row.last_on else ""}
        rows.append((row, str(words) % day, tag, colour))
    return render(request, "mentoring/away.jinja", {"rows": rows})
