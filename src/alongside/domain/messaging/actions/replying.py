"""What people answer. STOP, START and HELP are acted on; a number goes to whoever asked; all else
waits for a person, and is never answered by a machine in a caring voice."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging.actions.profiles import look_again
from alongside.domain.messaging.actions.sending import send
from alongside.domain.messaging.events import ReplyReceived, TextsStopped
from alongside.domain.messaging.models import Message, Number, Reply, SafeContact
from alongside.domain.messaging.queries.waiting import visible_replies
from alongside.domain.messaging.records import to_number
from alongside.domain.messaging.rules.numbers import as_mobile, digest_of
from alongside.domain.messaging.rules.replying import (
    HELP,
    START,
    STOP,
    meaning_of,
    words_of,
)
from alongside.domain.messaging.states import ReplyState
from alongside.domain.messaging.templates import library
from alongside.foundation.actor import Actor, system
from alongside.foundation.errors import Invalid
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

# So long an answer still belongs to its question.
ANSWERS_FOR = timedelta(days=14)
_LONGEST_TEXT, _LONGEST_NOTE = 1_600, 300


def reply(*, provider: str, provider_id: str, sender: str, text: str, at: datetime) -> None:
    """Takes in one text that somebody sent. The same `provider_id` again does nothing.

    An answer by number to the one question that was asked of this number is told as ReplyReceived;
    two questions of different people at one number are not guessed between."""
    sender, text = _kept(sender), _kept(text)[:_LONGEST_TEXT]
    number = as_mobile(sender)
    digest = digest_of(number or sender)
    meaning = meaning_of(text, [words_of(one.content) for one in catalogue.terms("reply_words")])
    with unit(actor=system(f"reply {provider}"), at=at) as work:
        asked = _asked(digest, meaning, at)
        row = Reply(
            provider=provider,
            provider_id=_kept(provider_id),
            number_digest=digest,
            text=text,
            meaning=meaning,
            message=asked or _last(digest),
            at=at,
        )
        row.person_id = row.message.person_id if row.message else _only_person(number)
        row.organisation_id = row.message.organisation_id if row.message else None
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return
        work.audit(
            "reply.received", row, organisation_id=row.organisation_id, fields=("text", "meaning")
        )
        _act(row, asked, number, work)


def _kept(said: str) -> str:
    """What a provider said, as any database can keep it."""
    return said.encode("utf-8", "replace").decode().replace("\x00", "")


def reply_read(reply_id: UUID, *, note: str = "", actor: Actor, at: datetime) -> None:
    """A person has read a reply and does what it needs; its words are wiped. Again does nothing.

    Raises NotFound when out of sight, Invalid for a note that is too long."""
    note = note.strip()
    if len(note) > _LONGEST_NOTE:
        raise Invalid({"note": _("Use 300 letters or fewer.")})
    with unit(actor=actor, at=at) as work:
        seen = visible_replies(actor).select_for_update(of=("self",))
        row = get_visible(seen, reply_id)
        if row.state == ReplyState.TO_READ:
            row.note, row.read_by_id = note, actor.person_id
            _done(row, "read", work)


def _act(row: Reply, asked: Message | None, number: str, work: Work) -> None:
    if row.meaning == STOP:
        _stop(row, number, work)
    elif row.meaning == START:
        _start(row, number, work)
    elif row.meaning == HELP:
        _answer(row, "help_now", number, work)
    elif asked is not None:
        _done(row, "take", work)
        work.publish(
            ReplyReceived(
                message_id=asked.pk,
                cause_type=asked.cause_type,
                cause_id=asked.cause_id,
                template=asked.template,
                meaning=row.meaning,
                at=work.at,
            )
        )


def _asked(digest: str, meaning: str, at: datetime) -> Message | None:
    """The one question that this answers: the newest, unless another person was asked too."""
    asking = [slug for slug, kind in library().templates.items() if meaning in kind.asks]
    found = list(
        Message.objects.filter(
            number_digest=digest,
            template__in=asking,
            sent_at__gt=at - ANSWERS_FOR,
            sent_at__lte=at,
        ).order_by("-sent_at", "-pk")[:50]
    )
    return found[0] if len({message.person_id for message in found}) == 1 else None


def _last(digest: str) -> Message | None:
    """What was last sent to the number, where it was sent to one person alone."""
    found = list(
        Message.objects.filter(number_digest=digest, sent_at__isnull=False).order_by(
            "-sent_at", "-pk"
        )[:50]
    )
    return found[0] if len({message.person_id for message in found}) == 1 else None


def _only_person(number: str) -> UUID | None:
    people = SafeContact.objects.filter(text_number=number).values_list("person_id", flat=True)
    found = list(people[:2]) if number else []
    return found[0] if len(found) == 1 else None


def _stop(row: Reply, number: str, work: Work) -> None:
    """No more texts to this number, whoever has it; the reply stays for the coordinator to read."""
    known, _made = Number.objects.get_or_create(digest=row.number_digest)
    if known.stopped_at is not None:
        return
    known.stopped_at = work.at
    known.save(update_fields=["stopped_at"])
    people = _set_stopped(number, work.at, work)
    _answer(row, "stop_done", number, work)
    work.publish(TextsStopped(people, work.at))


def _start(row: Reply, number: str, work: Work) -> None:
    Number.objects.filter(digest=row.number_digest).update(stopped_at=None)
    _set_stopped(number, None, work)
    _done(row, "take", work)


def _set_stopped(number: str, stopped_at: datetime | None, work: Work) -> tuple[UUID, ...]:
    rows = list(SafeContact.objects.filter(text_number=number)) if number else []
    for profile in rows:
        profile.texts_stopped_at = stopped_at
        profile.save(update_fields=["texts_stopped_at"])
        work.audit(
            "safecontact.stopped" if stopped_at else "safecontact.started",
            profile,
            organisation_id=profile.organisation_id,
            fields=("texts_stopped_at",),
        )
        look_again(profile.person_id, at=work.at)
    return tuple(profile.person_id for profile in rows)


def _answer(row: Reply, template: str, number: str, work: Work) -> None:
    """Answers the number itself, at once, once in ten minutes: two machines must not talk on."""
    if not number:
        return
    wordings = library().templates[template].wordings
    spoken = SafeContact.objects.filter(person__in=[row.person_id] if row.person_id else [])
    languages = spoken.values_list("language", flat=True)
    language = next((each for each in languages if each in wordings), "en")
    span = int(work.at.timestamp()) // 600
    send(
        template,
        to=to_number(number, language=language),
        cause=row,
        key=f"{template}/{row.number_digest}/{span}",
        organisation_id=row.organisation_id,
        actor=work.actor,
        at=work.at,
    )


def _done(row: Reply, event: str, work: Work) -> None:
    row.text = ""
    row.save(update_fields=["text", "note", "read_by"])
    move(row, event, work=work, organisation_id=row.organisation_id)
