"""One introduction whole, for its coordinator: what happened in every app, what comes next, and
who else has just opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor
from alongside.journeys import looking
from alongside.journeys.told_about import lines_of


@dataclass(frozen=True)
class Opened:
    """Another member of staff opened this, so many whole minutes ago."""

    name: str
    minutes: int


@dataclass(frozen=True)
class Introduction:
    """One introduction with its whole story, the oldest first. `next` is the one thing to do: the
    name of an act of the introduction, or suggest (a mentor, at `place_id`); "" for nothing now.
    `not_delivered`: a message to the person did not reach them, and nobody has seen to it yet."""

    record: referrals.ReferralRecord
    story: tuple[referrals.StoryLine, ...]
    next: str
    place_id: UUID | None
    opened: Opened | None
    not_delivered: bool


@dataclass(frozen=True)
class PlaceShown:
    """Somebody who waits for a mentor, and who else has just opened them."""

    record: mentoring.PlaceRecord
    opened: Opened | None


_NEXT = {
    "received": "accept",
    "accepted": "contacted",
    "waiting": "contacted",
    "contacted": "plan-agreed",
    "plan_agreed": "attending",
}


def introduction(referral_id: UUID, *, actor: Actor, at: datetime) -> Introduction:
    """As looking.referral, with what other apps know of its episode. A constant number of queries.
    Raises NotFound as that."""
    record = looking.referral(referral_id, actor=actor, at=at)
    place = asked = None
    if record.episode_id is not None:
        place = mentoring.place_story(record.episode_id, actor=actor)
        asked = outcomes.outcomes(record.episode_id, actor=actor)
    messages = _messages(referral_id, place)
    lines = [*record.story, *lines_of(messages)]
    if place is not None:
        lines += [referrals.StoryLine(when, words, "") for when, words in place.lines]
    for one in asked or ():
        words = _("We asked how they are: %(measure)s") % {"measure": one.label}
        lines.append(referrals.StoryLine(one.asked_at, words, ""))
    return Introduction(
        record=record,
        story=tuple(sorted(lines, key=lambda line: line.at)),
        next=_next(record.state, place.state if place else ""),
        place_id=place.place_id if place else None,
        opened=_opened(record.person_id, "referral", actor, at),
        not_delivered=any(one.failed and one.person_id == record.person_id for one in messages),
    )


def _next(state: str, place: str) -> str:
    """A mentor for who waits; to close what two have finished; otherwise the introduction's own."""
    if place == mentoring.PlaceState.WAITING:
        return "suggest"
    if place == mentoring.PlaceState.CLOSED and state == "attending":
        return "close"
    return _NEXT.get(state, "")


def place(place_id: UUID, *, actor: Actor, at: datetime) -> PlaceShown:
    """As looking.place, with who else has just opened it. Raises NotFound as that."""
    record = looking.place(place_id, actor=actor, at=at)
    return PlaceShown(record, _opened(record.person_id, "place", actor, at))


def _messages(
    referral_id: UUID, place: mentoring.PlaceStory | None
) -> tuple[messaging.MessageAbout, ...]:
    told = messaging.messages_of("referrals.referral", referral_id)
    if place is not None:
        told += messaging.messages_of("mentoring.place", place.place_id)
    return told


def _opened(person_id: UUID, what: str, actor: Actor, at: datetime) -> Opened | None:
    found = people.opened_lately(person_id, what, actor=actor, at=at)
    if found is None:
        return None
    name, when = found
    return Opened(name, int((at - when).total_seconds()) // 60)
