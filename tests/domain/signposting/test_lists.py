"""What coordinators see: lists, one request with its story, and how many there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request
from alongside.foundation.actor import VISITOR
from alongside.foundation.errors import Conflict, Invalid, Refused
from factories.asking import County, asked, county, group_link, row
from factories.directory import AT, SYSTEM, person
from factories.people import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def here() -> County:
    return county()


def test_today_counts_each_list_in_two_queries(here: County) -> None:
    for _ in range(3):
        asked(here.group)
    declined = asked(here.group)
    signposting.answer_request(group_link(declined.request_id), answer="not_this_one", at=AT)

    with CaptureQueriesContext(connection) as seen:
        counts = signposting.today(actor=here.coordinator, at=AT + timedelta(days=7))

    assert len(seen) == 2
    assert (counts.to_answer, counts.overdue, counts.to_choose) == (3, 4, 1)
    for nobody in (VISITOR, person("Somebody")):
        with pytest.raises(Refused):
            signposting.today(actor=nobody, at=AT)


@pytest.mark.parametrize("which", signposting.WHICH)
def test_each_list_takes_the_same_queries_for_one_and_thirty(here: County, which: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            signposting.requests(
                actor=here.coordinator,
                which=which,
                at=AT + timedelta(days=7),
                per_page=50,
            )
        return len(seen)

    asked(here.group)
    one = queries()
    for _ in range(29):
        asked(here.group)

    assert queries() == one or which not in ("overdue", "to_answer", "open")
    assert queries() <= 6


def test_list_is_ordered_by_what_is_due_first(here: County) -> None:
    later = asked(here.group, at=AT + timedelta(days=1), name="Later")
    sooner = asked(here.group, name="Sooner")

    rows = signposting.requests(
        actor=here.coordinator, which="to_answer", at=AT + timedelta(days=3)
    ).rows

    assert [(one.request_id, one.overdue) for one in rows] == [
        (sooner.request_id, True),
        (later.request_id, False),
    ]
    with pytest.raises(Invalid):
        signposting.requests(actor=here.coordinator, which="secret", at=AT)


def test_story_is_told_in_words_from_the_beginning(here: County) -> None:
    record = asked(here.group)
    signposting.run_due(actor=SYSTEM, at=AT + timedelta(days=2))
    signposting.answer_request(
        group_link(record.request_id), answer="coming", at=AT + timedelta(days=2, hours=1)
    )

    seen = signposting.request(record.request_id, actor=here.coordinator, at=AT)

    assert [line.words for line in seen.story] == [
        "The group was asked",
        "The group was reminded",
        "The group said yes",
    ]
    assert seen.group_phone == "01632 960001"
    assert "told" in seen.events


def test_every_event_has_its_words(here: County) -> None:
    from alongside.domain.signposting.queries.story import _WORDS
    from alongside.domain.signposting.states import REQUEST

    assert {event for _, event in REQUEST.moves} == set(_WORDS)


def test_coordinator_takes_one_on_until_the_role_ends(here: County) -> None:
    held = MembershipFactory(organisation_id=here.steward)
    me = people.actor_for_user(held.person.user_id, second_factor=True, at=AT)
    record = asked(here.group)
    with pytest.raises(Conflict):
        signposting.take_on(record.request_id, actor=me, at=AT)  # the group's turn
    signposting.answer_request(group_link(record.request_id), answer="not_this_one", at=AT)

    signposting.take_on(record.request_id, actor=me, at=AT)
    signposting.take_on(record.request_id, actor=me, at=AT)
    assert row(record).owner_id == me.person_id
    seen = signposting.requests(actor=me, which="to_choose", at=AT).rows[0]
    assert seen.owner_name == held.person.name
    assert signposting.run_due(actor=SYSTEM, at=AT).moved == 0

    held.ended_at = AT
    held.save()
    assert [fault.what for fault in signposting.reconcile(AT)] == [
        "is owned by somebody whose role ended"
    ]
    assert signposting.run_due(actor=SYSTEM, at=AT).moved == 1
    assert row(record).owner_id is None
    assert signposting.reconcile(AT) == ()


def test_waiting_is_looked_at_again(here: County) -> None:
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="waiting", at=AT)
    at = AT + timedelta(days=28)

    signposting.look_again(record.request_id, actor=here.coordinator, at=at)
    signposting.look_again(record.request_id, actor=here.coordinator, at=at)

    due = Request.objects.get().due_on
    assert due is not None
    assert due > (at + timedelta(days=20)).date()


def test_reconciliation_finds_a_state_that_no_move_made(here: County) -> None:
    record = asked(here.group)
    signposting.run_due(actor=SYSTEM, at=AT + timedelta(days=2))
    Request.objects.update(state="asked")

    faults = signposting.reconcile(AT)

    assert [(one.what, one.thing_id) for one in faults] == [
        ("is not in the state of its last move", str(record.request_id))
    ]


def test_only_the_service_itself_does_what_is_due(here: County) -> None:
    with pytest.raises(Refused):
        signposting.run_due(actor=here.coordinator, at=AT)
