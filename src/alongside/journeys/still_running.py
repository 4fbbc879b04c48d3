"""*Still running?*: a group is asked, and the question reaches it.

Directory keeps the question and its dates, messaging the message; asking and sending are one unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.foundation.actor import Actor
from alongside.foundation.paging import Page
from alongside.foundation.unit import Thing, unit

TEMPLATE = "still_running"
KIND = "directory.runningcheck"
_WENT_OUT = frozenset({"sent", "delivered"})


@dataclass(frozen=True)
class RunningLine:
    """A question that waits, with what was sent about it, the oldest first."""

    row: directory.RunningRow
    told: tuple[messaging.AboutRow, ...]


@dataclass(frozen=True)
class Done:
    """What a run of the due work did: `reminded` counts second messages."""

    counts: directory.DueCounts
    reminded: int


def ask_due(*, actor: Actor, at: datetime) -> int:
    """Asks every group whose six months are over, each with its message to the published contact.

    A group that no message reaches is to be rung at once. Returns how many were asked. Raises
    Refused for whoever coordinates nowhere."""
    return directory.ask_due(actor=actor, at=at, tell=lambda row: _tell(row, actor, at))


def run_due(*, actor: Actor, at: datetime) -> Done:
    """Does what is due today: asks, reminds once who has not answered for a week, tags, hides.

    Again on the same day, late, or by two at once, sends nothing twice. Raises Refused for whoever
    coordinates nowhere."""
    counts = directory.run_due(actor=actor, at=at, tell=lambda row: _tell(row, actor, at))
    waiting = directory.to_remind(actor=actor, at=at)
    again = {
        key for key, told in _told(waiting).items() if len(told) == 1 and told[0].state in _WENT_OUT
    }
    to_remind = (row for row in waiting if str(row.check_id) in again)
    return Done(counts, sum(_remind(row, actor, at) for row in to_remind))


def running_lines(*, actor: Actor, at: datetime, page: int = 1) -> Page[RunningLine]:
    """Every question without an answer with what was sent, the one nearest to be hidden first: a
    constant number of queries. Raises Refused for whoever coordinates nowhere."""
    found = directory.running_checks(actor=actor, at=at, page=page)
    told = _told(found.rows)
    lines = tuple(RunningLine(row, told.get(str(row.check_id), ())) for row in found.rows)
    return Page(lines, found.number, found.pages, found.total)


def _told(rows: tuple[directory.RunningRow, ...]) -> dict[str, tuple[messaging.AboutRow, ...]]:
    return messaging.messages_about(KIND, [row.check_id for row in rows], template=TEMPLATE)


def _remind(row: directory.RunningRow, actor: Actor, at: datetime) -> bool:
    """Asks once more, unless the answer has come while others were reminded."""
    with unit(actor=actor, at=at):
        waits = directory.waits(row.check_id, actor=actor)
        if waits:
            _tell(row, actor, at, again=True)
        return waits


def _tell(row: directory.RunningRow, actor: Actor, at: datetime, *, again: bool = False) -> None:
    """Sends the link to the group's published contact; where none reaches it, has it rung."""
    cause = Thing(KIND, row.check_id)
    with unit(actor=actor, at=at):
        sent = messaging.send(
            TEMPLATE,
            to=messaging.to_published(
                row.contact_name or row.name,
                email=row.email,
                phone=row.phone,
                source=f"listing/{row.listing_id}",
            ),
            values={"link": row.token},
            cause=cause,
            key=f"{TEMPLATE}/{row.check_id}/{'again' if again else 'first'}",
            organisation_id=row.steward_id,
            actor=actor,
            at=at,
        )
        if sent.state == "cannot_send":
            # It stands in the list of those to ring, and need not stand in another.
            messaging.cancel(cause, actor=actor, at=at)
            directory.ring_now(row.check_id, actor=actor, at=at)
