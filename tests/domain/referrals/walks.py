"""Everybody does anything in any order: steps for the histories and for the long proof.

A `Walk` has a service with few places, another to hand on to, people who refer, and a clock that
goes on and jumps. Each step is a call through the door. Calls are remembered, and made again:
doubled, late, and out of their order.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from alongside.domain.messaging.models import Message
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Episode, Joined, Referral
from alongside.domain.referrals.states import (
    CLOSED,
    HOLDS_PLACE,
    OWNERS,
    REFERRAL,
    TAKEN_ON,
    Because,
    Outcome,
)
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import Transition
from factories.directory import AT, SYSTEM, coordinator, organisation
from factories.referring import clinic, made

REFUSALS = (Conflict, Invalid, NotFound, Refused)
MOST = 14
NAMES = ("Ruth Adeyemi", "Bob Lee", "Ada Lane")
NUMBERS = ("", "943 476 5919", "401 023 2137")
TELLS = {"contacted": "contacted", "attending": "attended", "declined": "declined",
         "closed": "outcome"}  # fmt: skip
Call = Callable[[datetime], Any]


class Walk:
    """One history. `do` makes one step; a refusal is an answer too, and changes nothing."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.here = clinic()
        self.other = organisation("Wye Friends")
        self.theirs = coordinator(self.other, "Wyn Hall")
        self.at = AT
        self.mine: dict[UUID, str] = {}
        self.done: list[Call] = []
        self.refused = 0

    ACTIONS = (
        *("make",) * 4,
        *("accept",) * 4,
        *("contacted", "plan_agreed", "attending") * 3,
        *("again",) * 5,
        *("time_passes",) * 5,
        *("join",) * 4,
        "part",
        "undo",
        "send_draft",
        "throw_away",
        "withdraw_own",
        "correct",
        "withdraw_mine",
        "decline",
        "take_back",
        "take_back",
        "redirect",
        "keep_waiting",
        "look_again",
        "close",
        "take_on",
        "grade",
        "reception",
        "clock_jumps",
    )

    def do(self, action: str) -> None:
        """Makes one step."""
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
        """One state, one owner and one day each; one open episode for whoever was taken on; the
        referrer told of what happened; states as moved; no more places held than there are."""
        rows = {row.pk: row for row in Referral.objects.all()}
        open_now = set(Episode.objects.filter(closed_at=None).values_list("referral_id", flat=True))
        assert open_now == {pk for pk, row in rows.items() if row.state in TAKEN_ON}
        for row in rows.values():
            if row.state in CLOSED:
                assert (row.owner_kind, row.owner_id, row.due_on) == ("", None, None), row.state
            else:
                assert row.owner_kind == OWNERS[row.state], row.state
                assert row.due_on is not None, row.state
            moment = TELLS.get(row.state)
            if moment and row.tells_referrer:
                assert moment in row.told, row.state
        told = sum(
            len(row.told) for row in rows.values() if row.made_by == "clinician" and row.referrer_id
        )
        templates = [f"referral_{moment}" for moment in TELLS.values()]
        sent = Message.objects.filter(template__in=templates).exclude(state="cancelled")
        assert sent.count() == told
        joined = Joined.objects.filter(ended_at=None, joined_at__isnull=False)
        assert {one.other_id for one in joined} >= {
            pk for pk, row in rows.items() if row.state == "joined"
        }
        self._states_as_moved(rows)

    def _states_as_moved(self, rows: dict[Any, Referral]) -> None:
        last = {str(pk): row.state for pk, row in rows.items()}
        moved: dict[str, str] = {}
        for move in Transition.objects.filter(thing_id__in=last).order_by("pk"):
            assert move.source == moved.get(move.thing_id, move.source)
            assert REFERRAL.moves[move.source, move.event] == move.target
            moved[move.thing_id] = move.target
        assert moved.items() <= last.items()

    def held(self) -> int:
        """How many people the service supports now."""
        return Referral.objects.filter(
            service_id=self.here.service, state__in=sorted(HOLDS_PLACE)
        ).count()

    def _everything(self) -> list[Any]:
        return [
            list(model.objects.order_by("pk").values_list())
            for model in (Referral, Episode, Joined)
        ]

    def _one(self) -> UUID | None:
        keys = list(Referral.objects.order_by("made_at", "pk").values_list("pk", flat=True))
        return self.dice.choice(keys) if keys else None

    def _make(self) -> Call | None:
        if Referral.objects.count() >= MOST:
            return None
        key = f"{self.dice.random()}"
        name, number = self.dice.choice(NAMES), self.dice.choice(NUMBERS)
        actor, made_by = self.dice.choice(
            [(self.here.referrer, "clinician"), (self.here.second, "clinician"), (VISITOR, "self")]
        )

        def call(at: datetime) -> None:
            record = made(
                actor, made_by=made_by, key=key, name=name, nhs_number=number, at=at,
                how_agreed="page" if made_by == "self" else "in_person",
            )  # fmt: skip
            self.mine[record.referral_id] = record.token

        return call

    def _by(self, actors: list[Actor], act: Callable[..., Any], **more: Any) -> Call | None:
        one, actor = self._one(), self.dice.choice(actors)
        if one is None:
            return None
        return lambda at: act(one, actor=actor, at=at, **more)

    def _service(self, act: Callable[..., Any], **more: Any) -> Call | None:
        here = self.here
        return self._by([here.coordinator, here.coordinator, here.second, self.theirs], act, **more)

    def _writer(self, act: Callable[..., Any]) -> Call | None:
        return self._by([self.here.referrer, self.here.second], act)

    def _accept(self) -> Call | None:
        return self._service(referrals.accept)

    def _contacted(self) -> Call | None:
        return self._service(referrals.note_contacted)

    def _plan_agreed(self) -> Call | None:
        return self._service(referrals.note_plan_agreed)

    def _attending(self) -> Call | None:
        return self._service(referrals.note_attending)

    def _keep_waiting(self) -> Call | None:
        return self._service(referrals.keep_waiting)

    def _look_again(self) -> Call | None:
        return self._service(referrals.look_again)

    def _take_on(self) -> Call | None:
        return self._service(referrals.take_on)

    def _grade(self) -> Call | None:
        return self._service(referrals.grade_fit, grade=self.dice.choice(referrals.GRADES))

    def _decline(self) -> Call | None:
        return self._service(referrals.decline, because=self.dice.choice(list(Because)))

    def _close(self) -> Call | None:
        return self._service(referrals.close, outcome=self.dice.choice(list(Outcome)))

    def _redirect(self) -> Call | None:
        to = self.dice.choice([self.other, self.here.service])
        return self._service(referrals.redirect, to=to, agreed=self.dice.random() < 0.8)

    def _take_back(self) -> Call | None:
        return self._service(referrals.take_decision_back)

    def _undo(self) -> Call | None:
        return self._writer(referrals.undo)

    def _send_draft(self) -> Call | None:
        return self._writer(referrals.send_draft)

    def _throw_away(self) -> Call | None:
        return self._writer(referrals.throw_away)

    def _withdraw_own(self) -> Call | None:
        return self._writer(referrals.withdraw_own)

    def _join(self) -> Call | None:
        kept, other = self._one(), self._one()
        actor = self.dice.choice([self.here.coordinator, self.here.second, self.theirs])
        if kept is None or other is None:
            return None
        proposed = list(Joined.objects.filter(ended_at=None, joined_at=None).order_by("pk"))
        if proposed and self.dice.random() < 0.7:
            chosen = self.dice.choice(proposed)
            kept, other = chosen.kept_id, chosen.other_id
        return lambda at: referrals.join(kept, other, actor=actor, at=at)

    def _part(self) -> Call | None:
        keys = list(Joined.objects.order_by("pk").values_list("pk", flat=True))
        if not keys:
            return None
        one = self.dice.choice(keys)
        return lambda at: referrals.part(one, actor=self.here.coordinator, at=at)

    def _token(self) -> str:
        return self.dice.choice(list(self.mine.values())) if self.mine else ""

    def _correct(self) -> Call:
        token, tells = self._token(), self.dice.random() < 0.7
        return lambda at: referrals.correct(token, about_me="Other", tells_referrer=tells, at=at)

    def _withdraw_mine(self) -> Call:
        token = self._token()
        return lambda at: referrals.withdraw_mine(token, at=at)

    def _reception(self) -> Call:
        places = self.dice.choice([None, 0, 1, 2, 3])
        paused = self.dice.choice([None, None, 9])

        def call(at: datetime) -> None:
            until = None if paused is None else at.date() + timedelta(days=paused)
            referrals.set_reception(
                self.here.service, places=places, paused_until=until, actor=SYSTEM, at=at
            )

        return call

    def _time_passes(self) -> Call:
        self.at += self.dice.choice(
            [timedelta(seconds=20), timedelta(hours=9), timedelta(days=1), timedelta(days=4)]
        )
        return _run

    def _clock_jumps(self) -> Call:
        _run(self.at + timedelta(days=1))
        return _run

    def _again(self) -> Call | None:
        """A call that was made before, once more."""
        return self.dice.choice(self.done) if self.done else None


def _run(at: datetime) -> None:
    referrals.run_due(actor=SYSTEM, at=at)
