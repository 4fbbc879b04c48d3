"""All that mentoring knows of a person, as plain values: for access and portability."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from alongside.domain.mentoring.models import (
    Agreement,
    Check,
    CheckIn,
    Cover,
    Goal,
    Meeting,
    MeetingTask,
    Pair,
    PairAgreement,
    Place,
    Reference,
    Review,
    Thanks,
    Volunteer,
    Watch,
)
from alongside.domain.mentoring.queries.covers import met_by_person


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Every row that is about the person, by table, each column with its value.

    What a referee said is about both of them, and stands in both copies. The key of the form is
    left out: it opens a further link. Of a meeting each of the two has what is about them: the
    person what was talked about, the mentor whether there was a worry."""
    own = Volunteer.objects.filter(person_id=person_id)
    places = Place.objects.filter(person_id=person_id)
    return {
        "mentoring.volunteer": _plain(own, but=("key",)),
        "mentoring.reference": _plain(
            Reference.objects.filter(Q(volunteer__in=own) | Q(referee_id=person_id))
        ),
        "mentoring.check": _plain(Check.objects.filter(volunteer__in=own)),
        "mentoring.place": _plain(places),
        # Who paused is left out: it may have been for a worry, of which nothing is told.
        "mentoring.pair": _plain(Pair.objects.filter(place__in=places), but=("service_paused",)),
        "mentoring.cover": _covers(person_id),
        "mentoring.goal": _plain(Goal.objects.filter(place__in=places), but=("key",)),
        "mentoring.pairagreement": _plain(PairAgreement.objects.filter(person_id=person_id)),
        "mentoring.review": _plain(Review.objects.filter(pair__place__in=places)),
        "mentoring.meeting": _meetings(person_id),
        # Words of thanks are about both of the two, and stand in both copies.
        "mentoring.thanks": _plain(
            Thanks.objects.filter(Q(pair__place__in=places) | Q(pair__volunteer__in=own))
        ),
        "mentoring.checkin": _plain(CheckIn.objects.filter(volunteer__in=own), but=("key",)),
        "mentoring.watch": _plain(Watch.objects.filter(person_id=person_id)),
        "mentoring.meetingtask": _plain(MeetingTask.objects.filter(owner_id=person_id)),
        "mentoring.agreement": _plain(Agreement.objects.filter(volunteer__in=own)),
    }


def _meetings(person_id: UUID) -> list[dict[str, Any]]:
    of_person = Meeting.objects.filter(pair__place__person_id=person_id)
    of_mentor = Meeting.objects.filter(met_by_person(person_id))
    return [
        *_plain(of_person, but=("plan_key", "log_key", "worry")),
        *_plain(of_mentor, but=("plan_key", "log_key", "topics", "goal")),
    ]


def _covers(person_id: UUID) -> list[dict[str, Any]]:
    """The person has why this mentor fits; the mentor that they were asked, and for which days."""
    of_person = Cover.objects.filter(pair__place__person_id=person_id)
    of_mentor = Cover.objects.filter(volunteer__person_id=person_id)
    about_them = ("suggested", "reasons", "difference")
    return [*_plain(of_person), *_plain(of_mentor, but=about_them)]


def _value(value: Any) -> Any:
    if isinstance(value, date | time):  # a moment is a date too
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _plain(rows: QuerySet[Any], but: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    return [
        {column: _value(value) for column, value in row.items() if column not in but}
        for row in rows.order_by("pk").values()
    ]
