"""What mentoring tells upwards, after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class VolunteerWelcomed:
    """A coordinator goes on with a volunteer, who can begin the steps."""

    volunteer_id: UUID
    person_id: UUID
    organisation_id: UUID
    at: datetime


@dataclass(frozen=True)
class PairMet:
    """The two of a pair met, as we hear now; `first` for their first meeting, after
    which the pair is active."""

    pair_id: UUID
    episode_id: UUID
    person_id: UUID
    organisation_id: UUID
    first: bool
    at: datetime


@dataclass(frozen=True)
class PairFinished:
    """The two of a pair finished: it ended as completed, and nobody waits for another mentor."""

    pair_id: UUID
    episode_id: UUID
    organisation_id: UUID
    at: datetime
