"""*Stop everything*, in one press, and taking that back; writing to somebody no more; and falling
silent when somebody died."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from alongside.domain.messaging.actions.profiles import look_again, may_change
from alongside.domain.messaging.actions.settling import cancel_to
from alongside.domain.messaging.models import SafeContact
from alongside.domain.messaging.records import Channel
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from alongside.foundation.unit import unit

# Nobody is hurried: whoever pressed by mistake has time to read what the page says.
UNDO_FOR = timedelta(minutes=30)
_ALL = [str(channel) for channel in Channel]
_FIELDS = ("channels", "forbidden")
_WRITTEN = (Channel.TEXT, Channel.EMAIL, Channel.LETTER)


def stop_everything(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Forbids every way of reaching the person; what waits for them goes to a coordinator instead.

    Again does nothing. A visitor is somebody behind a signed link: their page vouches. Raises
    NotFound for a profile that the actor may not see."""
    with unit(actor=actor, at=at) as work:
        row = SafeContact.objects.select_for_update().filter(person_id=person_id).first()
        if row is None:
            row = SafeContact(person_id=person_id, created_at=at)
        elif not may_change(row, actor):
            raise NotFound("messaging.safecontact")
        if row.forbidden == _ALL and not row.channels:
            return
        row.before_stop = {name: getattr(row, name) for name in _FIELDS}
        row.undo_until = at + UNDO_FOR
        row.channels, row.forbidden = [], _ALL
        row.changed_at = at
        row.save()
        work.audit(
            "safecontact.stopped_all", row, organisation_id=row.organisation_id, fields=_FIELDS
        )
        look_again(person_id, at=at)


def stop_writing(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Forbids texts, e-mails and letters to the person; whether somebody may ring stays as it is.
    What waits for them goes to a coordinator instead. Again, or for who has no profile: nothing.

    Raises NotFound for a profile that the actor may not see."""
    with unit(actor=actor, at=at) as work:
        row = SafeContact.objects.select_for_update().filter(person_id=person_id).first()
        if row is None:
            return
        if not may_change(row, actor):
            raise NotFound("messaging.safecontact")
        forbidden = [one for one in _ALL if one in row.forbidden or one in _WRITTEN]
        if row.forbidden == forbidden:
            return
        row.channels = [one for one in row.channels if one not in _WRITTEN]
        row.forbidden = forbidden
        row.before_stop, row.undo_until, row.changed_at = {}, None, at
        row.save()
        work.audit(
            "safecontact.stopped_writing", row, organisation_id=row.organisation_id, fields=_FIELDS
        )
        look_again(person_id, at=at)


def fall_silent(*, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Somebody died: what waits for them is taken back, whoever wrote it, and every way of reaching
    them is forbidden, so that a letter of ours never comes to their family. Again does nothing.

    Who may say so is for the caller to know, within whose unit this is."""
    with unit(actor=actor, at=at) as work:
        cancel_to(person_id, work)
        row = SafeContact.objects.select_for_update().filter(person_id=person_id).first()
        if row is None or (row.forbidden == _ALL and not row.channels and not row.before_stop):
            return
        row.channels, row.forbidden = [], _ALL
        row.before_stop, row.undo_until, row.changed_at = {}, None, at
        row.save()
        work.audit(
            "safecontact.fell_silent", row, organisation_id=row.organisation_id, fields=_FIELDS
        )


def undo_stop(*, person_id: UUID, actor: Actor, at: datetime) -> bool:
    """Puts back what stood before *stop everything*; whether that was still possible.

    Within half an hour, and unless something else was chosen since. Raises NotFound for a profile
    that the actor may not see."""
    with unit(actor=actor, at=at) as work:
        row = SafeContact.objects.select_for_update().filter(person_id=person_id).first()
        if row is None:
            return False
        if not may_change(row, actor):
            raise NotFound("messaging.safecontact")
        stopped = row.forbidden == _ALL and not row.channels
        if not stopped or row.undo_until is None or row.undo_until <= at:
            return False
        row.channels, row.forbidden = (row.before_stop[name] for name in _FIELDS)
        row.before_stop, row.undo_until, row.changed_at = {}, None, at
        row.save()
        work.audit(
            "safecontact.stop_undone", row, organisation_id=row.organisation_id, fields=_FIELDS
        )
        look_again(person_id, at=at)
        return True
