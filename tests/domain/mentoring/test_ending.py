"""Two who met begin to finish, may meet once more, and it is over: told in kind words, and never
left hanging."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Meeting, Pair, Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound, Refused
from factories.directory import coordinator, organisation
from factories.meetings import LOG, PLAN, paired
from factories.mentoring import AT, SYSTEM, Service, acting, service, who_waits

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
OVER = LATER + timedelta(days=28)


def _met(here: Service) -> tuple[UUID, UUID, UUID]:
    pair_id, mentor, place_id = paired(here)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=acting(mentor), at=AT)
    return pair_id, mentor, place_id


def _who(who: str, here: Service, mentor: UUID, place_id: UUID) -> Actor:
    return {"mentor": acting(mentor), "person": who_waits(place_id), "staff": here.first}[who]


def _told(*starts: str) -> list[str]:
    sent = Message.objects.filter(template__in=[f"{a}_{b}" for a in starts for b in WHOM])
    return sorted(sent.values_list("template", flat=True))


WHOM = ("mentor", "person")


@pytest.mark.parametrize(
    ("who", "told"),
    [("mentor", ["person"]), ("person", ["mentor"]), ("staff", ["mentor", "person"])],
)
def test_any_of_them_begins_to_finish_and_the_others_hear(who: str, told: list[str]) -> None:
    here = service()
    pair_id, mentor, place_id = _met(here)
    actor = _who(who, here, mentor, place_id)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=actor, at=AT)

    for _twice in range(2):
        mentoring.begin_ending(pair_id, actor=actor, at=LATER)

    pair = Pair.objects.get()
    assert (pair.state, pair.ending_at) == ("ending", LATER)
    assert _told("pair_ending") == [f"pair_ending_{one}" for one in told]
    assert Volunteer.objects.get().held == 1
    assert Meeting.objects.filter(state="planned").count() == 1
    mine = mentoring.together(pair_id, actor=who_waits(place_id))
    assert (mine.ending, mine.ways) == (True, ("change",))
    assert mentoring.my_place(place_id, actor=who_waits(place_id)).ending


def test_they_meet_once_more_and_it_is_logged() -> None:
    pair_id, mentor, _place = _met(service())
    mona = acting(mentor)
    mentoring.begin_ending(pair_id, actor=mona, at=LATER)

    mentoring.plan_meeting(
        pair_id,
        plan=replace(PLAN, starts_at=LATER + timedelta(days=2)),
        key=uuid4(),
        actor=mona,
        at=LATER,
    )
    on = (LATER + timedelta(days=2)).date()
    mentoring.log_meeting(
        pair_id, log=replace(LOG, on=on), key=uuid4(), actor=mona, at=LATER + timedelta(days=3)
    )

    assert set(Meeting.objects.values_list("state", flat=True)) == {"met"}
    assert Pair.objects.get().state == "ending"


@pytest.mark.parametrize("who", ["mentor", "person", "staff"])
def test_who_said_goodbye_has_finished(who: str) -> None:
    here = service()
    pair_id, mentor, place_id = _met(here)
    actor = _who(who, here, mentor, place_id)
    with pytest.raises(Conflict):
        mentoring.finish_ending(pair_id, actor=actor, at=LATER)
    mentoring.begin_ending(pair_id, actor=actor, at=LATER)

    for _twice in range(2):
        mentoring.finish_ending(pair_id, actor=actor, at=LATER)

    pair, place = Pair.objects.get(), Place.objects.get()
    assert (pair.state, pair.end_reason) == ("ended", "completed")
    assert (place.state, place.blocks) == ("closed", [])
    assert Volunteer.objects.get().held == 0
    # The person always has the link to keep.
    mentor_hears = [] if who == "mentor" else ["pair_finished_mentor"]
    assert _told("pair_finished", "pair_over") == [*mentor_hears, "pair_finished_person"]
    with pytest.raises(Conflict):
        mentoring.begin_ending(pair_id, actor=actor, at=LATER)


def test_nobody_else_begins_or_finishes() -> None:
    here = service()
    pair_id, mentor, _place = _met(here)
    elsewhere = coordinator(organisation("Elsewhere"))

    with pytest.raises(NotFound):
        mentoring.begin_ending(pair_id, actor=elsewhere, at=LATER)
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=LATER)
    for actor in (elsewhere, here.lead):
        with pytest.raises(NotFound):
            mentoring.finish_ending(pair_id, actor=actor, at=LATER)


def _due(at: datetime) -> int:
    return mentoring.run_endings_due(actor=SYSTEM, at=at)


def test_what_is_left_open_is_finished_after_four_weeks() -> None:
    here = service()
    pair_id, mentor, _place = _met(here)
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=LATER)
    other, _mentor, _other = paired(here, volunteer_id=mentor, name="Bea Hill")

    assert _due(OVER - timedelta(minutes=1)) == 0
    assert _due(OVER) == 1
    assert _due(OVER) == 0

    assert Pair.objects.get(pk=pair_id).end_reason == "completed"
    assert Pair.objects.get(pk=other).state == "agreed"
    assert _told("pair_finished") == ["pair_finished_mentor", "pair_finished_person"]
    with pytest.raises(Refused):
        mentoring.run_endings_due(actor=here.first, at=OVER)


def test_who_is_kept_and_not_used_stands_as_they_are() -> None:
    pair_id, mentor, place_id = _met(service())
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=LATER)
    ruth = who_waits(place_id)
    people.restrict(person_id=ruth.person_id, because="objection", actor=ruth, at=LATER)

    assert _due(OVER) == 0


def test_a_mentor_who_stops_while_they_finish_leaves_nobody_waiting() -> None:
    pair_id, mentor, _place = _met(service())
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=LATER)

    mentoring.stop(mentor, actor=acting(mentor), at=LATER)

    assert Pair.objects.get().end_reason == "completed"
    assert Place.objects.get().state == "closed"
    assert _told("pair_finished") == ["pair_finished_person"]


@pytest.mark.parametrize("before", [True, False])
def test_a_pause_by_the_service_holds_while_they_finish(before: bool) -> None:
    here = service()
    pair_id, mentor, _place = _met(here)
    mona = acting(mentor)
    mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=mona, at=AT)
    steps = [
        lambda: mentoring.pause_pair(pair_id, actor=here.lead, at=LATER),
        lambda: mentoring.begin_ending(pair_id, actor=here.first, at=LATER),
    ]
    for step in steps if before else reversed(steps):
        step()

    assert Pair.objects.get().state == "ending"
    assert bool(_told("pair_ending")) is not before
    assert not Meeting.objects.filter(state="planned").exists()
    with pytest.raises(Conflict):
        mentoring.plan_meeting(pair_id, plan=PLAN, key=uuid4(), actor=mona, at=LATER)
    with pytest.raises(Conflict):
        mentoring.resume_pair(pair_id, actor=mona, at=LATER)
    told = mentoring.pair_told(pair_id, actor=here.lead, at=LATER)
    assert (told.may_pause, told.paused) == (False, True)
    mentoring.pause_pair(pair_id, actor=here.lead, at=LATER)  # again: nothing more
    assert _told("pair_paused") == ["pair_paused_mentor", "pair_paused_person"]

    mentoring.resume_pair(pair_id, actor=here.lead, at=LATER)

    assert Pair.objects.get().state == "ending"
    mentoring.plan_meeting(
        pair_id,
        plan=replace(PLAN, starts_at=LATER + timedelta(days=1)),
        key=uuid4(),
        actor=mona,
        at=LATER,
    )


def test_the_two_do_not_begin_to_finish_what_the_service_paused() -> None:
    here = service()
    pair_id, mentor, place_id = _met(here)
    mentoring.pause_pair(pair_id, actor=here.lead, at=LATER)

    for actor in (acting(mentor), who_waits(place_id)):
        assert "finish" not in mentoring.together(pair_id, actor=actor).ways
        with pytest.raises(Conflict):
            mentoring.begin_ending(pair_id, actor=actor, at=LATER)


def test_what_the_service_paused_is_finished_in_neutral_words() -> None:
    here = service()
    pair_id, mentor, _place = _met(here)
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=LATER)
    mentoring.pause_pair(pair_id, actor=here.lead, at=LATER)

    assert _due(OVER) == 1

    assert _told("pair_over") == ["pair_over_mentor", "pair_over_person"]
    assert _told("pair_finished") == []


def test_the_two_cannot_pause_what_they_finish() -> None:
    pair_id, mentor, _place = _met(service())
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=LATER)

    with pytest.raises(Conflict):
        mentoring.pause_pair(pair_id, actor=acting(mentor), at=LATER)
