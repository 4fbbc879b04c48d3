"""The states of a volunteer, as a table."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class VolunteerState(StrEnum):
    """Where a volunteer stands. Nobody is matched in any state but ready."""

    APPLIED = "applied"  # sent, and not read yet
    PREPARING = "preparing"  # a coordinator goes on with them
    READY = "ready"  # two people said yes
    PAUSED = "paused"
    STOPPED = "stopped"
    DECLINED = "declined"


OPEN = frozenset(VolunteerState) - {VolunteerState.STOPPED, VolunteerState.DECLINED}
# States that two different people have said yes to.
LIVE = frozenset({VolunteerState.READY, VolunteerState.PAUSED})

VOLUNTEER = Table(
    states=VolunteerState,
    initial=VolunteerState.APPLIED,
    moves={
        ("applied", "welcome"): "preparing",
        ("applied", "decline"): "declined",
        ("preparing", "decline"): "declined",
        ("preparing", "go_live"): "ready",
        ("ready", "pause"): "paused",
        ("paused", "resume"): "ready",
        **{(state, "stop"): "stopped" for state in sorted(OPEN)},
    },
    final=frozenset({VolunteerState.STOPPED, VolunteerState.DECLINED}),
)
