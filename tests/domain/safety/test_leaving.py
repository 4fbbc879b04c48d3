"""A worry is never without a reader: who cannot leave, what is handed on, who is called."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.messaging.models import Message
from alongside.domain.people.models import Membership, User
from alongside.domain.people.records import Role
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern, SafetySetup
from alongside.domain.safety.public import NeededAs
from alongside.foundation.actor import system
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.models import AuditRow
from alongside.foundation.unit import unit
from factories.catalogue import fill
from factories.safety import MONDAY, OFFICE, Team, told

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SYSTEM = system("test")
HOUR = timedelta(hours=1)


@pytest.fixture
def team() -> Team:
    """An open service with two administrators, whose messages leave by the demo's outbox."""
    fill()
    made = Team(kind="demo")
    made.admins = [made.holder(name, Role.ORG_ADMIN) for name in ("Ola", "Pat")]  # type: ignore[attr-defined]
    return made


def gone(*people: Any) -> None:
    """They hold no role any more, however that came about."""
    Membership.objects.filter(person__in=people).update(ended_at=MONDAY)


def sent(template: str) -> list[Any]:
    return list(
        Message.objects.filter(template=template).order_by("pk").values_list("person_id", flat=True)
    )


def test_lead_and_deputy_of_an_open_service_are_needed_and_a_third_is_not(team: Team) -> None:
    assert safety.needed_as(team.lead.pk, at=MONDAY) == NeededAs.LEAD
    assert safety.needed_as(team.deputy.pk, at=MONDAY) == NeededAs.DEPUTY
    assert safety.needed_as(team.third.pk, at=MONDAY) is None
    assert safety.needed_as(uuid4(), at=MONDAY) is None
    with pytest.raises(safety.StillNeeded) as refused, unit(actor=SYSTEM, at=MONDAY):
        safety.refuse_leaving(team.deputy.pk, at=MONDAY)
    assert refused.value.part == NeededAs.DEPUTY


def test_before_a_service_opens_everybody_can_leave(team: Team) -> None:
    SafetySetup.objects.update(live_at=None)

    assert safety.needed_as(team.lead.pk, at=MONDAY) is None
    with unit(actor=SYSTEM, at=MONDAY):
        safety.refuse_leaving(team.lead.pk, at=MONDAY)


def test_whoever_alone_reads_a_worry_is_needed_until_it_is_closed(team: Team) -> None:
    worry = told(kept_from=team.lead.pk)
    safety.let_in(
        worry.concern_id, person_id=team.third.pk, actor=team.acting(team.deputy), at=MONDAY
    )
    assert safety.needed_as(team.third.pk, at=MONDAY) is None

    gone(team.deputy)

    assert safety.needed_as(team.third.pk, at=MONDAY) == NeededAs.ONLY_READER
    Concern.objects.update(
        state="closed", closing_by=team.third, closed_by=team.deputy, closed_at=MONDAY
    )
    assert safety.needed_as(team.third.pk, at=MONDAY) is None


@pytest.mark.parametrize("state", ["received", "read", "in_hand", "closing"])
def test_what_somebody_had_in_hand_goes_to_who_reads_still(team: Team, state: str) -> None:
    worry = told()
    Concern.objects.update(state=state)
    due = Concern.objects.get().due_at
    Message.objects.all().delete()
    gone(team.lead)

    assert safety.hand_on(actor=SYSTEM, at=MONDAY).given == 1
    assert safety.hand_on(actor=SYSTEM, at=MONDAY + HOUR).given == 0

    row = Concern.objects.get(pk=worry.concern_id)
    assert (row.owner_id, row.due_at, row.state) == (team.deputy.pk, due, state)
    assert sent("worry_to_read") == [team.deputy.pk]
    assert AuditRow.objects.get(action="concern.handed_on").fields == ["owner"]
    assert safety.reconcile(at=MONDAY) == ()


def test_a_worry_is_never_handed_to_whom_it_is_kept_from(team: Team) -> None:
    told(kept_from=team.lead.pk)
    gone(team.deputy)

    found = safety.hand_on(actor=SYSTEM, at=MONDAY)

    assert (found.given, found.without_reader) == (0, 1)
    assert Concern.objects.get().owner_id == team.deputy.pk
    assert [fault.what for fault in safety.reconcile(at=MONDAY)] == ["has no reader"]


