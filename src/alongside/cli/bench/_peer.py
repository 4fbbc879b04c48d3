"""The peer: PostgreSQL in a design tuned for just this question.

One row for each listing and condition, in two tables: those to travel to, and the rest. Names are
bits, as in the engine. The rest are found by an index-only scan of one covering index. Those to
travel to are found in one of two ways, each measured: by a covering index in order of condition,
strip of latitude and longitude, or by PostGIS with gist (condition, point). The integer score is
worked out by the same expression as the engine's.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg.types.numeric import Int2, Int4, Int8

from alongside.engines.ranking import Listing, Need

from . import _population as population

RADIUS_KM = 6371.0088
ANY, UNKNOWN = 100, 101
_CONDITIONS = {name: n for n, name in enumerate(population.CONDITIONS)}
_BITS = {
    name: {value: 1 << n for n, value in enumerate(values)}
    for name, values in {
        "times": population.TIMES,
        "languages": population.LANGUAGES,
        "interests": population.INTERESTS,
        "access": population.ACCESS,
        "size": population.SIZES,
        "modes": ["in_person", "online", "phone"],
        "for": ["people", "carers"],
        "gender": ["any", "women", "men"],
    }.items()
}

_COLUMNS = {
    "cond": "smallint",
    "strip": "smallint",
    "lon": "float8",
    "lat": "float8",
    "id": 'text COLLATE "C"',
    "conds": "bigint",
    "x": "float8",
    "y": "float8",
    "z": "float8",
    "modes": "smallint",
    "who": "smallint",
    "gender": "smallint",
    "min_age": "smallint",
    "max_age": "smallint",
    "languages": "integer",
    "yes": "smallint",
    "no": "smallint",
    "times": "integer",
    "interests": "bigint",
    "size": "smallint",
    "assured": "integer",
}
_REST = ", ".join(name for name in _COLUMNS if name not in ("cond", "strip", "lon", "lat"))

SCHEMA = f"""
CREATE TABLE travel ({", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())});
CREATE TABLE remote (LIKE travel);
"""
GIST = """
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE travel ADD point geometry(Point);
UPDATE travel SET point = ST_MakePoint(lon, lat);
CREATE INDEX travel_point ON travel USING gist (cond, point);
CLUSTER travel USING travel_point;
"""
INDEXES = f"""
CREATE INDEX travel_place ON travel (cond, strip, lon) INCLUDE ({_REST});
CREATE INDEX remote_cond ON remote (cond) INCLUDE ({_REST});
VACUUM (FREEZE, ANALYZE) travel;
VACUUM (FREEZE, ANALYZE) remote;
"""

# A listing with several of the wanted conditions is taken at the first of them only; one for any
# condition only where it names none of them.
_TAKEN = """
    (conds & %(wanted)s & ((1::bigint << least(cond, 62)::integer) - 1)) = 0
    AND (cond < 100 OR (conds & %(wanted)s) = 0)
    AND (%(who)s = 0 OR (who & %(who)s) <> 0)
    AND (gender & %(gender)s) <> 0
    AND (%(modes)s = 7 OR (modes & %(modes)s) <> 0)
    AND (%(age)s < 0 OR %(age)s BETWEEN min_age AND max_age)
    AND (no & %(access)s) = 0
    AND (NOT %(language_required)s OR (languages & %(languages)s) <> 0)
"""
_SQUARED = "(x - %(x)s) * (x - %(x)s) + (y - %(y)s) * (y - %(y)s) + (z - %(z)s) * (z - %(z)s)"
_NEEDED = "id, cond, languages, yes, times, interests, size, assured"
_STEPS = f"""trunc({10 * RADIUS_KM / 3!r}::float8
    * (8.0::float8 * sqrt(2.0::float8 - sqrt(greatest(4.0::float8 - squared, 0.0::float8)))
       - sqrt(squared)))::integer"""

_BY_STRIP = """
        CROSS JOIN generate_series(%(first)s::integer, %(last)s::integer) AS s (two)
        CROSS JOIN LATERAL (
            SELECT * FROM travel
            WHERE cond = c.one AND strip = s.two::smallint AND lon BETWEEN %(west)s AND %(east)s
"""
_BY_POINT = """
        CROSS JOIN LATERAL (
            SELECT * FROM travel
            WHERE cond = c.one AND %(travels)s
              AND point && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s)
"""
_SEARCH = f"""
WITH near AS (
    SELECT *, {_STEPS} AS steps FROM (
        SELECT {_NEEDED}, {_SQUARED} AS squared
        FROM unnest(%(conds)s::smallint[]) AS c (one)
        <near>
              AND {_TAKEN}
        ) AS t
        OFFSET 0
    ) AS measured
    WHERE squared <= %(limit)s
), far AS (
    SELECT *, {_STEPS} AS steps FROM (
        SELECT {_NEEDED}, modes & %(modes)s AS ways, {_SQUARED} AS squared
        FROM remote WHERE cond = ANY (%(conds)s::smallint[]) AND {_TAKEN}
        OFFSET 0
    ) AS measured
    WHERE ((ways & 6) <> 0 OR squared <= %(limit)s)
), found AS (
    SELECT {_NEEDED}, 10000 - 10 * steps AS distance FROM near
    UNION ALL
    SELECT {_NEEDED}, CASE
        WHEN steps IS NULL THEN 7500
        WHEN (ways & 1) = 0 OR squared > %(limit)s THEN 8000 - steps / 5
        WHEN (ways & 6) = 0 THEN 10000 - 10 * steps
        ELSE greatest(10000 - 10 * steps, 8000 - steps / 5) END
    FROM far
), scored AS MATERIALIZED (
    SELECT id,
        cond <> 101 AND (yes & %(access)s) = %(access)s AS sure,
        distance
        + CASE WHEN cond < 100 THEN 500 ELSE 0 END
        + CASE WHEN %(times)s = 0 THEN 0
            ELSE 300 * bit_count((times & %(times)s)::bit(32)) END
        + CASE WHEN %(languages)s = 0 THEN 0
            ELSE 800 * bit_count((languages & %(languages)s)::bit(32)) END
        + CASE WHEN %(interests)s = 0 THEN 0
            ELSE 100 * bit_count((interests & %(interests)s)::bit(64)) END
        + CASE WHEN (size & %(size)s) <> 0 THEN 200 ELSE 0 END
        + greatest(0, least(366, 366 - (%(today)s - assured))) AS score
    FROM found
)
SELECT id, score::integer, (SELECT count(*) FROM scored) FROM scored
ORDER BY sure DESC, score DESC, id LIMIT 10
"""  # noqa: S608  (our own words only)


SEARCHES = {
    "strips": _SEARCH.replace("<near>", _BY_STRIP),
    "gist": _SEARCH.replace("<near>", _BY_POINT),
}
"""The search in each design."""


class Peer:
    """The tuned design, filled with listings."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        connection.autocommit = True

    def designs(self) -> list[str]:
        """The designs that this server can do: "gist" needs PostGIS."""
        found = self._connection.execute(
            "SELECT 1 FROM pg_available_extensions WHERE name = 'postgis'"
        ).fetchall()
        return ["strips", "gist"] if found else ["strips"]

    def fill(self, listings: Iterable[Listing]) -> None:
        """Make the tables anew, with their indexes."""
        with self._connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS travel, remote")
            cursor.execute(SCHEMA)
            rows = [row for listing in listings for row in _rows(listing)]
            for table in ("travel", "remote"):
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    for where, row in rows:
                        if where == table:
                            copy.write_row(row)
            statements = GIST + INDEXES if "gist" in self.designs() else INDEXES
            for statement in statements.strip().split(";\n"):
                cursor.execute(statement.rstrip(";"))

    def search(self, design: str, question: dict[str, Any]) -> tuple[int, list[tuple[str, int]]]:
        """How many fit, and the first ten with their scores."""
        rows = self._connection.execute(SEARCHES[design], question, prepare=True).fetchall()
        return (rows[0][2] if rows else 0), [(row[0], row[1]) for row in rows]

    def size(self, design: str) -> int:
        """Bytes of the indexes and tables that a search reads."""
        read = {"strips": ["travel_place"], "gist": ["travel_point", "travel"]}[design]
        sizes = "SELECT sum(pg_relation_size(one)) FROM unnest(%s::regclass[]) AS r (one)"
        return int(self._connection.execute(sizes, [[*read, "remote_cond"]]).fetchall()[0][0])


def _rows(listing: Listing) -> list[tuple[str, tuple[Any, ...]]]:
    if not listing.open:
        return []
    named = [_CONDITIONS[name] for name in listing.conditions or ()]
    homes = named.copy()
    if listing.any_condition:
        homes.append(ANY)
    elif listing.conditions is None:
        homes.append(UNKNOWN)
    x = y = z = strip = None
    if listing.lat is not None and listing.lon is not None:
        x, y, z = _vector(listing.lat, listing.lon)
        strip = _strip(listing.lat)
    table = "travel" if listing.modes == ("in_person",) else "remote"
    access = _BITS["access"]
    checked = listing.assured_on
    rest = (
        listing.id, sum(1 << n for n in named), x, y, z,
        _mask("modes", listing.modes), _mask("for", listing.for_whom),
        _BITS["gender"][listing.gender], listing.min_age or 0,
        999 if listing.max_age is None else listing.max_age, _mask("languages", listing.languages),
        sum(access[name] for name, yes in listing.access if yes),
        sum(access[name] for name, yes in listing.access if not yes),
        _mask("times", listing.times), _mask("interests", listing.interests),
        _BITS["size"][listing.size] if listing.size else 0,
        -1_000_000 if checked is None else checked.toordinal(),
    )  # fmt: skip
    return [(table, (home, strip, listing.lon, listing.lat, *rest)) for home in homes]


def question(need: Need) -> dict[str, Any]:
    """The parameters of the search for a need that has a place, a limit and a condition."""
    if need.lat is None or need.lon is None or need.max_km is None:
        raise ValueError("The peer's search is for a need with a place and a limit.")
    reach = need.max_km / RADIUS_KM
    height = math.degrees(reach) + 1e-6
    cosine = math.cos(math.radians(need.lat))
    width = math.degrees(math.asin(math.sin(reach) / cosine)) + 1e-6
    x, y, z = _vector(need.lat, need.lon)
    conditions = [_CONDITIONS[name] for name in need.conditions]
    travels = not need.modes or "in_person" in need.modes
    return {
        "conds": "{" + ",".join(map(str, [*conditions, ANY, UNKNOWN])) + "}",
        "wanted": Int8(sum(1 << n for n in conditions)),
        "first": Int4(_strip(need.lat - height)),
        "last": Int4(_strip(need.lat + height) if travels else -1),
        "travels": travels,
        "south": need.lat - height,
        "north": need.lat + height,
        "west": need.lon - width,
        "east": need.lon + width,
        "x": x,
        "y": y,
        "z": z,
        "limit": 4 * math.sin((need.max_km + 1e-9) / (2 * RADIUS_KM)) ** 2,
        "modes": Int2(_mask("modes", need.modes) or 7),
        "who": Int2(_BITS["for"].get(need.for_whom or "", 0)),
        "gender": Int2(1 | _BITS["gender"].get(need.gender or "", 0)),
        "age": Int2(-1 if need.age is None else need.age),
        "languages": Int4(_mask("languages", need.languages)),
        "language_required": need.language_required,
        "access": Int2(_mask("access", need.access)),
        "times": Int4(_mask("times", need.times)),
        "interests": Int8(_mask("interests", need.interests)),
        "size": Int2(_BITS["size"][need.size] if need.size else 0),
        "today": Int4(need.on.toordinal()),
    }


def _mask(field: str, names: Iterable[str]) -> int:
    return sum(_BITS[field][name] for name in names)


def _strip(lat: float) -> int:
    return math.floor((lat + 90) * 10)


def _vector(lat: float, lon: float) -> tuple[float, float, float]:
    phi, lam = math.radians(lat), math.radians(lon)
    return math.cos(phi) * math.cos(lam), math.cos(phi) * math.sin(lam), math.sin(phi)
