"""Asking to join: two pages of questions, a look at the answers, and it is sent.

What somebody answers is held for half an hour in `web/shared/held.py`, apart from who is signed in,
and is gone as soon as the page after *Send* was shown. The key that makes ten times *Send* one
request travels in the form.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.directory import public as directory
from alongside.domain.people.public import IsRestricted
from alongside.domain.signposting import public as signposting
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.shared.forms import Form
from alongside.web.shared.held import held, hold
from alongside.web.shared.open_service import when_open
from alongside.web.shared.practice import practice_of
from alongside.web.signposting.ask import pages
from alongside.web.signposting.ask.forms import HelpForm, ReachForm
from alongside.web.signposting.contact import KEPT, contact_of, examples

FORM = "ask"
_KEY = re.compile(r"[0-9a-f]{32}")
# On which page an answer that the domain refuses is put right.
_PAGE_OF = {
    "help_to_come": "help",
    "note": "help",
    "formats": "help",
    "interpreter_language": "help",
}


def address(name: str, listing_id: UUID) -> str:
    """A page of asking that group: ask, help or check."""
    return reverse(f"signposting:{name}", args=[listing_id])


def without_cookies(request: HttpRequest, listing_id: UUID) -> HttpResponse:
    """Somebody who refuses cookies: nothing can be held, but the group can be reached."""
    context = {"listing": pages.group_of(listing_id)}
    return render(request, "signposting/no_cookies.jinja", context, status=403)


@method_decorator([never_cache, when_open], name="dispatch")
class AskPage(View):
    """What every page of asking has: the group, and what is held for this browser."""

    without_cookies = staticmethod(without_cookies)

    @property
    def listing_id(self) -> UUID:
        """From the page's address."""
        listing_id: UUID = self.kwargs["listing_id"]
        return listing_id

    @property
    def actor(self) -> Actor:
        """Whoever is asking."""
        actor: Actor = self.request.actor  # type: ignore[attr-defined]
        return actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except signposting.CannotBeAsked:
            return self.another_way()

    def group(self) -> directory.ListingRecord:
        """The public group. Raises NotFound, and CannotBeAsked for one that takes nobody so."""
        listing = pages.group_of(self.listing_id)
        if not listing.can_be_asked:
            raise signposting.CannotBeAsked
        return listing

    def another_way(self) -> HttpResponse:
        """How people come to a group that cannot be asked here, and what else there is."""
        listing = pages.group_of(self.listing_id)
        context = {
            "listing": listing,
            "way": pages.way_in(listing, clock.now()),
            "back": reverse("directory:group", args=[listing.id]),
        }
        status = 200 if self.request.method in ("GET", "HEAD") else 409
        return render(self.request, "signposting/ask_another_way.jinja", context, status=status)

    def answers(self) -> dict[str, Any]:
        """What was answered so far, about whichever group: nobody is asked twice.

        Nothing where it leans on what is known of somebody who has signed out since."""
        answers = dict(held(self.request, FORM).get("answers", {}))
        leans = answers.get("safe") == KEPT and pages.profile_of(self.actor) is None
        return {} if leans else answers

    def key(self) -> str:
        """The key under which this group is asked; "" before the first page was answered."""
        if not self.answers():
            return ""
        return str(held(self.request, FORM).get("keys", {}).get(str(self.listing_id), ""))

    def keep(self, answers: dict[str, Any], onward: str) -> HttpResponse:
        """Holds these answers beside the others and leads on."""
        kept = held(self.request, FORM)
        response = HttpResponseRedirect(address(onward, self.listing_id))
        keys = {str(self.listing_id): uuid4().hex} | kept.get("keys", {})
        together = {"answers": kept.get("answers", {}) | answers, "keys": keys}
        hold(self.request, response, FORM, together)
        return response

    def start_again(self) -> HttpResponse:
        """To the first page, which says why."""
        return HttpResponseRedirect(f"{address('ask', self.listing_id)}?again=1")


