"""Map files and rows of tables."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from alongside.domain.directory.public import Meeting, Place
from alongside.domain.interop import public as interop
from alongside.domain.interop.groups.mapping import columns_of
from alongside.domain.interop.groups.rows import read_row
from alongside.domain.interop.oruk.vocabulary import vocabulary
from alongside.foundation.errors import Invalid
from support import ROOT

EXAMPLES = ROOT / "docs/how-to/examples"


def _map(**fields: Any) -> dict[str, Any]:
    return interop.check_mapping({"source": "s", "id": "id", "fields": {"name": "name", **fields}})


def _read(mapping: dict[str, Any], **cells: str) -> Any:
    return read_row(2, {"id": "1", "name": "A", **cells}, mapping, vocabulary())


def test_rules_translate_cut_and_join(catalogued: None) -> None:
    mapping = _map(
        joining={"column": "How", "words": {"Drop in": "drop_in"}},
        languages={"column": "Tongues", "split": "/"},
        description={"columns": ["a", "b"], "join": ", "},
        conditions="unknown",
        access={"step_free": {"column": "Ramp", "words": {"Sure": "yes"}}},
        cost_pence="Cost",
        places=[{"town": "Town", "lat": "lat", "lon": "lon"}],
        meetings=[{"day": "Day", "week": "Week", "opens_at": "From", "valid_from": "Since"}],
    )

    read = _read(
        mapping,
        How="DROP IN",
        Tongues="Urdu / en",
        a="One",
        b="Two",
        Ramp="sure",
        Cost="£3.50",
        Town="Sale",
        lat="53.4",
        lon="-2.3",
        Day="Tuesday",
        Week="last",
        From="6.30pm",
        Since="22/11/2026",
    )

    said = read.content
    assert (said.joining, said.languages, said.description) == ("drop_in", ("ur", "en"), "One, Two")
    assert (said.conditions, dict(said.access), said.cost_pence) == (
        None,
        {"step_free": "yes"},
        350,
    )
    assert said.places == (Place(town="Sale", lat=53.4, lon=-2.3),)
    assert said.modes == ("in_person",)
    assert said.meetings == (
        Meeting(
            freq="MONTHLY",
            byday=("TU",),
            nth=-1,
            opens_at=time(18, 30),
            valid_from=date(2026, 11, 22),
        ),
    )


@pytest.mark.parametrize(
    ("rule", "cell", "field"),
    [
        ({"languages": {"column": "x", "split": ";"}}, "Klingon", "languages"),
        ({"min_age": "x"}, "old", "min_age"),
        ({"cost_pence": "x"}, "a fiver", "cost_pence"),
        ({"access": {"step_free": "x"}}, "perhaps", "access"),
        ({"places": [{"lat": "x", "lon": "x"}]}, "north", "places.0.lat"),
        ({"meetings": [{"day": "x"}]}, "Someday", "meetings.0.byday"),
        ({"meetings": [{"day": {"value": ["Monday"]}, "opens_at": "x"}]}, "noonish", "meetings"),
        ({"meetings": {"column": "x", "packed": True}}, "[1]", "meetings"),
        ({"places": {"column": "x", "packed": True}}, '{"a": 1}', "places"),
        ({"full": "x"}, "maybe", "full"),
    ],
)
def test_what_cannot_be_read_names_its_field(
    catalogued: None, rule: dict[str, Any], cell: str, field: str
) -> None:
    read = _read(_map(**rule), x=cell)

    assert read.content is None
    assert [name for name, _reason in read.faults] == [field]


def test_a_word_outside_our_list_can_be_left_out_and_is_told(catalogued: None) -> None:
    rule = {"column": "x", "split": ";", "other_words": "leave_out"}

    read = _read(_map(languages=rule), x="Klingon; Urdu")

    assert read.content.languages == ("ur",)
    assert read.left_out == ("languages",)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: [", "not YAML: look at line 1"),
        ("- a", "not a map"),
        ("source: s\nid: x", "lacks 'fields'"),
        ("source: s\nid: x\nfields: {name: n, colour: c}", "'colour' in fields"),
        ("source: s\nid: x\nfields: {name: {colum: n}}", "fields.name"),
        ("source: s\nid: x\nfields: {name: 7}", "fields.name"),
        ("a: &x [1]\nb: *x", "not YAML"),
        ("[" * 5_000, "not YAML"),
    ],
)
def test_a_faulty_map_is_told_in_a_sentence(text: str, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        interop.read_mapping(text)

    assert says in refused.value.faults["map"]


def test_map_that_is_no_text_or_too_large_is_refused() -> None:
    for body in (b"\xff\xfe\x00", b"a" * 300_000):
        with pytest.raises(Invalid):
            interop.read_mapping(body)


def test_yes_and_no_stay_words_in_a_map() -> None:
    mapping = interop.read_mapping(
        "source: s\nid: ['2026']\n"
        "fields: {name: n, access: {step_free: {column: Yes, words: {No: no}}}}"
    )

    assert mapping["fields"]["access"]["step_free"] == {"column": "Yes", "words": {"No": "no"}}
    assert columns_of(mapping) == ("2026", "n", "Yes")


def test_documented_maps_are_maps_and_the_default_is_documented() -> None:
    paths: list[Path] = sorted(EXAMPLES.glob("*.yaml"))

    assert [interop.read_mapping(path.read_bytes())["id"] for path in paths]
    documented = interop.read_mapping((EXAMPLES / "export-map.yaml").read_bytes())
    assert documented == interop.default_mapping()
