"""After a service's spreadsheet came in, Today is true, and where mentors are needed too."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from alongside.domain.catalogue.models import Postcode
from alongside.domain.interop import public as interop
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place, Volunteer
from alongside.domain.people import public as people
from alongside.formats.tables import write_csv
from alongside.foundation import clock
from factories.catalogue import fill
from factories.directory import SYSTEM, coordinator
from web.today.test_today import counts

pytestmark = pytest.mark.django_db
Here = people.ServiceRecord
ON = date(2026, 11, 25)
MENTORS = {
    "source": "s",
    "mentors": {
        "id": "name",
        "fields": {"name": "name", "phone": "phone", "place": "place", "state": "state",
                   "checks": {"identity": {"level": {"value": "seen"}, "seen_on": "seen",
                                           "look_again_on": "again"}}},
    },
}  # fmt: skip
PEOPLE = {"name": "name", "phone": "phone", "place": "place", "state": "state", "since": "since"}
WAITING = {"source": "s", "waiting": {"id": "name", "fields": PEOPLE}}
PAIRS = {
    "source": "s",
    "pairs": {
        "id": "name",
        "fields": {"name": "name", "phone": "phone", "mentor": "mentor", "started_on": "since",
                   "next_on": "next"},
    },
}  # fmt: skip


def bring(here: Here, mapping: dict[str, object], *rows: str) -> None:
    """A table of one kind, each row as its cells with commas between."""
    heads, *lines = [row.split(",") for row in rows]
    run_id = interop.start_import(
        kind=interop.MENTORING,
        file_name="list.csv",
        body=io.BytesIO(b"".join(write_csv(heads, lines))),
        mapping=mapping,
        steward_id=here.organisation_id,
        actor=SYSTEM,
        at=clock.now(),
        dry=False,
        by_worker=False,
    )
    interop.carry_out(run_id, now=clock.now)
    run = interop.run(run_id, actor=SYSTEM, at=clock.now())
    assert (run.fault, run.created) == ("", len(lines))


@pytest.fixture
def here(service: Here) -> Here:
    """A service that came in from its spreadsheet on a Wednesday."""
    fill()
    for code, lat in (("WR1", 52.19), ("WR14", 52.11)):
        Postcode.objects.get_or_create(code=code, outward=code, lat=lat, lon=-2.22)
    with time_machine.travel("2026-11-25T09:00Z", tick=False):
        bring(
            service,
            MENTORS,
            "name,phone,place,state,seen,again",
            "Meg Hill,07700 900101,WR1,working,01/12/2023,01/12/2026",
            "Mo Hart,07700 900102,WR1,working,01/12/2025,",
            "Una New,07700 900103,WR14,applied,,",
        )
        bring(
            service,
            WAITING,
            "name,phone,place,state,since",
            "Wyn One,07700 900201,WR14,waiting,01/07/2026",
            "Wyn Two,07700 900202,WR1,waiting,20/11/2026",
            "Wyn Three,07700 900203,WR1,new,24/11/2026",
        )
        bring(
            service,
            PAIRS,
            "name,phone,mentor,since,next",
            "Pat One,07700 900301,Meg Hill,01/06/2026,25/11/2026",
            "Pat Two,07700 900302,Mo Hart,01/09/2026,30/11/2026",
        )
    return service


def test_today_is_true_after_the_spreadsheet(here: Here, as_role: Callable[..., Client]) -> None:
    client = as_role("coordinator")
    with time_machine.travel("2026-11-25T10:00Z", tick=False):
        assert counts(client) == {
            "Worries about safety": 0,
            "New introductions": 1,
            "Waiting longer than we promised": 1,  # since July
            "Follow-ups due": 1,
            "Waiting for a place": 2,
            "Matches to decide": 2,
            "New volunteers": 1,
            "Checks and training that run out": 1,
            "Places with no mentor free": 2,  # nobody is ready before two people said yes
        }


def test_where_mentors_are_needed_is_told_by_place(
    here: Here, as_role: Callable[..., Client]
) -> None:
    Volunteer.objects.filter(state="preparing").update(
        state="ready",
        capacity=2,
        first_yes_by=people_id(here, "Ann"),
        second_yes_by=people_id(here, "Bob"),
    )
    with time_machine.travel("2026-12-05T10:00Z", tick=False):
        rows = mentoring.capacity(actor=coordinator(here.organisation_id), at=clock.now())
        page = as_role("coordinator").get("/mentors/capacity/").content.decode()

    # One of the two mentors of WR1 has a check that ran out on the first of December.
    found = [(row.place, row.waiting, row.mentors, row.free, row.short) for row in rows]
    assert found == [("WR14", 1, 0, 0, True), ("WR1", 1, 2, 1, False)]
    assert page.index("WR14") < page.index("Look for volunteers") < page.index("2 mentors.")


def test_of_whom_no_place_is_known_it_is_asked_where_they_live(
    here: Here, as_role: Callable[..., Client]
) -> None:
    Place.objects.filter(place="WR14").update(place="")
    client = as_role("coordinator")
    with time_machine.travel("2026-11-25T10:00Z", tick=False):
        page = client.get("/mentors/capacity/").content.decode()
        assert counts(client)["Places with no mentor free"] == 1

    assert page.index("Look for volunteers") < page.index("Place not known")
    assert "1 person: ask where they live." in page
    assert page.count("Look for volunteers") == 1


def people_id(here: Here, name: str) -> object:
    """Another coordinator's id."""
    return coordinator(here.organisation_id, name).person_id


def test_the_next_thing_truly_due_is_told(service: Here, as_role: Callable[..., Client]) -> None:
    fill()
    with time_machine.travel("2026-11-25T09:00Z", tick=False):
        again = ON + timedelta(days=60)
        bring(
            service,
            MENTORS,
            "name,phone,place,state,seen,again",
            f"Mo Hart,07700 900102,,working,01/12/2025,{again.isoformat()}",
        )
        page = as_role("coordinator").get("/today/").content.decode()
    assert "Nothing is due. Next: a check of a volunteer, on Sunday 24 January." in page
