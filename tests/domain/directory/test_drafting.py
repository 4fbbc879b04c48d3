"""Starting and saving a listing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.domain.directory.models import Listing, Version
from alongside.domain.directory.public import draft, save_draft, start_listing
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.directory import (
    AT,
    MEETING,
    PLACE,
    SYSTEM,
    coordinator,
    organisation,
    person,
    reviewer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def _begun(name: str = "Tuesday Circle") -> tuple[object, Actor]:
    steward = organisation()
    leader = coordinator(steward)
    return start_listing(name=name, steward_id=steward, actor=leader, at=AT), leader


def test_start_listing_gives_a_draft_and_an_editor() -> None:
    listing_id, leader = _begun()

    record = draft(listing_id, actor=leader)

    assert (record.state, record.edition, record.content.name) == ("draft", 1, "Tuesday Circle")
    assert record.published is None
    assert record.missing == ("summary", "where", "when", "welcomes", "contact")
    assert {task.key: task.status for task in record.tasks} == {
        "about": "in_progress",
        "when": "not_started",
        "welcomes": "not_started",
        "principles": "optional",
        "contact": "not_started",
    }
    assert AuditRow.objects.filter(action="listing.started").count() == 1


def test_start_listing_sent_twice_begins_one() -> None:
    steward = organisation()
    leader = coordinator(steward)

    first = start_listing(name="Circle", steward_id=steward, actor=leader, at=AT)
    again = start_listing(name=" circle ", steward_id=steward, actor=leader, at=AT)
    save_draft(first, edition=1, changes={"summary": "Tea"}, actor=leader, at=AT)
    other = start_listing(name="Circle", steward_id=steward, actor=leader, at=AT)

    assert first == again
    assert other != first
    assert Listing.objects.count() == 2


def test_start_listing_refuses_visitors_strangers_and_empty_names() -> None:
    steward = organisation()

    with pytest.raises(Refused):
        start_listing(name="Circle", steward_id=steward, actor=VISITOR, at=AT)
    with pytest.raises(Refused):
        start_listing(name="Circle", steward_id=steward, actor=person(), at=AT)
    with pytest.raises(Refused):
        start_listing(name="Circle", actor=person(), at=AT)
    with pytest.raises(Invalid) as refused:
        start_listing(name="  ", steward_id=steward, actor=SYSTEM, at=AT)
    assert set(refused.value.faults) == {"name"}
    assert not Listing.objects.exists()


def test_save_draft_keeps_what_was_said_and_counts_editions() -> None:
    listing_id, leader = _begun()

    edition = save_draft(
        listing_id,
        edition=1,
        changes={"summary": " Tea. ", "places": (PLACE,), "meetings": (MEETING,)},
        actor=leader,
        at=AT,
    )
    record = draft(listing_id, actor=leader)

    assert edition == record.edition == 2
    assert record.content.summary == "Tea."
    assert record.content.meetings == (MEETING,)
    assert record.missing == ("welcomes", "contact")
    row = AuditRow.objects.get(action="listing.saved")
    assert row.fields == ["meetings", "places", "summary"]


def test_save_draft_second_editor_sees_the_conflict() -> None:
    listing_id, leader = _begun()
    save_draft(listing_id, edition=1, changes={"summary": "Mine"}, actor=leader, at=AT)

    with pytest.raises(Conflict):
        save_draft(listing_id, edition=1, changes={"summary": "Yours"}, actor=leader, at=AT)

    assert draft(listing_id, actor=leader).content.summary == "Mine"


def test_save_draft_same_form_twice_has_one_effect() -> None:
    listing_id, leader = _begun()

    first = save_draft(listing_id, edition=1, changes={"summary": "Tea"}, actor=leader, at=AT)
    again = save_draft(
        listing_id,
        edition=1,
        changes={"summary": "Tea"},
        actor=leader,
        at=AT + timedelta(seconds=1),
    )

    assert first == again == 2
    assert AuditRow.objects.filter(action="listing.saved").count() == 1


def test_save_draft_refuses_faults_and_saves_nothing() -> None:
    listing_id, leader = _begun()

    with pytest.raises(Invalid) as refused:
        save_draft(
            listing_id,
            edition=1,
            changes={"summary": "Good", "email": "nobody", "website": "javascript:alert(1)"},
            actor=leader,
            at=AT,
        )
    with pytest.raises(Invalid):
        save_draft(listing_id, edition=1, changes={"colour": "red"}, actor=leader, at=AT)
    with pytest.raises(Invalid):
        save_draft(listing_id, edition=1, changes={"source": "me"}, actor=leader, at=AT)

    assert set(refused.value.faults) == {"email", "website"}
    assert draft(listing_id, actor=leader).content.summary == ""


def test_draft_out_of_sight_does_not_exist() -> None:
    listing_id, _leader = _begun()
    elsewhere = coordinator(organisation("Other"), "Olga")

    for stranger in (VISITOR, person("Sam"), elsewhere):
        with pytest.raises(NotFound):
            draft(listing_id, actor=stranger)
        with pytest.raises(NotFound):
            save_draft(listing_id, edition=1, changes={"summary": "x"}, actor=stranger, at=AT)


def test_draft_reviewer_reads_but_may_not_write() -> None:
    listing_id, _leader = _begun()
    checker = reviewer(Listing.objects.get().steward_id)

    assert draft(listing_id, actor=checker).content.name == "Tuesday Circle"
    with pytest.raises(Refused):
        save_draft(listing_id, edition=1, changes={"summary": "x"}, actor=checker, at=AT)
    assert Version.objects.count() == 1
