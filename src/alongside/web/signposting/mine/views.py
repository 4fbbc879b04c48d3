"""My request, behind its link: how it stands, what can be changed, and how it was."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.domain.signposting import public as signposting
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.web.shared.forms import Form
from alongside.web.shared.held import let_go
from alongside.web.shared.links import LinkPage
from alongside.web.signposting import words
from alongside.web.signposting.ask.forms import ChangeForm, HelpForm
from alongside.web.signposting.contact import contact_of, examples, known
from alongside.web.signposting.mine import pages
from alongside.web.signposting.mine.forms import HOW, HowForm, OfferForm

# Links of their own, for an hour: purpose -> where the link leads.
SHORT_LINKS = {"preferences": "/p/{token}/", "my_data": "/d/{token}/"}
# What was said where a request stands so: the same form sent twice is not told that it is wrong.
SAID_BEFORE = {
    "went": "went",
    "not_for_me": "not_for_me",
    "could_not_come": "could_not_come",
    "call_back": "call_me",
}
DONE = {
    **dict.fromkeys(HOW, _("Thank you. You do not have to do anything more.")),
    "changed": _("Your change is saved."),
    "closed": _("This request is closed, so nothing was changed."),
    "cancelled": _("Your request is cancelled."),
    "told": _("We tell you when there is one."),
}


def address(name: str, token: str) -> str:
    """A page behind the link."""
    return reverse(f"signposting:{name}", args=[token])


class MinePage(LinkPage):
    """What every page behind the link of whoever asked has."""

    @property
    def token(self) -> str:
        """From the page's address."""
        token: str = self.kwargs["token"]
        return token

    def mine(self) -> signposting.MyRequestRecord:
        """The request. Raises NotFound for a link that is over."""
        return signposting.my_request(self.token, at=clock.now())

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page about the request, with the way back to it."""
        context = {"token": self.token, "back": address("mine", self.token)} | context
        return render(self.request, f"signposting/{template}", context, status=status)

    def home(self, token: str = "", done: str = "") -> HttpResponse:
        """Back to the request, which says what was done."""
        where = address("mine", token or self.token)
        return HttpResponseRedirect(f"{where}?done={done}" if done else where)


class Sent(MinePage):
    """The page after *Send*: the reference, who answers and by when. Forgets what was typed."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        by_day, next_day = words.day(mine.by_day), words.day(mine.next_day)
        response = self.show("sent.jinja", mine=mine, by_day=by_day, next_day=next_day, back="")
        let_go(request, response)
        return response


class Mine(MinePage):
    """How the request stands, and all that can be done about it."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page(self.mine())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """How was it?"""
        mine = self.mine()
        form = HowForm(request.POST, offered=mine.events)
        if not form.is_valid():
            said = request.POST.get("what", "")
            if SAID_BEFORE.get(mine.state) == said:
                return self.home(done=said)
            return self.page(mine, form)
        what, about = form.cleaned_data["what"], mine.about or london_date(clock.now())
        signposting.say(token, what=what, about=about, at=clock.now())
        return self.home(done=what)

    def page(self, mine: signposting.MyRequestRecord, form: HowForm | None = None) -> HttpResponse:
        """The whole of it."""
        asks = [what for what in HOW if what in mine.events]
        shown: dict[str, Any] = {
            "mine": mine,
            "standing": pages.standing(mine),
            "rows": pages.rows(mine, self.token),
            "places": pages.where(mine) if mine.state == "coming" else (),
            "next_day": words.day(mine.next_day) if mine.state == "coming" else "",
            "happened": [(words.day(london_date(one.at)), one.words) for one in mine.story],
            "how": form or (HowForm(offered=asks) if asks else None),
            "said": DONE.get(self.request.GET.get("done", ""), ""),
            "back": "",
        }
        return self.show("mine.jinja", **shown, form=form)


class Calendar(MinePage):
    """The day for somebody's own calendar, where it says nothing to others."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        body = signposting.my_calendar(token, at=clock.now())
        response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="day.ics"'
        return response


class Contact(MinePage):
    """Another number or address, or other words in messages."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        shown = known(mine.profile) | {"share_with_group": mine.share_with_group}
        return self.page(ChangeForm(initial=shown, profile=mine.profile), mine)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        form = ChangeForm(request.POST, profile=mine.profile)
        if not form.is_valid():
            return self.page(form, mine)
        answers = form.answers()
        contact = contact_of(answers, share_with_group=answers["share_with_group"])
        try:
            onward = signposting.change_request(token, contact=contact, at=clock.now())
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form, mine)
        except Conflict:
            return self.home(done="closed")
        return self.home(onward, "changed")

    def page(self, form: Form, mine: signposting.MyRequestRecord) -> HttpResponse:
        """The question."""
        more: dict[str, Any] = {"mine": mine, "examples": examples(clock.now())}
        return self.show("mine_contact.jinja", form=form, **more)


class Wishes(MinePage):
    """What would help, changed."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        known = {
            "help_to_come": [one.slug for one in mine.help_to_come],
            "interpreter_language": mine.profile.interpreter_language,
            "note": mine.note,
        }
        return self.page(HelpForm(initial=known, on=london_date(clock.now())))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = HelpForm(request.POST, on=london_date(clock.now()))
        if not form.is_valid():
            return self.page(form)
        answers = form.answers()
        try:
            onward = signposting.change_request(
                token,
                help_to_come=tuple(answers["help_to_come"]),
                note=answers["note"],
                interpreter_language=answers.get("interpreter_language"),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        except Conflict:
            return self.home(done="closed")
        return self.home(onward, "changed")

    def page(self, form: HelpForm) -> HttpResponse:
        """The question. How information is needed has a page of its own."""
        form.fields.pop("formats", None)
        self.mine()
        return self.show("mine_help.jinja", form=form)


class Cancel(MinePage):
    """Asks once more before the request is cancelled."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show("cancel.jinja", mine=self.mine())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        signposting.cancel_request(token, at=clock.now())
        return self.home(done="cancelled")


class TellMe(MinePage):
    """Wants to hear when another group opens."""

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        signposting.tell_me(token, at=clock.now())
        return self.home(done="told")


class ShortLink(MinePage):
    """Leads to another page about the person, by a link of its own."""

    def post(self, request: HttpRequest, token: str, purpose: str) -> HttpResponse:
        if purpose not in SHORT_LINKS:
            raise NotFound("signposting.link")
        made = signposting.link_for(token, purpose, at=clock.now())
        return HttpResponseRedirect(SHORT_LINKS[purpose].format(token=made))


class Offer(MinePage):
    """Another group is offered: yes, no, or none of these."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page(OfferForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = OfferForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        answer, at = form.cleaned_data["answer"], clock.now()
        try:
            if answer == "yes":
                asked = signposting.accept_offer(token, at=at)
                return HttpResponseRedirect(address("sent", asked.token))
            if answer == "no":
                following = signposting.decline_offer(token, at=at)
                if following:
                    return HttpResponseRedirect(address("offer", following))
            else:
                signposting.decline_all(token, at=at)
        except Conflict:
            form.add_error("answer", _("This group cannot be asked any more"))
            return self.page(form)
        return self.show("offer_none.jinja", back="")

    def page(self, form: Form) -> HttpResponse:
        """The group, and the question; a kind word when it was answered."""
        at = clock.now()
        offer = signposting.offer(self.token, at=at)
        if offer.answer:
            return self.show("offer_over.jinja", status=409, offer=offer, back="")
        return self.show(
            "offer.jinja", form=form, offer=offer, group=pages.offered(offer, at), back=""
        )
