"""Everybody does anything in any order: steps for the histories and for the long proof.

A `Walk` has a service, three groups (one with two places), people who ask, and a clock that goes
on, jumps a day, goes back and crosses both changes of the hour. Each step is a call through the
door. Calls are remembered, and made again: doubled, late, and out of their order.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.domain.directory import public as directory
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Offer, Places, Request
from alongside.domain.signposting.states import CLOSED, MAY_HOLD_PLACE, OWNERS, REQUEST
from alongside.foundation.clock import LONDON
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import Transition
from factories.asking import asked, county, group, group_link, offer_link
from factories.directory import AT, SYSTEM

REFUSALS = (Conflict, Invalid, NotFound, Refused)
MOST_REQUESTS = 12
# Just before the hour goes back and forward in London.
CHANGES = (
    datetime(2027, 3, 28, 0, 30, tzinfo=LONDON),
    datetime(2027, 10, 31, 0, 30, tzinfo=LONDON),
)
Call = Callable[[datetime], Any]


class Walk:
    """One history. `do` makes one step and says which request it was about."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.here = county()
        self.groups = [
            self.here.group,
            group(self.here.steward, name="Thursday Circle"),
            group(self.here.steward, name="By word of mouth", email="", phone=""),
        ]
        self.at = AT
        signposting.set_places(self.here.group, places=2, actor=SYSTEM, at=self.at)
        self.mine: dict[UUID, str] = {}
        self.theirs: dict[UUID, str] = {}
        self.done: list[Call] = []
        self.refused = 0

    ACTIONS = (
        *("ask",) * 3,
        *("answer",) * 4,
        *("say", "reply", "group_said") * 2,
        *("time_passes",) * 6,
        *("again",) * 5,
        "cancel",
        "change",
        "take_offer",
        "decline_offer",
        "offer_next",
        "rang",
        "coordinator_said",
        "try_again",
        "close",
        "nothing_suits",
        "look_again",
        "tell_me",
        "places",
        "full",
        "end_group",
        "clock_jumps",
    )

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
            self.refused += 1
            assert self._everything() == before, f"{action} was refused, and changed something"

    def check(self) -> None:
        """One state, one owner and one day each; places as counted; states as moved."""
        rows = list(Request.objects.all())
        for row in rows:
            if row.state in CLOSED:
                assert (row.owner_kind, row.due_on) == ("", None), row.state
            else:
                assert row.owner_kind == OWNERS[row.state], row.state
                assert row.due_on is not None, row.state
        held = sum(row.holds_place for row in rows if row.listing_id == self.here.group)
        places = Places.objects.filter(pk=self.here.group).first()
        assert held == (places.held if places else 0)
        assert all(not row.holds_place or row.state in MAY_HOLD_PLACE for row in rows)
        last = {str(row.pk): row.state for row in rows}
        moved: dict[str, str] = {}
        for move in Transition.objects.filter(thing_id__in=last).order_by("pk"):
            assert move.source == moved.get(move.thing_id, move.source)
            assert REQUEST.moves[move.source, move.event] == move.target
            moved[move.thing_id] = move.target
        assert moved.items() <= last.items()
        assert Offer.objects.filter(answer="").count() == sum(
            row.state == "offered" for row in rows
        )

    def _everything(self) -> list[Any]:
        return [
            list(model.objects.order_by("pk").values_list()) for model in (Request, Places, Offer)
        ]

    def _one(self) -> UUID | None:
        return self.dice.choice(list(self.mine)) if self.mine else None

    def _ask(self) -> Call | None:
        if len(self.mine) >= MOST_REQUESTS:
            return None
        listing_id, key = self.dice.choice(self.groups), f"{self.dice.random()}"

        def call(at: datetime) -> None:
            record = asked(listing_id, key=key, at=at)
            self.mine[record.request_id] = record.token
            self.theirs[record.request_id] = group_link(record.request_id, at=at)

        return call

    def _with(self, act: Callable[[UUID, datetime], Any]) -> Call | None:
        one = self._one()
        return None if one is None else lambda at: act(one, at)

    def _answer(self) -> Call | None:
        answer = self.dice.choice(["coming", "coming", "waiting", "not_this_one"])
        ahead = self.dice.choice([None, None, 0, 3, 15])

        def act(one: UUID, at: datetime) -> None:
            day = None if ahead is None else (at + timedelta(days=ahead)).date()
            signposting.answer_request(
                self.theirs.get(one, ""), answer=answer, first_day=day, at=at
            )

        return self._with(act)

    def _say(self) -> Call | None:
        what = self.dice.choice(["went", "not_for_me", "could_not_come", "call_me"])

        def act(one: UUID, at: datetime) -> None:
            mine = signposting.my_request(self.mine[one], at=at)
            signposting.say(self.mine[one], what=what, about=mine.about or mine.asked_on, at=at)

        return self._with(act)

    def _reply(self) -> Call | None:
        meaning = self.dice.choice("1234")

        def act(one: UUID, at: datetime) -> None:
            signposting.said_by_reply(
                cause_type="signposting.request",
                cause_id=str(one),
                template="join_how_was_it",
                meaning=meaning,
                at=at,
            )

        return self._with(act)

    def _group_said(self) -> Call | None:
        what = self.dice.choice(["went", "could_not_come"])

        def act(one: UUID, at: datetime) -> None:
            day = Request.objects.get(pk=one).first_day or at.date()
            signposting.group_said(self.theirs.get(one, ""), what=what, about=day, at=at)

        return self._with(act)

    def _cancel(self) -> Call | None:
        return self._with(lambda one, at: signposting.cancel_request(self.mine[one], at=at))

    def _change(self) -> Call | None:
        return self._with(
            lambda one, at: signposting.change_request(self.mine[one], note="Other", at=at)
        )

    def _offer_token(self, one: UUID, at: datetime) -> str:
        found = Offer.objects.filter(request_id=one, answer="").exists()
        return offer_link(one, at=at) if found else ""

    def _take_offer(self) -> Call | None:
        def act(one: UUID, at: datetime) -> None:
            record = signposting.accept_offer(self._offer_token(one, at), at=at)
            self.mine[record.request_id] = record.token
            self.theirs[record.request_id] = group_link(record.request_id, at=at)

        return self._with(act)

    def _decline_offer(self) -> Call | None:
        return self._with(
            lambda one, at: signposting.decline_offer(self._offer_token(one, at), at=at)
        )

    def _offer_next(self) -> Call | None:
        return self._by_coordinator(signposting.offer_next)

    def _nothing_suits(self) -> Call | None:
        return self._by_coordinator(signposting.nothing_suits)

    def _look_again(self) -> Call | None:
        return self._by_coordinator(signposting.look_again)

    def _close(self) -> Call | None:
        return self._by_coordinator(signposting.close_without_word)

    def _rang(self) -> Call | None:
        answer = self.dice.choice(["coming", "waiting", "not_this_one", "no_answer"])
        return self._by_coordinator(signposting.rang_group, answer=answer)

    def _coordinator_said(self) -> Call | None:
        what = self.dice.choice(["went", "not_for_me", "could_not_come"])
        return self._by_coordinator(signposting.coordinator_said, what=what)

    def _try_again(self) -> Call | None:
        day = (self.at + timedelta(days=self.dice.randrange(1, 9))).date()
        return self._by_coordinator(signposting.try_again, first_day=day)

    def _by_coordinator(self, act: Callable[..., Any], **more: Any) -> Call | None:
        return self._with(lambda one, at: act(one, actor=self.here.coordinator, at=at, **more))

    def _tell_me(self) -> Call | None:
        return self._with(lambda one, at: signposting.tell_me(self.mine[one], at=at))

    def _places(self) -> Call:
        number = self.dice.choice([0, 1, 2, 3, None])
        return lambda at: signposting.set_places(
            self.here.group, places=number, actor=SYSTEM, at=at
        )

    def _full(self) -> Call:
        full = self.dice.random() < 0.4
        return lambda at: directory.set_full(self.groups[0], full, actor=SYSTEM, at=at)

    def _end_group(self) -> Call:
        chosen = self.dice.choice(self.groups)
        act = directory.close if self.dice.random() < 0.3 else directory.reopen
        return lambda at: act(chosen, actor=SYSTEM, at=at)

    def _time_passes(self) -> Call:
        self.at += self.dice.choice(
            [timedelta(minutes=20), timedelta(hours=9), timedelta(days=1), timedelta(days=3)]
        )
        return _run

    def _clock_jumps(self) -> Call:
        """A day ahead and back again; or to the eve of a change of the hour, and over it."""
        if self.dice.random() < 0.7:
            _run(self.at + timedelta(days=1))
        else:
            coming = [one for one in CHANGES if one > self.at]
            if coming and coming[0] - self.at < timedelta(days=150):
                self.at = coming[0]
                _run(self.at)
                self.at += timedelta(hours=2)
        return _run

    def _again(self) -> Call | None:
        """A call that was made before, once more: now, or as it was sent then."""
        return self.dice.choice(self.done) if self.done else None


def _run(at: datetime) -> None:
    signposting.run_due(actor=SYSTEM, at=at)
