"""What the worker does for imports."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from alongside.domain.interop import runner
from alongside.foundation import clock


@task()
def carry_out(run_id: str) -> None:
    """Reads the file of a run to its end."""
    runner.carry_out(UUID(run_id), now=clock.now)
