"""Who mentors and coordinates too sees whom they meet as their mentor, and in no other way."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import MeetingTask, Pair, Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound
from factories.meetings import LOG, paired, staffed
from factories.mentoring import AT, SYSTEM, Service, acting, who_waits

pytestmark = pytest.mark.django_db


class Both(NamedTuple):
    """Cora coordinates and is Ruth's mentor; Ken meets another mentor of the same service."""

    here: Service
    cora: Actor
    volunteer_id: UUID
    pair_id: UUID
    place_id: UUID
    other_pair_id: UUID


@pytest.fixture
def both() -> Both:
    here = staffed()
    pair_id, mentor, place_id = paired(here)
    other_pair_id, _mentor, _place = paired(here, name="Ken Hill")
    Volunteer.objects.filter(pk=mentor).update(
        person_id=here.first.person_id, first_yes_by_id=here.lead.person_id
    )
    return Both(here, here.first, mentor, pair_id, place_id, other_pair_id)


def _task(both: Both, pair_id: UUID, worry: str) -> MeetingTask:
    """The mentor of the pair would like to talk."""
    pair = Pair.objects.get(pk=pair_id)
    log = replace(LOG, worry=worry)
    actor = acting(pair.volunteer_id)
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=actor, at=AT)
    return MeetingTask.objects.get(meeting__pair=pair_id)


def test_the_list_of_pairs_and_the_meetings_of_their_own_are_not_for_them(both: Both) -> None:
    seen = mentoring.pairs(actor=both.cora, at=AT)
    assert [row.name for row in seen.rows] == ["Ken Hill"]
    assert mentoring.pairs(actor=both.here.second, at=AT).total == 2

    with pytest.raises(NotFound):
        mentoring.pair_meetings(both.pair_id, actor=both.cora, at=AT)
    assert mentoring.pair_meetings(both.other_pair_id, actor=both.cora, at=AT).name == "Ken Hill"
    # As the mentor they see whom they meet, and can do what a mentor does.
    assert [one.first_name for one in mentoring.my_pairs(actor=both.cora)] == ["Ruth"]
    mentoring.pause_pair(both.pair_id, actor=both.cora, at=AT)
    assert not Pair.objects.get(pk=both.pair_id).service_paused


def test_nor_is_the_place_of_the_person_while_they_mentor_them(both: Both) -> None:
    episode_id = Place.objects.get(pk=both.place_id).episode_id
    for read in (
        lambda: mentoring.place(both.place_id, actor=both.cora, at=AT),
        lambda: mentoring.wishes(both.place_id, actor=both.cora),
    ):
        with pytest.raises(NotFound):
            read()
    assert mentoring.place_story(episode_id, actor=both.cora) is None

    mentoring.end_pair(both.pair_id, reason="person_stopped", wait_again=True, actor=SYSTEM, at=AT)

    # Somebody has to find another mentor for them; how they met stays out of sight.
    assert mentoring.place(both.place_id, actor=both.cora, at=AT).state == "waiting"
    assert mentoring.pairs(actor=both.cora, at=AT, which="ended").total == 0
    with pytest.raises(NotFound):
        mentoring.pair_meetings(both.pair_id, actor=both.cora, at=AT)


@pytest.mark.parametrize("worry", ["talk", "urgent"])
def test_what_is_to_be_done_about_their_own_pair_is_another_ones(both: Both, worry: str) -> None:
    Message.objects.all().delete()
    task = _task(both, both.pair_id, worry)

    assert task.owner_id == both.here.second.person_id
    told = set(Message.objects.filter(template=f"meeting_{worry}").values_list("person", flat=True))
    assert both.cora.person_id not in told
    assert both.here.second.person_id in told
    assert mentoring.tasks(actor=both.cora, at=AT).total == 0
    assert mentoring.today(actor=both.cora, at=AT).to_talk == 0
    assert mentoring.tasks(actor=both.here.second, at=AT).total == 1
    for act in (mentoring.settle_task, mentoring.open_task):
        with pytest.raises(NotFound):
            act(task.pk, actor=both.cora, at=AT)


def test_what_was_theirs_before_is_handed_on(both: Both) -> None:
    task = _task(both, both.pair_id, "talk")
    other = _task(both, both.other_pair_id, "talk")
    MeetingTask.objects.update(owner_id=both.cora.person_id)

    assert mentoring.run_meetings_due(actor=SYSTEM, at=AT).handed_on == 1
    assert mentoring.run_meetings_due(actor=SYSTEM, at=AT).handed_on == 0

    owners = dict(MeetingTask.objects.values_list("pk", "owner"))
    assert owners[task.pk] == both.here.second.person_id
    assert owners[other.pk] == both.cora.person_id


def test_the_person_who_coordinates_is_out_of_their_own_sight_too(both: Both) -> None:
    cora = both.here.second
    Place.objects.filter(pk=both.place_id).update(person_id=cora.person_id)

    with pytest.raises(NotFound):
        mentoring.place(both.place_id, actor=cora, at=AT)
    with pytest.raises(NotFound):
        mentoring.pair_meetings(both.pair_id, actor=cora, at=AT)
    assert mentoring.my_place(both.place_id, actor=who_waits(both.place_id)).mentor


def test_what_referees_wrote_of_them_is_not_for_them_to_read(both: Both) -> None:
    with pytest.raises(NotFound):
        mentoring.volunteer(both.volunteer_id, actor=both.cora, at=AT)
    names = [row.name for row in mentoring.volunteers(actor=both.cora, at=AT).rows]
    assert names == ["Mona Price"]
    assert mentoring.volunteers(actor=both.here.second, at=AT).total == 2
    assert mentoring.checklist(both.volunteer_id, actor=both.cora, at=AT)
    # Numbers of mentors count everybody.
    capacity = mentoring.capacity(actor=both.cora, at=AT)
    assert sum(row.mentors for row in capacity) == 2


def test_nobody_watches_over_themselves(both: Both) -> None:
    for who in (both.cora, both.here.second):
        mentoring.add_watch(
            both.here.id,
            person_id=who.person_id,
            weekday=AT.weekday(),
            starts=time(0),
            ends=time(23),
            actor=both.cora,
            at=AT,
        )

    out = mentoring.out(both.volunteer_id, actor=both.cora, at=AT)
    assert {watcher for _minutes, watcher in out.would} == {"Colin"}
    mentoring.check_in(both.volunteer_id, minutes=60, key=uuid4(), actor=both.cora, at=AT)
    Message.objects.all().delete()

    assert mentoring.raise_alarms(actor=SYSTEM, at=AT + timedelta(hours=2)) == 1

    told = Message.objects.filter(template="meeting_overdue").values_list("person", flat=True)
    assert set(told) == {both.here.second.person_id}
    at = AT + timedelta(hours=2)
    assert mentoring.overdue(actor=both.cora, at=at) == ()
    assert len(mentoring.overdue(actor=both.here.second, at=at)) == 1
