"""Distance, postcodes and place names."""

from __future__ import annotations

import csv
import json
import math
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.geo import (
    EARTH_KM,
    Gazetteer,
    Place,
    distance_km,
    fold,
    normalise_postcode,
    outward_code,
)
from support import ROOT, SHARED, needs_shared

FILE = ROOT / "src/alongside/data/places/gb_places.csv"
LAT = st.floats(min_value=-90, max_value=90)
LON = st.floats(min_value=-180, max_value=180)


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.load(FILE)


def test_distance_of_a_quarter_of_the_globe() -> None:
    assert distance_km(0, 0, 0, 90) == pytest.approx(EARTH_KM * math.pi / 2)
    assert distance_km(90, 12, 0, 77) == pytest.approx(EARTH_KM * math.pi / 2)


@given(LAT, LON, LAT, LON)
def test_distance_agrees_with_the_dot_product(
    lat_a: float, lon_a: float, lat_b: float, lon_b: float
) -> None:
    def unit(lat: float, lon: float) -> tuple[float, float, float]:
        phi, lam = math.radians(lat), math.radians(lon)
        return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)

    chord = math.dist(unit(lat_a, lon_a), unit(lat_b, lon_b))
    expected = 2 * EARTH_KM * math.asin(min(1.0, chord / 2))
    found = distance_km(lat_a, lon_a, lat_b, lon_b)

    assert found == distance_km(lat_b, lon_b, lat_a, lon_a)
    assert found == pytest.approx(expected, abs=0.5)


@pytest.mark.parametrize(
    ("text", "whole", "outward"),
    [
        ("WR14 1AA", "WR14 1AA", "WR14"),
        ("  wr14  1aa ", "WR14 1AA", "WR14"),
        ("wr141aa", "WR14 1AA", "WR14"),
        ("WR14-1AA", "WR14 1AA", "WR14"),
        ("ＷＲ１４　１ＡＡ", "WR14 1AA", "WR14"),
        ("WRI4 1AA", "WR14 1AA", "WR14"),
        ("wrl4 laa", "WR14 1AA", "WR14"),
        ("0X1 1AA", "OX1 1AA", "OX1"),
        ("B15 OTT", "B15 0TT", "B15"),
        ("SW1A 1AA", "SW1A 1AA", "SW1A"),
        ("M1 1AE", "M1 1AE", "M1"),
        ("EC1A1BB", "EC1A 1BB", "EC1A"),
        ("WR14", None, "WR14"),
        ("m33", None, "M33"),
        ("M3 3", None, "M3"),
        ("WR14 1", None, "WR14"),
        ("WR", None, None),
        ("Malvern", None, None),
        ("ZZ1 1AA", None, None),
        ("WR14 1AA extra words", None, None),
        ("WR14 1VA", None, None),
        ("14WR 1AA", None, None),
        ("", None, None),
        ("WR14\x001AA", None, None),
        ("W" * 10_000, None, None),
    ],
)
def test_postcodes_as_people_type_them(text: str, whole: str | None, outward: str | None) -> None:
    assert normalise_postcode(text) == whole
    assert outward_code(text) == outward


@given(st.text(max_size=12))
def test_a_postcode_normalised_stays_so(text: str) -> None:
    whole, outward = normalise_postcode(text), outward_code(text)

    assert whole is None or (normalise_postcode(whole) == whole and outward_code(whole) == outward)
    assert outward is None or outward_code(outward) == outward


@needs_shared
def test_every_outward_code_of_the_country_is_one() -> None:
    with (SHARED / "data/geo/outcode_centroids_uk.csv").open(newline="") as file:
        codes = [next(value for value in row.values() if outward_code(value))
                 for row in csv.DictReader(file)]  # fmt: skip

    assert len(codes) > 2_800
    assert [code for code in codes if outward_code(code) != code] == []
    assert [code for code in codes if normalise_postcode(f"{code}1aa") != f"{code} 1AA"] == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("malvern", "Great Malvern"),
        ("MALVERN ", "Great Malvern"),
        ("Sale", "Sale"),
        ("Broadway", "Broadway"),
        ("Tenbury Wells", "Tenbury Wells"),
        ("upton-on-severn", "Upton upon Severn"),
        ("Upton upon Severn", "Upton upon Severn"),
        ("St. Albans", "St Albans"),
        ("saint albans", "St Albans"),
        ("stoke on trent", "Stoke-on-Trent"),
        ("Leamington", "Royal Leamington Spa"),
        ("hull", "Kingston upon Hull"),
        ("Abertawe", "Swansea"),
        ("ombersley", "Ombersley"),
        ("Wythall", "Wythall"),
        ("rubery", "Rubery"),
        ("London", "London"),
        ("worcestér", "Worcester"),
    ],
)
def test_one_place_is_meant(places: Gazetteer, query: str, name: str) -> None:
    assert [place.name for place in places.look_up(query)] == [name]


