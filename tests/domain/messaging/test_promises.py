"""The proof: whatever people ask of the service, and whatever is sent when, no promise is broken.

People, wishes, moments and kinds of message are drawn by chance; wishes change and STOP comes while
messages wait; what leaves is judged by a checker that knows none of the gateway's code."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, Number
from alongside.domain.messaging.rules.numbers import digest_of
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.foundation.actor import by_link
from alongside.foundation.errors import Invalid
from domain.messaging.checker import Left, Said, broken_promises
from factories.catalogue import files
from factories.messaging import SYSTEM
from factories.people import PersonFactory

FILES = files()
KINDS = {entry.id: dict(entry.content) for entry in FILES.entries["message"]}
FORMATS = {entry.id: dict(entry.content) for entry in FILES.entries["format"]}
CONDITIONS = [
    word for entry in FILES.entries["condition"] for word in (entry.label, *entry.content["also"])
]
GROUP, ORGANISATION = "Riverside HIV Circle", "Severn Peers"
FOR_PEOPLE = sorted(
    name for name, kind in KINDS.items() if "person" in kind["to"] and name != "first_text"
)
ALTHOUGH = {"my_data_link", "restriction_ends"}
# What leaders type: mostly harmless, sometimes not.
HOSTS = ["Ruth", "Ruth from the HIV clinic", "رُوت", "Ruth 🌻", "Sam, diabetes", "Al"]
DAYS = [datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)]
CHANNELS = ["text", "email", "letter", "phone"]


class World:
    """Some people, what they have said, and what was sent to them."""

    def __init__(self, seed: int) -> None:
        self.seed, self.chance = seed, random.Random(seed)
        self.said: dict[UUID, Said] = {}
        self.people: dict[UUID, Person] = {}
        self.now = self.chance.choice(DAYS) + timedelta(minutes=self.chance.randrange(1440))
        self.count = 0
        self.stopped: set[str] = set()
        self.restricted: set[UUID] = set()
        self.looked_at: set[UUID] = set()
        self.broken: Counter[str] = Counter()
        self.left = 0

    def join(self) -> None:
        """A new person, mostly with a number of their own."""
        row = PersonFactory(user=None)
        self.people[row.pk] = row
        self.say(row.pk)

    def say(self, key: UUID) -> None:
        """The person says how they may be reached, all of it afresh."""
        pick = self.chance
        shared = pick.random() < 0.05
        number = "07700 900999" if shared else f"07700 900{len(self.people) % 990:03}"
        allowed = pick.sample(CHANNELS, pick.randint(1, 3))
        rest = [channel for channel in CHANNELS if channel not in allowed]
        safe = [self._span() for _ in range(pick.choice([0, 0, 1, 2]))]
        quiet = pick.choice([(1260, 480), (1260, 480), (0, 0), (780, 900), (60, 120)])
        said = Said(
            allowed=allowed,
            forbidden=pick.sample(rest, pick.randint(0, len(rest))),
            where={
                "text": f"+44{number[1:].replace(' ', '')}",
                "email": pick.choice(["one@example.org", f"{len(self.people)}@example.org"]),
                "letter": f"{len(self.people)} High Street\nUpton\nWR8 0AA",
            },
            safe=safe,
            quiet=quiet,
            may_name=pick.random() < 0.3,
            signs=pick.choice(["neutral", "service", "first_name"]),
            language=pick.choice(["en"] * 8 + ["cy", "ur"]),
            formats=pick.sample(sorted(FORMATS), pick.choice([0, 0, 0, 1, 2])),
        )
        try:
            messaging.set_profile(
                person_id=key, changes=_changes(said, number), actor=SYSTEM, at=self.now
            )
        except Invalid:
            if key not in self.said:
                self.say(key)
            return
        self.said[key] = said
        said.stopped = said.where["text"] in self.stopped

    def _span(self) -> tuple[list[int], int, int]:
        first = self.chance.randrange(0, 1380, 15)
        last = self.chance.choice([1440, min(1440, first + self.chance.randrange(15, 600, 15))])
        return sorted(self.chance.sample(range(7), self.chance.randint(1, 7))), first, last

    def send(self) -> None:
        """A message of any kind to anybody."""
        key = self.chance.choice(list(self.people))
        name = self.chance.choice(FOR_PEOPLE)
        later = timedelta(minutes=self.chance.randrange(3_000))
        messaging.send(
            name,
            to=messaging.to_person(key),
            values={gap: self._value(each) for gap, each in KINDS[name]["variables"].items()},
            cause=self.people[key],
            key=f"{self.seed}/{self.count}",
            not_before=self.chance.choice([None, self.now + later]),
            actor=SYSTEM,
            at=self.now,
        )
        self.count += 1

    def _value(self, gap: Mapping[str, Any]) -> str:
        return {
            "plain": "K7Q-3XF",
            "day": "2026-12-03",
            "moment": "2026-12-03T14:30",
            "name": self.chance.choice(HOSTS),
            "names": GROUP,
            "link": "".join(self.chance.choices("abcXYZ019_-", k=22)),
        }[gap["kind"]]

    def stop(self) -> None:
        """Somebody answers STOP."""
        key = self.chance.choice(list(self.people))
        number = self.said[key].where["text"]
        messaging.reply(
            provider="test",
            provider_id=f"{self.seed}/{self.count}/{self.now}",
            sender=number,
            text=self.chance.choice(["STOP", "stop.", " Stop!", "stopiwch"]),
            at=self.now,
        )
        self.stopped.add(number)
        for said in self.said.values():
            said.stopped = said.where["text"] in self.stopped

    def restrict(self) -> None:
        """Somebody asks that their details are not used, or lets them be used again."""
        key = self.chance.choice(list(self.people))
        if key in self.restricted:
            people.take_back_restriction(person_id=key, actor=by_link(key), at=self.now)
            self.restricted.remove(key)
        else:
            people.restrict(person_id=key, because="accuracy", actor=by_link(key), at=self.now)
            self.restricted.add(key)

    def pass_time(self) -> None:
        """Minutes to hours pass; what is due is drained, and what left is looked at."""
        self.now += timedelta(minutes=self.chance.choice([1, 2, 3, 15, 47, 240, 601]))
        messaging.drain(now=lambda: self.now)
        self.look()

    def look(self) -> None:
        """Holds what has just left against what its person had said by now."""
        new = Message.objects.filter(state="sent", sent_at=self.now, to_kind="person")
        for message in new.exclude(pk__in=self.looked_at):
            self.looked_at.add(message.pk)
            self.left += 1
            self.broken.update(self._judge(message))

    def _judge(self, message: Message) -> list[str]:
        said = self.said[message.person_id or UUID(int=0)]
        if message.person_id in self.restricted and message.template not in ALTHOUGH:
            return ["went although the details must not be used"]
        first = None
        if message.channel == "text":
            number = Number.objects.filter(digest=digest_of(message.address)).first()
            first = number.first_texted_at if number else None
        left = Left(
            channel=message.channel,
            address=message.address,
            subject=message.subject,
            body=message.body,
            sender=message.sender,
            language=message.language,
            at=self.now,
            first_text_at=first,
        )
        return broken_promises(
            said,
            left,
            template=KINDS[message.template],
            formats=FORMATS,
            conditions=CONDITIONS,
            organisation=ORGANISATION,
            group=GROUP,
        )


def _changes(said: Said, number: str) -> dict[str, Any]:
    def at(minute: int) -> time:
        return time(minute % 1440 // 60, minute % 60)

    return {
        "channels": said.allowed,
        "forbidden": said.forbidden,
        "text_number": number,
        "phone_number": "01632 960001",
        "email": said.where["email"],
        "post": said.where["letter"].splitlines(),
        "safe_times": [
            messaging.SafeTime(tuple(days), at(first), at(last)) for days, first, last in said.safe
        ],
        "quiet_from": at(said.quiet[0]),
        "quiet_to": at(said.quiet[1]),
        "may_name": said.may_name,
        "signed_as": said.signs,
        "signature_name": "Sam",
        "language": said.language,
        "formats": said.formats,
    }


def run(seed: int, sends: int) -> World:
    """One world with so many sends."""
    world = World(seed)
    for _ in range(12):
        world.join()
    while world.count < sends:
        for _ in range(world.chance.randint(1, 12)):
            world.send()
        if world.chance.random() < 0.3:
            world.say(world.chance.choice(list(world.people)))
        if world.chance.random() < 0.03:
            world.stop()
        if world.chance.random() < 0.1:
            world.restrict()
        world.pass_time()
    for _ in range(12):
        world.now += timedelta(hours=7)
        world.pass_time()
    return world


def test_a_few_hundred_sends_break_no_promise() -> None:
    worlds, blocked = [], set()
    for seed in range(4):
        with transaction.atomic():  # no world hears of another
            worlds.append(run(seed, 100))
            why = Message.objects.filter(state="cannot_send").values_list("why", flat=True)
            blocked |= set(why)
            transaction.set_rollback(True)

    assert sum((world.broken for world in worlds), Counter()) == Counter()
    assert sum(world.left for world in worlds) > 100
    wanted = {"ring", "format", "language", "names_condition", "no_channel", "restricted"}
    assert wanted <= blocked


@pytest.mark.long
@pytest.mark.once
def test_fifty_thousand_sends_break_no_promise() -> None:
    broken: Counter[str] = Counter()
    left = 0
    for seed in range(1_000, 1_250):
        with transaction.atomic():  # no world hears of another
            world = run(seed, 200)
            transaction.set_rollback(True)
        broken += world.broken
        left += world.left

    assert broken == Counter()
    assert left > 12_000


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"channel": "email"}, "went by email"),
        ({"address": "+447700900002"}, "went to another address"),
        ({"at": datetime(2026, 11, 23, 22, tzinfo=UTC)}, "went out in the quiet hours (Mon 22:00)"),
        ({"body": "Severn Peers"}, "names the organisation"),
        ({"body": "about long-covid"}, "names Long Covid"),
        ({"body": f"at {GROUP}"}, "names the group"),
        ({"body": "https://x.org/r/a/"}, "the first text to a number had a link"),
        ({"language": "cy"}, "was in cy"),
    ],
)
def test_the_checker_sees_what_is_broken(change: dict[str, Any], found: str) -> None:
    said = Said(["text"], ["email"], {"text": "+447700900001"})
    good: dict[str, Any] = {
        "channel": "text",
        "address": "+447700900001",
        "subject": "",
        "body": "Hello",
        "sender": "",
        "language": "en",
        "at": datetime(2026, 11, 23, 12, tzinfo=UTC),
        "first_text_at": None,
    }

    def judge(**change: Any) -> list[str]:
        return broken_promises(
            said,
            Left(**good | change),
            template=KINDS["join_sent"],
            formats=FORMATS,
            conditions=CONDITIONS,
            organisation=ORGANISATION,
            group=GROUP,
        )

    assert judge() == []
    assert found in judge(**change)
