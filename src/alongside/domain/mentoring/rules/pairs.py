"""What may be done about two people who both said yes."""

from __future__ import annotations

from alongside.domain.mentoring.models import Pair
from alongside.domain.mentoring.states import HOLDING, PairState

MEETING = frozenset({PairState.AGREED, PairState.ACTIVE})
BEFORE_ENDING = MEETING | {PairState.PAUSED}


def service_may_pause(pair: Pair) -> bool:
    """Whether the service can pause the two now: also while they finish."""
    return pair.state in MEETING | {PairState.ENDING} and not pair.service_paused


def is_paused(pair: Pair) -> bool:
    """Whether they meet no more for now, by themselves or by the service."""
    by_service = pair.state in HOLDING and pair.service_paused
    return pair.state == PairState.PAUSED or by_service
