"""The mapping to Open Referral UK: nothing lost, nothing empty, true to the schemas."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from alongside.domain.catalogue.public import Term
from alongside.domain.directory.public import (
    Content,
    ListingRecord,
    Meeting,
    Place,
    SignUpRecord,
    feed_place,
    public_listing,
)
from alongside.domain.interop.oruk.decode import decode_service, left_out
from alongside.domain.interop.oruk.encode import (
    disclaimer,
    encode_service,
    encode_service_at_location,
)
from alongside.domain.interop.oruk.vocabulary import KINDS, Vocabulary, vocabulary
from alongside.foundation.errors import Invalid
from factories.directory import AT, content, listed, organisation
from support import SHARED, examples, needs_shared

TERMS = {
    "condition": ("type-1-diabetes", "depression"),
    "mode": ("in_person", "online", "phone"),
    "language": ("en", "ur", "cy"),
    "access_need": ("step_free", "hearing_loop"),
    "time": ("tue_evening", "sat_morning"),
    "interest": ("crafts", "music"),
}
WORDS = Vocabulary(
    tuple(
        Term(kind, slug, slug.replace("_", " ").title(), {"codes": {}}, date(2026, 11, 1))
        for kind in KINDS
        for slug in TERMS[kind]
    )
)
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=60).map(
    str.strip
)


def _some(kind: str) -> st.SearchStrategy[tuple[str, ...]]:
    slugs = [*TERMS[kind], "retired-long-ago"]
    return st.lists(st.sampled_from(slugs), unique=True, max_size=3).map(tuple)


PLACES = st.builds(
    lambda at, **texts: Place(**texts, lat=at and at[0], lon=at and at[1]),
    st.none() | st.tuples(st.floats(49, 61), st.floats(-8, 2)),
    name=TEXT,
    address=TEXT,
    town=TEXT,
    postcode=st.sampled_from(["", "WR1", "WR14 2AA"]),
    directions=TEXT,
)
CLOCK = st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59))
DAY = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
MEETINGS = st.builds(
    Meeting,
    freq=st.sampled_from(["WEEKLY", "MONTHLY"]),
    byday=st.lists(st.sampled_from(["MO", "TU", "SU"]), unique=True, max_size=2).map(tuple),
    interval=st.integers(1, 4),
    nth=st.sampled_from([None, 1, 4, -1]),
    bymonthday=st.none() | st.integers(1, 28),
    opens_at=CLOCK,
    closes_at=CLOCK,
    valid_from=DAY,
    valid_to=DAY,
    except_on=st.lists(st.dates(date(2026, 1, 1), date(2027, 1, 1)), max_size=2).map(tuple),
    notes=TEXT,
)
CONTENTS = st.builds(
    Content,
    name=TEXT.filter(bool),
    kind=st.sampled_from(["group", "resource"]),
    resource_type=st.sampled_from(["", "helpline"]),
    summary=TEXT,
    description=TEXT,
    first_visit=TEXT,
    greeter=TEXT,
    not_for=TEXT,
    organisation_name=TEXT,
    website=st.sampled_from(["", "https://example.org/a?b=c", "http://bücher.example", "no"]),
    email=st.sampled_from(["", "a@example.org", "ü@example.org"]),
    phone=st.sampled_from(["", "01632 960001", "116 123"]),
    contact_name=TEXT,
    joining=st.sampled_from(["", "drop_in"]),
    joining_notes=TEXT,
    full=st.booleans(),
    modes=_some("mode"),
    conditions=st.none() | _some("condition"),
    any_condition=st.booleans(),
    audiences=st.sampled_from([("people",), ("carers",), ("people", "carers")]),
    min_age=st.none() | st.integers(0, 120),
    max_age=st.none() | st.integers(0, 120),
    gender=st.sampled_from(["any", "women"]),
    languages=_some("language"),
    access=st.dictionaries(st.sampled_from(TERMS["access_need"]), st.sampled_from(["yes", "no"])),
    access_notes=TEXT,
    interests=_some("interest"),
    size=st.sampled_from(["", "small"]),
    cost_pence=st.none() | st.integers(0, 1_000_000),
    cost_notes=TEXT,
    places=st.lists(PLACES, max_size=2).map(tuple),
    meetings=st.lists(MEETINGS, max_size=2).map(tuple),
    times=_some("time"),
    source=TEXT,
    external_id=TEXT,
)


def record(said: Content, **changes: Any) -> ListingRecord:
    """A public listing that says this."""
    given = {
        "id": UUID(int=7),
        "kind": said.kind,
        "state": "listed",
        "name": said.name,
        "content": said,
        "steward_id": UUID(int=1),
        "organisation_id": None,
        "organisation_name": "",
        "assured_on": date(2026, 10, 1),
        "details_checked_on": date(2026, 10, 1),
        "basis": "checked",
        "sign_ups": (),
        "full": said.full,
        "revision": 1,
        "created_at": AT,
        "changed_at": AT,
    }
    return ListingRecord(**(given | changes))


@cache
def _schema(name: str) -> Draft202012Validator:
    folder = SHARED / "data/oruk/validator_profile/V3.0-UK"
    return Draft202012Validator(
        json.loads((folder / name).read_text()), format_checker=FormatChecker()
    )


def _empties(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [found for item in value.values() for found in _empties(item)] + [
            key for key, item in value.items() if item in (None, "", [], {})
        ]
    if isinstance(value, list):
        return [found for item in value for found in _empties(item)]
    return []


@examples(80)
@given(CONTENTS)
def test_any_content_comes_back_equal_through_json(said: Content) -> None:
    written = json.loads(json.dumps(encode_service(record(said), WORDS)))

    assert decode_service(written, WORDS) == said
    assert _empties(written) == []


@needs_shared
@examples(40)
@given(CONTENTS)
def test_any_content_is_true_to_the_official_schemas(said: Content) -> None:
    full = encode_service(record(said), WORDS)
    flat = encode_service(record(said), WORDS, nested=False)

    assert list(_schema("service.json").iter_errors(full)) == []
    assert list(_schema("service_list.json").iter_errors({"contents": [flat]})) == []
    for position in range(len(said.places)):
        there = encode_service_at_location(record(said), position, WORDS, nested=True)
        assert list(_schema("service_at_location.json").iter_errors(there)) == []


def test_an_ordinary_group_needs_little_beside_the_standard() -> None:
    said = content(
        access={"step_free": "yes"}, summary="Tea and talk.", description="Every week.\n\nCome in."
    )

    written = encode_service(record(said), WORDS)

    assert written["alongside"] == {"joining": "drop_in"}
    assert written["schedules"][0]["byday"] == "TU"
    assert written["schedules"][0]["opens_at"] == "18:00"
    assert written["cost_options"][0]["amount"] == 0
    assert {item["taxonomy_term"]["term"] for item in written["attributes"]} == {
        "type-1-diabetes",
        "in_person",
        "en",
        "step_free",
        "tue_evening",
    }


def test_monthly_meeting_is_written_as_icalendar_does() -> None:
    said = content(meetings=(Meeting(freq="MONTHLY", byday=("TU",), nth=-1),))

    written = encode_service(record(said), WORDS)

    assert written["schedules"][0]["byday"] == "-1TU"


def test_identifiers_do_not_change_when_the_words_do() -> None:
    before = encode_service(record(content()), WORDS)
    after = encode_service(record(content(name="Another name", phone="01632 960002")), WORDS)

    for part in ("schedules", "service_at_locations", "contacts", "languages"):
        assert [item["id"] for item in before[part]] == [item["id"] for item in after[part]]


def test_a_signature_carries_the_disclaimer() -> None:
    signed = SignUpRecord(
        id=uuid4(),
        principle_set="six",
        signatory="Ada Lane",
        signed_on=date(2026, 9, 1),
        renew_by=date(2027, 9, 1),
        withdrawn_on=None,
        words={"reciprocal": "We all give and take."},
    )

    for nested in (True, False):
        written = encode_service(record(content(), sign_ups=(signed,)), WORDS, nested=nested)
        assert written["sign_ups"][0]["disclaimer"] == disclaimer()
    assert "not endorsement" in disclaimer()


def test_another_system_is_read_by_its_names_and_codes(catalogued: None) -> None:
    service = {
        "id": str(uuid4()),
        "name": "Their group",
        "status": "active",
        "description": "Short.",
        "url": "www.example.org/group",
        "languages": [{"id": "1", "name": "Urdu"}, {"id": "2", "code": "cy"}],
        "attributes": [
            {"id": "3", "taxonomy_term": {"id": "x", "name": "Type 2 diabetes"}},
            {"id": "4", "taxonomy_term": {"id": "y", "term_uri": "http://snomed.info/id/13645005"}},
            {"id": "5", "taxonomy_term": {"id": "z", "name": "Juggling on ice"}},
        ],
        "schedules": [{"id": "6", "freq": "WEEKLY", "byday": "TH, FR", "opens_at": "10:00:00Z"}],
        "service_at_locations": [{"id": "7", "location": {"id": "8", "location_type": "virtual"}}],
        "phones": [{"number": "01632 960001"}],
        "funding": [{"id": "9", "source": "A grant"}],
    }

    read = decode_service(service, vocabulary())

    assert read.website == "https://www.example.org/group"
    assert read.languages == ("ur", "cy")
    assert read.conditions == ("type-2-diabetes", "copd")
    assert read.modes == ("online",)
    assert read.meetings == (Meeting(freq="WEEKLY", byday=("TH", "FR"), opens_at=time(10)),)
    assert read.phone == "01632 960001"
    assert left_out(service, vocabulary()) == ("funding", "attributes")


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["id", "name", "location", "addresses", "schedules", "byday", "freq", "amount"]
            ),
            inner,
            max_size=3,
        ),
        max_leaves=8,
    ),
    st.sampled_from(
        ["schedules", "service_at_locations", "attributes", "cost_options", "contacts",
         "languages", "organization", "minimum_age", "url", "description", "alongside"]
    ),
)  # fmt: skip
def test_whatever_stands_in_a_field_decoding_never_breaks(value: Any, field: str) -> None:
    service = {"id": "1", "name": "A", field: value}

    if field == "alongside":
        with suppress(Invalid):
            decode_service(service, WORDS)
    else:
        assert decode_service(service, WORDS).name == "A"


def test_terms_have_the_same_identifiers_in_every_installation(catalogued: None) -> None:
    taxonomies = {found["name"]: found["id"] for found in vocabulary().taxonomies(nested=False)}
    term = vocabulary().find("condition", "Type 2 diabetes")

    assert taxonomies["Conditions"] == "32914f30-3d62-5f57-9c70-59461db899b3"
    assert vocabulary().term(term)["id"] == "2c202852-eec0-5e00-aac6-e1b2b7ebf43a"
    assert vocabulary().term(term)["term_uri"] == "http://snomed.info/id/44054006"


def test_feed_gives_back_what_was_taken_in(catalogued: None) -> None:
    said = content(access={"step_free": "yes", "hearing_loop": "no"})
    taken = listed(organisation(), said)

    listing = public_listing(taken.listing_id)
    written = encode_service(listing, vocabulary())

    assert decode_service(written, vocabulary()) == listing.content
    there = feed_place(UUID(written["service_at_locations"][0]["id"]))
    assert (there.listing.id, there.position) == (taken.listing_id, 0)


def test_moments_are_written_in_universal_time() -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC)

    written = encode_service(record(content(), changed_at=summer), WORDS, nested=False)

    assert written["last_modified"] == "2026-07-01T12:00:00.000Z"


@pytest.mark.parametrize("pence", [0, 1, 99, 100, 350, 1_000_000])
def test_pence_survive_being_pounds(pence: int) -> None:
    said = replace(content(), cost_pence=pence)

    assert decode_service(encode_service(record(said), WORDS), WORDS).cost_pence == pence
