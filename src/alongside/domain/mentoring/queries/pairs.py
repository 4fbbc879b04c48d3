"""Places and pairs: the plan, the cards of who chooses, what a choice costs, a mentor's pairs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.mentoring.models import Cover, Pair, Place, Volunteer
from alongside.domain.mentoring.pair_records import (
    Card,
    Cost,
    MyPlace,
    NotPlaced,
    PairForMentor,
    PlaceRecord,
    PlanRecord,
    Suggested,
)
from alongside.domain.mentoring.queries.agreements import said_yes
from alongside.domain.mentoring.queries.asked import asked_now
from alongside.domain.mentoring.queries.problem import labels, problem_of
from alongside.domain.mentoring.rules.pairs import (
    is_finished,
    is_paused,
    lacking,
    not_known,
    waiting_since,
)
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.rules.undoing import cards_until
from alongside.domain.mentoring.states import HOLDING, OPEN_COVERS, PairState, PlaceState
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.engines.matching import match
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.links import open_link
from alongside.foundation.scoping import get_visible

PLACE_LINK = "place"


def coordinated_places(actor: Actor) -> QuerySet[Place]:
    """The places of the organisations where the actor coordinates; without those of people whose
    details are kept and not used: they keep their place and wait until these may be used.

    Who is one of two does not coordinate them: without the actor's own, and those of whom they
    mentor, also in place of another, or are asked to."""
    seen = Place.objects.exclude(person__in=people.restricted())
    if actor.is_system:
        return seen
    seen = seen.filter(organisation_id__in=actor.organisations(Role.COORDINATOR))
    if actor.person_id is None:
        return seen
    mentors = own_pairs(actor).filter(state__in=(PairState.PROPOSED, *sorted(HOLDING)))
    covers = Cover.objects.filter(volunteer__person_id=actor.person_id, state__in=OPEN_COVERS)
    return (
        seen.exclude(person_id=actor.person_id)
        .exclude(pk__in=mentors.values("place"))
        .exclude(pk__in=covers.values("pair__place"))
    )


def coordinated_pairs(actor: Actor) -> QuerySet[Pair]:
    """The pairs of these places, but those in which the actor is the mentor, or was, also for a
    while in place of another."""
    seen = Pair.objects.filter(place__in=coordinated_places(actor))
    if actor.person_id is None:
        return seen
    covered = Cover.objects.filter(volunteer__person_id=actor.person_id, agreed_at__isnull=False)
    return seen.exclude(pk__in=own_pairs(actor).values("pk")).exclude(pk__in=covered.values("pair"))


def own_places(actor: Actor) -> QuerySet[Place]:
    """The actor's own."""
    if actor.person_id is None:
        return Place.objects.none()
    return Place.objects.filter(person_id=actor.person_id)


def own_pairs(actor: Actor) -> QuerySet[Pair]:
    """The pairs in which the actor is the mentor."""
    if actor.person_id is None:
        return Pair.objects.none()
    return Pair.objects.filter(volunteer__person_id=actor.person_id)


def has_own_place(actor: Actor) -> bool:
    """Whether there is something for `own_place_link` to open. One query."""
    return own_places(actor).exists()


def by_place_link(token: str, *, at: datetime) -> tuple[UUID, Actor]:
    """The place whose link this is, and the person acting by it. Raises NotFound."""
    row = Place.objects.only("person_id").get(pk=open_link(token, PLACE_LINK, at=at))
    return row.pk, by_link(row.person_id)


def plan(organisation_id: UUID, *, actor: Actor, at: datetime) -> PlanRecord:
    """The best plan for everybody who waits, tested by the independent checker before it is given.

    It changes nothing. Raises Refused for whoever does not coordinate there."""
    if not actor.is_system and not actor.holds(Role.COORDINATOR, organisation_id):
        raise Refused("only a coordinator sees the plan")
    problem = problem_of(organisation_id, at=at)
    answer = match(problem, labels())
    rows = Place.objects.in_bulk([UUID(one.id) for one in problem.mentees])
    places = {key: row.person_id for key, row in rows.items()}
    mentors = dict(
        Volunteer.objects.filter(pk__in=[one.id for one in problem.mentors]).values_list(
            "pk", "person_id"
        )
    )
    names = people.names([*places.values(), *mentors.values()])
    tier = answer.tiers[0] if answer.tiers else None
    return PlanRecord(
        on=problem.on,
        suggested=tuple(
            Suggested(
                place_id=UUID(pair.mentee),
                person_id=places[UUID(pair.mentee)],
                name=names.get(places[UUID(pair.mentee)], ""),
                volunteer_id=UUID(pair.mentor),
                mentor_name=names.get(mentors[UUID(pair.mentor)], ""),
                reasons=pair.reasons,
                difference=pair.difference,
            )
            for pair in answer.pairs
        ),
        not_placed=tuple(
            NotPlaced(
                UUID(one.mentee),
                places[UUID(one.mentee)],
                names.get(places[UUID(one.mentee)], ""),
                () if lacking(rows[UUID(one.mentee)]) else _told(one.because),
                not_known(rows[UUID(one.mentee)]),
            )
            for one in answer.unplaced
        ),
        waited_long=tier.of if tier else 0,
        waited_long_placed=tier.placed if tier else 0,
    )


def _told(because: tuple[str, ...]) -> tuple[str, ...]:
    """The sentences without the rule's own name before them."""
    return tuple(one.partition(": ")[2] or one for one in because)


