"""Meetings: a mentor's own, one of them as the two see it, those of a pair, the page of a log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from alongside.domain.mentoring.events import PairMet
from alongside.domain.mentoring.meeting_records import (
    LogPage,
    MeetingRecord,
    MeetingRow,
    Met,
    MyMeetings,
    PairMeetings,
    PlanPage,
)
from alongside.domain.mentoring.models import Cover, Meeting, Pair
from alongside.domain.mentoring.pair_records import MyPlace
from alongside.domain.mentoring.queries.agreements import said_yes
from alongside.domain.mentoring.queries.asked import asked_now
from alongside.domain.mentoring.queries.covers import (
    agreed_cover,
    covered_pairs,
    line_of,
    loggable,
    met_by,
    met_by_person,
    open_cover_of,
)
from alongside.domain.mentoring.queries.goals import words_of_open
from alongside.domain.mentoring.queries.meeting_places import open_places_of
from alongside.domain.mentoring.queries.pairs import coordinated_pairs, own_pairs, own_places
from alongside.domain.mentoring.queries.pairs import my_place as own_place
from alongside.domain.mentoring.queries.reviews import reviews_of
from alongside.domain.mentoring.queries.visible import own
from alongside.domain.mentoring.rules.covers import may_be_covered, may_log, mentor_of
from alongside.domain.mentoring.rules.pairs import (
    is_finished,
    is_paused,
    may_go_on,
    nobody_meets,
    service_may_pause,
    ways_to_end,
)
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.states import HOLDING, MEETING, MeetingState
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.formats.ical import CalendarSeries, single_day
from alongside.foundation.actor import Actor
from alongside.foundation.clock import in_london, london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.models import Transition
from alongside.foundation.paging import Page, page_of
from alongside.foundation.scoping import get_visible

_WITH = ("pair__place", "pair__volunteer", "place", "cover__volunteer")


def seen_pairs(actor: Actor) -> QuerySet[Pair]:
    """The pairs in which the actor is one of the two, or that the actor coordinates."""
    return (
        own_pairs(actor)
        | Pair.objects.filter(place__in=own_places(actor))
        | coordinated_pairs(actor)
    )


def logged_pairs(actor: Actor, at: datetime) -> QuerySet[Pair]:
    """The pairs whose meetings the actor may log: as the mentor, as whoever covers or covered a
    short while ago, or as who coordinates."""
    covered = [row.pair_id for row in loggable(actor) if may_log(row, at)]
    return own_pairs(actor) | coordinated_pairs(actor) | Pair.objects.filter(pk__in=covered)


def seen_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings that the actor may plan, move and call off: their own, as one of the two, and
    those of pairs that they coordinate."""
    staff = Meeting.objects.filter(pair__in=coordinated_pairs(actor))
    return _own_meetings(actor) | staff.select_related(*_WITH)


