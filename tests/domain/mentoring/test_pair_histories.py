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
from alongside.domain.mentoring.models import (
    Cover,
    Goal,
    Meeting,
    MeetingTask,
    Pair,
    Place,
    Review,
    Volunteer,
)
from alongside.domain.mentoring.states import HOLDING, OPEN_COVERS
from alongside.domain.people import public as people
from alongside.foundation import audit
from alongside.foundation.actor import by_link
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.meetings import LOG, PLAN
from factories.mentoring import AT, SYSTEM, TODAY, acting, asked, ready, service, waiting, who_waits
from support import seeds

pytestmark = pytest.mark.django_db
REFUSALS = (Conflict, Invalid, NotFound, Refused)


class Walk:
    """Two mentors with three places in all, four people, and a clock that goes on."""

    ACTIONS = (
        "suggest", "suggest", "choose", "choose", "none", "mind", "accept", "accept", "decline",
        "end", "pause", "resume", "stop", "erase", "lower",
        "plan", "log", "pause_pair", "resume_pair", "change_mentor",
        "begin_ending", "finish_ending", "due", "again", "go_on",
        "goal", "reach", "review", "reviews_due",
        "ask_cover", "ask_cover", "choose_cover", "choose_cover", "accept_cover", "accept_cover",
        "refuse_cover", "change_cover", "end_cover", "plan_cover",
    )  # fmt: skip

    HOURS = (0, 1, 24, 24 * 6)

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
        self.at += timedelta(hours=self.dice.choice(self.HOURS))
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
            "due": lambda: (
                mentoring.run_endings_due(actor=SYSTEM, at=self.at),
                mentoring.run_covers_due(actor=SYSTEM, at=self.at),
            ),
            "change_mentor": lambda: seldom and mentoring.change_mentor(pair, **acts),
            "go_on": lambda: mentoring.go_on_together(pair, wished=True, **acts),
            "reviews_due": lambda: mentoring.run_reviews_due(actor=SYSTEM, at=self.at),
        }
        return steps.get(action) or self._of_aims(action, row, acts)

    def _of_aims(
        self, action: str, pair: Pair | None, acts: dict[str, Any]
    ) -> Callable[[], object]:
        """A step about what they would like to do, and how it is going."""
        place = pair.place_id if pair else self.places[0]
        goal = Goal.objects.filter(place_id=place).order_by("pk").first()
        review = Review.objects.filter(pair=pair).order_by("-asked_at", "pk").first()
        said = mentoring.GoalSaid(words="Walk to the river")
        answer = self.dice.choice(("carry_on", "change", "finish", "skip"))
        steps: dict[str, Callable[[], object]] = {
            "goal": lambda: mentoring.set_goal(place, said=said, key=uuid4(), **acts),
            "reach": lambda: goal and mentoring.reach_goal(goal.pk, **acts),
            "review": lambda: review and mentoring.answer_review(review.pk, answer=answer, **acts),
        }
        return steps.get(action) or self._of_cover(action)

    def _of_cover(self, action: str) -> Callable[[], object]:
        """Another mentor for a while: asked by the service, answered by whoever is asked."""
        pairs = list(Pair.objects.filter(state__in=sorted(HOLDING)).order_by("pk"))
        open_ones = list(Cover.objects.filter(state__in=sorted(OPEN_COVERS)).order_by("pk"))
        pair = self.dice.choice(pairs).pk if pairs else self.places[0]
        cover = self.dice.choice(open_ones) if open_ones else None
        key = cover.pk if cover else self.places[0]
        first = london_date(self.at) + timedelta(days=self.dice.choice((0, 0, 2)))
        last = first + timedelta(days=self.dice.choice((0, 6, 20)))
        staff = {"actor": self.here.first, "at": self.at}
        ruth = {"actor": by_link(cover.pair.place.person_id), "at": self.at} if cover else staff
        mentor = cover.volunteer if cover else None
        olga = {"actor": by_link(mentor.person_id), "at": self.at} if mentor else staff
        card = UUID(cover.suggested[0]["volunteer"]) if cover and cover.suggested else key
        plan = replace(PLAN, starts_at=self.at + timedelta(days=1))
        anybody = self.dice.choice((staff, ruth, olga))
        of_cover = cover.pair_id if cover else pair
        steps: dict[str, Callable[[], object]] = {
            "ask_cover": lambda: mentoring.ask_cover(pair, first_on=first, last_on=last, **staff),
            "choose_cover": lambda: mentoring.choose_cover(key, card, **ruth),
            "accept_cover": lambda: mentoring.accept_cover(key, **olga),
            "refuse_cover": lambda: mentoring.refuse_cover(key, **anybody),
            "change_cover": lambda: mentoring.change_cover(key, last_on=last, **staff),
            "end_cover": lambda: mentoring.end_cover(key, **anybody),
            "plan_cover": lambda: mentoring.plan_meeting(
                of_cover, plan=plan, key=uuid4(), **anybody
            ),
        }
        return steps[action]

    def _pair(self) -> UUID:
        pairs = list(Pair.objects.order_by("asked_at", "pk").values_list("pk", flat=True))
        return self.dice.choice(pairs) if pairs else self.places[0]

    def check(self) -> None:
        """Counts agree with pairs, each person with theirs, planned hours with pairs."""
        for volunteer in Volunteer.objects.filter(pk__in=self.mentors):
            pairs = list(volunteer.pairs.values_list("state", flat=True))
            covers = list(volunteer.covers.values_list("state", flat=True))
            assert volunteer.held == sum(state in HOLDING for state in pairs) + covers.count(
                "agreed"
            )
            assert volunteer.held <= volunteer.capacity + volunteer.over
            if volunteer.state != "ready":
                assert "proposed" not in pairs
                assert "asked_mentor" not in covers
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
        for meeting in Meeting.objects.filter(state="planned").select_related("pair", "cover"):
            cover = meeting.cover
            assert meeting.pair.state in (HOLDING if cover else HOLDING - {"paused"})
            assert not meeting.pair.service_paused
            if cover is not None:
                assert cover.state == "agreed"
                assert cover.first_on <= meeting.on <= cover.last_on
        for cover in Cover.objects.filter(state__in=sorted(OPEN_COVERS)).select_related("pair"):
            assert cover.pair.state in HOLDING
            assert not cover.pair.service_paused
            assert cover.volunteer_id != cover.pair.volunteer_id
        for pair in Pair.objects.all():
            assert (pair.ending_at is not None) >= (pair.state == "ending")
        done = MeetingTask.objects.filter(kind__in=("silent", "change"), done_at=None)
        assert not done.exclude(pair__state__in=sorted(HOLDING)).exists()


