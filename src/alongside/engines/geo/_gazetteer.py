"""British places by name, held in memory."""

from __future__ import annotations

import csv
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import NamedTuple

_LONGEST = 80
_NO_LETTER = re.compile(r"[\W_]+")
_SAME = {"saint": "st", "on": "upon"}
_SIMPLE = re.compile(r"[a-z]+(?: [a-z]+)*")


_Index = list[tuple[str, int]]


class Place(NamedTuple):
    """A city, town or village. `key` stands in addresses; `area` tells it from its namesakes."""

    key: str
    name: str
    lat: float
    lon: float
    area: str
    population: int
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A place and how it was found: name, alias, start, word or alias_start."""

    place: Place
    how: str


def fold(text: str) -> str:
    """The form in which names are compared: small letters and single spaces, no accents."""
    small = text.lower()
    if not _SIMPLE.fullmatch(small):
        plain = unicodedata.normalize("NFKD", small.replace("'", "").replace("’", ""))
        if not plain.isascii():
            plain = "".join(char for char in plain if not unicodedata.combining(char))
        small = _NO_LETTER.sub(" ", plain.replace("&", " and ")).strip()
    if " " not in small:
        return small
    return " ".join([_SAME.get(word, word) for word in small.split(" ")])


class Gazetteer:
    """Look-ups by name in a fixed list of places. Safe to share between threads."""

    def __init__(self, places: Iterable[Place]) -> None:
        # The largest first: every index below then keeps that order.
        self._places = sorted(places, key=attrgetter("population"), reverse=True)
        self._by_key = {place.key: place for place in self._places}
        if len(self._by_key) != len(self._places):
            raise ValueError("two places have one key")
        self._folded = [fold(place.name) for place in self._places]
        self._exact: dict[str, list[int]] = {}
        for rank, folded in enumerate(self._folded):
            self._exact.setdefault(folded, []).append(rank)

    @cached_property
    def _names(self) -> _Index:
        return sorted(zip(self._folded, range(len(self._folded)), strict=True))

    @cached_property
    def _aliases(self) -> _Index:
        return sorted(
            (fold(alias), rank)
            for rank, place in enumerate(self._places)
            for alias in place.aliases
        )

    @cached_property
    def _words(self) -> _Index:
        """Names from their second word on: "malvern" for Great Malvern."""
        found = []
        for folded, rank in self._names:
            gap = folded.find(" ")
            while gap >= 0:
                found.append((folded[gap + 1 :], rank))
                gap = folded.find(" ", gap + 1)
        return sorted(found)

    @classmethod
    def load(cls, path: Path) -> Gazetteer:
        """Reads the CSV of `data/places`. Raises OSError, or ValueError for a malformed one."""
        with path.open(encoding="utf-8", newline="") as file:
            return cls(_read(file))

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def place(self, key: str) -> Place | None:
        """The place with that key, or None."""
        return self._by_key.get(key)

    def find(self, query: str, limit: int = 10) -> tuple[Match, ...]:
        """At most `limit` places in order of how well they fit, each once; () for no name."""
        wanted = fold(query) if len(query) <= _LONGEST else ""
        found: dict[int, str] = {}
        for how, ranks in self._tiers(wanted) if wanted else ():
            for rank in sorted(ranks):
                found.setdefault(rank, how)
            if len(found) >= limit:
                break
        return tuple(Match(self._places[rank], how) for rank, how in list(found.items())[:limit])

    def _tiers(self, wanted: str) -> Iterator[tuple[str, Iterable[int]]]:
        """Generated one by one: most searches are answered before the later indexes are needed."""
        yield "name", self._exact.get(wanted, ())
        yield "alias", _ranks(self._aliases, wanted, whole=True)
        yield "start", _ranks(self._names, wanted)
        yield "word", _ranks(self._words, wanted)
        yield "alias_start", _ranks(self._aliases, wanted)

    def look_up(self, query: str, limit: int = 20) -> tuple[Place, ...]:
        """The places that `query` can mean, the largest first.

        One place: go there. Several: ask which. None: say so, and offer `suggest`. A name in full
        means the places that have it, those that have it for a second name unless they are far
        smaller, and larger ones that begin with it (Newcastle in County Down, but also Newcastle
        upon Tyne); the beginning of a name means every place that begins so."""
        wanted = fold(query) if len(query) <= _LONGEST else ""
        if not wanted:
            return ()
        whole = {*self._exact.get(wanted, ()), *_ranks(self._aliases, wanted, whole=True)}
        if whole:
            largest = min(whole)
            least = self._places[largest].population / 10
            whole = {  # the City is not what anybody means who types London
                rank
                for rank in whole
                if self._folded[rank] == wanted or self._places[rank].population >= least
            }
            whole.update(rank for rank in _ranks(self._names, wanted + " ") if rank < largest)
            return tuple(self._places[rank] for rank in sorted(whole)[:limit])
        matches = self.find(query, limit)
        return tuple(match.place for match in matches if match.how == matches[0].how)

    def suggest(self, query: str, limit: int = 5) -> tuple[Place, ...]:
        """Places whose names are spelt nearly so, the nearest first. To offer, never to assume."""
        wanted = fold(query) if len(query) <= _LONGEST else ""
        if len(wanted) < 3:
            return ()
        near: list[tuple[float, int]] = []
        matcher = SequenceMatcher(autojunk=False, b=wanted)
        for rank, folded in enumerate(self._folded):
            if folded[0] != wanted[0] or abs(len(folded) - len(wanted)) > 2:
                continue
            matcher.set_seq1(folded)
            if matcher.quick_ratio() >= 0.8 and (ratio := matcher.ratio()) >= 0.8:
                near.append((-ratio, rank))
        return tuple(self._places[rank] for _, rank in sorted(near)[:limit])


def _ranks(index: _Index, wanted: str, whole: bool = False) -> Iterator[int]:
    for place in range(bisect_left(index, (wanted,)), len(index)):
        folded, rank = index[place]
        if folded != wanted if whole else not folded.startswith(wanted):
            return
        yield rank


def _read(lines: Iterable[str]) -> Iterator[Place]:
    rows = csv.reader(lines)
    columns = next(rows, [])
    needed = ["name", "aliases", "lat", "lon", "area", "population"]
    if not set(needed) <= set(columns):
        raise ValueError(f"the columns must be {', '.join(needed)}")
    pick = itemgetter(*(columns.index(column) for column in needed))
    taken: set[str] = set()
    for number, row in enumerate(rows, start=2):
        try:
            name, aliases, lat, lon, area, population = pick(row)
            north = float(lat)
            key = f"{fold(name).replace(' ', '-')}-{north:.2f}"
            if key in taken:  # namesakes on one latitude
                key = f"{key}-{float(lon):.2f}"
            taken.add(key)
            others = tuple(aliases.split("|")) if aliases else ()
            yield Place(key, name, north, float(lon), area, int(population), others)
        except (IndexError, ValueError) as error:
            raise ValueError(f"line {number}: {error}") from error