def mentors_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The meetings in which the actor is the mentor, also in place of another."""
    if actor.person_id is None:
        return Meeting.objects.none()
    return Meeting.objects.filter(met_by_person(actor.person_id)).select_related(*_WITH)


def log_page(volunteer_id: UUID, *, actor: Actor, at: datetime) -> LogPage:
    """What the page of a log starts from: whom the mentor meets, where, and what fits most likely.

    Raises NotFound for anybody else. A constant number of queries."""
    volunteer = get_visible(own(actor), volunteer_id)
    pairs = list(
        own_pairs(actor)
        .filter(volunteer=volunteer, state__in=sorted(HOLDING))
        .select_related("place")
        .order_by("agreed_at", "pk")
    )
    covers = [row for row in loggable(actor).filter(volunteer=volunteer) if may_log(row, at)]
    newest = (
        Meeting.objects.filter(
            Q(pair__in=pairs, cover=None) | Q(cover__in=covers),
            state__in=("planned", "met"),
            on__lte=london_date(at),
        )
        .order_by("-on", "-changed_at")
        .first()
    )
    waits = newest is not None and newest.state == MeetingState.PLANNED
    return LogPage(
        whose=salted_hmac("alongside.meeting-log", str(volunteer.pk)).hexdigest()[:24],
        meets=_met(pairs, covers),
        places=open_places_of(volunteer.organisation_id),
        on=newest.on if newest and waits else london_date(at),
        minutes=newest.minutes if newest else None,
        where=_where(newest) if newest else "",
        pair_id=newest.pair_id if newest and waits else None,
    )


def _met(pairs: list[Pair], covers: list[Cover]) -> tuple[Met, ...]:
    whom = [pair.place.person_id for pair in pairs] + [row.pair.place.person_id for row in covers]
    names = people.shown_names(whom)
    kept = people.restricted(names)
    goals = words_of_open(pair.place_id for pair in pairs)
    own = tuple(
        Met(
            pair_id=pair.pk,
            first_name=_called(pair.place.person_id, names, kept),
            since=london_date(pair.agreed_at or pair.asked_at),
            goals=()
            if pair.place.person_id in kept or pair.service_paused
            else goals.get(pair.place_id, ()),
            paused=is_paused(pair),
        )
        for pair in pairs
    )
    # What somebody aims at is between them and their own mentor.
    of_covers = {
        row.pair_id: Met(
            pair_id=row.pair_id,
            first_name=_called(row.pair.place.person_id, names, kept),
            since=row.first_on,
            goals=(),
        )
        for row in sorted(covers, key=lambda row: row.first_on, reverse=True)
    }
    return (*own, *of_covers.values())


def _called(person_id: UUID, names: dict[UUID, str], kept: frozenset[UUID]) -> str:
    name = names.get(person_id, "")
    return name if person_id in kept else first_name(name)


def _where(meeting: Meeting) -> str:
    return str(meeting.place_id) if meeting.place_id else meeting.mode


def plan_page(pair_id: UUID, *, actor: Actor) -> PlanPage:
    """What the page of a plan starts from: whom, on which days somebody else, and the kept places.
    Raises NotFound for a pair that is not the actor's own, nor covered by them, or in which not
    both said yes."""
    mine = own_pairs(actor) | Pair.objects.filter(place__in=own_places(actor))
    mine |= covered_pairs(actor)
    pair = get_visible(
        mine.filter(state__in=sorted(HOLDING)).select_related("place", "volunteer"), pair_id
    )
    cover = agreed_cover(pair)
    covers = cover.volunteer.person_id if cover and cover.volunteer else None
    mentors = {pair.volunteer.person_id, covers}
    other = pair.place.person_id if actor.person_id in mentors else pair.volunteer.person_id
    names = people.shown_names([other, *([covers] if covers else [])])
    kept = people.restricted(names)
    return PlanPage(
        pair_id=pair.pk,
        first_name=_called(other, names, kept),
        places=open_places_of(pair.place.organisation_id),
        covered=(cover.first_on, cover.last_on) if cover else None,
        covers=_called(covers, names, kept)
        if covers and actor.person_id == pair.place.person_id
        else "",
        as_cover=covers is not None and actor.person_id == covers,
    )


def _other(meeting: Meeting, actor: Actor) -> UUID:
    mentor = mentor_of(meeting).person_id
    return meeting.pair.place.person_id if actor.person_id == mentor else mentor


def my_meetings(
    volunteer_id: UUID, *, actor: Actor, at: datetime, page: int = 1, per_page: int = 20
) -> MyMeetings:
    """A mentor's own meetings and what they add up to. Raises NotFound for anybody else. A constant
    number of queries."""
    volunteer = get_visible(own(actor), volunteer_id)
    mine = Meeting.objects.filter(met_by(volunteer.pk)).select_related(*_WITH)
    coming = list(mine.filter(state=MeetingState.PLANNED).order_by("starts_at", "pk"))
    count, minutes = added_up(Meeting.objects.filter(met_by(volunteer.pk)))
    past = mine.exclude(state=MeetingState.PLANNED).order_by("-on", "-changed_at", "pk")
    return MyMeetings(
        page=log_page(volunteer_id, actor=actor, at=at),
        coming=_rows(coming, actor),
        past=_page(past, actor, page, per_page),
        count=count,
        minutes=minutes,
    )


def my_place(place_id: UUID, *, actor: Actor) -> MyPlace:
    """A person's own wish, with what is planned, the soonest first; once both said yes, how to
    reach the mentor. Raises NotFound for anybody else. A constant number of queries."""
    mine = own_place(place_id, actor=actor)
    rows = Meeting.objects.filter(pair__place=place_id, state=MeetingState.PLANNED)
    planned = list(rows.select_related(*_WITH).order_by("starts_at", "pk"))
    apart = mine.ending or mine.paused
    reviewed = mine.pair_id is not None and not apart and bool(asked_now([mine.pair_id]))
    return replace(
        mine,
        meetings=_rows(planned, actor),
        to_review=reviewed,
        cover=line_of(open_cover_of(place_id)),
    )


def pair_meetings(
    pair_id: UUID, *, actor: Actor, at: datetime, page: int = 1, per_page: int = 50
) -> PairMeetings:
    """The meetings of a pair for who coordinates: in as many queries for thirty as for one.

    Raises NotFound out of sight, and for the two themselves."""
    pair = get_visible(coordinated_pairs(actor).select_related("place", "volunteer"), pair_id)
    both = (pair.place.person_id, pair.volunteer.person_id)
    names = people.shown_names(both)
    yes, cover = said_yes([pair.pk]), open_cover_of(pair.place_id)
    count, minutes = added_up(Meeting.objects.filter(pair=pair))
    rows = Meeting.objects.filter(pair=pair).select_related(*_WITH).order_by("-on", "-changed_at")
    return PairMeetings(
        pair_id=pair.pk,
        volunteer_id=pair.volunteer_id,
        person_ids=both,
        name=names.get(both[0], ""),
        mentor=names.get(both[1], ""),
        count=count,
        minutes=minutes,
        rows=_page(rows, actor, page, per_page),
        may_pause=service_may_pause(pair, at, covered=cover is not None),
        paused=nobody_meets(pair, covered=cover is not None),
        apart=pair.service_paused,
        finished=is_finished(pair),
        ends=ways_to_end(pair),
        may_go_on=may_go_on(pair),
        cover=line_of(cover),
        may_cover=may_be_covered(pair),
        reviews=reviews_of(pair_id, today=london_date(at)),
        yes_on=(yes.get((pair.pk, both[0])), yes.get((pair.pk, both[1]))),
    )


def added_up(rows: QuerySet[Meeting]) -> tuple[int, int]:
    """How many of them were met, and how many minutes these add up to."""
    met = rows.filter(state=MeetingState.MET)
    added = met.aggregate(many=Count("pk"), minutes=Sum("minutes"))
    return added["many"], added["minutes"] or 0


def meeting(meeting_id: UUID, *, actor: Actor, at: datetime) -> MeetingRecord:
    """One meeting as one of the two sees it. Raises NotFound for anybody else."""
    row = get_visible(_own_meetings(actor), meeting_id)
    events = MEETING.allowed(row.state)
    mentors = mentor_of(row).person_id == actor.person_id
    may = {"move", "cancel"} if row.pair.state in HOLDING else set()
    return MeetingRecord(
        row=_rows([row], actor)[0],
        kept_place_id=row.place_id,
        address=row.place.address if row.place else "",
        step_free=row.place.step_free if row.place else "",
        events=tuple(
            event
            for event in events
            if event in may
            or (mentors and event == "take_back")
            or (mentors and event == "log" and row.on <= london_date(at))
        ),
    )


def meeting_calendar(meeting_id: UUID, *, actor: Actor) -> bytes:
    """A planned meeting, or one that was called off, for somebody's calendar as an `.ics` file.

    Other people see calendars: unless whoever asks said that they may be named, it is an
    appointment at an address. Raises NotFound for anybody else and for what was never planned."""
    row = get_visible(_own_meetings(actor).exclude(starts_at=None), meeting_id)
    if row.starts_at is None or row.minutes is None:
        raise NotFound("mentoring.meeting")
    begins = in_london(row.starts_at)
    shown = _rows([row], actor)[0]
    place = row.place
    event = CalendarSeries(
        uid=f"{row.pk}@alongside",
        summary=_summary(shown.name, actor),
        freq="",
        starts_on=begins.date(),
        opens_at=begins.time(),
        closes_at=in_london(row.starts_at + timedelta(minutes=row.minutes)).time(),
        location=f"{place.name}, {place.address}" if place else "",
        sequence=row.sequence,
        cancelled=row.state == MeetingState.CANCELLED,
    )
    return single_day(event, stamp=row.changed_at)


def first_meetings(*, since: datetime, actor: Actor) -> tuple[PairMet, ...]:
    """The first meetings of which we heard since then, as they were told. Raises Refused unless a
    command acts."""
    if not actor.is_system:
        raise Refused("only the service's own work")
    became = Transition.objects.filter(
        thing_type=Pair._meta.label_lower, event="meet", at__gte=since
    )
    moved = dict(became.order_by("at", "pk").values_list("thing_id", "at"))
    pairs = Pair.objects.filter(pk__in=moved).select_related("place").order_by("changed_at", "pk")
    return tuple(
        PairMet(
            pair_id=pair.pk,
            episode_id=pair.place.episode_id,
            person_id=pair.place.person_id,
            organisation_id=pair.place.organisation_id,
            first=True,
            at=moved[str(pair.pk)],
        )
        for pair in pairs
    )


def _summary(name: str, actor: Actor) -> str:
    if actor.person_id is None:
        return _("Appointment")
    try:
        may_name = messaging.own_profile(actor.person_id).may_name
    except NotFound:
        may_name = False
    return _("Meeting %(name)s") % {"name": name} if may_name and name else _("Appointment")


def _own_meetings(actor: Actor) -> QuerySet[Meeting]:
    theirs = Meeting.objects.filter(pair__place__in=own_places(actor)).select_related(*_WITH)
    return mentors_meetings(actor) | theirs


def _page(rows: QuerySet[Meeting], actor: Actor, page: int, per_page: int) -> Page[MeetingRow]:
    found: dict[UUID, MeetingRow] = {}

    def prepare(shown: list[Meeting]) -> None:
        found.update({row.meeting_id: row for row in _rows(shown, actor)})

    return page_of(rows, lambda row: found[row.pk], number=page, per_page=per_page, prepare=prepare)


def _rows(rows: list[Meeting], actor: Actor) -> tuple[MeetingRow, ...]:
    called = _caller(rows, actor)
    return tuple(
        MeetingRow(
            meeting_id=row.pk,
            pair_id=row.pair_id,
            state=row.state,
            on=row.on,
            starts_at=row.starts_at,
            minutes=row.minutes,
            mode=row.mode,
            place=row.place.name if row.place else "",
            name=called(row),
            told=bool(row.log_key),
            goal=row.goal,
            covered=row.cover_id is not None,
        )
        for row in rows
    )


def _caller(rows: list[Meeting], actor: Actor) -> Callable[[Meeting], str]:
    """What each meeting's other one is called, by one look for all of them."""
    others = {row.pk: _other(row, actor) for row in rows}
    names = people.shown_names(others.values())
    kept = people.restricted(names)
    return lambda row: _called(others[row.pk], names, kept)
