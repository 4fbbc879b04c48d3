"""The social prescribing standard: its outline, what becomes a referral, how far it conforms."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.spis import (
    NotReadable,
    SpisReferral,
    as_nodes,
    conformance,
    from_nodes,
    nodes,
    read_document,
    write_document,
)
from support import SHARED, needs_shared

STANDARD = SHARED / "data/prsb/social-prescribing-v1.1.json"
WHOLE = SpisReferral(
    reference="K7MP-4QXH",
    name="Ruth Mary Adeyemi",
    born=date(1990, 3, 1),
    nhs_number="9434765919",
    phone="07700 900123",
    email="ruth@example.org",
    preferred="text",
    practice="M81001",
    about_me="I paint",
    agreed=True,
    on=datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
    referrer_name="Dr Ann Field",
    referrer_role="Clinician",
    referrer_organisation="Hill Surgery",
    service="Severn Peers",
    reason="Lonely since the diagnosis",
    problem="Type 1 diabetes",
    barriers=("I cannot afford it",),
)


def _walk(concepts: list[dict[str, Any]], path: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    for one in concepts:
        here = (*path, one["name"].strip())
        inner = one.get("concept", [])
        domain = (one.get("valueDomain") or [{}])[0]
        limits: dict[str, str] = {}
        for limit in domain.get("property", []):
            limits |= limit
        yield (
            here,
            one.get("mro") or "O",
            one.get("maximumMultiplicity") == "*",
            bool(inner),
            one.get("minimumMultiplicity") == "1",
            domain.get("type", ""),
            int(limits.get("minLength", 0)),
            int(limits.get("maxLength", 0)),
            limits.get("timeStampPrecision", "").rstrip("!"),
        )
        yield from _walk(inner, here)


@needs_shared
def test_the_outline_is_that_of_the_standard() -> None:
    standard = json.loads(STANDARD.read_text(encoding="utf-8"))["dataset"][0]

    ours = [dataclasses.astuple(node) for node in nodes()]

    assert standard["version"] == "1.1"
    assert ours == list(_walk(standard["concept"]))
    assert len(ours) == 355


def test_a_whole_referral_lacks_nothing_mandatory() -> None:
    report = conformance(as_nodes(WHOLE))

    assert report.missing == ()
    assert report.conforms
    assert len(report.mandatory) >= 18
    assert any(one.path[-1] == "Ethnicity" and not one.present for one in report.required)


@pytest.mark.parametrize(
    ("lacking", "missing"),
    [
        ({"born": None}, "Date of birth"),
        ({"practice": ""}, "GP practice identifier"),
        ({"name": "Ruth"}, "Person family name"),
        ({"referrer_name": ""}, "Name"),
    ],
)
def test_what_must_be_there_and_is_not_is_told(lacking: dict[str, Any], missing: str) -> None:
    report = conformance(as_nodes(SpisReferral(**{**WHOLE.__dict__, **lacking})))

    assert missing in {one.path[-1] for one in report.missing}
    assert not report.conforms


def test_what_must_be_there_must_be_in_each_of_several() -> None:
    found = as_nodes(WHOLE)
    found["Risks"]["Risks record entry"].append({"Start date of risk": "2026-11-25"})

    assert [one.path[-1] for one in conformance(found).missing] == ["Risk"]


def test_nothing_is_made_up() -> None:
    written = json.dumps(as_nodes(SpisReferral(name="Ruth")))

    assert "None was written down" in written
    assert json.loads(written).keys() == {"Person demographics", "Risks"}


def test_every_node_that_is_written_is_one_of_the_standard() -> None:
    known = {node.path for node in nodes()}

    def paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                for name, inner in one.items():
                    yield (*path, name)
                    yield from paths(inner, (*path, name))

    assert set(paths(as_nodes(WHOLE))) <= known


def test_one_and_many_come_back_as_they_went() -> None:
    (one,) = read_document(write_document([WHOLE]).encode())
    back = from_nodes(one)

    for name in (
        *("name", "born", "nhs_number", "phone", "email", "preferred", "practice", "about_me"),
        *("agreed", "on", "referrer_name", "reason", "problem", "risk"),
    ):
        assert getattr(back, name) == getattr(WHOLE, name), name
    assert len(read_document(write_document([WHOLE] * 30).encode())) == 30


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b"\xff\xfe", b'{"standard": "x"}',
        b'{"standard": "PRSB Social Prescribing Information Standard", "version": "1.0"}',
        b'{"a": 1, "a": 2}', b"[" * 100_000, b"x" * 5_000_001,
        json.dumps({"standard": "PRSB Social Prescribing Information Standard", "version": "1.1",
                    "referrals": [4]}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused(body: bytes) -> None:
    with pytest.raises(NotReadable):
        read_document(body)


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([node.path[-1] for node in nodes()]), inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
def test_any_json_is_read_without_a_fault(found: Any) -> None:
    referral = found if isinstance(found, dict) else {"Risks": found}

    from_nodes(referral)
    report = conformance(referral)

    assert set(report.missing) <= set(report.mandatory)


def test_what_says_only_that_nothing_is_known_is_a_filler_and_is_not_held() -> None:
    report = conformance(as_nodes(WHOLE))

    assert {one.path[-1] for one in report.fillers} == {"Risk", "Free text", "Contact details"}
    told = conformance(as_nodes(dataclasses.replace(WHOLE, risk="Big dog")))
    assert {one.path[-1] for one in told.fillers} == {"Contact details"}


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        (("Person demographics", "NHS number"), "94347659190", "longer than 10"),
        (("Person demographics", "Religion"), ["a", "b"], "stands 2 times"),
        (("Person demographics", "Date of birth"), 19900301, "must be text"),
        (("Person demographics", "Person's contact details"),
         {"Preferred contact method": "A"}, "none of the codes"),
        (("Referral details", "Referral details record entry"), [{"Date": "2026-11-25"}],
         "a day with its time"),
        (("Presenting complaints or issues", "Presenting complaint or issue"),
         [{"Free text": "x" * 151}], "longer than 150"),
        (("Referral details", "Referral details record entry"),
         [{"Referrer details": {"Organisation": {"Coded value": "A"}}}], "shorter than 3"),
    ],
)  # fmt: skip
def test_what_is_not_as_the_standard_has_it_is_told_and_not_cut(
    path: tuple[str, ...], value: Any, why: str
) -> None:
    one = as_nodes(WHOLE)
    one[path[0]][path[1]] = value

    report = conformance(one)

    assert [each.why for each in report.departures if why in each.why]
    assert not report.conforms


def test_a_long_reason_goes_out_whole_and_does_not_conform() -> None:
    one = as_nodes(dataclasses.replace(WHOLE, reason="x" * 151))

    (entry,) = one["Referral details"]["Referral details record entry"]
    assert entry["Reason for referral"]["Free text"] == "x" * 151
    assert [each.path[-2] for each in conformance(one).departures] == ["Reason for referral"]


def test_what_is_held_and_not_sent_is_not_among_what_is_not_held() -> None:
    plan = ("Care and support plan",)

    report = conformance(as_nodes(WHOLE), held_back=(plan,))

    assert report.not_sent == (plan,)
    assert plan not in {one.path for one in report.not_held}
    (absent,) = [one for one in conformance(as_nodes(WHOLE)).not_held if one.path == plan]
    assert absent.least


@pytest.mark.parametrize(
    ("preferred", "code"), [("letter", "1"), ("phone", "3"), ("email", "4"), ("text", "9")]
)
def test_the_way_to_be_reached_is_a_code(preferred: str, code: str) -> None:
    one = as_nodes(dataclasses.replace(WHOLE, preferred=preferred))

    contact = one["Person demographics"]["Person's contact details"]
    assert contact["Preferred contact method"] == code
    assert from_nodes(one).preferred == preferred


def test_a_wish_that_no_way_meets_is_said_and_no_telephone_is_none() -> None:
    one = as_nodes(WHOLE)
    contact = one["Person demographics"]["Person's contact details"]

    contact["Preferred contact method"] = "7"
    assert "Preferred contact method: Sign language" in from_nodes(one).about_me
    contact["Preferred contact method"] = "8"
    read = from_nodes(one)
    assert "No telephone contact (07700 900123)" in read.about_me
    assert (read.phone, read.email) == ("", "ruth@example.org")


def test_a_long_address_and_its_postcode_come_back() -> None:
    post = ("Flat 2", "Mill House", "Back Lane", "Upton", "Near Malvern", "Worcs", "WR8 0AA")
    one = as_nodes(dataclasses.replace(WHOLE, post=post))

    address = one["Person demographics"]["Person's address"]
    assert (address["Address line 5"], address["Postcode"]) == ("Near Malvern, Worcs", "WR8 0AA")
    assert ", ".join(from_nodes(one).post) == ", ".join(post)
