"""Telling a worry: nobody needs a name, and what is sent ten times is one worry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern, SafetySetup
from alongside.foundation.errors import Invalid, Refused
from alongside.foundation.models import AuditRow
from factories.safety import MONDAY, Team, told

pytestmark = pytest.mark.django_db


def test_a_worry_told_by_nobody_is_read_by_lead_and_deputy() -> None:
    team = Team()

    receipt = told(danger_now=True)

    assert receipt.readers == ("Helen Marsh", "Ruth Tallis")
    assert receipt.due_at == MONDAY + timedelta(hours=1)
    for reader in (team.lead, team.deputy):
        rows = safety.worries(actor=team.acting(reader), at=MONDAY).rows
        assert [row.reference for row in rows] == [receipt.reference]


def test_the_same_form_ten_times_is_one_worry() -> None:
    Team()
    key = uuid4()

    receipts = {told(key=key, at=MONDAY + timedelta(minutes=n)) for n in range(10)}

    assert len(receipts) == 1
    assert Concern.objects.count() == 1
    assert AuditRow.objects.filter(action="concern.told").count() == 1


@pytest.mark.parametrize("say_who", [True, False])
def test_somebody_signed_in_is_attached_only_when_they_say_so(say_who: bool) -> None:
    team = Team()
    coordinator = team.holder("Sam Brightwell", "coordinator")

    told(actor=team.acting(coordinator, "coordinator"), say_who=say_who)

    concern = Concern.objects.get()
    actors = set(AuditRow.objects.values_list("actor_id", flat=True))
    assert concern.reporter_id == (coordinator.pk if say_who else None)
    assert actors == ({coordinator.pk} if say_who else {None})


def test_what_an_answer_made_meaningless_is_not_kept() -> None:
    Team()

    told(
        about="me",
        about_name="Somebody",
        may_contact=False,
        contact_by="phone",
        contact_at="07700 900 982",
        contact_safely="after six",
        may_leave_message=True,
    )

    concern = Concern.objects.get()
    assert (concern.about_name, concern.contact_by, concern.contact_at) == ("", "", "")
    assert (concern.contact_safely, concern.may_leave_message) == ("", False)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"what_happened": "  "}, "what_happened"),
        ({"what_happened": "x" * 5001}, "what_happened"),
        ({"what_happened": "a\x00b"}, "what_happened"),
        ({"about": "them"}, "about"),
        ({"about": "other", "about_name": "n" * 201}, "about_name"),
        ({"may_contact": True}, "contact_by"),
        ({"may_contact": True, "contact_by": "phone", "contact_at": "12"}, "contact_at"),
        ({"may_contact": True, "contact_by": "email", "contact_at": "07700"}, "contact_at"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field(
    answers: dict[str, object], field: str
) -> None:
    Team()

    with pytest.raises(Invalid) as refused:
        told(**answers)

    assert field in refused.value.faults
    assert Concern.objects.count() == 0


@pytest.mark.parametrize("live", [True, False])
def test_a_service_that_is_not_open_takes_no_worry(live: bool) -> None:
    Team(live=live)

    if live:
        told()
    else:
        with pytest.raises(Refused):
            told()

    assert Concern.objects.count() == live


def test_a_service_where_nobody_holds_the_role_any_more_takes_no_worry() -> None:
    team = Team()
    team.lead.membership_set.update(ended_at=MONDAY)
    told(at=MONDAY)
    team.deputy.membership_set.update(ended_at=MONDAY)

    with pytest.raises(Refused):
        told(at=MONDAY)


def test_a_worry_about_the_lead_does_not_exist_for_the_lead() -> None:
    team = Team()

    receipt = told(kept_from=team.lead.pk)

    lead, deputy = team.acting(team.lead), team.acting(team.deputy)
    assert receipt.readers == ("Ruth Tallis",)
    assert safety.worries(actor=lead, at=MONDAY).total == 0
    assert safety.counts(actor=lead, at=MONDAY).open == 0
    assert safety.worries(actor=deputy, at=MONDAY).total == 1
    assert Concern.objects.get().owner_id == team.deputy.pk


def test_a_worry_that_nobody_else_would_read_is_not_taken_silently() -> None:
    team = Team()
    team.deputy.membership_set.update(ended_at=MONDAY)

    with pytest.raises(Invalid) as refused:
        told(kept_from=team.lead.pk)

    assert "ring" in refused.value.faults["kept_from"]


def test_the_promise_made_stands_when_the_hours_change_later() -> None:
    team = Team()
    receipt = told()

    SafetySetup.objects.update(hours=[{"days": [6], "opens": "09:00", "closes": "17:00"}])

    row = safety.worries(actor=team.acting(team.lead), at=MONDAY).rows[0]
    assert row.due_at == receipt.due_at == datetime(2026, 11, 24, 10, tzinfo=UTC)
