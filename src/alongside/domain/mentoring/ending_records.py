"""What leaves mentoring about two who come to an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

LONGEST_THANKS = 500


@dataclass(frozen=True)
class Ending:
    """How two come to an end, as one of them sees it.

    `state` is before (they have not begun to finish), ending or finished. `may_begin` whether they
    can begin to finish now. `theirs`: the person reads, and not the mentor. `reached` are goals
    that were reached, in the person's own words: for the mentor until it is over. `thanks` is what
    the other one wrote, `own_thanks` what the reader did; `may_thank` whether they can write now;
    none of it while the service keeps them apart, and then they are `paused`.
    `over_on` is the day on which it is over by itself. `back_until` is the last day on which the
    person can ask for a mentor again from here, None where they cannot."""

    pair_id: UUID
    episode_id: UUID
    state: str
    theirs: bool
    first_name: str
    paused: bool
    may_begin: bool
    since: date
    until: date | None
    over_on: date | None
    count: int
    minutes: int
    reached: tuple[str, ...]
    thanks: str
    own_thanks: str
    may_thank: bool
    back_until: date | None


@dataclass(frozen=True)
class FinishedWith:
    """A pair that finished in the last weeks, for its mentor."""

    pair_id: UUID
    first_name: str
