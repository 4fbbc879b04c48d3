"""Invented people who asked a group over the last weeks, with all that came of it.

Told day by day, through the doors that people use, with what falls due done each day: so whatever
the asking machine can come to is there to be seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.demo.source import read
from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.signposting import public as signposting
from alongside.foundation.actor import VISITOR, Actor, system

DAYS = 41
_ACTOR = system("demo")
_SAYS = {
    "went": "went",
    "not_for_me": "not_for_me",
    "could_not_come": "could_not_come",
    "could_not_come_twice": "could_not_come",
    "they_differ": "went",
    "call_me": "call_me",
}
_HEARD = {"they_differ": "could_not_come", "nothing_but_the_group": "went"}
Act = Callable[[datetime], None]


def make_requests(known: Mapping[str, Actor], made: Mapping[str, UUID], *, at: datetime) -> None:
    """Tells the last six weeks, ending at `at`. The same `at` tells the same."""
    told = read("asking")
    days = _Days()
    story = _Story(days, _groups(made), known["sam"])
    story.places(told)
    days.every = story.says_how
    for number, person in enumerate(told["people"]):
        days.plan(person["ago"], story.asks(person, number))
    for number, need in enumerate(told["unmet"]):
        days.plan(need["ago"], _unmet(need, number))
    for number, person in enumerate(told["tell_me"]):
        days.plan(person["ago"], _tell_me(person, number))
    days.tell(at)


class _Days:
    """What happens on which day before the demo's own."""

    def __init__(self) -> None:
        self._plans: dict[int, list[Act]] = defaultdict(list)
        self.every: Act = lambda now: None

    def plan(self, ago: int, act: Act) -> None:
        """Has something done on a day that has not come yet; what would lie ahead is left out."""
        if ago >= 0:
            self._plans[ago].append(act)

    def tell(self, at: datetime) -> None:
        """Goes through the days: first what is due, then what people do, then the messages."""
        for ago in range(DAYS, -1, -1):
            now = late_morning(at - timedelta(days=ago)) if ago else at
            signposting.run_due(actor=_ACTOR, at=now)
            for act in (self.every, *self._plans[ago]):
                act(now)
            messaging.drain(now=lambda now=now: now)  # type: ignore[misc]


def late_morning(at: datetime) -> datetime:
    """An hour at which most people may be written to, whenever the demo is made."""
    return at.replace(hour=11, minute=0, second=0, microsecond=0)


