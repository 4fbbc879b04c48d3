"""Meetings for who coordinates: the list of places, who wants to talk, the meetings of a pair."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import MeetingPlace, MeetingTask
from alongside.domain.people.models import Person
from alongside.foundation.models import AuditRow
from factories.meetings import LOG, paired, staffed
from factories.mentoring import AT, SYSTEM, acting
from web.conftest import AsRole
from web.mentoring.test_meeting_pages import typed
from web.today.test_today import counts


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield staffed()


def test_a_place_is_put_on_the_list_once_and_taken_off(here: Any, as_role: AsRole) -> None:
    client, page = as_role("coordinator"), "/mentors/places/"
    said = typed(client.get(page).content.decode()) | {
        "name": "The Hive library", "address": "Sawmill Walk", "step_free": "yes",
    }  # fmt: skip

    faulty = client.post(page, said | {"address": ""}).content.decode()
    for _twice in range(2):
        assert client.post(page, said).status_code == 302
    told = client.get(f"{page}?done=added").content.decode()
    again = client.post(page, said | {"key": str(uuid4())}).content.decode()
    for _twice in range(2):
        assert client.post(page, {"close": str(MeetingPlace.objects.get().pk)}).status_code == 302

    assert "Enter its address" in faulty
    assert "No steps to the door or inside" in told
    assert "It is on the list." in told
    assert "This place is on the list already." in again
    assert "Not offered" in client.get(page).content.decode()
    assert client.post(page, {"close": "not-an-id"}).status_code == 404


def test_who_wants_to_talk_is_on_a_list_until_somebody_did(here: Any, as_role: AsRole) -> None:
    pair_id, mentor, _place = paired(here)
    log = replace(LOG, worry="talk", goal="stuck")
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=AT)
    client = as_role("coordinator")

    told = client.get("/mentors/talk/").content.decode()
    meetings = client.get(f"/mentors/pairs/{pair_id}/meetings/").content.decode()
    for _twice in range(2):
        answer = client.post("/mentors/talk/", {"task": str(MeetingTask.objects.get().pk)})
        assert answer.status_code == 302

    assert "Mona Price" in told
    assert "By Monday 30 November 2026." in told or "By 30 November 2026." in told
    assert "Ruth Adeyemi and Mona Price" in meetings
    assert "What they want to do: stuck" in meetings
    assert "They met" in meetings
    assert "1 hour" in meetings
    assert "Nothing to do." in client.get("/mentors/talk/").content.decode()
    assert client.post("/mentors/talk/", {"task": "x"}).status_code == 404


def test_looks_at_meetings_are_told_to_both(here: Any, as_role: AsRole) -> None:
    pair_id, _mentor, _place = paired(here)
    client = as_role("coordinator")
    client.get(f"/mentors/pairs/{pair_id}/meetings/")
    ruth = Person.objects.get(name="Ruth Adeyemi")

    seen = AuditRow.objects.filter(thing_id=str(ruth.pk), action__contains="seen")
    assert seen.exists()


def test_today_counts_who_wants_to_talk_and_who_is_overdue(here: Any, as_role: AsRole) -> None:
    pair_id, mentor, _place = paired(here)
    log = replace(LOG, worry="talk")
    mentoring.log_meeting(pair_id, log=log, key=uuid4(), actor=acting(mentor), at=AT)
    mentoring.add_watch(
        here.id, person_id=here.first.person_id, weekday=0, starts=time(9), ends=time(17),
        actor=here.first, at=AT,
    )  # fmt: skip
    client = as_role("coordinator")

    before = counts(client)
    mentoring.check_in(mentor, minutes=30, key=uuid4(), actor=acting(mentor), at=AT)
    mentoring.raise_alarms(actor=SYSTEM, at=AT + timedelta(hours=1))
    after = counts(client)

    assert before["Talks and next steps"] == 1
    assert "Mentors who are out and overdue" not in before
    assert after["Mentors who are out and overdue"] == 1
