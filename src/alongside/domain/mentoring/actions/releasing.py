"""How what two people had comes to nothing, or to an end: within the unit of whoever does it.

Whichever way a pair ends, it goes through `release`: the mentor's place is free, no planned hour is
left, and nothing of one goes out any more. Whoever did not do it hears of it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from alongside.domain.mentoring.actions.links import tell, tell_person
from alongside.domain.mentoring.actions.meeting_tasks import settle_kinds
from alongside.domain.mentoring.actions.uncovering import (
    call_off,
    end_covers,
    give_place_back,
    leave_covers,
    let_asked_covers_go,
)
from alongside.domain.mentoring.events import PairFinished
from alongside.domain.mentoring.models import Cover, Meeting, Pair, Place, Volunteer
from alongside.domain.mentoring.review_records import CHANGE, SILENT
from alongside.domain.mentoring.rules.pairs import COMPLETED, WAY_BACK
from alongside.domain.mentoring.states import HOLDING, OPEN_COVERS, PairState, PlaceState
from alongside.foundation.links import revoke_links
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work


def hold(pair: Pair) -> tuple[Volunteer, Place, Pair]:
    """All three, locked and read again within the open unit: always the volunteers first, also one
    who covers, then the place, then the pair, so that two units never wait for each other."""
    covers = Cover.objects.filter(pair=pair, state__in=sorted(OPEN_COVERS), volunteer__isnull=False)
    both = Q(pk=pair.volunteer_id) | Q(pk__in=covers.values("volunteer"))
    locked = Volunteer.objects.select_for_update().filter(both).order_by("pk")
    volunteer = next(row for row in locked if row.pk == pair.volunteer_id)
    place = Place.objects.select_for_update().get(pk=pair.place_id)
    return volunteer, place, Pair.objects.select_for_update().get(pk=pair.pk)


def withdraw_rivals(volunteer: Volunteer, first: Pair, work: Work) -> None:
    """Within the open unit, everybody else who is asked about this mentor hears that it cannot be:
    the last place is taken."""
    for rival in _proposed(volunteer).exclude(pk=first.pk):
        let_go(rival, "withdraw", blocks=False, work=work)
    let_asked_covers_go(volunteer, work)


def _proposed(volunteer: Volunteer) -> QuerySet[Pair]:
    return Pair.objects.filter(volunteer=volunteer, state=PairState.PROPOSED).order_by("pk")


def let_proposals_go(volunteer: Volunteer, work: Work) -> None:
    """Within the open unit, whoever is asked about this mentor hears that it cannot be: the mentor
    pauses or stops."""
    for pair in _proposed(volunteer):
        let_go(pair, "withdraw", blocks=False, work=work)
    let_asked_covers_go(volunteer, work)


def let_go(pair: Pair, event: str, *, blocks: bool, work: Work) -> None:
    """A proposal comes to nothing; the person waits again, and hears the same words of all."""
    place = Place.objects.select_for_update().get(pk=pair.place_id)
    organisation_id = place.organisation_id
    changed = {"changed_at": work.at}
    move(pair, event, work=work, organisation_id=organisation_id, also=changed)
    also: dict[str, Any] = {"suggested": [], "changed_at": work.at}
    if blocks:
        also["blocks"] = sorted({*place.blocks, str(pair.volunteer_id)})
    move(place, "not_able", work=work, organisation_id=organisation_id, also=also)
    tell_person(place, "mentor_not_able", work=work, step=str(pair.pk))


def leave_all(volunteer: Volunteer, work: Work) -> None:
    """Within the open unit, a mentor who stops leaves everybody; each of them waits again, unless
    the two had begun to finish."""
    let_proposals_go(volunteer, work)
    leave_covers(volunteer, work)
    holding = Pair.objects.filter(volunteer=volunteer, state__in=sorted(HOLDING))
    for pair in holding.order_by("pk"):
        place = Place.objects.select_for_update().get(pk=pair.place_id)
        if pair.state == PairState.ENDING:  # they had begun to finish: nobody waits again
            finish(pair, place, work)
            continue
        release(pair, "mentor_stopped", work)
        organisation_id, changed = place.organisation_id, {"changed_at": work.at}
        move(place, "wait_again", work=work, organisation_id=organisation_id, also=changed)
        tell_person(place, "mentor_not_able", work=work, step=str(pair.pk))


def release(pair: Pair, reason: str, work: Work, *, silent: bool = False) -> None:
    """Ends a pair within the open unit: gives the mentor's place back, calls planned hours off, and
    ends what another mentor covers, who hears of it unless `silent`. Nobody else is told."""
    move(
        pair,
        "end",
        work=work,
        organisation_id=pair.place.organisation_id,
        also={"ended_at": work.at, "end_reason": reason, "changed_at": work.at},
    )
    give_place_back(pair.volunteer_id)
    call_off(Meeting.objects.filter(pair=pair), work)
    end_covers(pair, work, silent=silent)
    settle_kinds(pair.place, (SILENT, CHANGE), work)  # of how they meet there is no more to talk


def finish(pair: Pair, place: Place, work: Work) -> None:
    """Ends a pair as completed within the open unit, and closes the place. The person always gets a
    link to keep: it opens what they reached, and the way back."""
    release(pair, COMPLETED, work)
    changed: dict[str, Any] = {"changed_at": work.at}
    if pair.service_paused:  # whom the service kept apart it does not suggest to each other again
        changed["blocks"] = sorted({*place.blocks, str(pair.volunteer_id)})
    move(place, "close", work=work, organisation_id=place.organisation_id, also=changed)
    # Where the service had paused them it may have been for a worry: no word of thanks then.
    template = "pair_over" if pair.service_paused else "pair_finished"
    if work.actor.person_id != pair.volunteer.person_id:
        tell(pair.volunteer, f"{template}_mentor", work=work, step=str(pair.pk))
    tell_person(place, f"{template}_person", work=work, step=str(pair.pk), days=WAY_BACK.days)
    work.publish(PairFinished(pair.pk, place.episode_id, place.organisation_id, work.at))


def tell_other(pair: Pair, template: str, work: Work, *, step: str = "") -> None:
    """Within the open unit, tells whoever did not do it themselves; both where the service did.
    `step` tells one sending from the next."""
    step = step or str(pair.pk)
    if work.actor.person_id != pair.volunteer.person_id:
        tell(pair.volunteer, f"{template}_mentor", work=work, step=step)
    if work.actor.person_id != pair.place.person_id:
        tell_person(pair.place, f"{template}_person", work=work, step=step)


def close_place(seen: Place, work: Work) -> None:
    """Closes a place within the open unit: what was asked is withdrawn, a pair ends, and its mentor
    hears of it."""
    mentors = Q(pk__in=seen.pairs.values("volunteer")) | Q(covers__pair__place=seen)
    locked = Volunteer.objects.filter(mentors).values("pk")
    list(Volunteer.objects.select_for_update().filter(pk__in=locked).order_by("pk"))
    place = Place.objects.select_for_update().get(pk=seen.pk)
    for pair in place.pairs.all():
        if pair.state == PairState.PROPOSED:
            changed = {"changed_at": work.at}
            organisation_id = place.organisation_id
            move(pair, "withdraw", work=work, organisation_id=organisation_id, also=changed)
        elif pair.state in HOLDING:
            release(pair, "person_stopped", work)
            tell(pair.volunteer, "pair_over_mentor", work=work, step=str(pair.pk))
    if place.state != PlaceState.CLOSED:
        move(
            place,
            "close",
            work=work,
            organisation_id=place.organisation_id,
            also={"changed_at": work.at, "suggested": []},
        )
    revoke_links(place, work=work)
