"""Which groups may be named next, none of them at all, and the day in a calendar."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import UnmetNeed
from alongside.foundation.errors import Conflict, NotFound
from factories.asking import County, asked, county, group, group_link, offer_link, row
from factories.directory import AT, coordinator, organisation


@pytest.fixture
def here(db: None) -> County:
    """A service with one group."""
    return county()


def _no(here: County) -> signposting.AskedRecord:
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="not_this_one", at=AT)
    return record


def test_groups_that_fit_and_have_room_with_the_rankings_reasons(here: County) -> None:
    other = group(here.steward, name="Evening Friends")
    without_room = group(here.steward, name="Eight Chairs")
    signposting.set_places(without_room, places=0, actor=here.coordinator, at=AT)
    record = _no(here)

    found = signposting.may_be_offered(record.request_id, actor=here.coordinator, at=AT)

    assert [(one.listing_id, one.name) for one in found] == [(other, "Evening Friends")]
    assert "English spoken" in found[0].reasons


def test_a_group_that_was_named_is_not_named_again(here: County) -> None:
    group(here.steward, name="Evening Friends")
    record = _no(here)
    signposting.offer_next(record.request_id, actor=here.coordinator, at=AT)

    assert signposting.may_be_offered(record.request_id, actor=here.coordinator, at=AT) == ()


def test_only_its_coordinator_sees_what_may_be_named(here: County) -> None:
    record = _no(here)
    stranger = coordinator(organisation("Another place"))

    for request_id, actor in ((record.request_id, stranger), (uuid4(), here.coordinator)):
        with pytest.raises(NotFound):
            signposting.may_be_offered(request_id, actor=actor, at=AT)


def test_none_of_them_closes_it_once(here: County) -> None:
    for name in ("Evening Friends", "Walk and Talk"):
        group(here.steward, name=name)
    record = _no(here)
    signposting.offer_next(record.request_id, actor=here.coordinator, at=AT)
    token = offer_link(record.request_id)

    for _ in range(2):
        signposting.decline_all(token, at=AT)

    assert row(record).state == "nothing_suited"
    assert UnmetNeed.objects.filter(reason="nothing_suitable").count() == 1
    assert signposting.offer(token, at=AT).answer == "declined"


def test_none_of_them_is_too_late_after_yes(here: County) -> None:
    group(here.steward, name="Evening Friends")
    record = _no(here)
    signposting.offer_next(record.request_id, actor=here.coordinator, at=AT)
    token = offer_link(record.request_id)
    signposting.accept_offer(token, at=AT)

    with pytest.raises(Conflict):
        signposting.decline_all(token, at=AT)
    with pytest.raises(NotFound):
        signposting.decline_all(record.token, at=AT)


def test_the_calendar_names_nothing(here: County) -> None:
    record = asked(here.group)

    body = signposting.my_calendar(record.token, at=AT).decode()

    assert "DTSTART;VALUE=DATE:20261124" in body  # the group's next date, no answer yet
    assert "Circle" not in body
    assert "eer" not in body
    assert "RRULE" not in body.split("BEGIN:VEVENT")[1]
    signposting.cancel_request(record.token, at=AT)
    with pytest.raises(NotFound):
        signposting.my_calendar(record.token, at=AT)


def test_the_story_is_told_to_whoever_asked(here: County) -> None:
    record = _no(here)

    story = signposting.my_request(record.token, at=AT).story

    assert [line.words for line in story] == [
        "You asked",
        "The group said that it cannot take you on now",
    ]
