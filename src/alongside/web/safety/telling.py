"""Tell us about a worry: four questions, a look at the answers, and a person reads it.

Nothing is written down before it is sent, but for half an hour in `web/shared/held.py`. When
something fails on the way, the page comes back with what was typed and with the number to ring.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Invalid
from alongside.web.safety.forms import (
    AboutForm,
    Answers,
    ContactForm,
    DangerForm,
    QuestionForm,
    ReadersForm,
    WhatForm,
)
from alongside.web.safety.pages import answer_rows, receipt_of
from alongside.web.shared import limits
from alongside.web.shared.held import held, hold
from alongside.web.shared.open_service import when_open
from alongside.web.shared.shell import published
from alongside.web.shared.words import Words

FORM = "worry"
CHECK = "check"


@dataclass(frozen=True)
class Question:
    """One page: its form, its name in the title (which says nothing), and what answers it."""

    form: type[QuestionForm]
    title: Words
    answered_by: str
    template: str = "safety/question.jinja"


QUESTIONS: dict[str, Question] = {
    "danger": Question(DangerForm, _("Question 1 of 4"), "danger_now", "safety/first.jinja"),
    "what": Question(WhatForm, _("Question 2 of 4"), "what_happened", "safety/what.jinja"),
    "about": Question(AboutForm, _("Question 3 of 4"), "about", "safety/about.jinja"),
    "contact": Question(ContactForm, _("Question 4 of 4"), "may_contact"),
}
READERS = Question(ReadersForm, _("Who sees it"), "kept_from")
_ROUTES = {"danger": "worry"}


def address(key: str) -> str:
    """Where a question, or the page that shows all answers, stands."""
    return reverse(f"safety:{_ROUTES.get(key, key)}")


def _actor(request: HttpRequest) -> Actor:
    """Whoever is signed in. Asked only where it matters, so that the pages stand without it."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return VISITOR
    return request.actor  # type: ignore[attr-defined]


def make_form(
    request: HttpRequest, question: Question, data: Any = None, answers: Answers | None = None
) -> QuestionForm:
    """The form of a question, with what it needs to know of the service and of who is signed in."""
    more: dict[str, Any] = {}
    if question.form is ContactForm:
        more["signed_in_as"] = _actor(request).name
    if question.form is ReadersForm:
        told = published()
        more["readers"] = told.readers if told else ()
    return question.form(data, initial=question.form.shown(answers or {}), **more)


def first_open(answers: Answers) -> str:
    """The first question without an answer, or the page that shows them all."""
    for key, question in QUESTIONS.items():
        if question.answered_by not in answers:
            return key
    return CHECK


@method_decorator([never_cache, when_open], name="dispatch")
class Ask(View):
    """One question."""

    key = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        answers = held(request, FORM)
        before = list(QUESTIONS)
        if self.key in QUESTIONS:
            before = before[: before.index(self.key)]
        missing = [each for each in before if QUESTIONS[each].answered_by not in answers]
        if missing:
            return HttpResponseRedirect(address(missing[0]))
        return self.page(make_form(request, self.question, answers=answers))

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            form = make_form(request, self.question, request.POST)
            if not form.is_valid():
                return self.page(form)
            answers = {name: one for name, one in held(request, FORM).items() if name != "sent"}
            answers = {"key": str(uuid4())} | answers | form.answers()
            response = HttpResponseRedirect(self.onward(answers))
            hold(request, response, FORM, answers)
        except DatabaseError:
            return self.page(self.question.form(request.POST), failed=True)
        return response

    @property
    def question(self) -> Question:
        """The question that this page asks."""
        return QUESTIONS.get(self.key, READERS)

    def onward(self, answers: Answers) -> str:
        """Where *Continue* leads: somebody in danger comes first, then what is not answered yet."""
        if self.key == "danger" and answers["danger_now"] == "yes":
            return reverse("safety:danger_now")
        return address(first_open(answers))

    def page(self, form: QuestionForm, *, failed: bool = False) -> HttpResponse:
        """The question; with `failed`, what was typed and whom to ring instead."""
        context = {
            "form": form,
            "question": self.question,
            "back": self.back(),
            "failed": failed,
            "told": published(),
        }
        return render(self.request, self.question.template, context, status=503 if failed else 200)

    def back(self) -> str:
        """Where *Back* leads."""
        if self.request.GET.get("after") == CHECK or self.key == "readers":
            return address(CHECK)
        order = list(QUESTIONS)
        place = order.index(self.key)
        return address(order[place - 1]) if place else reverse("help:help_now")


