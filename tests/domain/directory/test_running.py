"""*Still running?*: asked every six months, answered by link or call, and what silence does."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from alongside.domain.directory.models import Editor, Listing, Revision, RunningCheck, Version
from alongside.domain.directory.public import (
    DueCounts,
    RunningRow,
    TodayCounts,
    answer_running,
    ask_due,
    close,
    confirm_running,
    draft,
    new_link,
    rang,
    reopen,
    run_due,
    running_check,
    running_checks,
    save_draft,
    to_remind,
    today,
)
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.directory import AT, SYSTEM, coordinator, listed, organisation, person, reviewer

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def steward() -> UUID:
    return organisation()


@pytest.fixture
def caller(steward: UUID) -> Actor:
    return coordinator(steward)


@pytest.fixture
def group(steward: UUID) -> UUID:
    return listed(steward, assured_on=date(2026, 5, 23)).listing_id


def days(count: int) -> datetime:
    return AT + timedelta(days=count)


def _asked(caller: Actor, at: datetime = AT) -> RunningRow:
    run_due(actor=SYSTEM, at=at)
    (row,) = running_checks(actor=caller, at=at).rows
    return row


def test_ask_due_asks_once_when_six_months_are_over(group: UUID, caller: Actor) -> None:
    early = ask_due(actor=SYSTEM, at=days(-1))
    first = ask_due(actor=SYSTEM, at=AT)
    again = ask_due(actor=SYSTEM, at=AT)

    (row,) = running_checks(actor=caller, at=AT).rows
    assert (early, first, again) == (0, 1, 0)
    assert (row.asked_on, row.ring_from) == (date(2026, 11, 23), date(2026, 12, 7))
    assert (row.tag_on, row.hide_on) == (date(2026, 12, 21), date(2027, 1, 20))
    assert not row.ring
    assert row.phone == "01632 960001"


def test_silence_is_rung_tagged_and_hidden_each_by_its_date(group: UUID, caller: Actor) -> None:
    run_due(actor=SYSTEM, at=AT)
    seen = {}
    for day in (13, 14, 27, 28, 57, 58, 90):
        counts = run_due(actor=SYSTEM, at=days(day))
        again = run_due(actor=SYSTEM, at=days(day))
        row = running_checks(actor=caller, at=days(day)).rows[0]
        seen[day] = (row.ring, Listing.objects.get().state, counts.tagged, counts.hidden)
        assert again == DueCounts()

    assert seen == {
        13: (False, "listed", 0, 0),
        14: (True, "listed", 0, 0),
        27: (True, "listed", 0, 0),
        28: (True, "not_confirmed", 1, 0),
        57: (True, "not_confirmed", 0, 0),
        58: (True, "hidden", 0, 1),
        90: (True, "hidden", 0, 0),
    }
    assert Revision.objects.get().number == 3


def test_late_work_still_shows_the_tag_for_its_days(group: UUID, caller: Actor) -> None:
    run_due(actor=SYSTEM, at=AT)

    late = run_due(actor=SYSTEM, at=days(100))
    soon = run_due(actor=SYSTEM, at=days(129))
    then = run_due(actor=SYSTEM, at=days(130))

    assert late == DueCounts(tagged=1)
    assert soon == DueCounts()
    assert then == DueCounts(hidden=1)


@pytest.mark.parametrize("day", [0, 30, 59])
def test_running_by_link_brings_it_back_for_six_months(
    group: UUID, caller: Actor, day: int
) -> None:
    token = _asked(caller).token
    run_due(actor=SYSTEM, at=days(day))

    answer_running(token, answer="running", at=days(day))
    answer_running(token, answer="running", at=days(day))

    listing = Listing.objects.get()
    assert listing.state == "listed"
    assert listing.assured_on == days(day).date()
    assert listing.ask_again_on == _half_a_year_later(days(day).date())
    assert running_checks(actor=caller, at=days(day)).rows == ()
    assert run_due(actor=SYSTEM, at=days(day)) == DueCounts()


def _half_a_year_later(day: date) -> date:
    return {
        date(2026, 11, 23): date(2027, 5, 23),
        date(2026, 12, 23): date(2027, 6, 23),
        date(2027, 1, 21): date(2027, 7, 21),
    }[day]


def test_stopped_by_link_closes_it(group: UUID, caller: Actor) -> None:
    token = _asked(caller).token

    answer_running(token, answer="stopped", at=AT)
    answer_running(token, answer="stopped", at=AT)

    listing = Listing.objects.get()
    assert (listing.state, listing.closed_because) == ("closed", "stopped")
    with pytest.raises(Conflict):
        answer_running(token, answer="running", at=AT)
    reopen(group, actor=caller, at=AT)
    assert Listing.objects.get().state == "listed"


def test_stopped_throws_away_what_was_open(group: UUID, caller: Actor) -> None:
    save_draft(group, edition=1, changes={"summary": "Half-way"}, actor=caller, at=AT)

    answer_running(_asked(caller).token, answer="stopped", at=AT)

    assert draft(group, actor=caller).state == "checked"


def test_link_says_what_it_asks_and_refuses_other_answers(group: UUID, caller: Actor) -> None:
    token = _asked(caller).token

    before = running_check(token, at=AT)
    with pytest.raises(Invalid):
        answer_running(token, answer="perhaps", at=AT)
    answer_running(token, answer="running", at=AT)

    assert (before.name, before.answer) == ("Tuesday Type 1 Circle", "")
    assert running_check(token, at=AT).answer == "running"
    assert "Tuesday" not in token


def test_link_that_is_forged_old_or_revoked_is_none(group: UUID, caller: Actor) -> None:
    row = _asked(caller)
    forged = (
        "",
        "x",
        "x:y",
        row.token[:-1],
        row.token + "x",
        "é" * 50,
        "\x00",
        "a" * 10_000,
        row.token.upper(),
        row.token[:21] + "-" + row.token[22:],
        row.token[22:] + row.token[:22],
    )

    for token in forged:
        with pytest.raises(NotFound):
            answer_running(token, answer="running", at=AT)
    assert running_check(row.token, at=days(60)).answer == ""
    with pytest.raises(NotFound):
        running_check(row.token, at=days(61))
    new_link(row.check_id, actor=caller, at=AT)
    with pytest.raises(NotFound):
        answer_running(row.token, answer="stopped", at=AT)
    (fresh,) = running_checks(actor=caller, at=AT).rows
    answer_running(fresh.token, answer="running", at=AT)

    assert Listing.objects.get().state == "listed"


def test_rang_notes_no_answer_and_takes_answers(group: UUID, caller: Actor) -> None:
    row = _asked(caller)

    rang(row.check_id, answer="no_answer", actor=caller, at=days(14))
    rang(row.check_id, answer="no_answer", actor=caller, at=days(14))
    (after,) = running_checks(actor=caller, at=days(14)).rows
    rang(row.check_id, answer="running", actor=caller, at=days(15))
    rang(row.check_id, answer="running", actor=caller, at=days(15))

    assert after.rang_on == days(14).date()
    check = RunningCheck.objects.get()
    assert (check.how, check.answered_by_id) == ("rang", caller.person_id)
    with pytest.raises(Conflict):
        rang(row.check_id, answer="no_answer", actor=caller, at=days(15))
    with pytest.raises(Conflict):
        rang(row.check_id, answer="stopped", actor=caller, at=days(15))


def test_ringing_is_for_coordinators(steward: UUID, group: UUID, caller: Actor) -> None:
    row = _asked(caller)
    host = person("Lena")
    Editor.objects.create(listing_id=group, person_id=host.person_id, since=AT)

    for near in (host, reviewer(steward)):
        with pytest.raises(Refused):
            rang(row.check_id, answer="running", actor=near, at=AT)
        with pytest.raises(Refused):
            new_link(row.check_id, actor=near, at=AT)
        with pytest.raises(Refused):
            running_checks(actor=near, at=AT)
    for stranger in (VISITOR, person("Sam"), coordinator(organisation("Other"), "Olga")):
        with pytest.raises(NotFound):
            rang(row.check_id, answer="running", actor=stranger, at=AT)
    with pytest.raises(NotFound):
        rang(group, answer="running", actor=caller, at=AT)
    assert running_checks(actor=coordinator(organisation("Third"), "Tom"), at=AT).rows == ()
    for nobody in (VISITOR, host):
        with pytest.raises(Refused):
            run_due(actor=nobody, at=AT)


def test_confirm_running_by_a_signed_in_editor_is_one_tap(group: UUID, caller: Actor) -> None:
    _asked(caller)
    host = person("Lena")
    Editor.objects.create(listing_id=group, person_id=host.person_id, since=AT)

    confirm_running(group, actor=host, at=AT)
    confirm_running(group, actor=host, at=AT)

    assert RunningCheck.objects.get().how == "signed_in"
    assert Listing.objects.get().assured_on == date(2026, 11, 23)
    assert Revision.objects.get().number == 2


def test_closing_answers_the_question(group: UUID, caller: Actor) -> None:
    _asked(caller)

    close(group, actor=caller, at=AT)

    assert RunningCheck.objects.get().how == "closed"
    assert run_due(actor=SYSTEM, at=days(58)) == DueCounts()
    with pytest.raises(Conflict):
        confirm_running(group, actor=caller, at=days(58))


def test_running_checks_take_the_same_queries_for_one_and_thirty(
    steward: UUID, caller: Actor, django_assert_num_queries: object
) -> None:
    for number in range(30):
        listed(steward, assured_on=date(2026, 5, 23))
        if number in (0, 29):
            ask_due(actor=SYSTEM, at=AT)
            with django_assert_num_queries(2):
                page = running_checks(actor=caller, at=AT, per_page=50)
            assert len(page.rows) == number + 1


def test_a_link_made_with_a_key_of_before_still_opens(
    group: UUID, caller: Actor, settings: object
) -> None:
    row = _asked(caller)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key"

    assert running_check(row.token, at=AT).name == row.name
    assert running_checks(actor=caller, at=AT).rows[0].token != row.token
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(NotFound):
        running_check(row.token, at=AT)


def test_what_is_told_with_a_question_is_undone_with_it(group: UUID, caller: Actor) -> None:
    told: list[RunningRow] = []

    def fails(row: RunningRow) -> None:
        raise Invalid({"template": "there is none"})

    with pytest.raises(Invalid):
        run_due(actor=SYSTEM, at=AT, tell=fails)
    assert running_checks(actor=caller, at=AT).rows == ()
    assert run_due(actor=SYSTEM, at=AT, tell=told.append) == DueCounts(asked=1)
    assert run_due(actor=SYSTEM, at=AT, tell=told.append) == DueCounts()

    assert told == list(running_checks(actor=caller, at=AT).rows)


@pytest.mark.parametrize(("day", "reminded"), [(6, False), (7, True), (13, True), (14, False)])
def test_a_question_is_reminded_of_in_its_second_week(
    group: UUID, caller: Actor, day: int, reminded: bool
) -> None:
    row = _asked(caller)

    found = to_remind(actor=SYSTEM, at=days(day))

    assert [one.check_id for one in found] == [row.check_id] * reminded
    assert to_remind(actor=coordinator(organisation("Other")), at=days(day)) == ()
    with pytest.raises(Refused):
        to_remind(actor=person("Sam"), at=days(day))


@pytest.mark.parametrize("how", ["answered", "rung"])
def test_nobody_is_reminded_who_answered_or_was_rung(group: UUID, caller: Actor, how: str) -> None:
    row = _asked(caller)

    answer = "running" if how == "answered" else "no_answer"
    rang(row.check_id, answer=answer, actor=caller, at=days(2))

    assert to_remind(actor=SYSTEM, at=days(8)) == ()


def submitted(steward: UUID) -> None:
    listing = Listing.objects.create(
        name="Circle", steward_id=steward, created_at=AT, changed_at=AT
    )
    Version.objects.create(
        listing=listing,
        number=1,
        content={"name": "Circle"},
        state="submitted",
        created_at=AT,
        submitted_at=AT,
    )


def test_today_counts_what_waits_here_and_the_day_that_comes_next(
    steward: UUID, group: UUID, caller: Actor, django_assert_num_queries: object
) -> None:
    empty = today(actor=caller, at=AT)
    submitted(steward)
    _asked(caller)
    with django_assert_num_queries(2):
        asked = today(actor=caller, at=AT)
    for _more in range(30):
        submitted(steward)
    with django_assert_num_queries(2):
        later = today(actor=caller, at=days(14))

    assert empty == TodayCounts(to_check=0, to_ring=0, next_ring_on=None)
    assert asked == TodayCounts(to_check=1, to_ring=0, next_ring_on=date(2026, 12, 7))
    assert later == TodayCounts(to_check=31, to_ring=1, next_ring_on=None)
    assert today(actor=coordinator(organisation("Other")), at=days(14)) == empty
    with pytest.raises(Refused):
        today(actor=reviewer(steward), at=AT)
