"""Asking: one unit, one effect, and nothing when it is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request, UnmetNeed
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.models import AuditRow
from factories.asking import TEXT, asked, county, row
from factories.directory import AT, SYSTEM, content, listed, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_request_is_the_groups_turn_for_two_working_days() -> None:
    here = county()

    record = asked(here.group)  # a Monday

    request = row(record)
    assert (request.state, request.owner_kind, request.owner_id) == ("asked", "group", here.group)
    assert request.due_on == date(2026, 11, 25)
    assert record.by_day == date(2026, 11, 30)
    assert record.who_answers == "Tuesday Type 1 Circle"
    assert not record.waiting
    assert people.person_name(request.person_id) == "Ruth Adeyemi"
    assert people.has_consent(request.person_id, "join-request")
    assert people.has_consent(request.person_id, "share-with-group")


def test_days_are_counted_without_bank_holidays() -> None:
    here = county()

    record = asked(here.group, at=AT.replace(month=12, day=23))

    assert row(record).due_on == date(2026, 12, 29)


def test_whoever_holds_the_link_sees_the_request() -> None:
    here = county()
    record = asked(here.group, note="I am shy.", help_to_come=("step_free", "met_at_the_door"))

    mine = signposting.my_request(record.token, at=AT)

    assert (mine.name, mine.note, mine.reference) == (
        "Ruth Adeyemi",
        "I am shy.",
        record.reference,
    )
    assert [help.slug for help in mine.help_to_come] == ["step_free", "met_at_the_door"]
    assert mine.contact is not None
    assert mine.contact.channel == "text"
    assert mine.events == ("change", "withdraw")


def test_link_of_another_purpose_too_old_or_invented_opens_nothing() -> None:
    here = county()
    record = asked(here.group)

    for token, at in ((record.token, AT + timedelta(days=121)), ("x" * 22, AT), ("", AT)):
        with pytest.raises(NotFound):
            signposting.my_request(token, at=at)
    with pytest.raises(NotFound):
        signposting.request_to_answer(record.token, at=AT)


def test_same_form_ten_times_is_one_request() -> None:
    here = county()
    key = uuid4().hex

    records = [asked(here.group, key=key) for _ in range(10)]

    assert len({record.request_id for record in records}) == 1
    assert Request.objects.count() == 1
    assert AuditRow.objects.filter(action="request.asked").count() == 1
    assert all(signposting.my_request(one.token, at=AT) for one in records)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"contact": replace(TEXT, number=" ")}, "number"),
        ({"contact": replace(TEXT, channel="pigeon")}, "channel"),
        ({"contact": replace(TEXT, channel="email")}, "email"),
        ({"contact": replace(TEXT, channel="letter")}, "post"),
        ({"help_to_come": ("magic",)}, "help_to_come"),
        ({"note": "a" * 1_001}, "note"),
    ],
)
def test_what_cannot_be_taken_is_named_and_leaves_nothing(
    changes: dict[str, Any], field: str
) -> None:
    here = county()
    before = AuditRow.objects.count()

    with pytest.raises(Invalid) as refused:
        asked(here.group, **changes)

    assert field in refused.value.faults
    assert Request.objects.count() == 0
    assert AuditRow.objects.count() == before


@pytest.mark.parametrize("name", ["نور", "👩‍🦽 Jo", "Ł", "Ruth\u200f Levi"])
def test_names_are_kept_as_they_are_typed(name: str) -> None:
    here = county()

    record = asked(here.group, name=name)

    assert signposting.my_request(record.token, at=AT).name == name


def test_only_a_public_group_is_asked() -> None:
    here = county()
    helpline = listed(
        here.steward, content(kind="resource", resource_type="helpline", meetings=())
    ).listing_id
    directory.close(here.group, actor=SYSTEM, at=AT)

    for listing_id in (here.group, helpline, uuid4()):
        with pytest.raises(NotFound):
            asked(listing_id)


def test_full_group_puts_whoever_asks_on_its_list() -> None:
    here = county()
    directory.set_full(here.group, True, actor=SYSTEM, at=AT)

    record = asked(here.group)

    request = row(record)
    assert record.waiting
    assert (request.state, request.waits_for, request.owner_kind) == (
        "waiting",
        "full",
        "coordinator",
    )
    assert UnmetNeed.objects.get().reason == "full"


def test_somebody_who_signed_in_asks_once_as_themselves() -> None:
    here = county()
    somebody = person("Ada Lane")

    record = asked(here.group, actor=somebody)

    assert row(record).person_id == somebody.person_id
    with pytest.raises(Conflict):
        asked(here.group, actor=somebody)


def test_coordinator_asks_for_somebody_else() -> None:
    here = county()

    record = asked(here.group, actor=here.coordinator)

    assert row(record).person_id != here.coordinator.person_id
    assert people.person_name(row(record).person_id) == "Ruth Adeyemi"


def test_practice_rides_along_when_it_can_be_a_code() -> None:
    here = county()

    assert row(asked(here.group, practice="M81001")).practice == "M81001"
    assert row(asked(here.group, practice="M81001'; --")).practice == ""


@pytest.mark.parametrize(
    ("places", "number", "most"),
    [
        (None, "07700 900123", 11),  # a first text goes before the one with a link
        (None, "", 10),
        (3, "07700 900123", 12),
    ],
)
def test_asking_takes_few_statements(places: int | None, number: str, most: int) -> None:
    """One person, profile, consents, request, links, messages and audit: in one unit."""
    here = county()
    if places is not None:
        signposting.set_places(here.group, places=places, actor=SYSTEM, at=AT)
    asked(here.group, contact=replace(TEXT, number="07700 900999"))  # the audit has begun
    contact = (
        replace(TEXT, number=number)
        if number
        else replace(TEXT, channel="email", email="ruth@example.org")
    )

    with CaptureQueriesContext(connection) as seen:
        asked(here.group, contact=contact)

    inside = _inside(seen)
    assert len(inside) <= most, "\n".join(inside)


def _inside(seen: CaptureQueriesContext) -> list[str]:
    """The statements of the unit itself, without its savepoints."""
    texts = [query["sql"] for query in seen.captured_queries]
    first = next(n for n, sql in enumerate(texts) if "SAVEPOINT" in sql)
    return [sql[:150] for sql in texts[first:] if "SAVEPOINT" not in sql]
