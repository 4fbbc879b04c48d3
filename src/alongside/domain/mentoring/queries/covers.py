"""Covers: as the person sees theirs, as the mentor who covers, as who coordinates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.domain.mentoring.cover_records import (
    CoverForMentor,
    CoverForPerson,
    CoverRow,
    PairCovers,
)
from alongside.domain.mentoring.meeting_records import CoverLine
from alongside.domain.mentoring.models import Cover, Pair, Volunteer
from alongside.domain.mentoring.queries.pairs import (
    cards_of,
    coordinated_pairs,
    own_places,
    reached_at,
)
from alongside.domain.mentoring.rules.covers import is_open, may_be_covered, stands
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.states import OPEN_COVERS, CoverState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.scoping import get_visible

_WITH = ("pair__place", "pair__volunteer", "volunteer")


def own_covers(actor: Actor) -> QuerySet[Cover]:
    """The covers about which the actor is asked as a mentor, or which they take on."""
    if actor.person_id is None:
        return Cover.objects.none()
    return Cover.objects.filter(volunteer__person_id=actor.person_id).select_related(*_WITH)


def persons_covers(actor: Actor) -> QuerySet[Cover]:
    """The covers of the actor's own pair, who would be met."""
    return Cover.objects.filter(pair__place__in=own_places(actor)).select_related(*_WITH)


def coordinated_covers(actor: Actor) -> QuerySet[Cover]:
    """The covers of pairs that the actor coordinates."""
    return Cover.objects.filter(pair__in=coordinated_pairs(actor)).select_related(*_WITH)


def covered_pairs(actor: Actor) -> QuerySet[Pair]:
    """The pairs whose person the actor meets for a while, or will meet."""
    agreed = own_covers(actor).filter(state=CoverState.AGREED)
    return Pair.objects.filter(pk__in=agreed.order_by().values("pair"))


def covering_on(pair: Pair, on: date) -> Cover | None:
    """The cover of the pair to which both said yes and within whose days that day lies."""
    rows = Cover.objects.filter(
        pair=pair, state=CoverState.AGREED, first_on__lte=on, last_on__gte=on
    )
    return rows.select_related("volunteer").first()


def my_cover(cover_id: UUID, *, actor: Actor, at: datetime) -> CoverForPerson:
    """One cover as the person sees it. Raises NotFound for anybody else."""
    row = get_visible(persons_covers(actor), cover_id)
    mentor = row.pair.volunteer.person_id
    other = row.volunteer.person_id if row.volunteer else None
    names = people.shown_names([mentor, *([other] if other else [])])
    kept = people.restricted(names)
    now = stands(row, row.pair, london_date(at))
    return CoverForPerson(
        cover_id=row.pk,
        pair_id=row.pair_id,
        state=row.state,
        first_on=row.first_on,
        last_on=row.last_on,
        mentor=_called(mentor, names, kept),
        cards=cards_of(row.suggested) if row.state == CoverState.ASKED_PERSON else (),
        name=_called(other, names, kept) if other else "",
        reach=reached_at(other) if other and now and other not in kept else "",
        open=is_open(row),
        stands=now,
    )


def my_covers(*, actor: Actor, at: datetime) -> tuple[CoverForMentor, ...]:
    """Whom a mentor is asked to meet for a while, or meets, the soonest first. A constant number of
    queries but for who is reached."""
    asked_or_agreed = (CoverState.ASKED_MENTOR, CoverState.AGREED)
    rows = own_covers(actor).filter(state__in=asked_or_agreed).order_by("first_on", "pk")
    return _for_mentor(list(rows), at)


def cover_asked(cover_id: UUID, *, actor: Actor, at: datetime) -> CoverForMentor:
    """One of them, also when it is over. Raises NotFound for anybody else."""
    return _for_mentor([get_visible(own_covers(actor), cover_id)], at)[0]


def _for_mentor(rows: list[Cover], at: datetime) -> tuple[CoverForMentor, ...]:
    names = people.shown_names(row.pair.place.person_id for row in rows)
    kept, on = people.restricted(names), london_date(at)
    return tuple(
        CoverForMentor(
            cover_id=row.pk,
            pair_id=row.pair_id,
            state=row.state,
            first_on=row.first_on,
            last_on=row.last_on,
            first_name=_called(row.pair.place.person_id, names, kept),
            reasons=tuple(row.reasons),
            difference=row.difference,
            reach=reached_at(row.pair.place.person_id)
            if stands(row, row.pair, on) and row.pair.place.person_id not in kept
            else "",
            open=is_open(row),
            stands=stands(row, row.pair, on),
        )
        for row in rows
    )


