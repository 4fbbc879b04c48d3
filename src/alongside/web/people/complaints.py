"""Complaints about data: written by anybody, answered by the service's administrator."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.domain.people import public as people
from alongside.domain.people.public import ComplaintRecord, ReplyBy, Wanted
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.journeys import looking
from alongside.web.people.my_data.pages import spoken
from alongside.web.people.my_data.views import page_number
from alongside.web.shared import limits
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    Form,
    Look,
    TextField,
)
from alongside.web.shared.parts import Row
from alongside.web.shared.shell import published
from alongside.web.shared.words import Words

WANTED: dict[str, Words] = {
    Wanted.EXPLAIN: _("Explain what happened"),
    Wanted.COPY: _("Send me a copy of what you hold about me"),
    Wanted.CORRECT: _("Put something right"),
    Wanted.DELETE: _("Delete what you hold about me"),
    Wanted.STOP: _("Stop using it for something"),
}
REPLY_BY: dict[str, Words] = {
    ReplyBy.EMAIL: _("By email"),
    ReplyBy.PHONE: _("By phone"),
    ReplyBy.POST: _("By post"),
    ReplyBy.NONE: _("Do not answer me: just look into it"),
}
STATES: dict[str, Words] = {
    "received": _("Nobody looked into it yet"),
    "in_hand": _("Somebody looks into it"),
    "answered": _("Answered"),
}


class ComplaintForm(Form):
    """A complaint, and how it is safe to answer it."""

    about = TextField(
        label=_("What is wrong?"),
        called=_("what is wrong"),
        hint=_("What happened with your details, and when. You need not give anybody's name."),
        max_length=5000,
    )
    wanted = ChoiceField(
        label=_("What would you like us to do?"),
        called=_("what you would like us to do"),
        choices=list(WANTED.items()),
    )
    reply_by = ChoiceField(
        label=_("How may we answer you?"),
        called=_("how we may answer you"),
        hint=_("Choose a way that nobody else sees or hears, if that matters to you."),
        choices=list(REPLY_BY.items()),
    )
    reply_to = CharField(
        label=_("Your email address, phone number or postal address"),
        hint=_("Leave this empty if you do not want an answer."),
        required=False,
        max_length=300,
    )
    may_leave_message = BooleanField(
        label=_("If you ring me, you may leave a message"), required=False
    )
    safely = CharField(
        label=_("Is there a time or a way that is safe, or not safe?"),
        hint=_("For example: only on weekday mornings; never send post"),
        required=False,
        max_length=500,
    )
    name = CharField(
        label=_("What may we call you?"),
        hint=_("You need not say who you are. Without your name we may not find your details."),
        required=False,
        look=Look(autocomplete="name"),
    )


class AnswerForm(Form):
    """What was answered."""

    answer = TextField(
        label=_("What did you answer, and how?"),
        called=_("what you answered"),
        max_length=5000,
    )


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


@never_cache
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    """Takes a complaint. The key in the form makes one of what is sent twice."""
    key, actor = _key(request.POST.get("key", "")), _actor(request)
    over = False
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            people.complain(
                given=people.ComplaintGiven(**form.cleaned_data),
                key=key,
                first=limits.first(request, limits.COMPLAINT, actor),
                actor=actor,
                at=clock.now(),
            )
        except limits.OverLimit:
            over = True
        except Invalid as refused:
            form.add_faults(refused.faults)
        else:
            return redirect("people:complained", key=key)
    context = {"form": form, "key": key, "told": published() if over else None, "over": over}
    response = render(
        request, "people/complaints/complain.jinja", context, status=429 if over else 200
    )
    if over:
        response["Retry-After"] = str(limits.WAIT_SECONDS)
    return response


@never_cache
@require_safe
def complained(request: HttpRequest, key: UUID) -> HttpResponse:
    """The reference, and what happens by when."""
    sent = people.complaint_sent(key)
    context = {
        "reference": sent.reference,
        "received": spoken(sent.received_on),
        "due": spoken(sent.due_on),
        "answered": sent.answered,
    }
    return render(request, "people/complaints/complained.jinja", context)


@never_cache
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """All complaints, the soonest due first, for the service's administrator."""
    found = people.complaints(
        actor=_actor(request), at=clock.now(), page=page_number(request.GET.get("page", ""))
    )
    rows = [
        {
            "id": each.id,
            "reference": each.reference,
            "wanted": WANTED[each.given.wanted],
            "state": STATES[each.state],
            "due": spoken(each.due_on),
            "late": each.days_late,
            "answered": each.state == "answered",
        }
        for each in found.rows
    ]
    return render(request, "people/complaints/list.jinja", {"rows": rows, "found": found})


@never_cache
@require_http_methods(["GET", "POST"])
def complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """One complaint; a POST notes what was answered."""
    actor, at = _actor(request), clock.now()
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            people.answer_complaint(
                complaint_id, answer=form.cleaned_data["answer"], actor=actor, at=at
            )
        except Invalid as refused:
            form.add_faults(refused.faults)
        else:
            return redirect(f"{reverse('people:complaints')}?done=answered")
    found = looking.complaint(complaint_id, actor=actor, at=at)
    context = {
        "form": None if found.state == "answered" else form,
        "id": found.id,
        "reference": found.reference,
        "state": found.state,
        "late": found.days_late,
        "rows": _rows(found),
    }
    return render(request, "people/complaints/one.jinja", context)


@require_POST
def take_complaint(request: HttpRequest, complaint_id: UUID) -> HttpResponse:
    """Says that somebody looks into it; pressed twice is once."""
    with suppress(Conflict):
        people.take_complaint(complaint_id, actor=_actor(request), at=clock.now())
    return redirect("people:complaint", complaint_id=complaint_id)


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def _rows(found: ComplaintRecord) -> list[Row]:
    given = found.given
    rows = [
        Row(_("State"), STATES[found.state]),
        Row(_("Came on"), spoken(london_date(found.received_at))),
        Row(_("Answer by"), spoken(found.due_on)),
        Row(_("What is wrong"), given.about),
        Row(_("What they would like"), WANTED[given.wanted]),
        Row(_("Name"), given.name or _("Not given")),
        Row(_("How to answer"), REPLY_BY[given.reply_by]),
    ]
    if given.reply_to:
        rows.append(Row(_("Where"), given.reply_to))
    if given.reply_by == ReplyBy.PHONE:
        message = _("Yes") if given.may_leave_message else _("No: leave no message")
        rows.append(Row(_("May you leave a message?"), message))
    if given.safely:
        rows.append(Row(_("Safe times and ways"), given.safely))
    if found.answered_at:
        rows.append(Row(_("Answered on"), spoken(london_date(found.answered_at))))
        rows.append(Row(_("Answer"), found.answer))
    return rows
