"""What waits for a person: messages that could not be sent, letters to post, replies to read."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging.models import Message, Reply, SafeContact
from alongside.domain.messaging.queries.profiles import in_words
from alongside.domain.messaging.records import (
    CannotSendRow,
    Channel,
    LetterRow,
    OutboxRow,
    ReplyRow,
    Template,
)
from alongside.domain.messaging.rules.deciding import Go
from alongside.domain.messaging.rules.numbers import as_people_read
from alongside.domain.messaging.rules.reasons import Why, sentence
from alongside.domain.messaging.rules.seeing import coordinates
from alongside.domain.messaging.rules.wording import faults_of_values, render
from alongside.domain.messaging.states import A_PERSONS_TURN, MessageState, ReplyState
from alongside.domain.messaging.templates import library
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible


def visible_messages(actor: Actor) -> QuerySet[Message]:
    """The messages that the actor works with: those of the organisations that they coordinate;
    what belongs to none is the service's own. Sign-in mail is nobody's."""
    seen = Message.objects.exclude(to_kind="address")
    return seen if actor.is_system else seen.filter(_own(actor))


def _own(actor: Actor) -> Q:
    own = coordinates(actor)
    here = people.service()
    if here is not None and here.organisation_id in own:
        return Q(organisation_id__in=own) | Q(organisation=None)
    return Q(organisation_id__in=own)


def require_coordinator(actor: Actor) -> None:
    """Raises Refused for whoever coordinates nowhere."""
    if not actor.is_system and not coordinates(actor):
        raise Refused("only a coordinator works through what waits")


def cannot_send(*, actor: Actor, page: int = 1, per_page: int = 25) -> Page[CannotSendRow]:
    """What could not be sent, the longest waiting first, each with why and what it would have said.

    Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    rows = (
        visible_messages(actor)
        .filter(state__in=A_PERSONS_TURN)
        .select_related("person")
        .order_by("created_at", "pk")
    )
    profiles: dict[UUID, SafeContact] = {}
    kept: set[UUID] = set()

    def remember(found: list[Message]) -> None:
        wanted = {row.person_id for row in found if row.person_id}
        kept.update(people.restricted(wanted))
        for profile in SafeContact.objects.filter(person_id__in=wanted - kept):
            profiles[profile.person_id] = profile

    def record(row: Message) -> CannotSendRow:
        return _kept_row(row) if row.person_id in kept else _cannot_send_row(row, profiles)

    return page_of(rows, record, number=page, per_page=per_page, prepare=remember)


def cannot_send_row(message_id: UUID, *, actor: Actor) -> CannotSendRow:
    """One message that waits for a person. Raises NotFound when out of sight, and Conflict when
    somebody dealt with it."""
    row = get_visible(visible_messages(actor).select_related("person"), message_id)
    if row.state not in A_PERSONS_TURN:
        raise Conflict("somebody dealt with it")
    if row.person_id and people.restricted([row.person_id]):
        return _kept_row(row)
    profile = SafeContact.objects.filter(person_id=row.person_id).first() if row.person_id else None
    return _cannot_send_row(row, {profile.person_id: profile} if profile else {})


def cannot_send_count(*, actor: Actor) -> int:
    """How many wait, for whoever may see them; 0 for anybody else."""
    return visible_messages(actor).filter(state__in=A_PERSONS_TURN).count()


def _cannot_send_row(row: Message, profiles: dict[UUID, SafeContact]) -> CannotSendRow:
    profile = profiles.get(row.person_id) if row.person_id else None
    template = library().templates.get(row.template)
    number = (profile.phone_number or profile.text_number) if profile else ""
    may_ring = profile is not None and Channel.PHONE not in profile.forbidden
    name = row.person.name if row.person is not None else row.contact.get("name", "")
    return CannotSendRow(
        message_id=row.pk,
        person_id=row.person_id,
        name=name,
        state=row.state,
        purpose=template.purpose if template else "",
        why=why_in_words(row),
        words=_words(row, template),
        ring=as_people_read(number) if may_ring else as_people_read(row.contact.get("phone", "")),
        may_leave_message=profile.may_leave_message if profile else False,
        needs=in_words(profile.formats, profile.interpreter_language) if profile else (),
        since=row.created_at,
        cause_type=row.cause_type,
        cause_id=row.cause_id,
    )


def _kept_row(row: Message) -> CannotSendRow:
    """A message to somebody whose details are kept and not used: that there is one, and why."""
    template = library().templates.get(row.template)
    return CannotSendRow(
        message_id=row.pk,
        person_id=row.person_id,
        name=people.not_used(),
        state=row.state,
        purpose=template.purpose if template else "",
        why=sentence(Why.RESTRICTED),
        words="",
        ring="",
        may_leave_message=False,
        needs=(),
        since=row.created_at,
        cause_type=row.cause_type,
        cause_id=row.cause_id,
        restricted=True,
    )


