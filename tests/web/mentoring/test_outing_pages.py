"""Going out and being back by pages; the rota, and who is overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import CheckIn, Watch
from alongside.domain.people.models import Person
from factories.meetings import paired, staffed
from factories.mentoring import AT, SYSTEM
from web.conftest import AsRole, sign_in
from web.mentoring.test_meeting_pages import own_token, typed

ALARM = AT + timedelta(minutes=75)


@pytest.fixture(autouse=True)
def here(db: None) -> Iterator[Any]:
    """A service on a Monday at ten."""
    with time_machine.travel(AT, tick=False):
        yield staffed()


def test_a_mentor_goes_out_is_overdue_is_rung_and_comes_back(here: Any) -> None:
    _pair, mentor, _place = paired(here)
    client, page = Client(), f"/m/{own_token(mentor)}/out/"
    watcher = sign_in(Client(), Person.objects.get(pk=here.second.person_id))
    mentoring.add_watch(
        here.id, person_id=here.second.person_id, weekday=0, starts=time(9), ends=time(12),
        actor=here.first, at=AT,
    )  # fmt: skip

    asked = client.get(page).content.decode()
    said = typed(asked) | {"minutes": "60"}
    assert "Select when you are back" in client.post(page, {}).content.decode()
    for _twice in range(2):
        assert client.post(page, said).status_code == 302
    told = client.get(page).content.decode()
    with time_machine.travel(ALARM, tick=False):
        mentoring.raise_alarms(actor=SYSTEM, at=ALARM)
        late = client.get(page).content.decode()
        listed = watcher.get("/mentors/out/").content.decode()
        for _twice in range(2):
            assert client.post(page, {"act": "back"}).status_code == 302
        back = client.get(f"{page}?done=back").content.decode()

    assert "Colin watches." in asked
    assert "Nobody watches then. There is no alarm." in asked  # in three hours
    assert "You are out, and back by 11am" in told
    assert "by 11:15am that you are back" in told
    assert "We are trying to reach you." in late
    assert "Mona Price" in listed
    assert "Was to be back by 11am." in listed
    assert "Good to know that you are back." in back
    assert CheckIn.objects.count() == 1


def test_where_nobody_watches_the_page_says_so_plainly(here: Any) -> None:
    _pair, mentor, _place = paired(here)
    client, page = Client(), f"/m/{own_token(mentor)}/out/"

    client.post(page, {"minutes": "30"})

    assert "Nobody watches at that time. There is no alarm." in client.get(page).content.decode()


def test_the_rota_is_kept_by_a_coordinator(here: Any, as_role: AsRole) -> None:
    client, page = as_role("coordinator"), "/mentors/rota/"
    said = {
        "person_id": str(here.second.person_id), "weekday": "2", "starts": "9am", "ends": "5pm",
    }  # fmt: skip

    assert "Nobody watches at any hour." in client.get(page).content.decode()
    faulty = client.post(page, said | {"ends": "8am"}).content.decode()
    for _twice in range(2):
        assert client.post(page, said).status_code == 302
    told = client.get(page).content.decode()
    lead = as_role("safeguarding_lead")
    reads = lead.get(page).content.decode()

    assert "The end must be later than the beginning" in faulty
    assert "Wednesday, 9am to 5pm" in told
    assert Watch.objects.count() == 1
    assert "Put somebody on the rota" not in reads
    assert lead.post(page, said | {"weekday": "3"}).status_code == 403
    for _twice in range(2):
        assert client.post(page, {"end": str(Watch.objects.get().pk)}).status_code == 302
    assert "Nobody watches at any hour." in client.get(page).content.decode()
    assert client.post(page, {"end": "x"}).status_code == 404


def test_whoever_reached_a_mentor_says_that_they_are_safe(here: Any) -> None:
    _pair, mentor, _place = paired(here)
    client = sign_in(Client(), Person.objects.get(pk=here.first.person_id))
    mentoring.add_watch(
        here.id, person_id=here.first.person_id, weekday=0, starts=time(9), ends=time(12),
        actor=here.first, at=AT,
    )  # fmt: skip
    Client().post(f"/m/{own_token(mentor)}/out/", {"minutes": "60"})
    mentoring.raise_alarms(actor=SYSTEM, at=ALARM)
    key = str(CheckIn.objects.get().pk)

    for _twice in range(2):
        assert client.post("/mentors/out/", {"safe": key}).status_code == 302

    assert "Nobody is overdue." in client.get("/mentors/out/").content.decode()
    assert client.post("/mentors/out/", {"safe": "x"}).status_code == 404
