"""Somebody's day: how much waits in each list for a coordinator, and for the administrator,
whichever app looks after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from alongside.domain.directory import public as directory
from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.safety import public as safety
from alongside.domain.signposting import public as signposting
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused


@dataclass(frozen=True)
class Next:
    """What falls due next, and when: a request, introduced (somebody), a check or a group."""

    what: str
    on: date


@dataclass(frozen=True)
class Today:
    """The counts of one day. `next` is what falls due next; it is told when nothing is due now, and
    None when there is none."""

    on: date
    worries: safety.WorryCounts
    requests: signposting.TodayCounts
    introduced: referrals.TodayCounts
    mentors: mentoring.MentorsToday
    messages: messaging.TodayCounts
    listings: directory.TodayCounts
    next: Next | None = None

    @property
    def nothing_due(self) -> bool:
        """Whether nothing waits for a coordinator. What waits for a group or for the safeguarding
        lead is counted and is not theirs to do."""
        asked, told, listed = self.requests, self.messages, self.listings
        came, cared = self.introduced, self.mentors
        return not any(
            (
                *(asked.overdue, asked.to_ring, asked.call_back, asked.to_choose),
                *(came.overdue, came.follow_ups, came.received, came.accepted, came.no_news),
                *(cared.overdue, cared.to_talk, cared.away),
                *(cared.to_match, cared.applied, cared.second_yes, cared.checks_due),
                *(told.cannot_send, told.replies, told.letters, told.reviews),
                *(listed.to_check, listed.to_ring),
            )
        )


@dataclass(frozen=True)
class Administers:
    """What waits for the service's administrator: `without_reader` is how many worries nobody can
    read, and nothing about any of them."""

    without_reader: int
    complaints: people.ComplaintCounts
    deletions: int

    @property
    def nothing_due(self) -> bool:
        """Whether nothing waits."""
        return not (self.without_reader or self.complaints.open or self.deletions)


@dataclass(frozen=True)
class Day:
    """The day of somebody who coordinates, or administers the service, or both."""

    on: date
    coordinates: Today | None
    administers: Administers | None


def day(*, actor: Actor, at: datetime) -> Day:
    """What waits for the actor. Raises Refused for whoever neither coordinates nor administers the
    service."""
    here = people.service()
    administers = here is not None and actor.holds(people.Role.ORG_ADMIN, here.organisation_id)
    coordinates = actor.holds(people.Role.COORDINATOR)
    if not (administers or coordinates):
        raise Refused("Today is for coordinators and the service's administrator")
    return Day(
        on=london_date(at),
        coordinates=today(actor=actor, at=at) if coordinates else None,
        administers=_administers(actor, at) if administers else None,
    )


def _administers(actor: Actor, at: datetime) -> Administers:
    return Administers(
        without_reader=safety.unread_by_anybody(actor=actor, at=at),
        complaints=people.complaint_counts(actor=actor, at=at),
        deletions=len(people.erasures(actor=actor)),
    )


def today(*, actor: Actor, at: datetime) -> Today:
    """What waits for a coordinator, in as many queries for thirty things as for one.

    Raises Refused for whoever coordinates nowhere."""
    listings = directory.today(actor=actor, at=at)
    found = Today(
        on=london_date(at),
        worries=safety.counts(actor=actor, at=at),
        requests=signposting.today(actor=actor, at=at),
        introduced=referrals.today(actor=actor, at=at),
        mentors=mentoring.today(actor=actor, at=at),
        messages=messaging.today(actor=actor, at=at),
        listings=listings,
    )
    if not found.nothing_due:
        return found
    return replace(found, next=_next(found, actor, at))


def _next(found: Today, actor: Actor, at: datetime) -> Next | None:
    """What falls due first: a request, somebody who was introduced, a check, or a group."""
    first = signposting.requests(actor=actor, at=at, which="open", per_page=1).rows
    came = referrals.referrals_of_service(actor=actor, at=at, which="open", per_page=1).rows
    days = [
        *(("request", row.due_on) for row in first),
        *(("introduced", row.due_on) for row in came),
        ("check", found.mentors.next_check_on),
        ("group", found.listings.next_ring_on),
    ]
    due = [Next(what, day) for what, day in days if day is not None]
    return min(due, key=lambda one: one.on, default=None)
