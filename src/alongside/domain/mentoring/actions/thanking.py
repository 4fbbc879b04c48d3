"""What two who finish write to each other, and the way back to a mentor."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.mentoring.actions.links import tell, tell_person
from alongside.domain.mentoring.actions.meeting_tasks import open_again
from alongside.domain.mentoring.actions.releasing import hold
from alongside.domain.mentoring.actions.support_over import settle_close
from alongside.domain.mentoring.models import Pair, Thanks
from alongside.domain.mentoring.queries.ending import endable_pairs
from alongside.domain.mentoring.queries.pairs import own_places
from alongside.domain.mentoring.rules.pairs import (
    faults_of_thanks,
    has_goodbye,
    may_thank,
)
from alongside.domain.mentoring.rules.profiles import tidy
from alongside.domain.mentoring.states import PlaceState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def write_thanks(pair_id: UUID, *, words: str, actor: Actor, at: datetime) -> None:
    """One of the two writes a few words to the other, changes them, or takes them back ("").

    Only the other one reads them, who hears the first time that they are there. The very same words
    again do nothing. Raises NotFound for anybody but the two, Invalid (`words`) for more than 500
    letters, Conflict unless they finish or did so in the last four weeks, while the service keeps
    them apart, and while details of one of them are not used."""
    words = tidy(words)
    faults = faults_of_thanks(words)
    if faults:
        raise Invalid(faults)
    seen = get_visible(endable_pairs(actor, at=at), pair_id)
    with unit(actor=actor, at=at) as work:
        volunteer, place, pair = hold(seen)
        both = [place.person_id, volunteer.person_id]
        if not may_thank(pair, at) or people.restricted(both):
            raise Conflict("they cannot write to each other now")
        theirs = actor.person_id == place.person_id
        by = "person" if theirs else "mentor"
        there = Thanks.objects.filter(pair=pair, by=by).first()
        if (there.words if there else "") == words:
            return
        if not words:
            _delete(Thanks.objects.filter(pair=pair, by=by), work)
            return
        row, _made = Thanks.objects.update_or_create(
            pair=pair, by=by, defaults={"words": words, "written_at": at}
        )
        organisation_id = place.organisation_id
        work.audit("thanks.written", row, organisation_id=organisation_id, fields=("words",))
        # Once, however often they are changed: by the key of the message.
        if theirs:
            tell(volunteer, "pair_thanks_mentor", work=work, step=str(pair.pk))
        else:
            tell_person(place, "pair_thanks_person", work=work, step=str(pair.pk))


def ask_again(pair_id: UUID, *, support_over: bool, actor: Actor, at: datetime) -> bool:
    """Somebody who finished would like a mentor again, within a year: they wait from now on, with
    what they told before. Where their support is over, whoever coordinates speaks with them first.
    Returns whether they wait; again does nothing.

    Raises NotFound for anybody but the person and for a pair that did not finish or long ago,
    Conflict while their details are not used or the service keeps the two apart."""
    mine = endable_pairs(actor, at=at).filter(place__in=own_places(actor))
    seen = get_visible(mine, pair_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen)
        if people.restricted([place.person_id]):
            raise Conflict("not possible while details are not used")
        if place.state != PlaceState.CLOSED:
            return True
        if not has_goodbye(pair, at) or pair.service_paused:
            raise Conflict("the way back is closed")
        if support_over:
            open_again(pair, "again", work)
            return False
        changed = {"asked_again_at": at, "suggested": [], "changed_at": at}
        organisation_id = place.organisation_id
        move(place, "ask_again", work=work, organisation_id=organisation_id, also=changed)
        settle_close(place, work)
        return True


def forget_thanks(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Deletes what was written before then, and returns how much. Raises Refused unless a command
    acts."""
    if not actor.is_system:
        raise Refused("the service itself forgets, by its policy")
    with unit(actor=actor, at=at) as work:
        return _delete(Thanks.objects.filter(written_at__lt=before), work)


def erase_thanks(person_id: UUID, work: Work) -> int:
    """Within the open unit, what the person wrote goes, and what was written to them."""
    pairs = Pair.objects.filter(place__person_id=person_id) | Pair.objects.filter(
        volunteer__person_id=person_id
    )
    return _delete(Thanks.objects.filter(pair__in=pairs), work)


def _delete(rows: QuerySet[Thanks], work: Work) -> int:
    gone = list(rows.select_related("pair__place").order_by("pk"))
    for row in gone:
        organisation_id = row.pair.place.organisation_id
        work.audit("thanks.deleted", row, organisation_id=organisation_id, fields=("words",))
    Thanks.objects.filter(pk__in=[row.pk for row in gone]).delete()
    return len(gone)
