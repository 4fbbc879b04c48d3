"""A worry that was told from a page about two people who meet, or about an introduction.

Whoever may read the worry learns whom it was told about, and may pause the meetings at once. The
two hear the same neutral words as at any other pause; nothing tells anybody of a worry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from alongside.domain.mentoring import public as mentoring
from alongside.domain.referrals import public as referrals
from alongside.domain.safety import public as safety
from alongside.foundation.actor import Actor, system
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.unit import unit

_OWN_WORK = system("worries")
PAIR, REFERRAL = "pair", "referral"


@dataclass(frozen=True)
class ToldFrom:
    """From where it was told: the names there, the introduction's reference or "", and whether the
    reader can pause meetings now or they are paused; of two who have `finished`, the words between
    them."""

    names: tuple[str, ...]
    reference: str
    may_pause: bool
    paused: bool
    finished: bool = False


@dataclass(frozen=True)
class Opened:
    """A worry with from where it was told; None where it was told from nowhere, or that is gone."""

    record: safety.WorryRecord
    told_from: ToldFrom | None


def opened(concern_id: UUID, *, actor: Actor, at: datetime) -> Opened:
    """As safety.open_worry, with whom it was told about. Raises NotFound as that."""
    record = safety.open_worry(concern_id, actor=actor, at=at)
    return Opened(record, _told_from(record, actor, at))


def pause_meetings(concern_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Whoever reads the worry pauses the meetings of the two, or where they have finished what they
    write to each other, and that is written down with it, in one unit. Again does nothing.

    Raises NotFound as safety.open_worry and for a pair that is gone, Conflict where it was not told
    from a pair, they do not meet any more, or it is closed."""
    with unit(actor=actor, at=at):
        record = safety.open_worry(concern_id, actor=actor, at=at)
        if record.told.thing != PAIR or record.told.thing_id is None:
            raise Conflict("it was not told from a pair")
        pair = mentoring.pair_told(record.told.thing_id, actor=actor, at=at)
        mentoring.pause_pair(record.told.thing_id, actor=actor, at=at)
        safety.write_down(
            concern_id,
            kind="note",
            words=_("They have finished. They do not write to each other for now.")
            if pair.finished
            else _("Their meetings are paused for now."),
            key=uuid5(concern_id, f"pause/{record.told.thing_id}/{at.isoformat()}"),
            actor=actor,
            at=at,
        )


def _told_from(record: safety.WorryRecord, actor: Actor, at: datetime) -> ToldFrom | None:
    told = record.told
    try:
        if told.thing == PAIR and told.thing_id is not None:
            pair = mentoring.pair_told(told.thing_id, actor=actor, at=at)
            may = pair.may_pause and record.row.state != "closed"
            return ToldFrom(pair.names, "", may, pair.paused, pair.finished)
        if told.thing == REFERRAL and told.thing_id is not None:
            found = referrals.referral(told.thing_id, actor=_OWN_WORK, at=at)
            return ToldFrom((found.name,), found.reference, may_pause=False, paused=False)
    except NotFound:
        return None
    return None
