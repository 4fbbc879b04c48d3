"""Places: as many as there are, and the rest in their order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.domain.directory import public as directory
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Places, Request
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.models import Transition
from factories.asking import County, asked, county, group_link, row
from factories.directory import AT, SYSTEM, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def here() -> County:
    return county()


def _limited(here: County, places: int | None) -> None:
    signposting.set_places(here.group, places=places, actor=SYSTEM, at=AT)


def _state(record: signposting.AskedRecord) -> tuple[str, bool]:
    return row(record).state, row(record).holds_place


def _held(here: County) -> int:
    return signposting.places([here.group])[here.group].held


def _ask(here: County, count: int) -> list[signposting.AskedRecord]:
    return [asked(here.group, at=AT + timedelta(minutes=n)) for n in range(count)]


def test_places_go_to_the_first_and_the_list_is_in_order(here: County) -> None:
    _limited(here, 2)

    records = _ask(here, 4)

    assert [_state(one) for one in records] == [
        ("asked", True),
        ("asked", True),
        ("waiting", False),
        ("waiting", False),
    ]
    assert signposting.places([here.group])[here.group] == signposting.PlacesRecord(
        here.group, places=2, held=2, waiting=2
    )
    seen = signposting.request(records[3].request_id, actor=here.coordinator, at=AT)
    assert seen.waiting_number == 2


def test_place_given_back_goes_to_whoever_waits_first(here: County) -> None:
    _limited(here, 1)
    first, second, third = _ask(here, 3)

    signposting.cancel_request(first.token, at=AT)

    assert [_state(one) for one in (first, second, third)] == [
        ("withdrawn", False),
        ("asked", True),
        ("waiting", False),
    ]
    assert _held(here) == 1
    assert Transition.objects.filter(event="get_place").count() == 1


def test_nobody_jumps_the_queue_of_a_group_that_is_full(here: County) -> None:
    _limited(here, 2)
    first, _second, third = _ask(here, 3)
    directory.set_full(here.group, True, actor=SYSTEM, at=AT)

    signposting.cancel_request(first.token, at=AT)
    fourth = asked(here.group, at=AT + timedelta(hours=1))
    assert [_state(third)[0], _state(fourth)[0]] == ["waiting", "waiting"]
    directory.set_full(here.group, False, actor=SYSTEM, at=AT)
    fifth = asked(here.group, at=AT + timedelta(hours=2))
    assert _state(fifth)[0] == "waiting"
    signposting.run_due(actor=SYSTEM, at=AT + timedelta(hours=3))

    assert [_state(one)[0] for one in (third, fourth, fifth)] == ["asked", "waiting", "waiting"]


def test_group_with_room_again_is_asked_for_all_who_waited(here: County) -> None:
    directory.set_full(here.group, True, actor=SYSTEM, at=AT)
    records = _ask(here, 3)
    directory.set_full(here.group, False, actor=SYSTEM, at=AT)

    done = signposting.run_due(actor=SYSTEM, at=AT + timedelta(days=1))

    assert done.asked_again == 3
    assert {_state(one)[0] for one in records} == {"asked"}


def test_more_places_are_given_at_once_and_fewer_take_none_away(here: County) -> None:
    _limited(here, 1)
    records = _ask(here, 4)

    _limited(here, 3)
    assert [_state(one)[0] for one in records] == ["asked", "asked", "asked", "waiting"]
    _limited(here, 1)

    assert [_state(one) for one in records[:3]] == [("asked", True)] * 3
    assert _held(here) == 3
    signposting.cancel_request(records[0].token, at=AT)
    assert _state(records[3])[0] == "waiting"


def test_no_limit_asks_for_everybody(here: County) -> None:
    _limited(here, 0)
    records = _ask(here, 2)
    assert {_state(one)[0] for one in records} == {"waiting"}

    _limited(here, None)

    assert {_state(one) for one in records} == {("asked", False)}
    assert signposting.places([here.group]) == {}


def test_group_that_puts_somebody_on_its_list_has_one_place_fewer(here: County) -> None:
    _limited(here, 2)
    first, _second, third = _ask(here, 3)

    signposting.answer_request(group_link(first.request_id), answer="waiting", at=AT)

    assert signposting.places([here.group])[here.group].places == 1
    assert [_state(first)[0], _state(third)[0]] == ["waiting", "waiting"]


def test_group_that_says_yes_to_somebody_who_waits_makes_room(here: County) -> None:
    _limited(here, 1)
    _first, second = _ask(here, 2)

    signposting.answer_request(group_link(second.request_id), answer="coming", at=AT)

    assert _state(second) == ("coming", True)
    assert _held(here) == 2
    assert signposting.reconcile(AT) == ()


def test_whoever_came_keeps_the_place_until_it_is_given_back(here: County) -> None:
    _limited(here, 1)
    first, second = _ask(here, 2)
    signposting.answer_request(group_link(first.request_id), answer="coming", at=AT)
    signposting.coordinator_said(
        first.request_id, what="went", actor=here.coordinator, at=AT + timedelta(days=2)
    )
    assert [_state(first), _state(second)] == [("went", True), ("waiting", False)]

    for _ in range(3):
        signposting.give_back_place(first.request_id, actor=here.coordinator, at=AT)

    assert [_state(first), _state(second)] == [("went", False), ("asked", True)]


def test_limit_set_while_people_are_on_their_way_counts_them(here: County) -> None:
    _ask(here, 3)

    _limited(here, 2)

    assert _held(here) == 3
    assert asked(here.group).waiting


def test_count_that_is_wrong_is_found_and_mended(here: County) -> None:
    _limited(here, 3)
    _ask(here, 2)
    Places.objects.update(held=0)
    assert [fault.thing_id for fault in signposting.reconcile(AT)] == [str(here.group)]

    signposting.run_due(actor=SYSTEM, at=AT)

    assert _held(here) == 2
    assert signposting.reconcile(AT) == ()


def test_database_refuses_an_oversold_place_and_a_request_without_owner(here: County) -> None:
    _limited(here, 1)
    record = asked(here.group)

    for change in (
        lambda: Places.objects.update(held=2),
        lambda: Request.objects.update(due_on=None),
        lambda: Request.objects.update(owner_kind="coordinator"),
        lambda: Request.objects.update(state="withdrawn"),
        lambda: Request.objects.update(state="coming", owner_kind="host"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert _state(record) == ("asked", True)


def test_only_who_edits_the_group_says_how_many_places(here: County) -> None:
    with pytest.raises(NotFound):
        signposting.set_places(here.group, places=3, actor=person("Somebody"), at=AT)
    for places in (-1, 10_001):
        with pytest.raises(Invalid):
            signposting.set_places(here.group, places=places, actor=here.coordinator, at=AT)
    signposting.set_places(here.group, places=3, actor=here.coordinator, at=AT)
