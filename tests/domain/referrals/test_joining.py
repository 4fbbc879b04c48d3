"""Two referrals of one person: spotted, joined by two people, and parted again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.domain.messaging.models import Message
from alongside.domain.referrals import public as referrals
from alongside.foundation.errors import Conflict, NotFound
from factories.directory import AT, SYSTEM, coordinator, organisation
from factories.referring import Clinic, clinic, received, row

pytestmark = pytest.mark.django_db
NUMBER, OTHER = "943 476 5919", "401 023 2137"
EMAIL = referrals.Reach(channel="email", email="Ruth@example.org")


@pytest.fixture
def here() -> Clinic:
    return clinic()


def why(here: Clinic, one: dict[str, Any], two: dict[str, Any]) -> tuple[str, ...] | None:
    """Why the second is taken for the first; None where it is not."""
    received(here.referrer, **one)
    second = received(here.referrer, **two)
    found = referrals.suggest_duplicates(second.referral_id, actor=here.coordinator, at=AT)
    return found[0].why if found else None


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (
            {"name": "Ruth Adeyemi", "practice": ""},
            {"name": "ADEYEMI, Rúth", "reach": EMAIL, "practice": ""},
            ("the same name",),
        ),
        (
            {"name": "Ruth Adeyemi", "practice": ""},
            {"name": "Ade Ruthven", "practice": ""},
            ("the same number or address", "but another name"),
        ),
        (
            {"name": "Ruth Adeyemi", "nhs_number": NUMBER, "practice": ""},
            {"name": "R Smith", "nhs_number": "9434765919", "reach": EMAIL, "practice": ""},
            ("the same NHS number", "but another name"),
        ),
        (
            {"nhs_number": NUMBER, "born": date(1990, 1, 1)},
            {"nhs_number": NUMBER, "born": date(1991, 1, 1), "reach": EMAIL},
            ("the same NHS number", "the same name", "the same practice",
             "but another date of birth"),
        ),
        ({"nhs_number": NUMBER}, {"nhs_number": OTHER}, None),
        ({"born": date(1990, 1, 1)}, {"born": date(1991, 1, 1)}, None),
        ({"name": "Ruth Adeyemi"}, {"name": "Bob Lee", "reach": EMAIL}, None),
    ],
)  # fmt: skip
def test_what_may_be_one_person_is_spotted_with_its_reasons(
    here: Clinic, one: dict[str, Any], two: dict[str, Any], found: tuple[str, ...] | None
) -> None:
    assert why(here, one, two) == found


def test_another_services_referrals_are_never_shown(here: Clinic) -> None:
    received(here.referrer, service_id=organisation("Elsewhere"))
    own = received(here.referrer)

    assert referrals.suggest_duplicates(own.referral_id, actor=here.coordinator, at=AT) == ()


def test_only_two_people_join_and_one_parts(here: Clinic) -> None:
    kept, other = received(here.referrer), received(here.referrer)
    pair = (kept.referral_id, other.referral_id)

    assert not referrals.join(*pair, actor=here.coordinator, at=AT)
    assert not referrals.join(*pair, actor=here.coordinator, at=AT)
    assert row(other).state == "received"
    seen = referrals.referral(kept.referral_id, actor=here.second, at=AT)
    assert [(one.by_first, one.by_second, one.may_confirm) for one in seen.joined] == [
        ("Cora Bell", "", True)
    ]
    assert referrals.join(*pair, actor=here.second, at=AT)
    assert referrals.join(*pair, actor=here.second, at=AT)
    assert (row(other).state, row(other).due_on) == ("joined", None)
    assert referrals.reconcile(AT) == ()

    seen = referrals.referral(kept.referral_id, actor=here.second, at=AT)
    for _ in range(2):
        referrals.part(seen.joined[0].joined_id, actor=here.coordinator, at=AT)
    assert row(other).state == "received"
    assert referrals.reconcile(AT) == ()


def test_both_who_referred_hear_of_one_person(here: Clinic) -> None:
    kept, other = received(here.referrer), received(here.second)
    for actor in (here.coordinator, here.second):
        referrals.join(kept.referral_id, other.referral_id, actor=actor, at=AT)
    referrals.accept(kept.referral_id, actor=here.coordinator, at=AT)

    referrals.note_contacted(kept.referral_id, actor=here.coordinator, at=AT)

    told = Message.objects.filter(template="referral_contacted")
    assert {one.person_id for one in told} == {here.referrer.person_id, here.second.person_id}


def test_who_withdraws_one_withdraws_both(here: Clinic) -> None:
    kept, other, third = (received(here.referrer) for _ in range(3))
    for one in (other, third):
        for actor in (here.coordinator, here.second):
            referrals.join(kept.referral_id, one.referral_id, actor=actor, at=AT)

    referrals.withdraw_mine(other.token, at=AT)

    assert {row(one).state for one in (kept, other, third)} == {"withdrawn"}
    assert referrals.reconcile(AT) == ()


def test_what_cannot_be_joined(here: Clinic) -> None:
    kept, other, third = (received(here.referrer) for _ in range(3))
    join, actor = referrals.join, here.coordinator
    with pytest.raises(Conflict):
        join(kept.referral_id, kept.referral_id, actor=actor, at=AT)
    join(kept.referral_id, other.referral_id, actor=actor, at=AT)
    with pytest.raises(Conflict):
        join(third.referral_id, other.referral_id, actor=here.second, at=AT)
    with pytest.raises(Conflict):
        join(other.referral_id, third.referral_id, actor=here.second, at=AT)
    referrals.accept(third.referral_id, actor=actor, at=AT)
    with pytest.raises(Conflict):
        join(kept.referral_id, third.referral_id, actor=actor, at=AT)
    elsewhere = coordinator(organisation("Elsewhere"))
    with pytest.raises(NotFound):
        join(kept.referral_id, other.referral_id, actor=elsewhere, at=AT)


def test_an_erased_person_leaves_the_other_referral_to_be_decided_on(here: Clinic) -> None:
    kept, other = received(here.referrer), received(here.referrer)
    for actor in (here.coordinator, here.second):
        referrals.join(kept.referral_id, other.referral_id, actor=actor, at=AT)
    referrals.part(
        referrals.referral(kept.referral_id, actor=here.second, at=AT).joined[0].joined_id,
        actor=here.second,
        at=AT,
    )

    referrals.erase_person_data(person_id=row(kept).person_id, actor=SYSTEM, at=AT)

    assert (row(kept).state, row(other).state) == ("withdrawn", "received")
    assert row(kept).name_digest == ""
    assert referrals.reconcile(AT + timedelta(days=1)) == ()
