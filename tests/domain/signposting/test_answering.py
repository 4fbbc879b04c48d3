"""The group answers, by link or by telephone, and silence has its days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request, UnmetNeed
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.models import Transition
from factories.asking import TEXT, County, asked, county, group, group_link, row
from factories.directory import AT, SYSTEM, coordinator, organisation

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
TUESDAY = date(2026, 11, 24)
KIND = "signposting.request"


@pytest.fixture
def here() -> County:
    return county(greeter="Maureen, in the red scarf")


def _run(at: datetime) -> signposting.DueDone:
    return signposting.run_due(actor=SYSTEM, at=at)


def test_yes_gives_the_next_date_in_london_and_who_meets_them(here: County) -> None:
    record = asked(here.group)

    signposting.answer_request(
        group_link(record.request_id), answer="coming", meets_you="Maureen", at=AT
    )

    request = row(record)
    assert (request.state, request.owner_kind, request.due_on) == ("coming", "host", TUESDAY)
    assert (request.first_day, request.first_time) == (TUESDAY, time(18))
    mine = signposting.my_request(record.token, at=AT)
    assert (mine.meets_you, mine.first_day, mine.about) == ("Maureen", TUESDAY, TUESDAY)
    assert mine.events == ("change", "withdraw", "could_not_come", "call_me")


def test_group_sees_only_what_it_needs_until_it_said_yes(here: County) -> None:
    record = asked(here.group)
    token = group_link(record.request_id)

    before = signposting.request_to_answer(token, at=AT)
    signposting.answer_request(token, answer="coming", at=AT)
    after = signposting.request_to_answer(token, at=AT)

    assert (before.first_name, before.contact, before.answer) == ("Ruth", None, "")
    assert [help.for_group for help in before.help_to_come] == ["A way in without steps"]
    assert before.greeter == "Maureen, in the red scarf"
    assert before.days[0].day == TUESDAY
    assert after.answer == "coming"
    assert after.contact is not None
    assert after.contact.address.replace(" ", "").endswith("7700900123")


def test_contact_stays_hidden_without_consent(here: County) -> None:
    record = asked(
        here.group, contact=signposting.ContactAnswers(channel="text", number=TEXT.number)
    )
    token = group_link(record.request_id)

    signposting.answer_request(token, answer="coming", at=AT)

    assert signposting.request_to_answer(token, at=AT).contact is None


def test_same_answer_ten_times_is_one(here: County) -> None:
    record = asked(here.group)
    token = group_link(record.request_id)

    for minutes in range(10):
        signposting.answer_request(token, answer="coming", at=AT + timedelta(minutes=minutes))
        signposting.answer_request(
            token, answer="coming", first_day=TUESDAY, at=AT + timedelta(minutes=minutes)
        )

    assert Transition.objects.filter(event="say_coming").count() == 1


def test_group_may_name_another_day_and_change_it(here: County) -> None:
    record = asked(here.group)
    token = group_link(record.request_id)

    signposting.answer_request(token, answer="coming", first_day=date(2026, 12, 1), at=AT)
    signposting.answer_request(token, answer="coming", first_day=date(2026, 12, 3), at=AT)

    request = row(record)
    assert (request.first_day, request.first_time) == (date(2026, 12, 3), None)
    assert request.due_on == date(2026, 12, 3)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2028, 1, 1)])
def test_day_that_cannot_be_is_refused(here: County, day: date) -> None:
    record = asked(here.group)

    with pytest.raises(Invalid) as refused:
        signposting.answer_request(
            group_link(record.request_id), answer="coming", first_day=day, at=AT
        )

    assert "first_day" in refused.value.faults
    assert row(record).state == "asked"


def test_group_without_known_dates_must_name_the_day(here: County) -> None:
    record = asked(group(here.steward, name="By arrangement", meetings=()))
    token = group_link(record.request_id)

    with pytest.raises(Invalid):
        signposting.answer_request(token, answer="coming", at=AT)
    signposting.answer_request(token, answer="coming", first_day=date(2026, 12, 9), at=AT)

    assert row(record).state == "coming"


def test_not_this_one_is_a_coordinators_turn_and_written_down(here: County) -> None:
    record = asked(here.group)

    signposting.answer_request(
        group_link(record.request_id), answer="not_this_one", reason="We are men only.", at=AT
    )

    request = row(record)
    assert (request.state, request.owner_kind) == ("not_this_one", "coordinator")
    assert request.due_on == date(2026, 11, 25)
    seen = signposting.request(record.request_id, actor=here.coordinator, at=AT)
    assert seen.group_reason == "We are men only."
    need = UnmetNeed.objects.get()
    assert (need.reason, need.outward, need.condition, need.language) == (
        "declined",
        "WR1",
        "type-1-diabetes",
        "en",
    )
    assert signposting.my_request(record.token, at=AT).group_reason == "We are men only."


def test_group_may_change_its_mind_as_long_as_nothing_came_of_it(here: County) -> None:
    record = asked(here.group)
    token = group_link(record.request_id)

    signposting.answer_request(token, answer="not_this_one", at=AT)
    signposting.answer_request(token, answer="waiting", at=AT)
    signposting.answer_request(token, answer="coming", at=AT)
    signposting.cancel_request(record.token, at=AT)

    with pytest.raises(Conflict):
        signposting.answer_request(token, answer="not_this_one", at=AT)
    assert row(record).state == "withdrawn"


def test_waiting_list_of_the_group_is_looked_at_after_twenty_working_days(here: County) -> None:
    record = asked(here.group)

    signposting.answer_request(group_link(record.request_id), answer="waiting", at=AT)

    request = row(record)
    assert (request.state, request.waits_for, request.owner_kind) == (
        "waiting",
        "group",
        "coordinator",
    )
    assert request.due_on == date(2026, 12, 21)
    _run(AT + timedelta(days=10))
    assert row(record).state == "waiting"


def test_silence_reminds_rings_and_offers_another_by_working_days(here: County) -> None:
    near = group(here.steward, name="Thursday Circle")
    record = asked(here.group)
    seen = {}

    for days in range(12):
        _run(AT + timedelta(days=days))
        request = row(record)
        seen[days] = (request.state, request.owner_kind)

    assert seen[1] == ("asked", "group")
    assert seen[2] == seen[3] == ("reminded", "group")  # Wednesday
    assert seen[4] == ("to_ring", "coordinator")  # Friday
    assert seen[8] == ("to_ring", "coordinator")
    assert seen[9] == ("offered", "person")  # the second Wednesday
    offer = signposting.my_request(record.token, at=AT).offer
    assert offer is not None
    assert offer.listing_id == near


def test_run_twice_or_late_does_nothing_more(here: County) -> None:
    record = asked(here.group)
    late = AT + timedelta(days=60)

    first, again = _run(late), _run(late)

    assert first.reminded == 1
    assert again == signposting.DueDone()
    request = row(record)
    assert request.state == "reminded"  # a late reminder leaves its two working days
    assert request.due_on is not None
    assert request.due_on > late.date()


def test_group_that_cannot_be_written_to_is_rung_at_once(here: County) -> None:
    silent = group(here.steward, name="By word of mouth", email="", phone="")

    record = asked(silent)

    assert (row(record).state, row(record).owner_kind) == ("to_ring", "coordinator")


def test_coordinator_rings_and_notes_what_was_said(here: County) -> None:
    record = asked(here.group)
    for days in (2, 4):
        _run(AT + timedelta(days=days))
    at = AT + timedelta(days=4)

    signposting.rang_group(record.request_id, answer="no_answer", actor=here.coordinator, at=at)
    signposting.rang_group(record.request_id, answer="no_answer", actor=here.coordinator, at=at)
    assert row(record).due_on == date(2026, 11, 30)
    signposting.rang_group(record.request_id, answer="coming", actor=here.coordinator, at=at)

    assert row(record).state == "coming"


def test_coordinator_of_another_organisation_sees_nothing(here: County) -> None:
    record = asked(here.group)
    other = coordinator(organisation("Elsewhere"))

    assert signposting.requests(actor=other, at=AT).total == 0
    for act in (
        lambda: signposting.request(record.request_id, actor=other, at=AT),
        lambda: signposting.rang_group(record.request_id, answer="coming", actor=other, at=AT),
        lambda: signposting.cancel_for(record.request_id, actor=other, at=AT),
        lambda: signposting.take_on(record.request_id, actor=other, at=AT),
    ):
        with pytest.raises(NotFound):
            act()
    assert row(record).state == "asked"


def test_request_of_a_group_that_ended_goes_to_a_coordinator(here: County) -> None:
    record, coming = asked(here.group), asked(here.group)
    signposting.answer_request(group_link(coming.request_id), answer="coming", at=AT)
    directory.close(here.group, actor=SYSTEM, at=AT)
    assert len(signposting.reconcile(AT)) == 2

    done = _run(AT)

    assert done.moved == 2
    assert {one.state for one in Request.objects.all()} == {"not_this_one"}
    assert signposting.reconcile(AT) == ()
    assert row(record).first_day is None


def test_withdrawing_tells_the_group_and_works_twice(here: County) -> None:
    record = asked(here.group)

    signposting.cancel_request(record.token, at=AT)
    signposting.cancel_request(record.token, at=AT)

    request = row(record)
    assert (request.state, request.owner_kind, request.due_on) == ("withdrawn", "", None)
    assert Transition.objects.filter(event="withdraw").count() == 1


@pytest.mark.parametrize("went_out", [True, False])
def test_only_a_group_that_had_heard_is_told_that_nobody_comes(
    here: County, went_out: bool
) -> None:
    record = asked(here.group)
    if went_out:
        messaging.drain(now=lambda: AT)

    signposting.cancel_request(record.token, at=AT)

    about = str(record.request_id)
    asking = messaging.messages_about(KIND, [about], template="join_to_group")[about]
    told = messaging.messages_about(KIND, [about], template="join_cancelled_to_group")
    assert [one.went for one in asking] == [went_out]
    assert (about in told) is went_out
    assert went_out or asking[0].state == "cancelled"
