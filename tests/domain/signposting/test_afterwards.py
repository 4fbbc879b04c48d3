"""The day before, the day after, and what three parties say happened."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Said
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.models import Transition
from factories.asking import County, asked, county, group_link, row
from factories.directory import AT, SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TUESDAY, NEXT = date(2026, 11, 24), date(2026, 12, 1)
WEDNESDAY = AT + timedelta(days=2)


@pytest.fixture
def here() -> County:
    return county()


@pytest.fixture
def record(here: County) -> signposting.AskedRecord:
    """Somebody who was to come on Tuesday the 24th."""
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="coming", at=AT)
    return record


def _run(at: datetime) -> signposting.DueDone:
    return signposting.run_due(actor=SYSTEM, at=at)


def _reply(record: signposting.AskedRecord, meaning: str, *, at: datetime = WEDNESDAY) -> bool:
    return signposting.said_by_reply(
        cause_type="signposting.request",
        cause_id=str(record.request_id),
        template="join_how_was_it",
        meaning=meaning,
        at=at,
    )


def test_told_the_day_before_once_and_not_when_told_that_day(
    here: County, record: signposting.AskedRecord
) -> None:
    later = asked(here.group)
    signposting.answer_request(group_link(later.request_id), answer="coming", first_day=NEXT, at=AT)

    assert _run(AT).day_before == 0  # told this very day that it is tomorrow
    eve = AT + timedelta(days=7)
    signposting.change_request(later.token, note="By bus.", at=eve)
    assert _run(eve).day_before == 1
    assert _run(eve).day_before == 0


def test_asked_how_it_was_the_day_after_in_london(record: signposting.AskedRecord) -> None:
    still_tuesday = datetime.fromisoformat("2026-11-24T23:59:00+00:00")

    assert _run(still_tuesday).asked_how == 0
    assert _run(still_tuesday + timedelta(minutes=2)).asked_how == 1

    request = row(record)
    assert (request.state, request.owner_kind) == ("asked_how", "person")
    assert request.owner_id == request.person_id
    assert request.due_on == date(2026, 12, 2)


@pytest.mark.parametrize(
    ("meaning", "state"), [("1", "went"), ("2", "not_for_me"), ("4", "call_back")]
)
def test_reply_moves_the_request_once(
    record: signposting.AskedRecord, meaning: str, state: str
) -> None:
    _run(WEDNESDAY)

    assert all(_reply(record, meaning) for _ in range(3))

    assert row(record).state == state
    assert Said.objects.count() == 1


def test_reply_to_something_else_is_none_of_ours(record: signposting.AskedRecord) -> None:
    _run(WEDNESDAY)

    assert not _reply(record, "9")
    assert not signposting.said_by_reply(
        cause_type="safety.concern",
        cause_id=str(record.request_id),
        template="join_how_was_it",
        meaning="1",
        at=AT,
    )
    assert row(record).state == "asked_how"


def test_could_not_come_is_asked_again_once_then_closed_kindly(
    record: signposting.AskedRecord,
) -> None:
    _run(WEDNESDAY)
    _reply(record, "3")
    _reply(record, "3")  # the same text, told twice

    request = row(record)
    assert (request.state, request.first_day, request.missed) == ("coming", NEXT, 1)

    after = AT + timedelta(days=9)
    _run(after)
    _reply(record, "3", at=after)

    assert row(record).state == "could_not_come"


def test_person_says_beforehand_that_they_cannot_come(record: signposting.AskedRecord) -> None:
    for _ in range(10):
        signposting.say(record.token, what="could_not_come", about=TUESDAY, at=AT)

    assert (row(record).state, row(record).first_day) == ("coming", NEXT)
    assert row(record).missed == 1


def test_silence_closes_after_seven_days_without_a_word(
    record: signposting.AskedRecord,
) -> None:
    _run(WEDNESDAY)
    _run(WEDNESDAY + timedelta(days=6))
    assert row(record).state == "asked_how"

    _run(WEDNESDAY + timedelta(days=7))

    assert row(record).state == "no_word"
    assert _reply(record, "1", at=WEDNESDAY + timedelta(days=20))
    assert row(record).state == "went"


def test_word_of_the_group_closes_where_the_person_is_silent(
    record: signposting.AskedRecord,
) -> None:
    _run(WEDNESDAY)
    signposting.group_said(group_link(record.request_id), what="went", about=TUESDAY, at=WEDNESDAY)
    assert row(record).state == "asked_how"

    _run(WEDNESDAY + timedelta(days=7))

    assert row(record).state == "went"


def test_differences_are_kept_side_by_side(here: County, record: signposting.AskedRecord) -> None:
    _run(WEDNESDAY)
    _reply(record, "1")
    signposting.group_said(
        group_link(record.request_id), what="could_not_come", about=TUESDAY, at=WEDNESDAY
    )
    signposting.coordinator_said(
        record.request_id, what="could_not_come", actor=here.coordinator, at=WEDNESDAY
    )

    seen = signposting.request(record.request_id, actor=here.coordinator, at=WEDNESDAY)

    assert seen.differ
    assert {(one.party, one.what) for one in seen.said} == {
        ("person", "went"),
        ("group", "could_not_come"),
        ("coordinator", "could_not_come"),
    }
    assert seen.state == "went"
    assert Transition.objects.filter(event="went").count() == 1


@pytest.mark.parametrize("before", ["1", "2", "withdrawn", "silent"])
def test_whoever_wants_to_be_rung_is_rung_however_late(
    record: signposting.AskedRecord, before: str
) -> None:
    _run(WEDNESDAY)
    at = WEDNESDAY + timedelta(days=29)
    if before == "withdrawn":
        signposting.cancel_request(record.token, at=WEDNESDAY)
    elif before == "silent":
        _run(WEDNESDAY + timedelta(days=8))
    else:
        _reply(record, before)

    _reply(record, "4", at=at)

    request = row(record)
    assert (request.state, request.owner_kind) == ("call_back", "coordinator")
    assert request.due_on == date(2026, 12, 29)  # after Christmas


def test_coordinator_who_rang_back_agrees_another_day_or_closes(
    here: County, record: signposting.AskedRecord
) -> None:
    _run(WEDNESDAY)
    _reply(record, "4")

    signposting.try_again(record.request_id, first_day=NEXT, actor=here.coordinator, at=WEDNESDAY)
    signposting.try_again(record.request_id, first_day=NEXT, actor=here.coordinator, at=WEDNESDAY)
    assert (row(record).state, row(record).first_day) == ("coming", NEXT)

    after = AT + timedelta(days=9)
    _run(after)
    signposting.close_without_word(record.request_id, actor=here.coordinator, at=after)
    signposting.close_without_word(record.request_id, actor=here.coordinator, at=after)
    assert row(record).state == "no_word"


def test_words_that_are_none_and_links_of_others_are_refused(
    record: signposting.AskedRecord,
) -> None:
    with pytest.raises(Invalid):
        signposting.say(record.token, what="hated_it", about=TUESDAY, at=AT)
    with pytest.raises(Invalid):
        signposting.group_said(
            group_link(record.request_id), what="not_for_me", about=TUESDAY, at=AT
        )
    with pytest.raises(NotFound):
        signposting.say(group_link(record.request_id), what="went", about=TUESDAY, at=AT)
    assert Said.objects.count() == 0
