"""The states of one person's way through one module."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class EnrolmentState(StrEnum):
    """How far somebody is with a module."""

    ENROLLED = "enrolled"
    ATTENDED = "attended"  # at every session
    OBSERVED = "observed"  # another person signed off some of the skills
    DONE = "done"  # all of them: it counts until its day
    LAPSED = "lapsed"  # the day is over
    STOPPED = "stopped"


OPEN = frozenset({EnrolmentState.ENROLLED, EnrolmentState.ATTENDED, EnrolmentState.OBSERVED})

ENROLMENT = Table(
    states=EnrolmentState,
    initial=EnrolmentState.ENROLLED,
    moves={
        ("enrolled", "attend"): "attended",
        ("enrolled", "stop"): "stopped",
        ("attended", "observe"): "observed",
        ("attended", "stop"): "stopped",
        ("observed", "finish"): "done",
        ("observed", "stop"): "stopped",
        ("done", "lapse"): "lapsed",
    },
    final=frozenset({EnrolmentState.LAPSED, EnrolmentState.STOPPED}),
)
