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
        ({"agreed": False}, "Consent / Consent for information sharing"),
        ({"phone": "", "preferred": ""}, "Person demographics / Person's contact details"),
        ({"name": ""}, "Person demographics / Person name"),
        ({"nhs_number": "943 476 5918"}, "Person demographics / NHS number"),
        ({"reason": "x" * 4_001}, "Referral details / Reason for referral"),
        ({"risk": "x" * 4_001}, "Risks"),
        (
            {"on": AT + timedelta(minutes=2)},
            "Referral details / Referral details record entry / Date",
        ),
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
        identifiers = told["Person demographics"].pop("Other identifier")
        assert identifiers[-1] in ("ELSE-WHER", record.reference)
    assert first == second


def full() -> dict[str, Any]:
    """A referral in which several entries stand wherever several may."""
    return {
        "Person demographics": {
            "Person name": {
                "Person first name": ["Zed"], "Person family name": ["Quill"],
                "Person full name": "Zed Quill",
            },
            "Date of birth": "1970-01-02", "NHS number": "9434765919", "Gender": "1",
            "Other identifier": ["THEIRS-77"],
            "Person's address": {"Address line 1": "4 Bank Street", "Postcode": "WR1 1AA"},
            "Person's contact details": {
                "Preferred contact method": "1",
                "Person's telephone number details": [
                    {"Person's telephone number": "07700900123"},
                ],
            },
        },
        "GP practice": {"GP practice record entry": [{
            "GP practice identifier": "M81001", "GP name": "Dr Bo Fell",
        }]},
        "Consent": {"Consent for information sharing": "Yes"},
        "Referral details": {"Referral details record entry": [{
            "Date": "2026-11-10T10:30",
            "Referrer details": {
                "Name": "Dr Ann Lee", "Role": "GP", "Service": {"Free text": "Hill Surgery"},
                "Organisation": {"Free text": "North PCN"}, "Contact details": "ann@x.example",
            },
            "Referral to": {"Organisation": {"Free text": "Three Rivers"}},
            "Reason for referral": {"Free text": "Lonely\nsince spring"},
            "Return response to": "The desk",
        }]},
        "About me": {
            "What is most important to me": {"What is most important to me": "My dog"},
            "My wellness": {"My wellness": "I tire by noon"},
        },
        "Individual requirements": {
            "Other individual requirements": [{"Other individual requirement": "Large print"}],
        },
        "Safeguarding": {"Safeguarding concerns": [
            {"Safeguarding indicator": True, "Comment": "Partner controls phone"},
        ]},
        "Risks": {"Risks record entry": [
            {"Risk": {"Free text": "Falls"}, "Comment": "On stairs"},
            {"Risk": {"Free text": "Not to be visited alone"}},
        ]},
        "Presenting complaints or issues": {
            "Presenting complaint or issue": [
                {"Free text": "Grief"}, {"Free text": "Type 2 diabetes"},
            ],
            "Person reported complaints or issues": ["No bus on Sundays"],
        },
        "Care and support plan": {"Needs, concerns or problems": [
            {"Free text": "Company", "Goals and hopes": [{"Free text": "Walk the dog again"}]},
        ]},
    }  # fmt: skip


def document(one: dict[str, Any]) -> bytes:
    head = {"standard": "PRSB Social Prescribing Information Standard", "version": "1.1"}
    return json.dumps({**head, "referrals": [one]}).encode()


def test_nothing_that_was_said_is_lost(here: Clinic) -> None:
    done = referrals.import_spis(document(full()), apply=True, actor=SYSTEM, at=AT)

    assert done.rejected == ()
    (came,) = done.taken
    # Whoever is written to has one way to be reached, and no other that somebody could try.
    assert [path[-1] for path in came.left_out] == ["Gender", "Person's telephone number"]
    assert came.missing == ()
    row = Referral.objects.get()
    for said in ("Falls", "On stairs", "Not to be visited alone", "Partner controls phone"):
        assert said in row.risk
    for said in ("My dog", "I tire by noon", "Large print", "Walk the dog again", "Company"):
        assert said in row.about_me
    for said in ("Lonely", "Grief", "No bus on Sundays"):
        assert said in row.reason
    for said in ("Dr Ann Lee", "Hill Surgery", "North PCN", "ann@x.example", "THEIRS-77"):
        assert said in row.referred_by
    assert row.condition == "type-2-diabetes"
    assert (row.tells_referrer, row.referrer_id) == (False, None)
    assert row.made_on == date(2026, 11, 10)


def test_it_goes_out_again_as_it_came(here: Clinic) -> None:
    referrals.import_spis(document(full()), apply=True, actor=SYSTEM, at=AT)
    later = AT + timedelta(minutes=1)
    referrals.run_due(actor=SYSTEM, at=later)
    row = Referral.objects.get()

    out = referrals.export_spis(referral_id=row.pk, actor=here.coordinator, at=later).document

    (back,) = json.loads(out)["referrals"]
    came, went = set(spis.leaves(full())), set(spis.leaves(back))
    assert {path[-1] for path, _text in came - went} <= {
        "Gender", "Person's telephone number", "Free text",
    }  # fmt: skip
    lost = {text for path, text in came - went if path[-1] == "Free text"}
    assert lost == {"Three Rivers"}  # to whom: here that is this service
    # Its wait is reckoned from the day on which it was written.
    assert row.received_on == date(2026, 11, 10)
    record = referrals.referral(row.pk, actor=here.coordinator, at=later)
    assert record.referrer_name == "Dr Ann Lee"
    assert "ann@x.example" in record.referred_by


def _changed(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    one = full()
    group: Any = one
    for name in path[:-1]:
        group = group[name]
    group[path[-1]] = value
    return one


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("Person demographics", "Date of birth"), "02/01/1970", "Date of birth"),
        (("Person demographics", "Date of birth"), 19700102, "Date of birth"),
        (("Person demographics", "NHS number"), 9434765919, "NHS number"),
        (("Person demographics", "Risk score"), "high", "Risk score"),
        (("Risk score",), 1, "Risk score"),
        (("Risks",), "x", "Risks"),
        (("Risks",), [1, 2], "Risks"),
        (("Consent", "Consent for information sharing"), "Said so", "must be Yes"),
        (("GP practice", "GP practice record entry"), [{"GP practice identifier": "M 1"}], "code"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_node(
    here: Clinic, path: tuple[str, ...], value: Any, told: str
) -> None:
    body = document(_changed(path, value))

    for apply in (False, True):
        done = referrals.import_spis(body, apply=apply, actor=SYSTEM, at=AT)
        ((number, why),) = [(one.number, one.why) for one in done.rejected]
        assert (number, told in why) == (1, True)
    assert Referral.objects.count() == 0


def test_what_it_lacks_is_told_and_it_comes_in_all_the_same(here: Clinic) -> None:
    one = full()
    for name in ("Risks", "GP practice"):
        del one[name]

    done = referrals.import_spis(document(one), apply=False, actor=SYSTEM, at=AT)

    (came,) = done.taken
    assert {path[0] for path in came.missing} == {"Risks", "GP practice"}
