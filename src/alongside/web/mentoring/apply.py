"""Applying to be a mentor: five pages, a look at the answers, and it is sent.

What somebody answers is held for half an hour, as when asking a group; the key that makes ten times
*Send* one volunteer travels in the form.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.web.mentoring import forms
from alongside.web.shared.held import held, hold
from alongside.web.shared.open_service import when_open
from alongside.web.shared.parts import Row

FORM = "mentor"
_KEY = re.compile(r"[0-9a-f]{32}")
PAGES: dict[str, tuple[Any, type[forms.ApplyForm]]] = {
    "you": (_("About you"), forms.YouForm),
    "share": (_("What you can share"), forms.StoryForm),
    "when": (_("When and where"), forms.WhenForm),
    "people": (_("Two people who know you"), forms.RefereesForm),
}
_ORDER = (*PAGES, "check")


def address(name: str) -> str:
    """A page of applying."""
    return reverse("mentoring:apply_page", args=[name])


def page_of_field(field: str) -> str:
    """On which page a field is put right."""
    speaks = {"place": "near", "max_km": "miles", "number": "channel"}
    field = speaks.get(field, field)
    for name, (_title, form) in PAGES.items():
        if field in form.base_fields:
            return name
    return "people" if field.startswith("referee") else "you"


@method_decorator([never_cache, when_open], name="dispatch")
class Start(View):
    """Could you be a mentor? What it asks of somebody, and what it does not."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {"again": "again" in request.GET, "onward": address("you")}
        return render(request, "mentoring/start.jinja", context)


@method_decorator([never_cache, when_open], name="dispatch")
class Apply(View):
    """One page of questions."""

    def answers(self) -> dict[str, Any]:
        """What was answered so far."""
        return dict(held(self.request, FORM).get("answers", {}))

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        answers = self.answers()
        if name != "you" and not answers:
            return HttpResponseRedirect(reverse("mentoring:apply") + "?again=1")
        form = self.form(name)
        shown = answers
        if name == "when" and answers.get("near"):
            place = catalogue.place(answers["near"])
            shown = answers | {"near": place.name if place else ""}
        known = {field: shown[field] for field in form.base_fields if field in shown}
        return self.page(name, form(initial=known, on=london_date(clock.now())))

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        form = self.form(name)(request.POST, on=london_date(clock.now()))
        if not form.is_valid():
            return self.page(name, form)
        kept = held(request, FORM)
        together = kept.get("answers", {}) | form.answers()
        seen = request.GET.get("after") == "check" and "referee_2_name" in together
        onward = "check" if seen else _ORDER[_ORDER.index(name) + 1]
        response = HttpResponseRedirect(
            reverse("mentoring:apply_check") if onward == "check" else address(onward)
        )
        key = kept.get("key") or uuid4().hex
        hold(request, response, FORM, {"answers": together, "key": key})
        return response

    def form(self, name: str) -> type[forms.ApplyForm]:
        """The page's form. Raises NotFound."""
        if name not in PAGES:
            raise NotFound("page")
        return PAGES[name][1]

    def page(self, name: str, form: forms.ApplyForm) -> HttpResponse:
        """The questions."""
        number = _ORDER.index(name)
        before = address(_ORDER[number - 1]) if number else reverse("mentoring:apply")
        context = {
            "form": form,
            "asks": name,
            "title": PAGES[name][0],
            "number": number + 2,
            "back": reverse("mentoring:apply_check")
            if self.request.GET.get("after") == "check"
            else before,
        }
        return render(self.request, "mentoring/apply.jinja", context)


@method_decorator([never_cache, when_open], name="dispatch")
class Check(View):
    """All answers on one page, the words that are agreed to, and *Send*."""

    def kept(self) -> dict[str, Any]:
        """What is held."""
        return dict(held(self.request, FORM))

    def again(self) -> HttpResponse:
        """To the first page, which says why."""
        return HttpResponseRedirect(reverse("mentoring:apply") + "?again=1")

    def get(self, request: HttpRequest) -> HttpResponse:
        kept = self.kept()
        if "referee_2_name" not in kept.get("answers", {}):
            return self.again()
        return self.page(kept["answers"], kept["key"])

    def post(self, request: HttpRequest) -> HttpResponse:
        key, answers = request.POST.get("key", ""), self.kept().get("answers", {})
        if not _KEY.fullmatch(key):
            return self.again()
        try:
            sent = mentoring.apply(
                name=answers.get("name", ""),
                reach=forms.reach_of(answers),
                profile=forms.profile_of(answers),
                referees=forms.referees_of(answers),
                key=key,
                actor=request.actor,  # type: ignore[attr-defined]
                at=clock.now(),
            )
        except Invalid as refused:
            return self.page(answers, key, refused.faults) if answers else self.again()
        except Conflict:
            return render(request, "mentoring/already.jinja", {}, status=409)
        # What is held stays until the next page was seen: this answer may never arrive.
        return HttpResponseRedirect(reverse("mentoring:sent", args=[sent.token]))

    def page(
        self, answers: dict[str, Any], key: str, faults: dict[str, str] | None = None
    ) -> HttpResponse:
        """The answers in words; with `faults`, the way to where each is put right."""
        context = {
            "rows": _rows(answers),
            "agreed": people.consent_words("mentor-application").words,
            "key": key,
            "errors": [
                {"text": words, "href": f"{address(page_of_field(field))}?after=check"}
                for field, words in (faults or {}).items()
            ],
            "back": address("people"),
        }
        return render(self.request, "mentoring/apply_check.jinja", context)


def _rows(answers: dict[str, Any]) -> tuple[Row, ...]:
    def change(name: str) -> str:
        return f"{address(name)}?after=check"

    reach = forms.reach_of(answers)
    place = catalogue.place(answers.get("near", ""))
    first, second = forms.referees_of(answers)
    listed = [
        (__("Your name"), answers["name"], "you"),
        (__("How we reach you"), reach.number or reach.email, "you"),
        (__("A few words about you"), answers.get("story", ""), "share"),
        (__("You live with"), forms.words_of("condition", answers.get("conditions", ())), "share"),
        (__("You can share"), forms.words_of("topic", answers.get("can_share", ())), "share"),
        (__("You could meet"), forms.words_of("time", answers.get("times", ())), "when"),
        (__("How"), forms.words_of("mode", answers.get("modes", ())), "when"),
        (__("Where you live"), place.name if place else "", "when"),
        (__("People at one time"), answers.get("capacity", "1"), "when"),
        (__("The first person who knows you"), first.name, "people"),
        (__("The second person who knows you"), second.name, "people"),
    ]
    return tuple(Row(key, value, change(page)) for key, value, page in listed)
