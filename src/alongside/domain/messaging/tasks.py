"""What the worker does for messages."""

from __future__ import annotations

from django_tasks import task

from alongside.domain.messaging.actions.draining import drain
from alongside.foundation import clock

MOST_A_TURN = 2_000


@task(priority=10)
def deliver() -> None:
    """Sends what is due, in turns: other work of the queue comes in between."""
    drain(now=clock.now, most=MOST_A_TURN)
