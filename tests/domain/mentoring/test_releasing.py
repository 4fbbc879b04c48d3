"""Whichever way a pair ends, no planned hour outlives it, nothing of one goes out any more, and the
mentor's place is free."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, Pair, Place, Volunteer
from alongside.domain.messaging.models import Message
from factories.meetings import LOG, PLAN, paired
from factories.mentoring import AT, SYSTEM, Service, acting, service, who_waits

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@dataclass(frozen=True)
class Two:
    """Two people who meet, with an hour that is told to both and planned."""

    here: Service
    pair_id: UUID
    mentor: UUID
    place_id: UUID
    person_id: UUID
    mentor_id: UUID


@pytest.fixture
def two() -> Two:
    here = service()
    pair_id, mentor, place_id = paired(here)
    mona, ruth = acting(mentor), who_waits(place_id)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=mona, at=AT)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=here.first, at=AT)
    assert ruth.person_id is not None
    assert mona.person_id is not None
    return Two(here, pair_id, mentor, place_id, ruth.person_id, mona.person_id)


def _by(reason: str, again: bool, who: str) -> Callable[[Two], object]:
    def end(two: Two) -> None:
        actor = {
            "mentor": acting(two.mentor),
            "person": who_waits(two.place_id),
            "staff": two.here.first,
        }[who]
        mentoring.end_pair(two.pair_id, reason=reason, wait_again=again, actor=actor, at=LATER)

    return end


def _erased(person: str) -> Callable[[Two], object]:
    return lambda two: mentoring.erase_person_data(
        person_id=getattr(two, person), actor=SYSTEM, at=LATER
    )


# Each way with what becomes of the place, and who is told that it is over.
WAYS: dict[str, tuple[Callable[[Two], object], str, list[str]]] = {
    "the person stops": (
        _by("person_stopped", False, "person"), "closed", ["pair_over_mentor"],
    ),
    "the mentor stops with this person": (
        _by("mentor_stopped", True, "mentor"), "waiting", ["pair_over_person"],
    ),
    "the coordinator ends it": (
        _by("lost_contact", False, "staff"), "closed", ["pair_over_mentor", "pair_over_person"],
    ),
    "another mentor": (
        lambda two: mentoring.change_mentor(
            two.pair_id, actor=who_waits(two.place_id), at=LATER
        ),
        "waiting", ["pair_over_mentor"],
    ),
    "the mentor stops altogether": (
        lambda two: mentoring.stop(two.mentor, actor=acting(two.mentor), at=LATER),
        "waiting", [],  # they hear that whom they chose is not able to go on
    ),
    "the mentor agrees no longer": (
        lambda two: mentoring.stop_volunteering(
            person_id=two.mentor_id, actor=acting(two.mentor), at=LATER
        ),
        "waiting", [],
    ),
    "the mentor is deleted": (_erased("mentor_id"), "waiting", []),
    "the person is deleted": (_erased("person_id"), "closed", ["pair_over_mentor"]),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_no_planned_hour_outlives_a_pair(two: Two, way: str) -> None:
    end, place, told = WAYS[way]
    waiting = Message.objects.filter(template__startswith="meeting_set_", state="queued")
    assert waiting.count() == 2

    end(two)

    assert Pair.objects.get().state == "ended"
    assert Place.objects.get().state == place
    assert Volunteer.objects.get().held == 0
    states = Meeting.objects.order_by("on").values_list("state", flat=True)
    assert list(states) == ["met", "cancelled"]
    assert not waiting.exists()
    over = Message.objects.filter(template__startswith="pair_over_").order_by("template")
    assert list(over.values_list("template", flat=True)) == told


def test_who_hears_that_it_is_over_hears_no_name_and_no_reason(two: Two) -> None:
    WAYS["the coordinator ends it"][0](two)

    for body in Message.objects.filter(template__startswith="pair_over_").values_list(
        "body", flat=True
    ):
        assert "Ruth" not in body
        assert "Mona" not in body
        assert "contact" not in body


def test_an_hour_of_another_pair_stands(two: Two) -> None:
    other, _mentor, _place = paired(two.here, volunteer_id=two.mentor, name="Bea Hill")
    mentoring.plan_meeting(other, plan=PLAN, key=uuid4(), actor=two.here.first, at=AT)

    WAYS["another mentor"][0](two)

    assert Meeting.objects.get(pair_id=other).state == "planned"
    assert Volunteer.objects.get().held == 1
