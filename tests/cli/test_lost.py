"""Whoever asked and is lost is told: by the worker once a day, and by `alongside check`."""

from __future__ import annotations

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from alongside.cli import lost
from alongside.cli.checks.running import _asking, _referred
from alongside.domain.directory import public as directory
from alongside.domain.people.models import Membership
from alongside.domain.referrals import public as referrals
from alongside.domain.signposting import public as signposting
from factories.asking import asked, county
from factories.directory import AT, SYSTEM
from factories.referring import clinic, received


@pytest.mark.django_db
def test_lost_are_told_once_a_day_and_mended_by_the_due_work() -> None:
    lost._looked_on.clear()
    here = county()
    record = asked(here.group)
    assert [line.level for line in _asking()] == ["PASS"]
    directory.close(here.group, actor=SYSTEM, at=AT)

    with capture_logs() as told:
        counts = [lost.tell_lost(AT + timedelta(hours=hours)) for hours in (0, 1, 24)]

    assert counts == [1, 0, 1]
    assert {line["id"] for line in told} == {str(record.request_id)}
    assert [line.level for line in _asking()] == ["FAIL"]
    signposting.run_due(actor=SYSTEM, at=AT)
    assert [line.level for line in _asking()] == ["PASS"]


@pytest.mark.django_db
def test_a_referral_without_its_owner_is_told_and_mended() -> None:
    lost._looked_on.clear()
    here = clinic()
    record = received(here.referrer)
    referrals.take_on(record.referral_id, actor=here.coordinator, at=AT)
    assert [line.level for line in _referred()] == ["PASS"]
    Membership.objects.filter(person_id=here.coordinator.person_id).update(ended_at=AT)

    with capture_logs() as told:
        assert lost.tell_lost(AT) == 1

    assert [(line["event"], line["id"]) for line in told] == [
        ("referral_fault", str(record.referral_id))
    ]
    assert [line.level for line in _referred()] == ["FAIL"]
    referrals.run_due(actor=SYSTEM, at=AT)
    assert [line.level for line in _referred()] == ["PASS"]
