"""From a wish for a mentor to two people who both said yes.

The plan suggests, the person chooses. A mentor's last place goes to whoever says yes first: the
number of places taken changes by a conditional update alone, in the same unit as the pair.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.links import tell, tell_person
from alongside.domain.mentoring.actions.releasing import (
    finish,
    hold,
    let_go,
    release,
    tell_other,
    withdraw_rivals,
)
from alongside.domain.mentoring.models import Pair, Place, Volunteer
from alongside.domain.mentoring.pair_records import END_REASONS, Wishes
from alongside.domain.mentoring.queries.pairs import (
    coordinated_pairs,
    coordinated_places,
    own_pairs,
    own_places,
)
from alongside.domain.mentoring.queries.problem import broken_on, labels, problem_of
from alongside.domain.mentoring.rules.pairs import COMPLETED
from alongside.domain.mentoring.rules.undoing import CARDS, HOLD
from alongside.domain.mentoring.rules.wishes import faults_of_wishes, wish_columns
from alongside.domain.mentoring.states import HOLDING, PairState, PlaceState, VolunteerState
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.engines.matching import Choice, choices
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

MOST_CARDS = 3


def open_place(
    episode_id: UUID,
    *,
    person_id: UUID,
    organisation_id: UUID,
    wishes: Wishes,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Notes that somebody would like a mentor; the same episode again is the same place.

    For journeys, and for the organisation's coordinator. Raises Refused for anybody else, Invalid
    by field of `Wishes`."""
    if not actor.is_system and not actor.holds(Role.COORDINATOR, organisation_id):
        raise Refused("a coordinator or a journey opens a place")
    faults = faults_of_wishes(wishes, at=at)
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        return enter_place(episode_id, person_id, organisation_id, wishes, work)[0].pk


def enter_place(
    episode_id: UUID, person_id: UUID, organisation_id: UUID, wishes: Wishes, work: Work
) -> tuple[Place, bool]:
    """The place of an episode within the open unit, and whether it was made here."""
    columns = wish_columns(wishes)
    row, made = Place.objects.get_or_create(
        episode_id=episode_id,
        defaults={
            "person_id": person_id,
            "organisation_id": organisation_id,
            "opened_at": work.at,
            "changed_at": work.at,
            **columns,
        },
    )
    if made:
        work.audit("place.opened", row, organisation_id=organisation_id, fields=tuple(columns))
    return row, made


def suggest(place_id: UUID, *, actor: Actor, at: datetime) -> int:
    """Lays up to three cards before the person, in the order of the whole plan, and tells them half
    a minute later: until then `take_cards_back` makes it undone.

    Each pair was tested by the independent checker. Returns how many cards there are. Raises
    NotFound out of sight, Conflict unless the person waits or chooses, Invalid (`place`) where
    nobody fits now."""
    seen = get_visible(coordinated_places(actor), place_id)
    problem = problem_of(seen.organisation_id, at=at)
    if str(seen.pk) not in {one.id for one in problem.mentees}:
        raise Conflict("they do not wait any more")
    found = choices(problem, str(seen.pk), MOST_CARDS, labels())
    if not found:
        raise Invalid({"place": _("There is nobody now. The plan says what would have to give.")})
    with unit(actor=actor, at=at) as work:
        move(
            seen,
            "suggest",
            work=work,
            organisation_id=seen.organisation_id,
            also={"suggested": [_suggested(one) for one in found], "changed_at": at},
        )
        tell_person(seen, CARDS, work=work, step=at.isoformat(), hold=HOLD)
    return len(found)


def _suggested(choice: Choice) -> dict[str, Any]:
    return {
        "volunteer": choice.pair.mentor,
        "reasons": list(choice.pair.reasons),
        "difference": choice.pair.difference,
        "suggested": choice.suggested,
        "points_lost": choice.points_lost,
        "tier_lost": choice.tier_lost,
        "without": list(choice.without),
    }


def none_suits(place_id: UUID, *, actor: Actor, at: datetime) -> None:
    """None of the cards: the person waits on, and these mentors are not shown again.

    Raises NotFound for anybody else, Conflict unless they choose."""
    seen = get_visible(own_places(actor), place_id)
    with unit(actor=actor, at=at) as work:
        row = Place.objects.select_for_update().get(pk=seen.pk)
        shown = [one["volunteer"] for one in row.suggested]
        move(
            row,
            "none_suits",
            work=work,
            organisation_id=row.organisation_id,
            also={"suggested": [], "blocks": sorted({*row.blocks, *shown}), "changed_at": at},
        )