@csrf_exempt  # it comes from pages behind a link, which have no cookie; it only remembers an id
@never_cache
@when_open
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begins from a page about two people who meet, or about an introduction. From which one goes
    with the answers, never in an address."""
    response = HttpResponseRedirect(address("danger"))
    thing = request.POST.get("thing", "")
    if thing_of(thing)[0]:
        hold(request, response, FORM, {"key": str(uuid4()), "thing": thing})
    return response


@never_cache
@when_open
@require_safe
def danger_now(request: HttpRequest) -> HttpResponse:
    """The page in between, for somebody in danger: whom to ring, and how to go on telling us."""
    answers = held(request, FORM)
    if answers.get("danger_now") != "yes":
        return HttpResponseRedirect(address("danger"))
    context = {"onward": address(first_open(answers)), "back": address("danger")}
    return render(request, "safety/danger_now.jinja", context)


@method_decorator([never_cache, when_open], name="dispatch")
class Check(View):
    """All answers on one page, and *Send*. What stands on it is what is sent."""

    def get(self, request: HttpRequest) -> HttpResponse:
        answers = held(request, FORM)
        if "sent" in answers:
            return HttpResponseRedirect(reverse("safety:sent"))
        if first_open(answers) != CHECK:
            return HttpResponseRedirect(address(first_open(answers)))
        return self.page(answers)

    def post(self, request: HttpRequest) -> HttpResponse:
        answers, actor = sent_answers(request), _actor(request)
        danger = answers["danger_now"] == "yes"
        try:
            told = safety.tell_worry(
                worry=worry_of(answers),
                key=key_of(answers),
                first=limits.first(
                    request, limits.WORRY_IN_DANGER if danger else limits.WORRY, actor
                ),
                actor=actor,
                at=clock.now(),
            )
            response = HttpResponseRedirect(reverse("safety:sent"))
            hold(request, response, FORM, {"sent": receipt_of(told)})
        except Invalid as refused:
            return self.page(answers, faults=refused.faults)
        except limits.OverLimit:
            return self.page(answers, status=429)
        except DatabaseError:
            return self.page(answers, status=503)
        return response

    def page(
        self, answers: Answers, *, faults: dict[str, str] | None = None, status: int = 200
    ) -> HttpResponse:
        """The answers in words and, unseen, as they are: so they are not lost when all else is.

        With 503, what failed; with 429, that too many came from there; both say whom to ring."""
        told = published()
        context = {
            "rows": answer_rows(answers, told, address),
            "kept": [(name, answers.get(name)) for name in KEPT if answers.get(name)],
            "errors": [
                {"text": words, "href": f"{address(_PAGE_OF.get(field, 'what'))}?after={CHECK}"}
                for field, words in (faults or {}).items()
            ],
            "failed": status == 503,
            "over": status == 429,
            "told": told,
            "danger": answers.get("danger_now") == "yes",
            "back": address("contact"),
        }
        response = render(self.request, "safety/check.jinja", context, status=status)
        if status == 429:
            response["Retry-After"] = str(limits.WAIT_SECONDS)
        return response


# Where an answer that the domain refused is put right.
_PAGE_OF = {
    "about": "about",
    "about_name": "about",
    "contact_name": "contact",
    "contact_by": "contact",
    "contact_at": "contact",
    "contact_safely": "contact",
    "kept_from": "readers",
}
# What travels in the page that sends; all of it text, as forms give it.
_FLAGS = ("may_contact", "may_leave_message", "say_who")
_TEXTS = (
    "key", "danger_now", "what_happened", "about", "about_name", "kept_from", "contact_name",
    "contact_by", "contact_at", "contact_safely", "thing",
)  # fmt: skip
KEPT = (*_TEXTS, *_FLAGS)


def sent_answers(request: HttpRequest) -> Answers:
    """The answers that the page carried."""
    said: Answers = {name: _plain(request.POST.get(name, "")) for name in _TEXTS}
    return said | {name: bool(request.POST.get(name)) for name in _FLAGS}


def _plain(text: str) -> str:
    """Line ends as they were held: a form sends each as two characters."""
    return text.replace("\r\n", "\n")


def worry_of(answers: Answers) -> safety.Worry:
    """The answers as the domain takes them."""
    return safety.Worry(
        danger_now=answers["danger_now"] == "yes",
        what_happened=answers["what_happened"],
        about=answers["about"],
        about_name=answers["about_name"],
        kept_from=_uuid(answers["kept_from"]),
        may_contact=answers["may_contact"],
        contact_name=answers["contact_name"],
        contact_by=answers["contact_by"],
        contact_at=answers["contact_at"],
        contact_safely=answers["contact_safely"],
        may_leave_message=answers["may_leave_message"],
        say_who=answers["say_who"],
        thing=thing_of(answers["thing"])[0],
        thing_id=thing_of(answers["thing"])[1],
    )


def thing_of(text: str) -> tuple[str, UUID | None]:
    """From where it is told, as a page names it: `pair:` or `referral:` and a key; else nothing."""
    kind, _colon, key = text.partition(":")
    found = _uuid(key)
    return (kind, found) if kind in safety.THINGS and found else ("", None)


def key_of(answers: Answers) -> UUID:
    """The key under which it is one worry, however often it is sent."""
    return _uuid(answers["key"]) or uuid4()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """That it has arrived, under which reference, who reads it and by when."""
    receipt = held(request, FORM).get("sent")
    if receipt is None:
        return HttpResponseRedirect(address("danger"))
    return render(request, "safety/sent.jinja", {"receipt": receipt, "told": published()})
