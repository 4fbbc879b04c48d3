"""Places are never oversold and everybody who waits stands in one state, whatever happens when."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, Pair, Place, Volunteer
from alongside.domain.mentoring.states import HOLDING
from alongside.domain.people import public as people
from alongside.foundation import audit
from alongside.foundation.actor import by_link
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.meetings import LOG, PLAN
from factories.mentoring import AT, SYSTEM, TODAY, acting, ready, service, waiting, who_waits
from support import seeds

pytestmark = pytest.mark.django_db
REFUSALS = (Conflict, Invalid, NotFound, Refused)


class Walk:
    """Two mentors with three places in all, four people, and a clock that goes on."""

    ACTIONS = (
        "suggest", "suggest", "choose", "choose", "none", "mind", "accept", "accept", "decline",
        "end", "pause", "resume", "stop", "erase", "lower",
        "plan", "log", "pause_pair", "resume_pair", "change_mentor",
        "begin_ending", "finish_ending", "due", "again",
    )  # fmt: skip

    def __init__(self, seed: int) -> None:
        self.dice, self.at = random.Random(seed), AT
        self.here = service()
        self.mentors = [
            ready(self.here, capacity=2, look_again_on=TODAY + timedelta(days=40)),
            ready(self.here, name="Olga Stone", capacity=1),
        ]
        self.places = [waiting(self.here, name) for name in ("Ann", "Bea", "Cat", "Dot")]

    def do(self, action: str) -> None:
        """One step by whoever may; that it is refused is an answer too."""
        self.at += timedelta(hours=self.dice.choice((0, 1, 24, 24 * 6)))
        try:
            with transaction.atomic():
                self._step(action)()
        except REFUSALS:
            return

    def _step(self, action: str) -> Callable[[], object]:
        place, mentor = self.dice.choice(self.places), self.dice.choice(self.mentors)
        ruth = {"actor": who_waits(place), "at": self.at}
        mona = {"actor": acting(mentor), "at": self.at}
        staff = {"actor": self.here.first, "at": self.at}
        pair = self._pair()
        again = self.dice.random() < 0.7
        seldom = self.dice.random() < 0.1
        profile = mentoring.own_profile(mentor, actor=mona["actor"])
        lower = type(profile)(**{**profile.__dict__, "capacity": self.dice.choice((1, 2))})
        steps: dict[str, Callable[[], object]] = {
            "suggest": lambda: mentoring.suggest(place, **staff),
            "choose": lambda: mentoring.choose(place, mentor, **ruth),
            "none": lambda: seldom and mentoring.none_suits(place, **ruth),
            "mind": lambda: mentoring.change_mind(place, **ruth),
            "accept": lambda: mentoring.accept(pair, **mona),
            "decline": lambda: seldom and mentoring.decline_pair(pair, **mona),
            "end": lambda: mentoring.end_pair(
                pair, reason="person_stopped", wait_again=again, **ruth
            ),
            "pause": lambda: mentoring.pause(mentor, **mona),
            "resume": lambda: mentoring.resume(mentor, **mona),
            "stop": lambda: seldom and mentoring.stop(mentor, **mona),
            "erase": lambda: (
                seldom
                and mentoring.erase_person_data(
                    person_id=ruth["actor"].person_id, actor=SYSTEM, at=self.at
                )
            ),
            "lower": lambda: mentoring.change_profile(mentor, profile=lower, **mona),
        }
        return steps.get(action) or self._of_two(action, pair)

    def _of_two(self, action: str, pair: UUID) -> Callable[[], object]:
        """A step in the life of two who both said yes, by either of them or by the service."""
        row = Pair.objects.filter(pk=pair).select_related("place", "volunteer").first()
        ids = (row.place.person_id, row.volunteer.person_id) if row else ()
        actor = self.dice.choice([self.here.first, *map(by_link, ids)])
        acts: dict[str, Any] = {"actor": actor, "at": self.at}
        plan = replace(PLAN, starts_at=self.at + timedelta(days=3))
        log = replace(LOG, on=london_date(self.at))
        seldom = self.dice.random() < 0.2
        steps: dict[str, Callable[[], object]] = {
            "plan": lambda: mentoring.plan_meeting(pair, plan=plan, key=uuid4(), **acts),
            "log": lambda: mentoring.log_meeting(pair, log=log, key=uuid4(), **acts),
            "pause_pair": lambda: mentoring.pause_pair(pair, **acts),
            "resume_pair": lambda: mentoring.resume_pair(pair, **acts),
            "begin_ending": lambda: mentoring.begin_ending(pair, **acts),
            "finish_ending": lambda: mentoring.finish_ending(pair, **acts),
            "again": lambda: mentoring.ask_again(pair, support_over=seldom, **acts),
            "due": lambda: mentoring.run_endings_due(actor=SYSTEM, at=self.at),
            "change_mentor": lambda: seldom and mentoring.change_mentor(pair, **acts),
        }
        return steps[action]

    def _pair(self) -> UUID:
        pairs = list(Pair.objects.order_by("asked_at", "pk").values_list("pk", flat=True))
        return self.dice.choice(pairs) if pairs else self.places[0]

    def check(self) -> None:
        """Counts agree with pairs, each person with theirs, planned hours with pairs."""
        for volunteer in Volunteer.objects.filter(pk__in=self.mentors):
            pairs = list(volunteer.pairs.values_list("state", flat=True))
            assert volunteer.held == sum(state in HOLDING for state in pairs)
            assert volunteer.held <= volunteer.capacity + volunteer.over
            if volunteer.state != "ready":
                assert "proposed" not in pairs
            if volunteer.state == "stopped":
                assert volunteer.held == 0
        for place in Place.objects.all():
            open_pairs = [
                state
                for state in place.pairs.values_list("state", flat=True)
                if state == "proposed" or state in HOLDING
            ]
            if place.state == "matched":
                assert len(open_pairs) == 1
                assert open_pairs[0] in HOLDING
            else:
                assert open_pairs == (["proposed"] if place.state == "asked" else []), place.state
        for meeting in Meeting.objects.filter(state="planned").select_related("pair"):
            assert meeting.pair.state in HOLDING - {"paused"}
            assert not meeting.pair.service_paused


class Histories(RuleBasedStateMachine):
    """Each history has a transaction of its own, undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        catalogue.forget()
        people.forget_service()
        self.own = transaction.atomic()
        self.own.__enter__()

    @initialize(seed=st.integers(0, 10_000))
    def begin(self, seed: int) -> None:
        self.walk = Walk(seed)

    @rule(action=st.sampled_from(Walk.ACTIONS))
    def step(self, action: str) -> None:
        self.walk.do(action)

    @invariant()
    def all_agrees(self) -> None:
        if hasattr(self, "walk"):
            self.walk.check()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.own.__exit__(None, None, None)


@pytest.mark.postgres
def test_any_history_oversells_nobody_and_loses_nobody() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Histories, settings=settings(max_examples=4, stateful_step_count=25, deadline=None)
    )


def _walk(seed: int, steps: int) -> None:
    catalogue.forget()
    people.forget_service()
    with transaction.atomic():
        walk = Walk(seed)
        for _step in range(steps):
            walk.do(walk.dice.choice(Walk.ACTIONS))
            walk.check()
        assert list(audit.verify()) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", seeds(2))
def test_random_steps_oversell_nobody_and_lose_nobody(seed: int) -> None:
    _walk(seed, 80)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1_000, 1_100, 10))
def test_thirty_thousand_random_steps_oversell_nobody_and_lose_nobody(first: int) -> None:
    for seed in range(first, first + 10):
        _walk(seed, 300)