def choose(place_id: UUID, volunteer_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """The person chooses one of the cards, and that mentor is asked. Returns the pair.

    The person's choice wins, whatever it costs the plan. Raises NotFound for anybody else, Invalid
    for a mentor who is on no card, Conflict unless they choose and for a mentor who cannot be
    asked any more."""
    seen = get_visible(own_places(actor), place_id)
    with unit(actor=actor, at=at) as work:
        volunteer = Volunteer.objects.select_for_update().filter(pk=volunteer_id).first()
        place = Place.objects.select_for_update().get(pk=seen.pk)
        card = next((one for one in place.suggested if one["volunteer"] == str(volunteer_id)), None)
        if place.state != PlaceState.CHOOSING:
            raise Conflict("there is nothing to choose now")
        if card is None or volunteer is None:
            raise Invalid({"volunteer": _("Choose one of the people shown.")})
        _refuse_unfit(place, volunteer, at)
        move(
            place,
            "choose",
            work=work,
            organisation_id=place.organisation_id,
            also={"changed_at": at},
        )
        pair = Pair.objects.create(
            place=place,
            volunteer=volunteer,
            reasons=card["reasons"],
            difference=card["difference"],
            asked_at=at,
            changed_at=at,
        )
        work.audit(
            "pair.proposed",
            pair,
            organisation_id=place.organisation_id,
            fields=("place", "volunteer"),
        )
        tell(volunteer, "mentor_asked", work=work, step=str(pair.pk))
        return pair.pk


def _refuse_unfit(place: Place, volunteer: Volunteer, at: datetime) -> None:
    """Raises Conflict where the pair breaks a hard rule today, by the independent checker: a check
    that ran out meanwhile, a pause, a last place that is taken; or where one of the two asked that
    their details are kept and not used."""
    if people.restricted([place.person_id, volunteer.person_id]):
        raise Conflict("not possible while details are not used")
    if broken_on(place, volunteer, london_date(at)):
        raise Conflict("not possible today")


def accept(pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The mentor says yes. Now both have, and each learns how to reach the other; with the last
    place, everybody else who is still asked about this mentor is told that it cannot be.

    Raises NotFound for anybody else, Conflict when it was answered, when no place is left, and when
    a rule forbids it today."""
    seen = get_visible(own_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        volunteer, place, pair = hold(seen)
        if pair.state != PairState.PROPOSED:
            raise Conflict("it was answered already")
        _refuse_unfit(place, volunteer, at)
        taken = Volunteer.objects.filter(
            pk=volunteer.pk, state=VolunteerState.READY, held__lt=F("capacity")
        ).update(held=F("held") + 1)
        if not taken:
            raise Conflict("no place is left")
        organisation_id = place.organisation_id
        changed = {"agreed_at": at, "changed_at": at}
        move(pair, "accept", work=work, organisation_id=organisation_id, also=changed)
        move(
            place,
            "agree",
            work=work,
            organisation_id=organisation_id,
            also={"suggested": [], "changed_at": at},
        )
        tell_person(place, "mentor_agreed", work=work, step=str(pair.pk))
        tell(volunteer, "mentor_agreed_mentor", work=work, step=str(pair.pk))
        if volunteer.held + 1 >= volunteer.capacity:
            withdraw_rivals(volunteer, pair, work)


def decline(pair_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The mentor is not able to take this on; nobody is told more, and the person waits on.

    Raises NotFound for anybody else, Conflict when it was answered."""
    seen = get_visible(own_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        let_go(seen, "decline", blocks=True, work=work)


def change_mind(place_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The person takes back whom they chose before the mentor answered, and waits again.

    Raises NotFound for anybody else, Conflict when it was answered."""
    seen = get_visible(own_places(actor), place_id)
    with unit(actor=actor, at=at) as work:
        place = Place.objects.select_for_update().get(pk=seen.pk)
        pair = place.pairs.filter(state=PairState.PROPOSED).first()
        if pair is None:
            raise Conflict("it was answered already")
        changed = {"changed_at": at}
        organisation_id = place.organisation_id
        move(pair, "withdraw", work=work, organisation_id=organisation_id, also=changed)
        move(
            place,
            "change_mind",
            work=work,
            organisation_id=organisation_id,
            also={"suggested": [], **changed},
        )


def end_pair(pair_id: UUID, *, reason: str, wait_again: bool, actor: Actor, at: datetime) -> None:
    """A pair ends, by either of them without a reason (`person_stopped`, `mentor_stopped`) or by
    who coordinates; the mentor's place is free at once, planned hours are called off, and whoever
    did not do it hears only that it is over. `wait_again`: the person would like another mentor.

    Raises NotFound out of sight, Invalid for another reason, Conflict unless both had said yes."""
    if reason not in END_REASONS:
        raise Invalid({"reason": _("Choose one of the answers shown.")})
    mine = Pair.objects.filter(place__in=own_places(actor))
    seen = get_visible(own_pairs(actor) | mine | coordinated_pairs(actor), pair_id)
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen)
        if pair.state not in HOLDING:
            raise Conflict("there is no pair to end")
        if reason == COMPLETED and not wait_again:
            finish(pair, place, work)
            return
        release(pair, reason, work)
        move(
            place,
            "wait_again" if wait_again else "close",
            work=work,
            organisation_id=place.organisation_id,
            also={
                "blocks": sorted({*place.blocks, str(pair.volunteer_id)}),
                "changed_at": at,
            },
        )
        tell_other(pair, "pair_over", work)
