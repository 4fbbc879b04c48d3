"""Records that cannot be read: each named by its field, in a sentence."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.ranking import Index, MalformedRecord, parse_listing, parse_need, search
from engines.ranking import populations as p

WRONG_ANYWHERE: list[tuple[str, Any]] = [
    ("lat", "52.2"),
    ("lat", True),
    ("lat", math.nan),
    ("lat", 90.1),
    ("lat", 10**400),
    ("lat", None),
    ("lon", -180.5),
    ("lon", math.inf),
    ("lon", None),
    ("modes", ["by_post"]),
    ("modes", "online"),
    ("modes", None),
    ("modes", [None]),
    ("conditions", "type_2"),
    ("conditions", [2]),
    ("conditions", [""]),
    ("conditions", {"type_2": True}),
    ("gender", "woman"),
    ("gender", 1),
    ("gender", ["any"]),
    ("languages", ["u\ud800r"]),
    ("languages", ["u\x00r"]),
    ("languages", None),
    ("times", [["tue_evening"]]),
    ("times", ["x" * 201]),
    ("interests", 5),
    ("size", "huge"),
    ("size", ["small"]),
    ("size", 3),
]
WRONG_LISTING: list[tuple[str, Any]] = [
    *WRONG_ANYWHERE,
    ("id", ""),
    ("id", 7),
    ("id", None),
    ("id", "\ud83d"),
    ("id", "a\nb"),
    ("id", "x" * 501),
    ("any_condition", 1),
    ("any_condition", None),
    ("min_age", -1),
    ("min_age", 16.0),
    ("min_age", True),
    ("max_age", "25"),
    ("max_age", 151),
    ("for", ["everyone"]),
    ("for", None),
    ("gender", None),
    ("access", ["step_free"]),
    ("access", {"step_free": True}),
    ("access", {"step_free": "maybe"}),
    ("access", {"": "yes"}),
    ("access", 5),
    ("cost_pence", -1),
    ("cost_pence", 2.5),
    ("open", "yes"),
    ("open", None),
    ("assured_on", "2026-02-30"),
    ("assured_on", "20261001"),
    ("assured_on", "2026-W40-4"),
    ("assured_on", "٢٠٢٦-١٠-٠١"),
    ("assured_on", 20261001),
    ("opens", True),
]
WRONG_NEED: list[tuple[str, Any]] = [
    *WRONG_ANYWHERE,
    ("max_km", -1),
    ("max_km", math.nan),
    ("max_km", "15"),
    ("age", 19.5),
    ("age", -1),
    ("for", ["people"]),
    ("for", "everyone"),
    ("language_required", "no"),
    ("language_required", None),
    ("access", {"step_free": "yes"}),
    ("on", None),
    ("on", "22/11/2026"),
    ("any_condition", False),
]


@pytest.mark.parametrize(("field", "value"), WRONG_LISTING)
def test_listing_with_a_wrong_field_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(MalformedRecord) as caught:
        parse_listing(p.listing(**{field: value}), 7)

    assert caught.value.field == field
    assert caught.value.line == 7
    assert caught.value.message.endswith(".")
    assert str(caught.value) == f'line 7, field "{field}": {caught.value.message}'


@pytest.mark.parametrize(("field", "value"), WRONG_NEED)
def test_need_with_a_wrong_field_is_refused_by_name(field: str, value: object) -> None:
    with pytest.raises(MalformedRecord) as caught:
        parse_need(p.need(**{field: value}))

    assert caught.value.field == field
    assert caught.value.line is None


@pytest.mark.parametrize("field", ["id", "modes", "for", "gender", "open"])
def test_listing_without_what_hard_rules_rest_on_is_refused(field: str) -> None:
    record = p.listing()
    del record[field]

    with pytest.raises(MalformedRecord) as caught:
        parse_listing(record)

    assert caught.value.field == field


def test_listing_in_person_without_coordinates_is_refused() -> None:
    nowhere = p.listing(lat=None, lon=None)

    with pytest.raises(MalformedRecord) as caught:
        parse_listing(nowhere)

    assert caught.value.field == "lat"
    assert parse_listing({**nowhere, "modes": ["online"]}).lat is None


def test_lowest_age_above_the_highest_is_refused() -> None:
    with pytest.raises(MalformedRecord) as caught:
        parse_listing(p.listing(min_age=26, max_age=25))

    assert caught.value.field == "min_age"
    assert parse_listing(p.listing(min_age=25, max_age=25)).min_age == 25


def test_what_is_left_out_is_null_or_none() -> None:
    record = parse_listing(
        {"id": "a", "modes": ["phone"], "for": ["people"], "gender": "any", "open": True}
    )
    need = parse_need({"on": "2026-11-22"})

    assert record.conditions is None
    assert (record.lat, record.languages, record.access, record.any_condition) == (
        None, (), (), False,
    )  # fmt: skip
    assert (need.conditions, need.max_km, need.language_required) == ((), None, False)


def test_access_null_is_nothing_known() -> None:
    assert parse_listing(p.listing(access=None)) == parse_listing(p.listing(access={}))
    assert p.answer([p.listing(access=None)], p.need(access=["step_free"]))["results"][0][
        "ask_first"
    ] == ["step_free"]


def test_names_given_twice_count_once() -> None:
    once = p.need(times=["tue_evening"])
    twice = p.need(times=["tue_evening", "tue_evening"])

    assert parse_need(twice) == parse_need(once)
    assert p.score(p.listing(languages=["ur", "ur"]), p.need(languages=["ur"])) == p.score(
        p.listing(languages=["ur"]), p.need(languages=["ur"])
    )


def test_need_for_any_gender_is_one_that_names_none() -> None:
    assert parse_need(p.need(gender="any")) == parse_need(p.need(gender=None))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.sampled_from(sorted(p.LISTING)), _json)
def test_any_value_in_any_field_is_read_or_refused(field: str, value: object) -> None:
    try:
        parsed = parse_listing(p.listing(**{field: value}))
    except MalformedRecord:
        return

    answer = search(Index.build([parsed]), parse_need(p.need()), 0)

    assert answer.eligible == len(answer.results)


@given(_json)
def test_anything_at_all_is_read_or_refused(value: object) -> None:
    for parse in (parse_listing, parse_need):
        with pytest.raises(MalformedRecord):
            parse(value)
