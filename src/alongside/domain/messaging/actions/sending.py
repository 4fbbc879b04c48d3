"""Sending: the message stands in the outbox in the same transaction as its cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from alongside.domain.messaging.actions.preparing import weigh, weigh_known
from alongside.domain.messaging.actions.profiles import NewProfile
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.queries.reaching import first_text_key, known_of, recipient_of
from alongside.domain.messaging.records import Recipient, SentRecord, Template, ToSend
from alongside.domain.messaging.rules.deciding import AFTER_FIRST_TEXT, Block, Decision, Wait
from alongside.domain.messaging.rules.wording import faults_of_values
from alongside.domain.messaging.templates import library
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid
from alongside.foundation.statements import insert
from alongside.foundation.transitions import move
from alongside.foundation.unit import Identified, Work, unit

FIRST_TEXT = "first_text"
_NO_VALUES: Mapping[str, str] = {}


def send(
    template: str,
    *,
    to: Recipient,
    values: Mapping[str, str] = _NO_VALUES,
    cause: Identified,
    key: str,
    organisation_id: UUID | None = None,
    not_before: datetime | None = None,
    actor: Actor,
    at: datetime,
) -> SentRecord:
    """Puts a message into the outbox, in the caller's unit where one is open.

    It goes out when its recipient allows, or waits for a person where it may not (`cannot_send`).
    The same `key` again returns the first message and does nothing. `values` fill the template's
    gaps: days as 2026-12-01, moments as 2026-12-01T14:30, links as token or id where the template
    knows their page. Raises Invalid for a template, recipient or value that does not fit: a fault
    of the code."""
    wanted = ToSend(template, to, cause, key, values, organisation_id, not_before)
    _kind(wanted)
    with unit(actor=actor, at=at) as work:
        there = Message.objects.filter(key=key).first()
        if there is not None:
            return _record(there)
        return _put(_message(wanted, at), work)


@dataclass(frozen=True)
class Prepared:
    """Messages written out before the unit that puts them into the outbox."""

    messages: tuple[Message, ...]
    decisions: tuple[Decision, ...]
    first_texts: tuple[tuple[Message, Decision], ...]


def prepare(*wanted: ToSend, new: Iterable[NewProfile] = (), at: datetime) -> Prepared:
    """Weighs and writes out messages, with nothing saved: for what is reckoned before a unit.

    What was said meanwhile is not missed: each is weighed again when it is sent. `new` are the
    profiles of people who are about to be added. Raises Invalid as `send`."""
    for each in wanted:
        _kind(each)
    messages = tuple(_message(each, at) for each in wanted)
    new = tuple(new)
    looked_up = {digest: number for one in new for digest, number in one.numbers.items()}
    recipients = [recipient_of(message) for message in messages]
    known = known_of(recipients, [one.record for one in new], looked_up)
    decisions = tuple(weigh_known(messages, known, at=at))
    firsts: dict[str, tuple[Message, Decision]] = {}
    for message, decision, whom in zip(messages, decisions, known, strict=True):
        if isinstance(decision, Wait) and decision.first_text and not whom.first_text_there:
            first = _first_text(message, decision, at)
            if first.key not in firsts:
                firsts[first.key] = first, weigh_known([first], [whom], at=at)[0]
    return Prepared(messages, decisions, tuple(firsts.values()))


def put(prepared: Prepared, *, actor: Actor, at: datetime) -> tuple[SentRecord, ...]:
    """Puts messages that were prepared into the outbox, in the caller's unit: one statement for all
    of them. Raises IntegrityError where one with the same key is there: the caller's is the second
    of two units that do the same."""
    with unit(actor=actor, at=at) as work:
        insert(prepared.messages)
        for message, decision in zip(prepared.messages, prepared.decisions, strict=True):
            _queued(message, decision, work)
        for first, decision in prepared.first_texts:
            if _save(first) is None:
                _queued(first, decision, work)
    return tuple(_record(message) for message in prepared.messages)


def _kind(wanted: ToSend) -> Template:
    kind = library().templates.get(wanted.template)
    if kind is None:
        raise Invalid({"template": f"there is no message “{wanted.template}”"})
    if wanted.to.kind not in kind.to:
        raise Invalid({"to": f"“{wanted.template}” is not for {wanted.to.kind}"})
    faults = faults_of_values(kind, wanted.values)
    if faults:
        raise Invalid(faults)
    return kind


def _message(wanted: ToSend, at: datetime) -> Message:
    return Message(
        key=wanted.key,
        template=wanted.template,
        version=library().templates[wanted.template].version,
        names_of_values=sorted(wanted.values),
        to_kind=wanted.to.kind,
        person_id=wanted.to.person_id,
        organisation_id=wanted.organisation_id,
        cause_type=wanted.cause._meta.label_lower,
        cause_id=str(wanted.cause.pk),
        values=dict(wanted.values),
        contact=_contact(wanted.to),
        not_before=wanted.not_before,
        due_at=wanted.not_before or at,
        created_at=at,
    )


def _contact(to: Recipient) -> dict[str, str]:
    if to.kind in {"person", "staff"}:
        return {}
    return {
        "name": to.name,
        "email": to.email,
        "phone": to.phone,
        "language": to.language,
        "source": to.source,
    }


def _put(message: Message, work: Work) -> SentRecord:
    """Saves a new message as it was weighed, with the first text before it where one is needed."""
    decision = weigh([message], at=work.at)[0]
    there = _save(message)
    if there is not None:
        return there
    _queued(message, decision, work)
    if isinstance(decision, Wait) and decision.first_text:
        put_first_text(message, decision, work)
    return _record(message)


def _save(message: Message) -> SentRecord | None:
    """Saves a new message; the first one's record when somebody else was quicker with the key."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        return _record(Message.objects.get(key=message.key))
    return None


def _queued(message: Message, decision: Decision, work: Work) -> None:
    """Notes a message that was saved; one that may not go out becomes a person's turn."""
    work.audit(
        "message.queued",
        message,
        organisation_id=message.organisation_id,
        fields=("template", "values", "channel", "address", "body"),
    )
    if isinstance(decision, Block):
        move(
            message,
            "block",
            work=work,
            organisation_id=message.organisation_id,
            reason=str(decision.why),
        )


def put_first_text(message: Message, decision: Wait, work: Work) -> None:
    """Puts the text without a link before the first one with a link, once for each number."""
    first = _first_text(message, decision, work.at)
    if not Message.objects.filter(key=first.key).exists():
        _put(first, work)


def _first_text(message: Message, decision: Wait, at: datetime) -> Message:
    return Message(
        key=first_text_key(message.number_digest),
        template=FIRST_TEXT,
        version=library().templates[FIRST_TEXT].version,
        to_kind=message.to_kind,
        person_id=message.person_id,
        organisation_id=message.organisation_id,
        cause_type=message.cause_type,
        cause_id=message.cause_id,
        contact=message.contact,
        not_before=decision.until - AFTER_FIRST_TEXT,
        due_at=at,
        created_at=at,
    )


def _record(message: Message) -> SentRecord:
    return SentRecord(message.pk, message.state, message.why)
