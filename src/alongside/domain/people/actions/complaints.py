"""Complaints about somebody's data: written by anybody, answered by the service's administrator."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import rules
from alongside.domain.people.actions.faults import refuse_faults
from alongside.domain.people.models import Complaint
from alongside.domain.people.queries.complaints import acknowledged, own_complaint
from alongside.domain.people.queries.service import home_id
from alongside.domain.people.records import (
    ComplaintAcknowledged,
    ComplaintGiven,
    ReplyBy,
    Wanted,
)
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

# Without letters and digits that are taken for one another, since a reference is read out.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def complain(
    *,
    given: ComplaintGiven,
    key: UUID,
    first: Callable[[], None] = lambda: None,
    actor: Actor,
    at: datetime,
) -> ComplaintAcknowledged:
    """Takes a complaint and says by which day it is answered. Anybody may; nobody needs an account.

    The same `key` again gives the same answer and does nothing. `first` is called before a new one
    is taken; what it raises is raised, and nothing is taken. Raises Invalid by field."""
    given = _tidy(given)
    refuse_faults(_faults(given))
    if not Complaint.objects.filter(key=key).exists():
        first()
    with unit(actor=actor, at=at) as work:
        row = Complaint.objects.filter(key=key).first() or _take_in(given, key, work)
    return acknowledged(row)


def take_complaint(complaint_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Says that somebody looks into it. Raises NotFound for anybody but the service's
    administrator, Conflict where it is further already."""
    with unit(actor=actor, at=at) as work:
        move(own_complaint(complaint_id, actor), "take", work=work, organisation_id=home_id())


def answer_complaint(complaint_id: UUID, *, answer: str, actor: Actor, at: datetime) -> None:
    """Notes what was answered; the same again is once. Raises as `take_complaint`, and Invalid."""
    answer = answer.strip()
    fault = rules.fault_of_text(answer, longest=5_000, needed=_("Enter what you answered."))
    refuse_faults({"answer": fault})
    with unit(actor=actor, at=at) as work:
        row = own_complaint(complaint_id, actor)
        if row.answered_at is not None and row.answer == answer:
            return
        # The words first: the database lets nothing be answered without a day.
        Complaint.objects.filter(pk=row.pk).update(answer=answer, answered_at=at)
        move(row, "answer", work=work, organisation_id=home_id())
        work.audit(
            "complaint.answer_noted",
            row,
            organisation_id=home_id(),
            fields=("answer", "answered_at"),
        )


def _take_in(given: ComplaintGiven, key: UUID, work: Work) -> Complaint:
    drawn = "".join(secrets.choice(_LETTERS) for _each in range(8))
    row = Complaint(
        key=key,
        reference=f"{drawn[:4]}-{drawn[4:]}",
        person_id=work.actor.person_id,
        name=given.name,
        about=given.about,
        wanted=given.wanted,
        reply_by=given.reply_by,
        reply_to=given.reply_to,
        safely=given.safely,
        may_leave_message=given.may_leave_message,
        received_at=work.at,
        due_on=_due_on(given.wanted, work.at),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:  # the same form, at the same moment
        return Complaint.objects.get(key=key)
    work.audit(
        "complaint.received",
        row,
        organisation_id=home_id(),
        fields=("about", "wanted", "reply_by", "reply_to", "due_on"),
    )
    return row


def _due_on(wanted: str, at: datetime) -> date:
    received = london_date(at)
    if wanted in rules.COMPLAINS:
        return rules.thirty_days(received)
    return rules.a_month(received, catalogue.days_off())


def _tidy(given: ComplaintGiven) -> ComplaintGiven:
    silent = given.reply_by == ReplyBy.NONE
    return ComplaintGiven(
        about=given.about.strip(),
        wanted=given.wanted,
        reply_by=given.reply_by,
        name=given.name.strip(),
        reply_to="" if silent else given.reply_to.strip(),
        safely="" if silent else given.safely.strip(),
        may_leave_message=given.may_leave_message and given.reply_by == ReplyBy.PHONE,
    )


def _faults(given: ComplaintGiven) -> dict[str, str]:
    faults = {
        "about": rules.fault_of_text(
            given.about, longest=5_000, needed=_("Tell us what is wrong.")
        ),
        "name": rules.fault_of_line(given.name, longest=200, needed=False),
        "safely": rules.fault_of_text(given.safely, longest=500),
        "reply_to": rules.fault_of_text(given.reply_to, longest=300),
    }
    if given.wanted not in {each.value for each in Wanted}:
        faults["wanted"] = _("Select what you would like us to do.")
    if given.reply_by not in {each.value for each in ReplyBy}:
        faults["reply_by"] = _("Select how we may answer you.")
    elif given.reply_by == ReplyBy.EMAIL:
        faults["reply_to"] = rules.fault_of_email(given.reply_to)
    elif given.reply_by != ReplyBy.NONE and not given.reply_to:
        faults["reply_to"] = _("Enter where we can reach you.")
    return faults