class CoverWalk(Walk):
    """The same with a pair of each of two mentors, a third one who is free, and days that go on
    more slowly: most steps are about another mentor for a while."""

    ACTIONS = (
        *("ask_cover", "choose_cover", "accept_cover") * 4,
        "refuse_cover", "change_cover", "end_cover", "plan_cover", "plan_cover",
        "plan", "log", "pause_pair", "resume_pair", "resume_pair", "begin_ending", "due",
        "pause", "resume", "resume", "change_mentor", "suggest", "choose", "accept", "stop",
    )  # fmt: skip
    HOURS = (0, 0, 1, 12)

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.mentors.append(ready(self.here, name="Una Wells", capacity=2))
        for place, mentor in zip(self.places, self.mentors[:2], strict=False):
            mentoring.accept(asked(self.here, place, mentor), actor=acting(mentor), at=self.at)


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


def _walk(seed: int, steps: int, kind: type[Walk] = Walk) -> None:
    catalogue.forget()
    people.forget_service()
    with transaction.atomic():
        walk = kind(seed)
        for _step in range(steps):
            walk.do(walk.dice.choice(kind.ACTIONS))
            walk.check()
        assert list(audit.verify()) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", seeds(2))
def test_random_steps_oversell_nobody_and_lose_nobody(seed: int) -> None:
    _walk(seed, 80)


@pytest.mark.parametrize("seed", seeds(2))
def test_random_covers_oversell_nobody_and_lead_round_no_pause(seed: int) -> None:
    _walk(seed, 60, CoverWalk)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2_000, 2_050))
def test_ten_thousand_random_steps_of_covers(seed: int) -> None:
    _walk(seed, 200, CoverWalk)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1_000, 1_100, 10))
def test_thirty_thousand_random_steps_oversell_nobody_and_lose_nobody(first: int) -> None:
    for seed in range(first, first + 10):
        _walk(seed, 300)
