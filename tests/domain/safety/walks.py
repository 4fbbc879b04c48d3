"""Everybody who tells and reads worries does anything in any order: steps for the histories.

A `Walk` has a live service with a lead, a deputy and one more who holds the role, worries that are
told about anybody and kept from one of the readers, and a clock that goes on, jumps a day and
crosses both changes of the hour. Each step is a call through the door, remembered and made again:
doubled, late, and out of order.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Membership
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern, Decision, Reader, Step
from alongside.domain.safety.states import CONCERN, ConcernState
from alongside.foundation.actor import Actor, system
from alongside.foundation.clock import LONDON, london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import Transition
from factories.catalogue import fill
from factories.safety import MONDAY, Team, decided, told

REFUSALS = (Conflict, Invalid, NotFound, Refused)
MOST_WORRIES = 8
SYSTEM = system("due work")
# Just before the hour goes forward and back in London.
CHANGES = (
    datetime(2027, 3, 28, 0, 30, tzinfo=LONDON),
    datetime(2027, 10, 31, 0, 30, tzinfo=LONDON),
)
Call = Callable[[datetime], Any]


class Walk:
    """One history. `do` makes one step; `check` says what must hold between any two."""

    ACTIONS = (
        *("tell",) * 3,
        *("read", "take", "decide") * 4,
        *("suggest", "close") * 3,
        *("time_passes",) * 5,
        *("again",) * 5,
        "write",
        "keep_open",
        "let_in",
        "leave",
        "come_back",
        "clock_jumps",
    )

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        fill()
        self.team = Team(kind="demo")
        self.people = [self.team.lead, self.team.deputy, self.team.third]
        self.at = MONDAY
        self.worries: list[UUID] = []
        self.done: list[Call] = []

    def do(self, action: str) -> None:
        """Makes one step; a refusal is an answer too, and changes nothing."""
        call = getattr(self, f"_{action}")()
        if call is None:
            return
        if action != "again":
            self.done.append(call)
            del self.done[:-40]
        before = self._everything()
        try:
            call(self.at)
        except REFUSALS:
            assert self._everything() == before, f"{action} was refused, and changed something"

    def check(self) -> None:
        """One state, one owner and one time each; closed by two, once decided; all told."""
        rows = list(Concern.objects.all())
        for row in rows:
            owned = (row.owner_id, row.due_at, row.escalate_at)
            if row.state == ConcernState.CLOSED:
                assert owned == (None, None, None)
                assert row.closing_by_id != row.closed_by_id
                assert row.decisions.exists()
            else:
                assert None not in owned, row.state
            assert row.owner_id is None or row.owner_id != row.kept_from_id
            assert (row.closing_by_id is None) == (
                row.state not in {ConcernState.CLOSING, ConcernState.CLOSED}
            )
        last = {str(row.pk): row.state for row in rows}
        moved: dict[str, str] = {}
        for move in Transition.objects.filter(thing_id__in=last).order_by("pk"):
            assert move.source == moved.get(move.thing_id, ConcernState.RECEIVED)
            assert CONCERN.moves[move.source, move.event] == move.target
            moved[move.thing_id] = move.target
        assert all(state == moved.get(key, ConcernState.RECEIVED) for key, state in last.items())
        heard = set(Message.objects.filter(cause_id__in=last).values_list("cause_id", flat=True))
        assert heard == set(last), "a worry of which nobody was told"

    def end(self) -> None:
        """What must hold once the due work has run."""
        safety.run_due(actor=SYSTEM, at=self.at + timedelta(days=1))
        self.check()
        assert safety.reconcile(at=self.at + timedelta(days=1)) == ()

    def _everything(self) -> list[Any]:
        models = (Concern, Step, Decision, Reader)
        return [list(model.objects.order_by("pk").values_list()) for model in models]

    def _reader(self) -> Actor:
        return self.team.acting(self.dice.choice(self.people))

    def _one(self, act: Callable[[UUID, Actor, datetime], Any]) -> Call | None:
        """The same by the same person about the same worry, whenever it is called."""
        if not self.worries:
            return None
        worry, actor = self.dice.choice(self.worries), self._reader()
        return lambda at: act(worry, actor, at)

    def _tell(self) -> Call | None:
        if len(self.worries) >= MOST_WORRIES:
            return None
        key = uuid4()
        danger, about = self.dice.random() < 0.3, self.dice.choice(list(safety.About))
        kept = self.dice.choice([None, None, self.team.lead, self.team.deputy])

        def call(at: datetime) -> None:
            kept_from = kept.pk if kept else None
            record = told(at=at, key=key, danger_now=danger, about=about, kept_from=kept_from)
            if record.concern_id not in self.worries:
                self.worries.append(record.concern_id)

        return call

    def _read(self) -> Call | None:
        return self._one(lambda worry, actor, at: safety.mark_read(worry, actor=actor, at=at))

    def _take(self) -> Call | None:
        days = self.dice.randint(-1, 40)

        def act(worry: UUID, actor: Actor, at: datetime) -> None:
            day = london_date(at) + timedelta(days)
            safety.take_in_hand(worry, look_again_on=day, actor=actor, at=at)

        return self._one(act)

    def _decide(self) -> Call | None:
        return self._one(lambda worry, actor, at: decided(worry, actor=actor, at=at))

    def _write(self) -> Call | None:
        key, kind = uuid4(), self.dice.choice(sorted(safety.WRITTEN))
        return self._one(
            lambda worry, actor, at: safety.write_down(
                worry, kind=kind, words="We rang her.", key=key, actor=actor, at=at
            )
        )

    def _suggest(self) -> Call | None:
        words = self.dice.choice(["", "All is well.", "All is well."])
        return self._one(
            lambda worry, actor, at: safety.suggest_closing(worry, words=words, actor=actor, at=at)
        )

    def _keep_open(self) -> Call | None:
        return self._one(
            lambda worry, actor, at: safety.keep_open(worry, words="Not yet.", actor=actor, at=at)
        )

    def _close(self) -> Call | None:
        return self._one(lambda worry, actor, at: safety.close_worry(worry, actor=actor, at=at))

    def _let_in(self) -> Call | None:
        person = self.dice.choice(self.people)
        return self._one(
            lambda worry, actor, at: safety.let_in(worry, person_id=person.pk, actor=actor, at=at)
        )

    def _leave(self) -> Call:
        """Somebody gives the role up, unless worries would be left without a reader."""
        person = self.dice.choice(self.people)

        def call(at: datetime) -> None:
            safety.refuse_leaving(person.pk, at=at)
            for held in Membership.objects.filter(person=person, ended_at=None):
                people.end_role(membership_id=held.pk, actor=SYSTEM, at=at)

        return call

    def _come_back(self) -> Call:
        person = self.team.third

        def call(at: datetime) -> None:
            people.grant_role(
                person_id=person.pk,
                organisation_id=self.team.organisation.pk,
                role=people.Role.SAFEGUARDING_LEAD,
                actor=SYSTEM,
                at=at,
            )

        return call

    def _again(self) -> Call | None:
        return self.dice.choice(self.done) if self.done else None

    def _time_passes(self) -> Call:
        self.at += timedelta(minutes=self.dice.choice([1, 30, 90, 60 * 24, 60 * 24 * 5]))
        return lambda at: safety.run_due(actor=SYSTEM, at=at)

    def _clock_jumps(self) -> Call:
        to = self.dice.choice([self.at + timedelta(days=1), *CHANGES])
        self.at = max(self.at, to)
        return lambda at: safety.run_due(actor=SYSTEM, at=at)
