"""What a listing may say, field by field; and that its document goes to JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.directory.public import (
    Content,
    Meeting,
    Place,
    draft,
    faults,
    missing,
    save_draft,
    series_of,
    start_listing,
    tidy,
    times_of,
)
from alongside.domain.directory.validation import LENGTHS, is_phone, is_web_address
from alongside.foundation.errors import Invalid
from factories.catalogue import fill
from factories.directory import AT, MEETING, PLACE, SYSTEM, content, organisation
from support import SHARED, needs_shared

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def faulty(**changes: Any) -> set[str]:
    return set(faults(tidy(content(**changes)), AT))


@pytest.mark.django_db
def test_whole_content_has_no_fault_and_lacks_nothing() -> None:
    fill()

    assert faults(content(), AT) == {}
    assert missing(content()) == ()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " \t "}, "name"),
        ({"kind": "club"}, "kind"),
        ({"resource_type": "book"}, "resource_type"),
        ({"joining": "maybe"}, "joining"),
        ({"gender": "x"}, "gender"),
        ({"size": "huge"}, "size"),
        ({"email": "a@b"}, "email"),
        ({"email": "a b@example.org"}, "email"),
        ({"website": "example.org"}, "website"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"website": "ftp://example.org"}, "website"),
        ({"website": "http://user:word@example.org/"}, "website"),
        ({"website": 'https://example.org/"onx='}, "website"),
        ({"website": "https://[::1"}, "website"),
        ({"website": "https://example.org:99999/"}, "website"),
        ({"phone": "ring me"}, "phone"),
        ({"phone": "12"}, "phone"),
        ({"min_age": -1}, "min_age"),
        ({"max_age": 121}, "max_age"),
        ({"min_age": 26, "max_age": 25}, "max_age"),
        ({"cost_pence": -1}, "cost_pence"),
        ({"cost_pence": 10**9}, "cost_pence"),
        ({"audiences": ()}, "audiences"),
        ({"audiences": ("cats",)}, "audiences"),
        ({"places": (PLACE,) * 31}, "places"),
        ({"places": (Place(postcode="WR1 2ABC"),)}, "places.0.postcode"),
        ({"places": (PLACE, Place(lat=1.0))}, "places.1.lat"),
        ({"places": (Place(lat=91.0, lon=0.0),)}, "places.0.lat"),
        ({"places": (Place(lat=1.0, lon=float("nan")),)}, "places.0.lon"),
        ({"places": (Place(name="a\x00b"),)}, "places.0.name"),
        ({"meetings": (replace(MEETING, freq="DAILY"),)}, "meetings.0.freq"),
        ({"meetings": (replace(MEETING, byday=()),)}, "meetings.0.byday"),
        ({"meetings": (replace(MEETING, byday=("XX",)),)}, "meetings.0.byday"),
        ({"meetings": (replace(MEETING, byday=("TU", "TU")),)}, "meetings.0.byday"),
        ({"meetings": (replace(MEETING, nth=1),)}, "meetings.0.freq"),
        ({"meetings": (replace(MEETING, interval=0),)}, "meetings.0.interval"),
        ({"meetings": (replace(MEETING, interval=2),)}, "meetings.0.valid_from"),
        ({"meetings": (replace(MEETING, opens_at=None),)}, "meetings.0.opens_at"),
        ({"meetings": (replace(MEETING, closes_at=time(18)),)}, "meetings.0.closes_at"),
        ({"meetings": (Meeting("MONTHLY", ("TU",)),)}, "meetings.0.nth"),
        ({"meetings": (Meeting("MONTHLY", bymonthday=29),)}, "meetings.0.nth"),
        (
            {"meetings": (Meeting("MONTHLY", ("TU",), nth=1, bymonthday=3),)},
            "meetings.0.bymonthday",
        ),
        (
            {
                "meetings": (
                    replace(MEETING, valid_from=date(2027, 1, 2), valid_to=date(2027, 1, 1)),
                )
            },
            "meetings.0.valid_to",
        ),
    ],
)
def test_fault_stands_beside_its_field(changes: dict[str, Any], field: str) -> None:
    assert faulty(**changes) == {field}


@pytest.mark.django_db
def test_term_must_stand_in_the_catalogue() -> None:
    fill()
    unknown: dict[str, Any] = {
        "conditions": ("type-9-diabetes",),
        "languages": ("tlh",),
        "modes": ("telepathy",),
        "access": {"moon": "yes"},
        "interests": ("gold",),
        "times": ("tue_night",),
    }

    assert faulty(**unknown) == set(unknown)
    assert faulty(access={"step_free": "maybe"}) == {"access"}


@pytest.mark.django_db
def test_what_people_really_type_is_taken() -> None:
    changes: dict[str, Any] = {
        "name": "Grŵp Cymorth O’Brien & Søn <3",
        "summary": "<b>Tea</b> & talk 🫖\nevery week",
        "website": "https://www.example.org.uk:8443/groups?id=7&x=%20#top",
        "min_age": 0,
        "max_age": 120,
        "places": (Place(postcode="wr143pq"), Place(postcode=" wr14 ")),
        "meetings": (
            replace(MEETING, opens_at=time(22), closes_at=time(1)),
            Meeting("MONTHLY", ("TU", "TH"), nth=-1),
            Meeting("MONTHLY", bymonthday=28),
        ),
    }

    said = tidy(content(**changes))

    assert faults(said, AT) == {}
    assert said.summary == "<b>Tea</b> & talk 🫖\nevery week"
    assert [place.postcode for place in said.places] == ["WR14 3PQ", "WR14"]


@pytest.mark.parametrize(
    "number",
    ["01905 123456", "07700 900123", "+44 7700 900123", "116 123", "0800 1111", "111",
     "(0161) 912 1234 ext 5", "+353 1 234 5678"],
)  # fmt: skip
def test_phone_numbers_are_taken_as_people_write_them(number: str) -> None:
    assert is_phone(number)


@pytest.mark.parametrize(
    "address", ["http://localhost", "https://", "//example.org", "https://a..b", ""]
)
def test_web_address_needs_a_named_host(address: str) -> None:
    assert not is_web_address(address)


@pytest.mark.django_db
@pytest.mark.parametrize("field", sorted(LENGTHS))
def test_every_text_refuses_what_is_too_long_or_cannot_be_shown(field: str) -> None:
    for text in ("x" * (LENGTHS[field] + 1), "a\x00b", "a\x1bb", "a\u202eb", "a\ud800b"):
        assert field in faulty(**{field: text}), repr(text[:20])


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"summary": ""}, "summary"),
        ({"places": (), "modes": ("in_person",)}, "where"),
        ({"places": (Place(name="Hall"),)}, "where"),
        ({"meetings": ()}, "when"),
        ({"email": "", "phone": ""}, "contact"),
    ],
)
def test_missing_names_each_required_part(changes: dict[str, Any], part: str) -> None:
    assert missing(content(**changes)) == (part,)


@pytest.mark.parametrize(
    "changes",
    [
        {"places": (), "modes": ("online",)},
        {"meetings": (), "joining_notes": "Ring first."},
        {"conditions": None, "any_condition": True},
        {"email": "", "phone": "", "website": "https://example.org"},
        {"kind": "resource", "places": (), "meetings": (), "modes": ()},
    ],
)
def test_each_required_part_can_be_met_in_its_ways(changes: dict[str, Any]) -> None:
    assert missing(content(**changes)) == ()


@pytest.mark.parametrize(
    ("opens", "slug"),
    [
        (time(0), "tue_morning"),
        (time(11, 59), "tue_morning"),
        (time(12), "tue_afternoon"),
        (time(16, 59), "tue_afternoon"),
        (time(17), "tue_evening"),
        (time(23, 59), "tue_evening"),
    ],
)
def test_times_follow_the_hour_of_opening(opens: time, slug: str) -> None:
    assert times_of(content(meetings=(replace(MEETING, opens_at=opens, closes_at=None),))) == (
        slug,
    )


def test_times_given_by_hand_stand_where_no_meeting_tells() -> None:
    by_hand = ("sat_morning",)

    assert times_of(content(meetings=(), times=by_hand)) == by_hand
    assert times_of(content(meetings=(Meeting("WEEKLY", ("TU",)),), times=by_hand)) == by_hand
    assert times_of(content(times=by_hand)) == ("tue_evening",)


_text = st.text(max_size=40)
_days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_clock = st.builds(time, st.integers(0, 23), st.integers(0, 59))
_meetings = st.builds(
    Meeting,
    freq=st.sampled_from(["WEEKLY", "MONTHLY", "DAILY"]),
    byday=st.lists(st.sampled_from(DAYS), max_size=3).map(tuple),
    interval=st.integers(-1, 60),
    nth=st.none() | st.integers(-2, 6),
    bymonthday=st.none() | st.integers(-1, 32),
    opens_at=st.none() | _clock,
    closes_at=st.none() | _clock,
    valid_from=st.none() | _days,
    valid_to=st.none() | _days,
    except_on=st.lists(_days, max_size=3).map(tuple),
    notes=_text,
)
_places = st.builds(
    Place,
    name=_text,
    address=_text,
    town=_text,
    postcode=_text,
    lat=st.none() | st.floats(-90, 90),
    lon=st.none() | st.floats(-180, 180),
    directions=_text,
)
_slugs = st.lists(st.sampled_from(["a", "b-c", "d_e"]), max_size=3).map(tuple)
CONTENTS = st.builds(
    Content,
    name=_text,
    summary=_text,
    description=_text,
    phone=_text,
    website=_text,
    email=_text,
    full=st.booleans(),
    modes=_slugs,
    conditions=st.none() | _slugs,
    any_condition=st.booleans(),
    min_age=st.none() | st.integers(-5, 200),
    max_age=st.none() | st.integers(-5, 200),
    languages=_slugs,
    access=st.dictionaries(st.sampled_from(["x", "y"]), st.sampled_from(["yes", "no"])),
    cost_pence=st.none() | st.integers(),
    places=st.lists(_places, max_size=3).map(tuple),
    meetings=st.lists(_meetings, max_size=3).map(tuple),
    times=_slugs,
)


@given(CONTENTS)
def test_content_goes_to_json_and_back(said: Content) -> None:
    assert Content.from_json(json.loads(json.dumps(said.to_json()))) == said


@pytest.mark.django_db
@given(CONTENTS)
def test_faults_never_fail_and_tidying_twice_is_tidying_once(said: Content) -> None:
    once = tidy(said)

    assert tidy(once) == once
    assert all(sentence for sentence in faults(once, AT).values())


@pytest.mark.django_db
@given(_meetings)
def test_meeting_without_a_fault_has_dates(meeting: Meeting) -> None:
    found = faults(tidy(content(meetings=(meeting,))), AT)

    assert bool(found) or series_of(meeting) is not None


def _naughty() -> list[str]:
    lines = json.loads((SHARED / "data/security/blns.json").read_text())
    extra = json.loads((SHARED / "data/security/extra_strings.json").read_text())
    return [text for text in lines + _strings(extra) if isinstance(text, str)]


def _strings(data: Any) -> list[str]:
    if isinstance(data, str):
        return [data]
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [text for value in values for text in _strings(value)]


@pytest.mark.once
@needs_shared
@pytest.mark.django_db
@pytest.mark.postgres
def test_naughty_strings_are_kept_as_text_or_refused_with_a_sentence() -> None:
    fill()
    steward: UUID = organisation()
    key = start_listing(name="Circle", steward_id=steward, actor=SYSTEM, at=AT)
    edition, kept, refused = 1, 0, set()

    for text in _naughty():
        changes = {"summary": text, "contact_name": text, "places": (Place(name=text),)}
        try:
            edition = save_draft(key, edition=edition, changes=changes, actor=SYSTEM, at=AT)
        except Invalid as fault:
            refused |= set(fault.faults.values())
            continue
        kept += 1
        stands = draft(key, actor=SYSTEM).content.summary
        assert stands == tidy(content(summary=text)).summary
        assert len(stands) >= len(text.strip()) - text.count("\r") - text.count("\ufeff")

    assert kept > 300
    assert all(sentence.isprintable() for sentence in refused)