class Reach(AskPage):
    """How the group may reach whoever asks. Says first when there is no room."""

    def get(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        answers = self.answers()
        known = ReachForm.shown(answers) if answers else pages.known_of(self.actor)
        return self.page(ReachForm(initial=known, profile=pages.profile_of(self.actor)))

    def post(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        self.group()
        form = ReachForm(request.POST, profile=pages.profile_of(self.actor))
        if not form.is_valid():
            return self.page(form)
        seen = "help_to_come" in self.answers() and request.GET.get("after") == "check"
        return self.keep(form.answers(), "check" if seen else "help")

    def page(self, form: Form) -> HttpResponse:
        """The question."""
        listing = self.group()
        checking = self.request.GET.get("after") == "check"
        context = {
            "form": form,
            "listing": listing,
            "room": pages.room_in(listing, clock.now()),
            "again": "again" in self.request.GET,
            "examples": examples(clock.now()),
            "back": address("check", listing.id)
            if checking
            else reverse("directory:group", args=[listing.id]),
        }
        return render(self.request, "signposting/ask_reach.jinja", context)


class Help(AskPage):
    """What would help whoever asks to come; all of it may be skipped."""

    def get(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        answers = self.answers()
        if not self.key():
            return self.start_again()
        known = answers if "help_to_come" in answers else pages.known_help_of(self.actor)
        return self.page(HelpForm(initial=known, on=london_date(clock.now())))

    def post(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        if not self.key():
            return self.start_again()
        form = HelpForm(request.POST, on=london_date(clock.now()))
        return self.keep(form.answers(), "check") if form.is_valid() else self.page(form)

    def page(self, form: Form) -> HttpResponse:
        """The question."""
        listing = self.group()
        checking = self.request.GET.get("after") == "check"
        context = {
            "form": form,
            "listing": listing,
            "back": address("check" if checking else "ask", listing.id),
            "onward": address("check", listing.id),
        }
        return render(self.request, "signposting/ask_help.jinja", context)


class Check(AskPage):
    """All answers on one page, the words that are agreed to, and *Send*."""

    def get(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        if not self.key():
            return self.start_again()
        return self.page(self.answers(), self.key())

    def post(self, request: HttpRequest, listing_id: UUID) -> HttpResponse:
        key, answers = request.POST.get("key", ""), self.answers()
        if not _KEY.fullmatch(key):
            return self.start_again()
        try:
            asked = self.send(answers, key)
        except Invalid as refused:
            # Without answers it was a page of long ago, whose key was never used.
            return self.page(answers, key, refused.faults) if answers else self.start_again()
        except IsRestricted:
            context = {"listing": self.group()}
            return render(request, "signposting/ask_restricted.jinja", context, status=409)
        except signposting.CannotBeAsked:
            raise
        except Conflict:
            context = {"listing": self.group()}
            return render(request, "signposting/ask_already.jinja", context, status=409)
        # What is held stays until the next page was seen: this answer may never arrive.
        return HttpResponseRedirect(reverse("signposting:sent", args=[asked.token]))

    def send(self, answers: dict[str, Any], key: str) -> signposting.AskedRecord:
        """Asks the group. The same key again, even when nothing is held any more, is the same."""
        if answers:
            contact = contact_of(
                answers,
                share_with_group=answers["share_with_group"],
                formats=tuple(answers["formats"]) if "formats" in answers else None,
                interpreter_language=answers.get("interpreter_language"),
            )
        else:
            contact = signposting.ContactAnswers(channel="")
        return signposting.ask(
            listing_id=self.listing_id,
            name=answers.get("name", ""),
            contact=contact,
            help_to_come=tuple(answers.get("help_to_come", ())),
            note=answers.get("note", ""),
            practice=practice_of(self.request),
            key=key,
            actor=self.actor,
            at=clock.now(),
        )

    def page(
        self, answers: dict[str, Any], key: str, faults: dict[str, str] | None = None
    ) -> HttpResponse:
        """The answers in words; with `faults`, the way to where each is put right."""
        listing = self.group()
        context = {
            "listing": listing,
            "rows": pages.rows(answers, self.change),
            "agreed": pages.agreed(answers),
            "key": key,
            "room": pages.room_in(listing, clock.now()),
            "errors": [
                {"text": words, "href": self.change(_PAGE_OF.get(field, "ask"))}
                for field, words in (faults or {}).items()
            ],
            "back": address("help", listing.id),
        }
        return render(self.request, "signposting/ask_check.jinja", context)

    def change(self, name: str) -> str:
        """Where an answer is changed; from there the way leads back here."""
        return f"{address(name, self.listing_id)}?after=check"
