"""The peer of the matching graph: DuckDB joins people and mentors on their condition and, for
those who meet in person alone, on the cells of a grid. Written from the rules in words, not from
the engine's code."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

_KM_A_DEGREE = 111.19
_MODES = {"in_person": 1, "phone": 2, "online": 4}
_GENDERS = {None: 0, "woman": 1, "man": 2}
_PLACES = ("lat", "lon", "max_km")
_ALLOWED = """
  (p.wish = 0 OR p.wish = m.gender) AND (m.wish = 0 OR m.wish = p.gender)
  AND (NOT p.language_required OR p.languages & m.languages != 0)
  AND p.topics & ~m.topics = 0 AND p.times & m.times != 0 AND p.age >= 18 AND m.age >= 18
  AND p.modes & m.modes != 0
  AND (p.modes & m.modes != 1 OR 2 * 6371.0088 * asin(sqrt(
    sin(radians(m.lat - p.lat) / 2) ** 2
    + cos(radians(p.lat)) * cos(radians(m.lat)) * sin(radians(m.lon - p.lon) / 2) ** 2
  )) <= least(p.max_km, m.max_km))
  AND NOT EXISTS (FROM blocks b WHERE b.p = p.n AND b.m = m.n)
"""
EDGES = f"""
SELECT DISTINCT p.n AS p, m.n AS m
FROM people p JOIN people_conditions pc ON pc.n = p.n
JOIN mentor_conditions mc ON mc.condition = pc.condition JOIN mentors m ON m.n = mc.n
WHERE p.modes != 1 AND {_ALLOWED}
UNION ALL
SELECT DISTINCT p.n AS p, m.n AS m
FROM people p JOIN people_cells pc ON pc.n = p.n
JOIN mentor_cells mc ON mc.condition = pc.condition AND mc.x = pc.x AND mc.y = pc.y
JOIN mentors m ON m.n = mc.n
WHERE p.modes = 1 AND {_ALLOWED}
"""  # noqa: S608 - both halves are written here


def name() -> str:
    """Which DuckDB this is. Raises ``ImportError`` where there is none."""
    import duckdb

    return f"DuckDB {duckdb.__version__} grid join, one thread"


class Grid:
    """The people and mentors of a problem's record, in DuckDB's memory."""

    def __init__(self, record: dict[str, Any]) -> None:
        import duckdb

        self._db = duckdb.connect(":memory:")
        self._db.execute("SET threads = 1")
        people = list(enumerate(record["mentees"]))
        mentors = [
            (n, one)
            for n, one in enumerate(record["mentors"])
            if one["ready"]
            and one["capacity"] >= 1
            and (one["recheck_on"] is None or one["recheck_on"] >= record["on"])
        ]
        bits: dict[str, int] = {}
        self._table("people", _columns(people, "mentor_gender", "must_share", bits))
        self._table("mentors", _columns(mentors, "mentee_gender", "can_share", bits))
        for table, rows in (("people", people), ("mentor", mentors)):
            pairs = [(n, each) for n, one in rows for each in one["conditions"]]
            self._table(f"{table}_conditions", _named(("n", "condition"), pairs))
        self._table("blocks", _named(("p", "m"), _blocks(record)))
        lat, lon = _cell(record)
        for table, rows, around in (("people", people, (-1, 0, 1)), ("mentor", mentors, (0,))):
            cells = [
                (n, each, int(one["lat"] // lat) + x, int(one["lon"] // lon) + y)
                for n, one in rows
                for each in one["conditions"]
                for x in around
                for y in around
            ]
            self._table(f"{table}_cells", _named(("n", "condition", "x", "y"), cells))

    def edges(self) -> tuple[np.ndarray, np.ndarray]:
        """Every allowed pair: places in the record of who waits, and of the mentor; no order."""
        found = self._db.execute(EDGES).fetchnumpy()
        return found["p"], found["m"]

    def _table(self, name: str, columns: dict[str, np.ndarray]) -> None:
        self._db.register("given", columns)
        self._db.execute(f"CREATE TABLE {name} AS SELECT * FROM given")  # noqa: S608
        self._db.unregister("given")


def _columns(
    rows: list[tuple[int, dict[str, Any]]], wish: str, topics: str, bits: dict[str, int]
) -> dict[str, np.ndarray]:
    def mask(values: list[str]) -> int:
        return sum(1 << bits.setdefault(each, len(bits)) for each in values)

    def numbers(kind: type, values: list[Any]) -> np.ndarray:
        return np.array(values, dtype=kind)

    people = [one for _, one in rows]
    return {
        "n": numbers(np.int32, [n for n, _ in rows]),
        **{name: numbers(np.float64, [one[name] for one in people]) for name in _PLACES},
        "age": numbers(np.int16, [one["age"] for one in people]),
        "gender": numbers(np.uint8, [_GENDERS[one["gender"]] for one in people]),
        "wish": numbers(np.uint8, [_GENDERS[one[wish]] for one in people]),
        "modes": numbers(np.uint8, [sum(_MODES[each] for each in one["modes"]) for one in people]),
        "times": numbers(np.uint64, [mask(one["times"]) for one in people]),
        "languages": numbers(np.uint64, [mask(one["languages"]) for one in people]),
        "topics": numbers(np.uint64, [mask(one[topics]) for one in people]),
        "language_required": numbers(
            np.bool_, [one.get("language_required", False) for one in people]
        ),
    }


def _blocks(record: dict[str, Any]) -> list[tuple[int, int]]:
    people = {one["id"]: n for n, one in enumerate(record["mentees"])}
    mentors = {one["id"]: n for n, one in enumerate(record["mentors"])}
    found = [(one["id"], other) for one in record["mentees"] for other in one["blocks"]]
    found += [(other, one["id"]) for one in record["mentors"] for other in one["blocks"]]
    return [(people[p], mentors[m]) for p, m in found if p in people and m in mentors]


def _cell(record: dict[str, Any]) -> tuple[float, float]:
    """Degrees of a cell that is as wide as anybody would go, so that neighbours are enough."""
    everybody = [*record["mentees"], *record["mentors"]]
    lat = max(one["max_km"] for one in everybody) / _KM_A_DEGREE
    north = max(abs(one["lat"]) for one in everybody)
    return lat, lat / math.cos(math.radians(north))


def _named(names: tuple[str, ...], rows: list[tuple[Any, ...]]) -> dict[str, np.ndarray]:
    columns = zip(*rows, strict=True) if rows else [[] for _ in names]
    return {
        name: np.array(column, dtype=object if name == "condition" else np.int32)
        for name, column in zip(names, columns, strict=True)
    }
