"""Introducing somebody: what is written, by whom it may be, and who is told."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import CarerPermission, Consent, Person
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.directory import AT, SYSTEM, person
from factories.people import PersonFactory
from factories.referring import HALF_A_MINUTE, TEXT, Clinic, clinic, made, received, row

pytestmark = pytest.mark.django_db
NUMBER = "943 476 5919"


@pytest.fixture
def here() -> Clinic:
    return clinic()


def test_a_clinician_introduces_somebody_in_one_unit(here: Clinic) -> None:
    record = made(
        here.referrer,
        condition="type-1-diabetes",
        reason="Lonely since the diagnosis",
        barriers=("getting_there", "not_for_me"),
        nhs_number=NUMBER,
        born=date(1990, 3, 1),
    )

    found = row(record)
    assert (found.state, found.owner_kind, found.owner_id) == (
        "sent", "referrer", here.referrer.person_id,
    )  # fmt: skip
    assert people.person_name(found.person_id) == "Ruth Adeyemi"
    assert people.has_consent(found.person_id, "referral")
    assert Consent.objects.get().how == "in_person"
    assert messaging.own_profile(found.person_id).text_number == "+447700900123"
    message = Message.objects.get(template="referral_written")
    assert message.not_before == record.undo_until


def test_the_nhs_number_is_sealed_and_the_audit_holds_no_value(here: Clinic) -> None:
    record = made(here.referrer, nhs_number=NUMBER, reason="Lonely since the diagnosis")

    found = row(record)
    assert found.nhs_number.startswith("sealed:")
    assert "9434765919" not in found.nhs_number + found.nhs_digest
    told = "".join(f"{entry.action}{entry.fields}" for entry in AuditRow.objects.all())
    assert "referral.made" in told
    assert "nhs_number" in told
    assert "Lonely" not in told
    seen = referrals.referral(found.pk, actor=here.coordinator, at=AT + HALF_A_MINUTE)
    assert seen.nhs_number == "9434765919"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agreed": False}, "agreed"),
        ({"name": "  "}, "name"),
        ({"wants": "money"}, "wants"),
        ({"reach": None}, "channel"),
        ({"reach": referrals.Reach("smoke")}, "channel"),
        ({"reach": referrals.Reach("text")}, "number"),
        ({"reach": referrals.Reach("text", number="12")}, "number"),
        ({"reach": referrals.Reach("email", email="nobody")}, "email"),
        ({"reach": referrals.Reach("letter")}, "post"),
        ({"nhs_number": "943 476 5918"}, "nhs_number"),
        ({"born": date(2030, 1, 1)}, "born"),
        ({"born": date(1800, 1, 1)}, "born"),
        ({"condition": "no-such-thing"}, "condition"),
        ({"barriers": ("no-such-thing",)}, "barriers"),
        ({"practice": "not a code!"}, "practice"),
        ({"reason": "x" * 1_001}, "reason"),
        ({"risk": "x" * 501}, "risk"),
    ],
)
def test_what_cannot_be_taken_is_told_by_field_and_leaves_nothing(
    here: Clinic, changes: dict[str, Any], field: str
) -> None:
    before = Person.objects.count()

    with pytest.raises(Invalid) as refused:
        made(here.referrer, **changes)

    assert list(refused.value.faults) == [field]
    assert (Person.objects.count(), Referral.objects.count()) == (before, 0)
    assert Message.objects.count() == 0


def test_the_same_form_again_is_the_same_referral(here: Clinic) -> None:
    first = made(here.referrer, key="form-1")
    again = made(here.referrer, key="form-1", name="Somebody else", at=AT + timedelta(days=1))

    assert again.reference == first.reference
    assert again.token != first.token
    assert Referral.objects.count() == 1
    assert Message.objects.filter(template="referral_written").count() == 1


def test_a_form_of_somebody_else_opens_nothing(here: Clinic) -> None:
    made(here.referrer, key="form-1")

    with pytest.raises(Conflict):
        made(here.coordinator, key="form-1")


@pytest.mark.parametrize("made_by", ["clinician", "link_worker", "carer", "doctor"])
def test_who_holds_no_role_introduces_nobody(here: Clinic, made_by: str) -> None:
    for actor in (VISITOR, person()):
        with pytest.raises(Refused):
            made(actor, made_by=made_by)


def test_an_unknown_service_is_not_found(here: Clinic) -> None:
    with pytest.raises(NotFound):
        made(here.referrer, service_id=here.coordinator.person_id)


def test_somebody_introduces_themselves_without_an_account(here: Clinic) -> None:
    record = received(VISITOR, made_by="self", how_agreed="page")

    mine = referrals.my_referral(record.token, at=AT)
    assert (mine.made_by, mine.referrer_name, mine.name) == ("self", "", "Ruth Adeyemi")
    assert Consent.objects.get().recorded_by is None


def test_somebody_with_an_account_stays_one_person(here: Clinic) -> None:
    known = PersonFactory(name="Ruth Adeyemi")
    actor = Actor(kind="person", person_id=known.pk, name=known.name)

    record = made(actor, made_by="self", how_agreed="page")

    assert row(record).person_id == known.pk
    assert Consent.objects.get().recorded_by is None


def test_a_carer_introduces_only_whom_they_may(here: Clinic) -> None:
    cared_for, carer = PersonFactory(name="Old Ned"), PersonFactory(name="Young Ned")
    actor = Actor(kind="person", person_id=carer.pk, name=carer.name)
    with pytest.raises(NotFound):
        made(actor, made_by="carer", person_id=cared_for.pk)
    CarerPermission.objects.create(
        person=cared_for, carer=carer, what="refer", valid_until=AT.date(), given_at=AT
    )

    record = made(actor, made_by="carer", person_id=cared_for.pk, reach=TEXT)

    found = row(record)
    assert (found.person_id, found.referrer_id) == (cared_for.pk, carer.pk)
    assert Consent.objects.get().recorded_by_id == carer.pk
    with pytest.raises(NotFound):
        made(actor, made_by="carer", person_id=cared_for.pk, at=AT + timedelta(days=1))


def test_taken_back_within_half_a_minute_it_was_never_sent(here: Clinic) -> None:
    record = made(here.referrer, reason="Too much said")
    soon = AT + timedelta(seconds=29)

    referrals.undo(record.referral_id, actor=here.referrer, at=soon)
    referrals.undo(record.referral_id, actor=here.referrer, at=soon)

    assert row(record).state == "draft"
    assert Message.objects.get(template="referral_written").state == "cancelled"
    with pytest.raises(NotFound):
        referrals.my_referral(record.token, at=soon)
    with pytest.raises(NotFound):
        referrals.referral(record.referral_id, actor=here.coordinator, at=AT + timedelta(days=1))


def test_after_half_a_minute_it_cannot_be_taken_back_and_is_received(here: Clinic) -> None:
    record = made(here.referrer)

    with pytest.raises(Conflict):
        referrals.undo(record.referral_id, actor=here.referrer, at=AT + HALF_A_MINUTE)

    seen = referrals.referral(record.referral_id, actor=here.coordinator, at=AT + HALF_A_MINUTE)
    assert (seen.state, seen.owner_kind) == ("received", "coordinator")
    referrals.run_due(actor=SYSTEM, at=AT + HALF_A_MINUTE)
    assert row(record).state == "received"
    assert row(record).due_on == record.decided_by


def test_nobody_else_takes_it_back(here: Clinic) -> None:
    record = made(here.referrer)

    for actor in (here.coordinator, VISITOR, person()):
        with pytest.raises(NotFound):
            referrals.undo(record.referral_id, actor=actor, at=AT)


def test_a_draft_is_sent_after_all_with_a_link_of_its_own(here: Clinic) -> None:
    record = made(here.referrer)
    referrals.undo(record.referral_id, actor=here.referrer, at=AT)
    later = AT + timedelta(minutes=9)

    token = referrals.send_draft(record.referral_id, actor=here.referrer, at=later)

    assert referrals.my_referral(token, at=later).state == "sent"
    assert Message.objects.filter(template="referral_written", state="queued").count() == 1


def test_what_is_taken_back_and_sent_again_within_a_second_reaches_the_person(
    here: Clinic,
) -> None:
    record = made(here.referrer)
    at_once = AT + timedelta(microseconds=300_000)
    referrals.undo(record.referral_id, actor=here.referrer, at=at_once)

    referrals.send_draft(record.referral_id, actor=here.referrer, at=at_once)

    states = Message.objects.filter(template="referral_written").values_list("state", flat=True)
    assert sorted(states) == ["cancelled", "queued"]


def test_a_draft_that_is_thrown_away_leaves_no_words(here: Clinic) -> None:
    record = made(here.referrer, reason="Too much said", nhs_number=NUMBER)
    referrals.undo(record.referral_id, actor=here.referrer, at=AT)

    referrals.throw_away(record.referral_id, actor=here.referrer, at=AT)
    referrals.throw_away(record.referral_id, actor=here.referrer, at=AT)

    found = row(record)
    assert (found.state, found.reason, found.nhs_number, found.nhs_digest) == (
        "withdrawn", "", "", "",
    )  # fmt: skip


def test_a_corrected_draft_takes_the_place_of_the_first(here: Clinic) -> None:
    record = made(here.referrer, name="Ruht")
    referrals.undo(record.referral_id, actor=here.referrer, at=AT)

    second = made(here.referrer, replaces=record.referral_id)

    assert row(record).state == "withdrawn"
    assert row(second).state == "sent"
    with pytest.raises(NotFound):
        made(here.referrer, replaces=second.referral_id)


def test_a_draft_that_nobody_sends_is_thrown_away(here: Clinic) -> None:
    record = made(here.referrer, reason="Too much said")
    referrals.undo(record.referral_id, actor=here.referrer, at=AT)

    done = referrals.run_due(actor=SYSTEM, at=AT + timedelta(days=20))

    assert done.discarded == 1
    assert (row(record).state, row(record).reason) == ("withdrawn", "")


def test_the_person_sees_corrects_and_withdraws(here: Clinic) -> None:
    record = received(
        here.referrer, reason="Drinks too much", risk="Partner may be violent", about_me="Plumber"
    )

    mine = referrals.my_referral(record.token, at=AT)
    assert (mine.reason, mine.about_me, mine.referrer_name) == (
        "Drinks too much", "Plumber", "Dr Ann Field",
    )  # fmt: skip
    assert not hasattr(mine, "risk")
    referrals.correct(
        record.token,
        wants="group",
        about_me="Painter",
        barriers=("cost",),
        correction="I stopped in May",
        tells_referrer=False,
        at=AT,
    )
    mine = referrals.my_referral(record.token, at=AT)
    assert (mine.reason, mine.correction, mine.wants) == (
        "Drinks too much", "I stopped in May", "group",
    )  # fmt: skip
    assert [one.slug for one in mine.barriers] == ["cost"]
    referrals.withdraw_mine(record.token, at=AT)
    referrals.withdraw_mine(record.token, at=AT)
    assert row(record).state == "withdrawn"
    with pytest.raises(Conflict):
        referrals.correct(record.token, about_me="More", at=AT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"wants": "money"}, "wants"),
        ({"barriers": ("no-such-thing",)}, "barriers"),
        ({"correction": "x" * 1_001}, "correction"),
    ],
)
def test_a_correction_that_cannot_be_taken_is_told_by_field(
    here: Clinic, changes: dict[str, Any], field: str
) -> None:
    record = received(here.referrer)

    with pytest.raises(Invalid) as refused:
        referrals.correct(record.token, at=AT, **changes)

    assert list(refused.value.faults) == [field]


def test_who_withdraws_their_consent_is_referred_no_more(here: Clinic) -> None:
    record = received(here.referrer)

    gone = referrals.stop_referring(person_id=row(record).person_id, actor=SYSTEM, at=AT)

    assert gone == 1
    assert row(record).state == "withdrawn"
