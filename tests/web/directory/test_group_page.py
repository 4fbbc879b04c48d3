"""The page of a group: what somebody needs before a first visit, and what it promises not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import icalendar
import pytest
import recurring_ical_events
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing, SignUp
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.catalogue import fill
from factories.directory import MEETING, PLACE, content, listed

pytestmark = pytest.mark.django_db
DISCLAIMER = "Signing up is not endorsement, monitoring or a guarantee; contact the group yourself."


@pytest.fixture(autouse=True)
def steward() -> UUID:
    now = clock.now()
    record = people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=now
    )
    fill()
    return record.organisation_id


def group(steward: UUID, **changes: Any) -> UUID:
    given = {"access": {"step_free": "yes", "hearing_loop": "no"}} | changes
    return listed(steward, content(**given), at=clock.now()).listing_id


def said(address: str, status: int = 200) -> str:
    response = Client().get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_page_tells_what_a_first_visit_needs(steward: UUID) -> None:
    one = group(
        steward,
        first_visit="Come in by the side door.",
        greeter="Amina, in a green scarf",
        not_for="Not for people in crisis.",
        contact_name="Amina",
        website="https://example.org/circle",
        joining="drop_in",
    )

    page = said(f"/groups/{one}/")

    for words in (
        "Every Tuesday, 6pm to 7:30pm",
        "Severn Hall",
        "Amina, in a green scarf",
        "Come in by the side door.",
        "Not for people in crisis.",
        "gives no medical advice",
        "You can just come along.",
        'href="tel:01632960001"',
        'href="mailto:circle@example.org"',
        'href="https://example.org/circle"',
        "Taken from test, not checked yet",
        "Know before you come",
        "Not known, ask first",
        "calendar.ics",
        f"http://testserver/groups/{one}/",
    ):
        assert words in page, words


def test_each_access_need_is_yes_no_or_not_known(steward: UUID) -> None:
    page = said(f"/groups/{group(steward)}/")
    titles = ("There is<", "Know before you come<", "Not known,")
    yes, no, unknown = (page.index(title) for title in titles)

    assert yes < page.index(">Step-free") < no
    assert no < page.lower().index("hearing loop") < unknown
    assert page.lower().index("parking") > unknown


def test_who_checked_what_is_said(steward: UUID) -> None:
    one = group(steward)
    row = Listing.objects.get(pk=one)
    row.current.basis = "checked"
    row.current.details_checked_on = clock.london_date(clock.now()) - timedelta(days=3)
    row.current.save(update_fields=["basis", "details_checked_on"])

    page = said(f"/groups/{one}/")

    assert "Checked 3 days ago: contact details checked, quality not checked." in page
    Listing.objects.update(state="not_confirmed", full=True)
    page = said(f"/groups/{one}/")
    assert "Not confirmed" in page
    assert "Full at the moment" in page


def test_signed_principles_stand_in_own_words_with_the_disclaimer(steward: UUID) -> None:
    one = group(steward)
    found = catalogue.principle_sets()[0]
    SignUp.objects.create(
        listing_id=one,
        principle_set=found.slug,
        signatory="Ada Lane",
        signed_on=date(2024, 5, 1),
        renew_by=date(2025, 5, 1),
        words={found.principles[0].slug: "We share <b>tea</b>."},
    )

    page = said(f"/groups/{one}/")

    assert DISCLAIMER in page
    assert "Signed by Ada Lane on 1 May 2024" in page
    assert "was to be renewed by 1 May 2025" in page
    assert "We share &lt;b&gt;tea&lt;/b&gt;." in page
    for principle in found.principles:
        assert principle.title in page


@pytest.mark.parametrize("state", ["hidden", "unlisted"])
def test_what_is_not_public_is_not_found(steward: UUID, state: str) -> None:
    one = group(steward)
    Listing.objects.update(state=state)

    for address in (f"/groups/{one}/", f"/resources/{one}/", f"/groups/{one}/calendar.ics"):
        said(address, 404)
    said(f"/groups/{uuid4()}/", 404)
    said("/groups/none/", 404)


def test_a_group_that_has_ended_is_told_kindly_with_others_near(steward: UUID) -> None:
    ended = group(steward, name="Old circle")
    group(steward, name="New circle", places=(replace(PLACE, lat=52.2),))
    directory.close(ended, reason="it stopped", actor=system("test"), at=clock.now())

    page = said(f"/groups/{ended}/", 410)

    assert "This group has ended" in page
    assert "Old circle" in page
    assert "New circle" in page
    said(f"/resources/{ended}/", 404)


def test_a_group_whose_import_was_undone_never_was(steward: UUID) -> None:
    taken = listed(steward, at=clock.now())
    directory.undo_take_in(
        taken.listing_id,
        before_version_id=None,
        version_id=taken.version_id,
        actor=system("test"),
        at=clock.now(),
    )

    said(f"/groups/{taken.listing_id}/", 404)


def test_a_resource_has_its_own_address(steward: UUID) -> None:
    one = group(
        steward,
        kind="resource",
        resource_type="helpline",
        modes=("phone",),
        places=(),
        meetings=(),
        name="Talking line",
    )

    assert "Talking line" in said(f"/resources/{one}/")
    said(f"/groups/{one}/", 404)
    said(f"/groups/{one}/calendar.ics", 404)


def test_the_calendar_keeps_its_hour_over_both_clock_changes(steward: UUID) -> None:
    one = group(steward, meetings=(MEETING,))

    response = Client().get(f"/groups/{one}/calendar.ics")
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(response.content))

    assert response["Content-Type"].startswith("text/calendar")
    for first in (datetime(2027, 3, 20, tzinfo=UTC), datetime(2027, 10, 25, tzinfo=UTC)):
        found = events.between(first, first + timedelta(days=14))
        starts = sorted(event["DTSTART"].dt for event in found)
        assert [start.hour for start in starts] == [18, 18]
        assert len({start.astimezone(UTC).hour for start in starts}) == 2


def test_the_page_costs_the_same_for_little_and_for_much(steward: UUID) -> None:
    little = group(steward)
    much = group(steward, places=(PLACE,) * 8, meetings=(MEETING,) * 6)
    said(f"/groups/{little}/")

    with CaptureQueriesContext(connection) as one:
        said(f"/groups/{little}/")
    with CaptureQueriesContext(connection) as many:
        said(f"/groups/{much}/")

    assert len(one) == len(many) <= 3


def test_what_a_group_wrote_is_never_run(steward: UUID) -> None:
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    one = group(
        steward,
        name=attack,
        summary=attack,
        description=attack,
        first_visit=attack,
        greeter=attack,
        cost_notes=attack,
        access_notes=attack,
        places=(replace(PLACE, name=attack, address=attack),),
    )

    page = said(f"/groups/{one}/")

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert not Client().get(f"/groups/{one}/").cookies
