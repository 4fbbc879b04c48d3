"""Somebody about whom every table of mentoring says something: as volunteer, person and staff."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import uuid4

from alongside.domain.mentoring.models import (
    Agreement,
    Check,
    CheckIn,
    Cover,
    Goal,
    Meeting,
    MeetingPlace,
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
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from factories.people import PersonFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
UNTIL = date(2027, 2, 3)


def mentoring_world(person: Person, mark: str) -> None:
    """A volunteer with a check and references, and a referee of somebody else."""
    here = people.service()
    assert here is not None
    row = Volunteer.objects.create(
        key=f"{mark}-key-volunteer", person=person, organisation_id=here.organisation_id,
        state="stopped", applied_at=AT, changed_at=AT, story=f"{mark} story",
        experience=f"{mark} experience", rather_not=f"{mark} rather",
        conditions=[f"{mark} condition"], treatments=[f"{mark} treatment"],
        languages=[f"{mark} language"], times=[f"{mark} time"], interests=[f"{mark} interest"],
        can_share=[f"{mark} topic"], modes=[f"{mark} mode"], place=f"{mark} place", lat=51.123,
        lon=-2.345, max_km=17, gender=f"{mark} w", mentee_gender=f"{mark} m",
        birth_year=1971, cleared_for_under_18=True, paused_until=UNTIL,
    )  # fmt: skip
    Check.objects.create(
        volunteer=row, kind="identity", said_yes=[f"{mark} yes"], asked_on=AT.date()
    )
    Agreement.objects.create(volunteer=row, version=1, agreed_at=AT)
    place = Place.objects.create(
        episode_id=uuid4(), person=person, organisation_id=here.organisation_id, state="closed",
        opened_at=AT, changed_at=AT, conditions=[f"{mark} c"], treatments=[f"{mark} t"],
        languages=[f"{mark} l"], language_required=True, times=[f"{mark} when"],
        interests=[f"{mark} i"], help_with=[f"{mark} h"], must_share=[f"{mark} must"],
        modes=[f"{mark} modes"], place=f"{mark} town", lat=52.345, lon=-1.234, max_km=31,
        gender=f"{mark} g", mentor_gender=f"{mark} mg", birth_date=UNTIL,
        suggested=[f"{mark} cards"], blocks=[f"{mark} blocks"],
    )  # fmt: skip
    pair = Pair.objects.create(
        place=place, volunteer=row, state="declined", reasons=[f"{mark} reason"],
        difference=f"{mark} difference", asked_at=AT, changed_at=AT,
    )  # fmt: skip
    Cover.objects.create(
        pair=pair, volunteer=row, state="over", first_on=AT.date(), last_on=AT.date(),
        suggested=[f"{mark} others"], reasons=[f"{mark} as well"], difference=f"{mark} but",
        asked_at=AT, agreed_at=AT, over_at=AT, changed_at=AT,
    )  # fmt: skip
    PairAgreement.objects.create(pair=pair, person=person, version=1, agreed_at=AT)
    Thanks.objects.create(pair=pair, by="person", words=f"{mark} thanks", written_at=AT)
    cafe = MeetingPlace.objects.create(
        key=uuid4(), organisation_id=here.organisation_id, name="Library", address="High Street",
        step_free="yes", added_at=AT,
    )  # fmt: skip
    met = Meeting.objects.create(
        pair=pair, state="met", on=AT.date(), minutes=45, mode=f"{mark}mo", place=cafe,
        topics=[f"{mark} talked"], goal=f"{mark}goal", worry=f"{mark}wo", plan_key=uuid4(),
        log_key=uuid4(), met_at=AT, changed_at=AT,
    )  # fmt: skip
    Goal.objects.create(
        key=uuid4(), place=place, words=f"{mark} aim", step=f"{mark} step", sure=8,
        step_when=f"{mark} then", made_at=AT, changed_at=AT,
    )  # fmt: skip
    CheckIn.objects.create(
        key=uuid4(), volunteer=row, started_at=AT, back_by=AT, back_at=AT, watched_by=person,
        alarmed_at=AT, settled_at=AT, settled_by=person,
    )  # fmt: skip
    Watch.objects.create(
        organisation_id=here.organisation_id, person=person, weekday=0, starts=time(9),
        ends=time(17), added_at=AT,
    )  # fmt: skip
    Review.objects.create(
        pair=pair, week=6, state="answered", asked_at=AT, answer="change", words=f"{mark} review",
        answered_at=AT, late_at=AT,
    )  # fmt: skip
    MeetingTask.objects.create(
        meeting=met, organisation_id=here.organisation_id, kind="talk", owner=person,
        due_on=UNTIL, made_at=AT, done_at=AT, done_by=person,
    )  # fmt: skip
    other = Volunteer.objects.create(
        key=uuid4().hex, person=PersonFactory(), organisation_id=here.organisation_id,
        applied_at=AT, changed_at=AT,
    )  # fmt: skip
    for volunteer, referee in ((row, PersonFactory()), (other, person)):
        Reference.objects.create(
            volunteer=volunteer, number=1, referee=referee, asked_at=AT, given_at=AT,
            known_for=f"{mark} years", known_how=f"{mark} work", suits="yes",
            words=f"{mark} words",
        )  # fmt: skip
