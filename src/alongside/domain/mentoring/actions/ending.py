"""Two who met come to an end well: they begin to finish, may meet once more, and it is over."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import structlog

from alongside.domain.mentoring.actions.releasing import finish, hold, tell_other
from alongside.domain.mentoring.models import Pair
from alongside.domain.mentoring.queries.meetings import seen_pairs
from alongside.domain.mentoring.rules.pairs import FINISH_AFTER, is_finished
from alongside.domain.mentoring.states import PairState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

_AT_ONCE = 200
log = structlog.get_logger(__name__)


def begin_ending(pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Two people begin to finish: by either of them or by who coordinates. A last meeting may still
    be planned and logged; whoever did not begin it hears so in kind words. Again does nothing.

    Where the service had paused them nobody hears of it, and they meet no more before the service
    lifts that. Raises NotFound out of sight, Conflict unless both had said yes and it is not over,
    and for the two themselves while the service paused them."""
    seen = get_visible(seen_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        volunteer, place, pair = hold(seen)
        if pair.state == PairState.ENDING:
            return
        theirs = actor.person_id in (place.person_id, volunteer.person_id)
        if theirs and pair.service_paused:
            raise Conflict("the service paused it")
        enter_ending(pair, work)


def enter_ending(pair: Pair, work: Work) -> None:
    """The same for a pair that is held within the open unit. Raises Conflict as that."""
    move(
        pair,
        "begin_ending",
        work=work,
        organisation_id=pair.place.organisation_id,
        also={"ending_at": work.at, "changed_at": work.at},
    )
    if not pair.service_paused:  # the message says that they can meet once more
        tell_other(pair, "pair_ending", work, step=goodbye_of(pair.pk, work.at))


def goodbye_of(pair_id: UUID, begun_at: datetime) -> str:
    """Two may begin to finish more than once: the step under which one beginning is told."""
    return f"{pair_id}/{begun_at.astimezone(UTC).isoformat()}"


def finish_ending(pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """They have said goodbye: the pair is over as completed, by either of them or by who
    coordinates. The person gets a link to keep, and whoever else did not do it hears of it. Again
    does nothing.

    Raises NotFound out of sight, Conflict unless they had begun to finish, and for the two
    themselves while the service paused them."""
    seen = get_visible(seen_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        volunteer, place, pair = hold(seen)
        if is_finished(pair):
            return
        if pair.state != PairState.ENDING:
            raise Conflict("they have not begun to finish")
        if pair.service_paused and actor.person_id in (place.person_id, volunteer.person_id):
            raise Conflict("the service paused it")
        finish(pair, place, work)


def run_endings_due(*, actor: Actor, at: datetime) -> int:
    """Finishes what was begun four weeks ago, so that nothing hangs; returns how many that were.
    Those whose details are kept and not used stand as they are.

    Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    due = Pair.objects.filter(state=PairState.ENDING, ending_at__lte=at - FINISH_AFTER).exclude(
        place__person__in=people.restricted()
    )
    finished = 0
    for key in list(due.order_by("ending_at", "pk").values_list("pk", flat=True)[:_AT_ONCE]):
        try:
            finish_ending(key, actor=actor, at=at)
            finished += 1
        except Exception as failure:
            # One pair must not keep the others.
            log.error("ending_not_finished", pair=str(key), failure=type(failure).__name__)
    return finished
