"""Referrals out to other systems and in from them, by the social prescribing standard."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from alongside.domain.people.models import Person
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.formats import spis
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.directory import AT, SYSTEM, coordinator, organisation, person
from factories.referring import Clinic, clinic, made, received

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Clinic:
    return clinic()


def whole(**changes: Any) -> bytes:
    """A document with one referral that lacks nothing we need."""
    one = {
        "name": "Ruth Adeyemi", "phone": "07700 900123", "preferred": "text", "agreed": True,
        "practice": "M81001", "born": date(1990, 3, 1), "reason": "Lonely", "risk": "Big dog",
        "problem": "Type 1 diabetes", "referrer_name": "Dr Ann Field",
    }  # fmt: skip
    return spis.write_document([spis.SpisReferral(**{**one, **changes})]).encode()


def test_one_goes_out_with_what_is_missing(here: Clinic) -> None:
    record = received(
        here.referrer, born=date(1990, 3, 1), condition="type-1-diabetes", nhs_number="9434765919"
    )
    received(here.referrer, name="Bob Lee")

    done = referrals.export_spis(referral_id=record.referral_id, actor=here.coordinator, at=AT)

    (one,) = json.loads(done.document)["referrals"]
    assert one["Person demographics"]["NHS number"] == "9434765919"
    assert one["Consent"] == {"Consent for information sharing": "Yes"}
    ((reference, report),) = done.reports
    assert reference == record.reference
    # The practice is none that the service knows, so nobody can say what it is called.
    assert {each.path[-1] for each in report.missing} == {"Service", "Organisation"}
    assert AuditRow.objects.filter(action="referral.exported").count() == 1


def test_all_go_out_but_what_was_not_received_or_is_another_services(here: Clinic) -> None:
    received(here.referrer)
    received(here.referrer, name="Bob Lee")
    made(here.referrer, name="Just now")
    other = organisation("Elsewhere")
    theirs = received(here.referrer, service_id=other)

    done = referrals.export_spis(actor=here.coordinator, at=AT)

    assert len(done.reports) == 2
    with pytest.raises(NotFound):
        referrals.export_spis(referral_id=theirs.referral_id, actor=here.coordinator, at=AT)
    for actor in (here.referrer, person()):
        with pytest.raises(Refused):
            referrals.export_spis(actor=actor, at=AT)
    assert len(referrals.export_spis(actor=coordinator(other), at=AT).reports) == 1


def test_one_comes_in_once_and_is_found_again(here: Clinic) -> None:
    tried = referrals.import_spis(whole(), apply=False, actor=SYSTEM, at=AT)
    assert (tried.created, Referral.objects.count(), Person.objects.filter(user=None).count()) == (
        1, 0, 0,
    )  # fmt: skip

    done = referrals.import_spis(whole(), apply=True, actor=SYSTEM, at=AT)
    again = referrals.import_spis(whole(), apply=True, actor=SYSTEM, at=AT)

    assert (done.created, again.created, again.known) == (1, 0, 1)
    row = Referral.objects.get()
    assert (row.state, row.condition, row.reason, row.risk, row.practice, row.wants) == (
        "sent", "type-1-diabetes", "Lonely", "Big dog", "M81001", "not_sure",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agreed": False}, "agreed"),
        ({"phone": "", "preferred": ""}, "channel"),
        ({"name": ""}, "name"),
        ({"nhs_number": "943 476 5918"}, "nhs_number"),
        ({"reason": "x" * 1_001}, "reason"),
    ],
)
def test_what_cannot_be_taken_is_told_by_its_number(
    here: Clinic, changes: dict[str, Any], field: str
) -> None:
    done = referrals.import_spis(whole(**changes), apply=True, actor=SYSTEM, at=AT)

    ((number, why),) = [(one.number, one.why) for one in done.rejected]
    assert (number, why.split(":")[0]) == (1, field)
    assert Referral.objects.count() == 0


def test_what_is_no_document_is_refused_and_so_is_anybody_but_a_command(here: Clinic) -> None:
    with pytest.raises(Invalid):
        referrals.import_spis(b"{}", apply=True, actor=SYSTEM, at=AT)
    with pytest.raises(Refused):
        referrals.import_spis(whole(), apply=True, actor=here.coordinator, at=AT)


def test_what_went_out_from_here_does_not_come_in_beside_itself(here: Clinic) -> None:
    received(here.referrer, born=date(1990, 3, 1), condition="type-1-diabetes")
    body = referrals.export_spis(actor=here.coordinator, at=AT).document.encode()

    again = referrals.import_spis(body, apply=True, actor=SYSTEM, at=AT)
    assert (again.created, again.known, Referral.objects.count()) == (0, 1, 1)
    # The reference alone is not enough: it may be another service's.
    other = body.replace(b"Ruth Adeyemi", b"Bob Lee").replace(b"07700", b"07701")
    assert referrals.import_spis(other, apply=False, actor=SYSTEM, at=AT).created == 1


@pytest.mark.parametrize(
    "reach",
    [
        referrals.Reach(channel="text", number="07700 900123"),
        referrals.Reach(channel="email", email="ruth@example.org"),
        referrals.Reach(channel="letter", post=("4 Bank Street", "Worcester", "WR1 1AA")),
    ],
)
def test_one_that_comes_in_elsewhere_goes_out_as_it_came(
    here: Clinic, reach: referrals.Reach
) -> None:
    record = received(
        here.referrer,
        reach=reach,
        born=date(1990, 3, 1),
        condition="type-1-diabetes",
        nhs_number="9434765919",
        reason="Lonely",
        about_me="I paint",
        risk="Big dog",
        barriers=("cost",),
    )
    out = referrals.export_spis(referral_id=record.referral_id, actor=here.coordinator, at=AT)
    came = out.document.replace(record.reference, "ELSE-WHER").encode()
    Referral.objects.update(name_digest="", nhs_digest="", reach_digest="")

    done = referrals.import_spis(came, apply=True, actor=SYSTEM, at=AT)
    assert (done.created, done.rejected) == (1, ())
    new = Referral.objects.exclude(pk=record.referral_id).get()
    later = AT + timedelta(minutes=1)
    referrals.run_due(actor=SYSTEM, at=later)
    back = referrals.export_spis(referral_id=new.pk, actor=here.coordinator, at=later).document

    (first,), (second,) = (json.loads(one)["referrals"] for one in (out.document, back))
    for told in (first, second):
        told["Person demographics"].pop("Other identifier")
        # Who wrote it there has no account here; the day is that on which it came.
        (entry,) = told["Referral details"]["Referral details record entry"]
        for name in ("Date", "Referrer details", "Return response to"):
            entry.pop(name, None)
    assert first == second
