"""What was written about me, behind its link: seen, corrected, stopped."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.domain.referrals import public as referrals
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.referrals.mine import pages
from alongside.web.referrals.mine.forms import CorrectForm
from alongside.web.shared.links import LinkPage

DONE = {
    "sent": _("It is sent."),
    "changed": _("Your change is saved."),
    "stopped": _("It is stopped. Nobody gets in touch with you because of it."),
    "closed": _("This is over, so nothing was changed."),
}


class MinePage(LinkPage):
    """What every page behind the person's link has."""

    @property
    def token(self) -> str:
        """From the page's address."""
        token: str = self.kwargs["token"]
        return token

    def mine(self) -> referrals.MyReferralRecord:
        """The referral. Raises NotFound for a link that is over."""
        return referrals.my_referral(self.token, at=clock.now())

    def show(self, template: str, mine: referrals.MyReferralRecord, **context: Any) -> HttpResponse:
        """A page about it."""
        back = reverse("referrals:mine", args=[self.token])
        context = {"token": self.token, "mine": mine, "back": back} | context
        return render(self.request, f"referrals/{template}", context)

    def home(self, done: str) -> HttpResponse:
        """Back to it, which says what was done."""
        return HttpResponseRedirect(f"{reverse('referrals:mine', args=[self.token])}?done={done}")


class Mine(MinePage):
    """How it stands, and what was written."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        return self.show(
            "mine.jinja",
            mine,
            standing=pages.standing(mine),
            rows=pages.rows(mine),
            happened=pages.happened(mine),
            said=DONE.get(request.GET.get("done", ""), ""),
            back="",
        )


class Correct(MinePage):
    """What is not right, and what the person would rather say."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        known = {
            "correction": mine.correction,
            "wants": mine.wants,
            "about_me": mine.about_me,
            "barriers": [one.slug for one in mine.barriers],
            "tells_referrer": mine.tells_referrer,
        }
        form = CorrectForm(initial=known, introduced=pages.introduced(mine))
        return self.show("correct.jinja", mine, form=form)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        mine = self.mine()
        form = CorrectForm(request.POST, introduced=pages.introduced(mine))
        if not form.is_valid():
            return self.show("correct.jinja", mine, form=form)
        try:
            referrals.correct(token, **form.said(), at=clock.now())
        except Conflict:
            return self.home("closed")
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.show("correct.jinja", mine, form=form)
        return self.home("changed")


class Stop(MinePage):
    """The person does not want it: asked once, then done."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show("stop.jinja", self.mine())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        referrals.withdraw_mine(token, at=clock.now())
        return self.home("stopped")