def why_in_words(row: Message) -> str:
    """Why it could not be sent, as a sentence; "" where nothing stood in its way."""
    return sentence(row.why, _what(row)) if row.why else ""


def _what(row: Message) -> str:
    if row.why == Why.LANGUAGE:
        return catalogue.label("language", row.why_what)
    if row.why == Why.FORMAT and row.why_what in library().formats:
        return library().formats[row.why_what].label
    return row.why_what


def _words(row: Message, template: Template | None) -> str:
    """What the message says, in English, for somebody who reads it out; unsigned."""
    if template is None or faults_of_values(template, row.values):
        return ""
    wording = template.wordings["en"]
    longer = Channel.EMAIL if wording.email else Channel.TEXT
    way = Go(longer, "", named=False, easy_read=False, large=False)
    common = library().common["en"]
    body = render(
        template, wording, way, row.values, sender="", common=common, site=settings.SITE_ADDRESS
    ).body
    return body.split(common.neutral)[0].strip()


def letters_to_post(actor: Actor) -> QuerySet[Message]:
    """Letters that wait to be printed and posted by somebody. One to somebody who asked since then
    that their details are not used waits until they may be."""
    waiting = visible_messages(actor).filter(
        state=MessageState.SENT, provider="print", wiped_at=None
    )
    although = [slug for slug, one in library().templates.items() if one.although_restricted]
    kept = waiting.filter(person__in=people.restricted()).exclude(template__in=although)
    return waiting.exclude(pk__in=kept.values("pk"))


def letters(*, actor: Actor, page: int = 1, per_page: int = 25) -> Page[LetterRow]:
    """The letters to print and post, the oldest first. Raises Refused for whoever coordinates
    nowhere."""
    require_coordinator(actor)
    return page_of(
        letters_to_post(actor).order_by("sent_at", "pk"),
        lambda row: LetterRow(
            message_id=row.pk,
            person_id=row.person_id,
            address=tuple(row.address.splitlines()),
            body=row.body,
            language=row.language,
            large=row.large,
            since=row.sent_at or row.created_at,
        ),
        number=page,
        per_page=per_page,
    )


def replies(*, actor: Actor, page: int = 1, per_page: int = 25) -> Page[ReplyRow]:
    """The replies that a person must read, the oldest first.

    Raises Refused for whoever coordinates nowhere."""
    require_coordinator(actor)
    rows = (
        visible_replies(actor)
        .filter(state=ReplyState.TO_READ)
        .select_related("person", "message")
        .order_by("at", "pk")
    )
    kept: set[UUID] = set()

    def remember(found: list[Reply]) -> None:
        kept.update(people.restricted(row.person_id for row in found if row.person_id))

    return page_of(
        rows, lambda row: _reply_row(row, kept), number=page, per_page=per_page, prepare=remember
    )


def visible_replies(actor: Actor) -> QuerySet[Reply]:
    """The replies to what the actor's organisations sent; to nothing known: the service's own."""
    return Reply.objects.all() if actor.is_system else Reply.objects.filter(_own(actor))


def _reply_row(row: Reply, kept: set[UUID]) -> ReplyRow:
    """What somebody wrote is read also when their details are not used: it may be why."""
    name = row.person.name if row.person else ""
    template = library().templates.get(row.message.template) if row.message else None
    return ReplyRow(
        reply_id=row.pk,
        person_id=row.person_id,
        name=people.not_used() if row.person_id in kept else name,
        text=row.text,
        meaning=row.meaning,
        about=template.label if template else "",
        at=row.at,
    )


def outbox(
    *, at: datetime, channel: str = "", page: int = 1, per_page: int = 25
) -> Page[OutboxRow]:
    """Every message of the last 30 days as its recipient gets it, the newest first: a demo alone.

    `channel` narrows them to one. Raises NotFound in a real service."""
    if not people.is_demo():
        raise NotFound("messaging.outbox")
    rows = Message.objects.filter(created_at__gt=at - timedelta(days=30))
    if channel:
        rows = rows.filter(channel=channel)
    return page_of(
        rows.select_related("person").order_by("-created_at", "-pk"),
        _outbox_row,
        number=page,
        per_page=per_page,
    )


def _outbox_row(row: Message) -> OutboxRow:
    text = row.channel == Channel.TEXT
    return OutboxRow(
        message_id=row.pk,
        state=row.state,
        to=row.person.name if row.person is not None else row.contact.get("name", ""),
        channel=row.channel,
        address=as_people_read(row.address) if text else row.address,
        sender=row.sender,
        subject=row.subject,
        body=row.body,
        parts=row.parts,
        language=row.language,
        template=row.template,
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        why=why_in_words(row),
    )