def test_administrators_hear_once_that_somebody_has_to_be_named(team: Team) -> None:
    admins = {one.pk for one in team.admins}  # type: ignore[attr-defined]
    safety.run_due(actor=SYSTEM, at=MONDAY)
    assert sent("safety_reader_needed") == []

    gone(team.lead)
    for hours in range(30):
        safety.run_due(actor=SYSTEM, at=MONDAY + hours * HOUR)

    assert set(sent("safety_reader_needed")) == admins
    assert len(sent("safety_reader_needed")) == 2
    gone(team.deputy)
    safety.run_due(actor=SYSTEM, at=MONDAY + 31 * HOUR)
    assert len(sent("safety_reader_needed")) == 4


def test_a_worry_without_a_reader_calls_each_open_hour_until_it_has_one(team: Team) -> None:
    told(kept_from=team.lead.pk)
    User.objects.filter(person=team.deputy).update(is_active=False)  # by whatever way
    Message.objects.all().delete()
    for minutes in (0, 20, 59, 60, 119):
        counts = safety.run_due(actor=SYSTEM, at=MONDAY + timedelta(minutes=minutes))
        assert counts.without_reader == 1

    # Each administrator: once that the deputy is gone, and once in each of two hours.
    assert len(sent("safety_reader_needed")) == 2 * 3
    for hours in range(8, 20):  # from six in the evening
        safety.run_due(actor=SYSTEM, at=MONDAY + hours * HOUR)
    assert len(sent("safety_reader_needed")) == 2 * 4
    message = Message.objects.filter(template="safety_reader_needed").first()
    assert "worr" not in f"{message.subject}{message.body}".casefold()  # type: ignore[union-attr]

    tuesday = MONDAY + 23 * HOUR
    safety.save_setup(
        edition=1, lead_id=team.lead.pk, deputy_id=team.third.pk, hours=OFFICE,
        telephone="01632 960 200", actor=SYSTEM, at=tuesday,
    )  # fmt: skip

    assert Concern.objects.get().owner_id == team.third.pk
    assert sent("worry_to_read") == [team.third.pk]
    before = len(sent("safety_reader_needed"))
    assert safety.run_due(actor=SYSTEM, at=tuesday).without_reader == 0
    assert (len(sent("safety_reader_needed")), safety.reconcile(at=tuesday)) == (before, ())


def test_only_who_names_readers_is_told_how_many_worries_have_none(team: Team) -> None:
    told(kept_from=team.lead.pk)
    gone(team.deputy)
    admin = team.acting(team.admins[0], Role.ORG_ADMIN)  # type: ignore[attr-defined]

    assert safety.unread_by_anybody(actor=admin, at=MONDAY) == 1
    assert safety.unread_by_anybody(actor=SYSTEM, at=MONDAY) == 1
    assert safety.readiness(at=MONDAY).without_reader == 1
    for role in (Role.COORDINATOR, Role.SAFEGUARDING_LEAD, Role.MENTOR):
        with pytest.raises(Refused):
            safety.unread_by_anybody(actor=team.acting(team.third, role), at=MONDAY)


def test_a_fault_in_telling_neither_undoes_the_handing_on_nor_is_forgotten(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    told()
    gone(team.lead)
    Message.objects.all().delete()
    with monkeypatch.context() as broken:
        broken.setattr(
            "alongside.domain.messaging.actions.sending.library", lambda: {}["no words today"]
        )
        safety.hand_on(actor=SYSTEM, at=MONDAY)
    assert Concern.objects.get().owner_id == team.deputy.pk
    assert Message.objects.count() == 0

    safety.run_due(actor=SYSTEM, at=MONDAY)

    assert sent("worry_to_read") == [team.deputy.pk]
    assert len(sent("safety_reader_needed")) == 2


def test_looking_takes_as_many_queries_for_thirty_worries_as_for_one(team: Team) -> None:
    told()
    safety.hand_on(actor=SYSTEM, at=MONDAY)
    with CaptureQueriesContext(connection) as one:
        safety.hand_on(actor=SYSTEM, at=MONDAY)
    for _more in range(29):
        told()
    with CaptureQueriesContext(connection) as many:
        safety.hand_on(actor=SYSTEM, at=MONDAY)

    assert len(many) == len(one)


def test_naming_somebody_who_lost_the_role_meanwhile_is_refused(team: Team) -> None:
    gone(team.third)
    said = {"hours": OFFICE, "telephone": "01632 960 200", "actor": SYSTEM, "at": MONDAY}

    with pytest.raises(Invalid) as fault:
        safety.save_setup(edition=1, lead_id=team.lead.pk, deputy_id=team.third.pk, **said)  # type: ignore[arg-type]
    assert set(fault.value.faults) == {"deputy_id"}
    with pytest.raises(Conflict):
        safety.save_setup(edition=0, lead_id=team.lead.pk, deputy_id=team.deputy.pk, **said)  # type: ignore[arg-type]
