"""The states of an import run, as a table."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class RunState(StrEnum):
    """Where an import run stands."""

    WAITING = "waiting"  # for the worker
    RUNNING = "running"
    DONE = "done"  # every row was read
    CANCELLED = "cancelled"  # by a person, between two batches
    STOPPED = "stopped"  # in the middle, by a fault: it can be carried on or undone
    UNDOING = "undoing"
    UNDONE = "undone"


RUN = Table(
    states=RunState,
    initial=RunState.WAITING,
    moves={
        ("waiting", "start"): "running",
        ("waiting", "cancel"): "cancelled",
        ("running", "finish"): "done",
        ("running", "cancel"): "cancelled",
        ("running", "stop"): "stopped",
        ("stopped", "resume"): "running",
        ("stopped", "undo"): "undoing",
        ("done", "undo"): "undoing",
        ("cancelled", "undo"): "undoing",
        ("undoing", "finish_undo"): "undone",
    },
    final=frozenset({RunState.UNDONE}),
)