@dataclass(frozen=True)
class _Story:
    """What came of each request. `ago` counts down as the story goes on."""

    days: _Days
    groups: Sequence[UUID]
    coordinator: Actor
    hows: dict[UUID, tuple[str, str]] = field(default_factory=dict)

    def places(self, told: Mapping[str, Any]) -> None:
        """A few groups have a number of places, and some are full."""
        for limit in told["limited"]:
            listing_id, places = self.groups[limit["group"]], limit["places"]
            self.days.plan(DAYS, self._set_places(listing_id, places))
        for number in told["full"]:
            self.days.plan(DAYS, self._set_full(self.groups[number]))

    def _set_places(self, listing_id: UUID, places: int) -> Act:
        return lambda now: signposting.set_places(
            listing_id, places=places, actor=self.coordinator, at=now
        )

    def _set_full(self, listing_id: UUID) -> Act:
        return lambda now: directory.set_full(listing_id, True, actor=self.coordinator, at=now)

    def asks(self, person: Mapping[str, Any], number: int) -> Act:
        """Somebody asks, and what follows is planned."""

        def act(now: datetime) -> None:
            record = signposting.ask(
                listing_id=self.groups[person["group"]],
                name=person["name"],
                contact=_contact(person, number),
                help_to_come=tuple(person.get("help", ())),
                note=person.get("note", ""),
                practice=person.get("practice", ""),
                key=f"demo-ask-{number}",
                actor=VISITOR,
                at=now,
            )
            following = getattr(self, f"_{person['then']}")
            following(person, record, person["ago"])

        return act

    def _silent(self, person: Mapping[str, Any], record: signposting.AskedRecord, ago: int) -> None:
        """The group says nothing."""

    def _withdrawn(
        self, person: Mapping[str, Any], record: signposting.AskedRecord, ago: int
    ) -> None:
        self.days.plan(ago - 2, lambda now: signposting.cancel_request(record.token, at=now))

    def _waits(self, person: Mapping[str, Any], record: signposting.AskedRecord, ago: int) -> None:
        self._rang(record, ago - 1, answer="waiting")

    def _coming(self, person: Mapping[str, Any], record: signposting.AskedRecord, ago: int) -> None:
        self._rang(record, ago - 1, answer="coming", meets_you=person.get("meets", ""))
        self.hows[record.request_id] = (person.get("how", ""), record.token)

    def _not_this_one(
        self, person: Mapping[str, Any], record: signposting.AskedRecord, ago: int
    ) -> None:
        self._rang(record, ago - 1, answer="not_this_one", reason=person.get("reason", ""))
        following = person.get("next", "")
        if following == "none_suits":
            self.days.plan(
                ago - 2,
                lambda now: signposting.nothing_suits(
                    record.request_id, actor=self.coordinator, at=now
                ),
            )
        elif following:
            self.days.plan(ago - 2, self._offers(record))
        if following == "accepted":
            self.days.plan(ago - 3, lambda now: _accepts(record.token, now))

    def _offers(self, record: signposting.AskedRecord) -> Act:
        def act(now: datetime) -> None:
            signposting.offer_next(record.request_id, actor=self.coordinator, at=now)

        return act

    def _rang(self, record: signposting.AskedRecord, ago: int, **answer: Any) -> None:
        """The group says it to a coordinator: nobody but the group has the group's link."""
        self.days.plan(
            ago,
            lambda now: signposting.rang_group(
                record.request_id, **answer, actor=self.coordinator, at=now
            ),
        )

    def says_how(self, now: datetime) -> None:
        """Whoever was asked how it was says so, or the group or a coordinator does."""
        asked = signposting.requests(
            actor=self.coordinator, which="asked_how", at=now, per_page=100
        )
        for row in asked.rows:
            how, token = self.hows.pop(row.request_id, ("", ""))
            if row.first_day is None:
                continue
            if how == "could_not_come_twice":
                self.hows[row.request_id] = ("could_not_come", token)
            if how in _SAYS:
                signposting.say(token, what=_SAYS[how], about=row.first_day, at=now)
            if how in _HEARD:
                signposting.coordinator_said(
                    row.request_id,
                    what=_HEARD[how],
                    about=row.first_day,
                    actor=self.coordinator,
                    at=now,
                )


def _accepts(token: str, now: datetime) -> None:
    """The person takes the group that was named, if one was."""
    if signposting.my_request(token, at=now).offer is not None:
        signposting.accept_offer(signposting.link_for(token, "offer", at=now), at=now)


def _groups(made: Mapping[str, UUID]) -> list[UUID]:
    """The groups that can be asked, in the order in which they were made."""
    known = directory.public_listings(made.values())
    return [
        listing_id
        for listing_id in made.values()
        if (found := known.get(listing_id)) is not None
        and found.kind == "group"
        and found.state == directory.ListingState.LISTED
        and not found.full
    ]


def _contact(person: Mapping[str, Any], number: int) -> signposting.ContactAnswers:
    """An invented way of reaching somebody: numbers that Ofcom keeps for stories."""
    return signposting.ContactAnswers(
        channel=person["by"],
        number=f"07700 900{100 + number:03d}" if person["by"] in ("text", "phone") else "",
        email=f"person{number}@people.example" if person["by"] == "email" else "",
        post=(f"{number + 1} Invented Road", "Worcester", "WR1 1AA")
        if person["by"] == "letter"
        else (),
        share_with_group=person.get("share", False),
    )


def _unmet(need: Mapping[str, Any], number: int) -> Act:
    def act(now: datetime) -> None:
        for time in range(need["times"]):
            signposting.record_unmet(
                outward=need["outward"],
                condition=need["condition"],
                language=need.get("language", ""),
                age_band=need.get("age_band", ""),
                key=f"demo-unmet-{number}-{time}",
                actor=VISITOR,
                at=now,
            )

    return act


def _tell_me(person: Mapping[str, Any], number: int) -> Act:
    def act(now: datetime) -> None:
        signposting.tell_when_one_opens(
            name=person["name"],
            contact=_contact(person, 80 + number),
            outward=person["outward"],
            condition=person["condition"],
            language=person.get("language", ""),
            key=f"demo-tell-{number}",
            actor=VISITOR,
            at=now,
        )

    return act
