"""No worry is lost, whatever happens to it in whatever order."""

from __future__ import annotations

import pytest
from django.db import transaction
from structlog.testing import capture_logs

from alongside.domain.people import public as people
from alongside.foundation import audit
from domain.safety.walks import Walk
from support import seeds

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _walk(seed: int, steps: int) -> None:
    """One walk, undone at its end. No step of the due work may fail unseen."""
    people.forget_service()
    with transaction.atomic(), capture_logs() as logs:
        walk = Walk(seed)
        for number in range(steps):
            walk.do(walk.dice.choice(Walk.ACTIONS))
            if number % 5 == 0:
                walk.check()
        walk.end()
        assert list(audit.verify()) == []
        transaction.set_rollback(True)
    assert [line for line in logs if line["log_level"] == "error"] == []


@pytest.mark.parametrize("seed", seeds(2))
def test_random_steps_lose_no_worry(seed: int) -> None:
    _walk(seed, 100)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1_000, 1_250, 25))
def test_hundred_thousand_random_steps_lose_no_worry(first: int) -> None:
    for seed in range(first, first + 25):
        _walk(seed, 400)