@pytest.mark.parametrize(
    ("query", "count", "first"),
    [
        ("Newport", 5, "Wales"),
        ("richmond", 2, "near Isleworth, England"),
        ("Newcastle", 2, "England"),
    ],
)
def test_namesakes_are_all_offered(places: Gazetteer, query: str, count: int, first: str) -> None:
    found = places.look_up(query)

    assert len(found) >= count
    assert found[0].area == first
    assert len({(place.name, place.area) for place in found}) == len(found)


def test_find_orders_by_how_well_a_name_fits(places: Gazetteer) -> None:
    found = places.find("newport", limit=50)
    order = ["name", "alias", "start", "word", "alias_start"]

    assert [match.how for match in found] == sorted((m.how for m in found), key=order.index)
    assert {"name", "start"} <= {match.how for match in found}
    assert len({match.place.key for match in found}) == len(found)
    assert places.find("newport", limit=3) == found[:3]


def test_spelling_slips_are_offered_only(places: Gazetteer) -> None:
    assert places.look_up("Pershor") != ()  # the beginning of a name
    assert places.look_up("Pershrore") == ()
    assert "Pershore" in [place.name for place in places.suggest("Pershrore")]
    assert "Kidderminster" in [place.name for place in places.suggest("kiderminster")]


def test_every_place_is_found_by_its_name_and_its_key(places: Gazetteer) -> None:
    for place in places:
        assert places.place(place.key) is place
        assert any(match.place is place for match in places.find(place.name, limit=60))
        assert 49 < place.lat < 61
        assert -9 < place.lon < 2
        assert place.key.isascii()
        assert " " not in place.key


def test_no_word_is_no_place(places: Gazetteer) -> None:
    for query in ("", " ", "--", "\x00", "x" * 5_000, "'"):
        assert places.find(query) == ()
        assert places.look_up(query) == ()
        assert places.suggest(query) == ()


@needs_shared
def test_naughty_words_find_nothing_or_a_place(places: Gazetteer) -> None:
    words = json.loads((SHARED / "data/security/blns.json").read_text())
    extra = json.loads((SHARED / "data/security/extra_strings.json").read_text())

    for word in [*words, *(value for value in extra.values() if isinstance(value, str))]:
        assert len(places.look_up(word)) <= 20
        assert len(places.suggest(word)) <= 5
        assert outward_code(word) is None or len(outward_code(word) or "") <= 4


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_malformed_file_is_told_by_line(tmp_path: Path) -> None:
    file = tmp_path / "places.csv"
    file.write_text("name,aliases,lat,lon,area,population\nA,,52,1,x,5\nB,,north,1,x,5\n")

    with pytest.raises(ValueError, match="line 3"):
        Gazetteer.load(file)
    with pytest.raises(ValueError, match="columns"):
        file.write_text("name\nA\n")
        Gazetteer.load(file)


def test_two_places_of_one_key_are_refused() -> None:
    place = Place("a-52.00", "A", 52.0, 1.0, "", 5, ())

    with pytest.raises(ValueError, match="one key"):
        Gazetteer([place, place])


def test_a_look_up_is_quick(places: Gazetteer) -> None:
    queries = ["malvern", "new", "a", "zzz", "st ives", "Caerdydd", "kiderminster"]
    spent = []
    for _ in range(5):
        begun = time.perf_counter()
        for query in queries:
            places.look_up(query)
            places.suggest(query)
        spent.append((time.perf_counter() - begun) / len(queries))

    assert min(spent) < 0.005