def _called(person_id: UUID, names: dict[UUID, str], kept: Iterable[UUID]) -> str:
    name = names.get(person_id, "")
    return name if person_id in kept else first_name(name)


def pair_covers(pair_id: UUID, *, actor: Actor) -> PairCovers:
    """The covers of a pair for who coordinates. Raises NotFound out of sight. A constant number of
    queries."""
    pair = get_visible(coordinated_pairs(actor).select_related("place", "volunteer"), pair_id)
    rows = list(Cover.objects.filter(pair=pair).select_related(*_WITH).order_by("-asked_at", "pk"))
    records = rows_of(rows)
    both = (pair.place.person_id, pair.volunteer.person_id)
    names = people.shown_names(both)
    first = next((one for one in records if one.open), None)
    return PairCovers(
        pair_id=pair.pk,
        person_ids=both,
        name=names.get(both[0], ""),
        mentor=names.get(both[1], ""),
        may_ask=first is None and may_be_covered(pair),
        open=first,
        before=tuple(one for one in records if not one.open),
    )


def rows_of(rows: list[Cover]) -> tuple[CoverRow, ...]:
    """Covers as who coordinates sees them; three queries for all of them."""
    cards = {UUID(one["volunteer"]) for row in rows if is_open(row) for one in row.suggested}
    asked = _people_of(cards)
    about = [
        person_id
        for row in rows
        for person_id in (
            row.pair.place.person_id,
            row.pair.volunteer.person_id,
            *([row.volunteer.person_id] if row.volunteer else []),
        )
    ]
    names = people.shown_names([*about, *asked.values()])
    return tuple(
        CoverRow(
            cover_id=row.pk,
            pair_id=row.pair_id,
            person_ids=(
                row.pair.place.person_id,
                row.pair.volunteer.person_id,
                *([row.volunteer.person_id] if row.volunteer else []),
            ),
            name=names.get(row.pair.place.person_id, ""),
            mentor=names.get(row.pair.volunteer.person_id, ""),
            by=names.get(row.volunteer.person_id, "") if row.volunteer else "",
            cards=tuple(
                names.get(asked[UUID(one["volunteer"])], "")
                for one in row.suggested
                if row.state == CoverState.ASKED_PERSON and UUID(one["volunteer"]) in asked
            ),
            state=row.state,
            first_on=row.first_on,
            last_on=row.last_on,
            open=is_open(row),
        )
        for row in rows
    )


def _people_of(volunteers: Iterable[UUID]) -> dict[UUID, UUID]:
    rows = Volunteer.objects.filter(pk__in=list(volunteers))
    return dict(rows.values_list("pk", "person_id"))


def open_cover_of(place_id: UUID) -> Cover | None:
    """What is asked or agreed for the person of that place."""
    rows = Cover.objects.filter(pair__place_id=place_id, state__in=sorted(OPEN_COVERS))
    return rows.select_related("volunteer").first()


def line_of(cover: Cover | None) -> CoverLine | None:
    """In one line, with the first name of whoever is asked or covers."""
    if cover is None:
        return None
    name = ""
    if cover.volunteer is not None:
        whom = cover.volunteer.person_id
        name = _called(whom, people.shown_names([whom]), people.restricted([whom]))
    return CoverLine(cover.pk, cover.state, cover.first_on, cover.last_on, name)


def agreed_cover(pair: Pair) -> Cover | None:
    """The cover of the pair to which both said yes and that is not over."""
    rows = Cover.objects.filter(pair=pair, state=CoverState.AGREED)
    return rows.select_related("volunteer").first()


def loggable(actor: Actor, pair: Pair | None = None) -> QuerySet[Cover]:
    """The actor's own covers to which both said yes, of all pairs or of one."""
    rows = own_covers(actor).filter(agreed_at__isnull=False)
    return rows if pair is None else rows.filter(pair=pair)


def met_by(volunteer_id: UUID) -> Q:
    """Which meetings a volunteer has, or had, themselves: those of their pairs that nobody covered,
    and those that they covered."""
    return Q(pair__volunteer=volunteer_id, cover=None) | Q(cover__volunteer=volunteer_id)


def met_by_person(person_id: UUID) -> Q:
    """The same for whoever is the volunteer."""
    return Q(pair__volunteer__person_id=person_id, cover=None) | Q(
        cover__volunteer__person_id=person_id
    )
