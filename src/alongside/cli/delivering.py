"""What the worker does for messages, second by second."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

LOOK_EVERY_SECONDS = 1
# So long a delivery may wait behind other work of the queue before it is done beside it: a long
# import must not hold up somebody who waits for a link.
PATIENCE = timedelta(seconds=5)


def keep_delivering(stop: threading.Event) -> None:
    """Looks every second, until `stop`, whether a message is due, and has it delivered."""
    import structlog
    from django.db import close_old_connections

    from alongside.foundation import clock

    log = structlog.get_logger("alongside.worker")
    while not stop.is_set():
        close_old_connections()
        try:
            look(clock.now())
        except Exception as failure:
            # What is due is due at the next look too.
            log.error("delivering_failed", failure=type(failure).__name__)
        stop.wait(LOOK_EVERY_SECONDS)


def look(at: datetime) -> None:
    """Puts a delivery into the queue when a message is due and none waits there.

    One that has waited for long is done here and now: the queue is busy."""
    from alongside.domain.messaging import public as messaging

    if not messaging.anything_due(at):
        return
    since = _waiting_since()
    if since is None:
        messaging.deliver.enqueue()
    elif since <= at - PATIENCE:
        messaging.deliver.call()


def _waiting_since() -> datetime | None:
    """Since when the oldest delivery waits in the queue; None where none does."""
    from django_tasks.base import TaskResultStatus
    from django_tasks_db.models import DBTaskResult

    from alongside.domain.messaging import public as messaging

    waiting = DBTaskResult.objects.filter(
        task_path=messaging.deliver.module_path, status=TaskResultStatus.READY
    )
    return waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
