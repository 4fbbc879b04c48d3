"""Nobody who was referred is lost, whatever happens in whatever order."""

from __future__ import annotations

from datetime import timedelta

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
from structlog.testing import capture_logs

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation import audit
from domain.referrals.walks import Walk
from factories.directory import SYSTEM
from support import seeds

pytestmark = [pytest.mark.django_db]


def _forget() -> None:
    catalogue.forget()
    people.forget_service()


class Histories(RuleBasedStateMachine):
    """Each history has a transaction of its own, undone at its end."""

    def __init__(self) -> None:
        super().__init__()
        _forget()
        self.own = transaction.atomic()
        self.own.__enter__()

    @initialize(seed=st.integers(0, 10_000))
    def begin(self, seed: int) -> None:
        self.walk = Walk(seed)

    @rule(action=st.sampled_from(Walk.ACTIONS))
    def step(self, action: str) -> None:
        self.walk.do(action)

    @invariant()
    def nobody_is_lost(self) -> None:
        if hasattr(self, "walk"):
            self.walk.check()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.own.__exit__(None, None, None)


@pytest.mark.postgres
def test_any_history_keeps_one_state_one_owner_and_one_day() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Histories, settings=settings(max_examples=8, stateful_step_count=25, deadline=None)
    )


def _walk(seed: int, steps: int) -> None:
    """One long walk, undone at its end. No step of the due work may fail unseen."""
    _forget()
    with transaction.atomic(), capture_logs() as logs:
        walk = Walk(seed)
        for number in range(steps):
            walk.do(walk.dice.choice(Walk.ACTIONS))
            if number % 20 == 0:
                walk.check()
        tomorrow = walk.at + timedelta(days=1)
        referrals.run_due(actor=SYSTEM, at=tomorrow)
        walk.check()
        assert referrals.reconcile(tomorrow) == ()
        assert list(audit.verify()) == []
        transaction.set_rollback(True)
    assert [line for line in logs if line["log_level"] == "error"] == []


@pytest.mark.parametrize("seed", seeds(2))
def test_random_steps_lose_nobody(seed: int) -> None:
    _walk(seed, 120)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1_000, 1_250, 25))
def test_hundred_thousand_random_steps_lose_nobody(first: int) -> None:
    for seed in range(first, first + 25):
        _walk(seed, 400)
