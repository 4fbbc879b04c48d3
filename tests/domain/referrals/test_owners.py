"""Who of a service looks after a referral, and to whom it is handed."""

from __future__ import annotations

import pytest

from alongside.domain.people.models import Membership
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.models import AuditRow
from factories.directory import AT, SYSTEM
from factories.referring import Clinic, clinic, received, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Clinic:
    return clinic()


def test_whoever_accepts_owns_it_by_name_and_hands_it_to_a_colleague(here: Clinic) -> None:
    record, second = received(here.referrer), here.second.person_id
    assert second is not None
    referrals.accept(record.referral_id, actor=here.coordinator, at=AT)
    (listed,) = referrals.referrals_of_service(actor=here.second, at=AT).rows
    assert listed.owner_name == "Cora Bell"

    for _twice in range(2):
        referrals.hand_over(record.referral_id, to=second, actor=here.coordinator, at=AT)
    referrals.note_contacted(record.referral_id, actor=here.coordinator, at=AT)

    assert row(record).owner_id == second
    assert AuditRow.objects.filter(action="referral.handed_over").count() == 1
    assert here.referrer.person_id is not None
    with pytest.raises(Invalid):
        referrals.hand_over(
            record.referral_id, to=here.referrer.person_id, actor=here.coordinator, at=AT
        )
    with pytest.raises(NotFound):
        referrals.hand_over(record.referral_id, to=second, actor=here.referrer, at=AT)
    referrals.close(record.referral_id, outcome="supported", actor=here.coordinator, at=AT)
    with pytest.raises(Conflict):
        referrals.hand_over(record.referral_id, to=second, actor=here.coordinator, at=AT)


def test_whoever_reaches_somebody_whom_nobody_looks_after_does(here: Clinic) -> None:
    record = received(here.referrer)
    referrals.accept(record.referral_id, actor=here.coordinator, at=AT)
    Referral.objects.update(owner_id=None)

    referrals.note_contacted(record.referral_id, actor=here.second, at=AT)

    assert row(record).owner_id == here.second.person_id


def test_whose_role_ended_owns_nothing(here: Clinic) -> None:
    record = received(here.referrer)
    referrals.take_on(record.referral_id, actor=here.coordinator, at=AT)
    Membership.objects.filter(person_id=here.coordinator.person_id).update(ended_at=AT)
    assert [fault.what for fault in referrals.reconcile(AT)] == [
        "is owned by somebody whose role ended"
    ]

    referrals.run_due(actor=SYSTEM, at=AT)

    assert row(record).owner_id is None
    assert referrals.reconcile(AT) == ()
