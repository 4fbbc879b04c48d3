"""Weighing a message against what its recipient asked for, and writing it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings

from alongside.domain.messaging import providers
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.queries.reaching import Known, known_of, recipient_of
from alongside.domain.messaging.records import Channel, Template
from alongside.domain.messaging.rules.deciding import Block, Decision, Go, Means, Wait, decide
from alongside.domain.messaging.rules.numbers import digest_of
from alongside.domain.messaging.rules.reasons import Why
from alongside.domain.messaging.rules.wording import (
    condition_named,
    faults_of_values,
    render,
    sender_of,
)
from alongside.domain.messaging.templates import library
from alongside.domain.people import public as people

# What may differ between one weighing and the next: saved with each.
WRITTEN = (
    "version", "channel", "address", "sender", "subject", "body", "language", "parts", "large",
    "number_digest", "due_at", "why", "why_what",
)  # fmt: skip


def weigh(messages: Sequence[Message], *, at: datetime) -> list[Decision]:
    """What may be done with each message at this moment, with it written out where it may go.

    A few queries for any number; nothing is saved."""
    return weigh_known(messages, known_of([recipient_of(each) for each in messages]), at=at)


def weigh_known(
    messages: Sequence[Message], known: Sequence[Known], *, at: datetime
) -> list[Decision]:
    """As `weigh`, by what is known of each message's recipient already."""
    return [_weigh(message, one, at) for message, one in zip(messages, known, strict=True)]


def _weigh(message: Message, known: Known, at: datetime) -> Decision:
    template = library().templates.get(message.template)
    if template is None or faults_of_values(template, message.values):
        return _block(message, Block(Why.GONE))
    means = Means(
        channels=providers.available(),
        formats=library().formats,
        first_texted_at=known.first_texted_at,
        first_text_failed=known.first_text_failed,
    )
    reach = known.for_kind(template, message.to_kind)
    since = message.not_before or message.created_at
    decision = decide(template, reach, means, since=since, at=at)
    if isinstance(decision, Block):
        return _block(message, decision)
    way = decision.by if isinstance(decision, Wait) else decision
    named = _write(message, template, way, known)
    if named:
        return _block(message, Block(Why.NAMES_CONDITION))
    message.why = message.why_what = ""
    message.due_at = decision.until if isinstance(decision, Wait) else at
    return decision


def _block(message: Message, block: Block) -> Block:
    message.why, message.why_what = str(block.why), block.what
    return block


def _write(message: Message, template: Template, way: Go, known: Known) -> str:
    """Writes the message out; returns the condition that it would name, or ""."""
    reach = known.reach
    if reach is None:
        raise ValueError("a message without a recipient cannot be written")
    here = people.service()
    service_name = here.name if here else ""
    short = settings.SHORT_NAME if way.channel == Channel.TEXT else ""
    sender = sender_of(reach.signed_as, reach.signature_name, short or service_name)
    rendered = render(
        template,
        template.wordings[reach.language],
        way,
        message.values,
        sender=sender,
        common=library().common[reach.language],
        site=settings.SITE_ADDRESS,
    )
    message.version = template.version
    message.channel, message.address = str(way.channel), way.address
    message.sender, message.subject, message.body = (
        rendered.sender[:100],
        rendered.subject,
        rendered.body,
    )
    message.language, message.parts, message.large = reach.language, rendered.parts, way.large
    text = way.channel == Channel.TEXT
    message.number_digest = digest_of(way.address) if text else ""
    return condition_named(rendered, library().conditions, _chosen(message, template, way, sender))


def _chosen(message: Message, template: Template, way: Go, sender: str) -> list[str]:
    """What the recipient chose to have named, and what is no word: tokens of links."""
    kinds = {"names", "link"} if way.named else {"link"}
    chosen = [
        message.values[name]
        for name, gap in template.variables.items()
        if gap.kind in kinds and (gap.kind != "link" or gap.at)
    ]
    return [*chosen, sender]


def leased_until(at: datetime) -> datetime:
    """How long a worker holds a message: longer than any provider takes."""
    return at + timedelta(minutes=5)
