"""The deputy gets it, whatever has crashed: no worker, no mail, a clock that jumped."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

import pytest
from django.db import connection

from alongside.domain.messaging import providers
from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.domain.messaging.providers import ForNow, Parcel
from alongside.domain.people.models import Membership
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern
from alongside.foundation.actor import VISITOR, system
from alongside.foundation.errors import Refused
from factories.catalogue import fill
from factories.safety import MONDAY, Team, told

pytestmark = pytest.mark.django_db
WORKER = system("worker")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def team() -> Team:
    """An open service whose messages leave by the demo's outbox."""
    fill()
    return Team(kind="demo")


def _run(at: datetime) -> None:
    safety.run_due(actor=WORKER, at=at)


def _to(person: Any, template: str = "") -> list[Message]:
    found = Message.objects.filter(person=person).order_by("created_at", "pk")
    return list(found.filter(template=template) if template else found)


def test_the_first_reader_is_told_in_the_same_moment_and_learns_nothing(team: Team) -> None:
    told(danger_now=True, what_happened="SECRET", about="other", about_name="ANN")

    message = Message.objects.get()
    assert (message.person_id, message.template) == (team.lead.pk, "worry_to_read")
    for secret in ("SECRET", "ANN", "worr", "safeguard"):
        assert secret not in f"{message.subject}{message.body}{message.values}"


@pytest.mark.parametrize(
    ("danger_now", "shared_after", "due_after"),
    [(True, 15 * MINUTE, HOUR), (False, 4 * HOUR, 24 * HOUR)],
)
def test_the_deputy_is_told_before_it_is_due_and_again_each_open_hour(
    team: Team, danger_now: bool, shared_after: timedelta, due_after: timedelta
) -> None:
    told(danger_now=danger_now)

    _run(MONDAY + shared_after - MINUTE)
    assert _to(team.deputy) == []
    _run(MONDAY + shared_after)
    assert [one.template for one in _to(team.deputy)] == ["worry_to_read"]
    for hours in range(3):
        for minute in (0, 20, 59):
            _run(MONDAY + due_after + hours * HOUR + minute * MINUTE)

    assert len(_to(team.deputy, "worry_overdue")) == 3
    assert len(_to(team.lead, "worry_overdue")) == 3
    assert [one.template for one in _to(team.lead)].count("worry_to_read") == 2


def test_nobody_is_told_in_closed_hours(team: Team) -> None:
    told(at=MONDAY + 6 * HOUR + 30 * MINUTE, danger_now=True)  # half past four

    for hours in range(1, 16):
        _run(MONDAY + 7 * HOUR + hours * HOUR)
    assert _to(team.deputy, "worry_overdue") == []

    _run(MONDAY + 24 * HOUR)
    assert len(_to(team.deputy, "worry_overdue")) == 1


def test_without_any_worker_the_deputy_sees_it_on_top_and_overdue(team: Team) -> None:
    receipt = told(danger_now=True)
    told(at=MONDAY + HOUR)

    rows = safety.worries(actor=team.acting(team.deputy), at=MONDAY + 90 * MINUTE).rows

    assert (rows[0].reference, rows[0].clock) == (receipt.reference, safety.Clock.OVERDUE)
    assert rows[1].clock == safety.Clock.IN_TIME
    assert safety.counts(actor=team.acting(team.deputy), at=MONDAY + 90 * MINUTE).overdue == 1


def test_a_clock_that_jumps_a_day_tells_once_and_not_for_each_hour_missed(team: Team) -> None:
    told(danger_now=True)

    for _twice in range(2):
        _run(MONDAY + timedelta(days=1))

    assert len(_to(team.deputy)) == 1
    assert safety.worries(actor=team.acting(team.deputy), at=MONDAY).rows[0].clock == "in_time"
    _run(MONDAY)  # and back
    assert len(_to(team.deputy)) == 1


class Down:
    """A carrier that takes nothing while it is down."""

    name: ClassVar[str] = "down"
    local: ClassVar[bool] = False
    keep: ClassVar[timedelta | None] = None
    down: ClassVar[bool] = True
    taken: ClassVar[list[str]] = []

    def hand_over(self, parcel: Parcel) -> str:
        """Takes it, or says that it may later."""
        if Down.down:
            raise ForNow("down")
        Down.taken.append(parcel.address)
        return str(parcel.message_id)

    def find(self, parcel: Parcel, *, since: datetime) -> str:
        """It never took it."""
        return ""


def test_with_the_mail_down_it_is_seen_at_once_and_told_when_the_mail_is_back(
    team: Team, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setitem(providers.KINDS, "down", Down)
    settings.MESSAGING = {**settings.MESSAGING, "email": "down"}
    Down.taken.clear()
    told(danger_now=True)

    for minutes in range(0, 70, 5):
        at = MONDAY + minutes * MINUTE
        _run(at)
        messaging.drain(now=lambda at=at: at)
    seen = safety.worries(actor=team.acting(team.deputy), at=MONDAY + 70 * MINUTE).rows[0]
    assert seen.clock == safety.Clock.OVERDUE
    assert Down.taken == []

    monkeypatch.setattr(Down, "down", False)
    messaging.drain(now=lambda: MONDAY + 20 * HOUR)
    assert team.deputy.user is not None
    assert team.deputy.user.email in Down.taken


def test_a_fault_in_what_tells_never_loses_the_worry_and_it_is_told_later(
    team: Team,
) -> None:
    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "messaging_message" in sql and sql.startswith("INSERT"):
            raise RuntimeError("a fault in messaging")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        told(danger_now=True)
    assert Concern.objects.count() == 1
    assert Message.objects.count() == 0

    _run(MONDAY + MINUTE)

    assert [one.template for one in _to(team.lead)] == ["worry_to_read"]


def test_one_worry_that_cannot_be_told_stops_no_other(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = told(danger_now=True), told(danger_now=True)

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "messaging_message" in sql and first.concern_id.hex in str(params).replace("-", ""):
            raise RuntimeError("a fault in messaging")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        _run(MONDAY + 2 * HOUR)

    keys = [one.key for one in _to(team.deputy)]
    assert len(keys) == 1
    assert str(second.concern_id) in keys[0]


def test_what_is_kept_from_the_lead_is_never_told_to_the_lead(team: Team) -> None:
    told(danger_now=True, kept_from=team.lead.pk)

    for hours in range(30):
        _run(MONDAY + hours * HOUR)

    assert _to(team.lead) == []
    assert len(_to(team.deputy)) > 5


def test_whoever_lost_the_role_is_told_nothing_more(team: Team) -> None:
    told(danger_now=True)
    Membership.objects.filter(person=team.lead).update(ended_at=MONDAY)
    Message.objects.all().delete()

    _run(MONDAY + 2 * HOUR)

    assert _to(team.lead) == []
    # Once as the one who reads it now, and once because it is overdue.
    assert len(_to(team.deputy)) == 2


def test_what_was_read_is_not_told_again_until_its_next_time(team: Team) -> None:
    receipt = told(danger_now=True)
    safety.mark_read(receipt.concern_id, actor=team.acting(team.lead), at=MONDAY + 10 * MINUTE)

    for hours in range(1, 24):
        _run(MONDAY + hours * HOUR)
    assert _to(team.deputy) == []

    _run(MONDAY + 25 * HOUR)
    assert len(_to(team.deputy, "worry_overdue")) == 1


def test_nobody_but_the_services_own_work_tells_again(team: Team) -> None:
    for actor in (VISITOR, team.acting(team.lead)):
        with pytest.raises(Refused):
            safety.run_due(actor=actor, at=MONDAY)