def my_place(place_id: UUID, *, actor: Actor) -> MyPlace:
    """A person's own wish: the cards while they choose, then whom they chose.

    How to reach the mentor is there only once both said yes. Raises NotFound for anybody else."""
    place = get_visible(own_places(actor), place_id)
    pair = _open_pair(place)
    mentor_id = pair.volunteer.person_id if pair else None
    name = first_name(people.person_name(mentor_id)) if mentor_id else ""
    both = pair is not None and pair.state in HOLDING
    if mentor_id and people.restricted([mentor_id]):
        name, both = people.not_used(), False
    apart = pair is not None and pair.service_paused  # nobody leads them to each other then
    return MyPlace(
        place_id=place.pk,
        state=place.state,
        cards=cards_of(place.suggested) if place.state == PlaceState.CHOOSING else (),
        mentor=name,
        reach=reached_at(mentor_id) if both and mentor_id and not apart else "",
        lacking=lacking(place),
        pair_id=pair.pk if pair and pair.state in HOLDING else None,
        paused=pair is not None and is_paused(pair),
        ending=pair is not None and pair.state == PairState.ENDING,
        finished=_finished(place) if place.state == PlaceState.CLOSED else None,
        to_agree=pair is not None
        and pair.state in HOLDING
        and (pair.pk, place.person_id) not in said_yes([pair.pk]),
    )


def _open_pair(place: Place) -> Pair | None:
    states = (PairState.PROPOSED, *sorted(HOLDING))
    pairs = place.pairs.filter(state__in=states).select_related("volunteer")
    return pairs.first()


def _finished(place: Place) -> UUID | None:
    pairs = place.pairs.filter(state=PairState.ENDED).order_by("-ended_at", "pk")
    last = pairs.first()
    return last.pk if last is not None and is_finished(last) else None


def cards_of(suggested: Sequence[dict[str, Any]]) -> tuple[Card, ...]:
    """The cards of these suggestions, in their order: two queries."""
    shown = [UUID(one["volunteer"]) for one in suggested]
    rows = Volunteer.objects.exclude(person__in=people.restricted()).in_bulk(shown)
    names = people.names(row.person_id for row in rows.values())
    return tuple(
        Card(
            volunteer_id=key,
            first_name=first_name(names.get(rows[key].person_id, "")),
            story=rows[key].story,
            reasons=tuple(one["reasons"]),
            difference=one["difference"],
        )
        for key, one in zip(shown, suggested, strict=True)
        if key in rows
    )


def reached_at(person_id: UUID) -> str:
    """How somebody is reached by the way that they like best; "" where they said none."""
    try:
        profile = messaging.own_profile(person_id)
    except NotFound:
        return ""
    channel = str(profile.channels[0]) if profile.channels else ""
    return {
        "text": profile.text_number,
        "email": profile.email,
        "phone": profile.phone_number or profile.text_number,
    }.get(channel, "")


def place(place_id: UUID, *, actor: Actor, at: datetime) -> PlaceRecord:
    """One wish for a mentor, with what each of the cards would cost the others.

    Raises NotFound out of sight. A constant number of queries."""
    row = get_visible(coordinated_places(actor), place_id)
    mentors = Volunteer.objects.in_bulk([UUID(one["volunteer"]) for one in row.suggested])
    others = {key for one in row.suggested for key in one["without"]}
    waiting = Place.objects.in_bulk([UUID(key) for key in others])
    names = people.shown_names(
        [row.person_id]
        + [one.person_id for one in mentors.values()]
        + [one.person_id for one in waiting.values()]
    )
    costs = tuple(
        Cost(
            volunteer_id=UUID(one["volunteer"]),
            name=names.get(mentors[UUID(one["volunteer"])].person_id, ""),
            suggested=one["suggested"],
            points_lost=one["points_lost"],
            tier_lost=one["tier_lost"],
            without=tuple(
                names.get(waiting[UUID(key)].person_id, "")
                for key in one["without"]
                if UUID(key) in waiting
            ),
        )
        for one in row.suggested
        if UUID(one["volunteer"]) in mentors
    )
    return PlaceRecord(
        place_id=row.pk,
        episode_id=row.episode_id,
        person_id=row.person_id,
        name=names.get(row.person_id, ""),
        state=row.state,
        waiting_days=max(0, (london_date(at) - london_date(waiting_since(row))).days),
        costs=costs,
        lacking=lacking(row),
        not_known=not_known(row),
        undo_until=cards_until(row, at),
    )


def my_pairs(*, actor: Actor) -> tuple[PairForMentor, ...]:
    """Whom a mentor is asked about or meets, the newest first: by first names, and with how to
    reach somebody only once both said yes; nothing of somebody whose details are kept and not used.
    A constant number of queries but for who is reached."""
    states = (PairState.PROPOSED, *sorted(HOLDING))
    rows = list(
        own_pairs(actor).filter(state__in=states).select_related("place").order_by("-asked_at")
    )
    names = people.names(row.place.person_id for row in rows)
    kept = people.restricted(names)
    yes = said_yes(row.pk for row in rows)
    asked = asked_now(row.pk for row in rows)
    return tuple(
        PairForMentor(
            pair_id=row.pk,
            state=row.state,
            first_name=people.not_used()
            if row.place.person_id in kept
            else first_name(names.get(row.place.person_id, "")),
            reasons=tuple(row.reasons),
            difference=row.difference,
            reach=reached_at(row.place.person_id)
            if row.state in HOLDING and row.place.person_id not in kept and not row.service_paused
            else "",
            place_id=row.place_id,
            to_agree=row.state in HOLDING and (row.pk, actor.person_id) not in yes,
            to_review=row.pk in asked and row.place.person_id not in kept and not is_paused(row),
        )
        for row in rows
    )
