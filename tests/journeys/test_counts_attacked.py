"""An attacker reads the counts that are told outside, of periods that hold one another, and works
out from all of them together between what each can lie.

Everything that is known of them says that one number is at least, or at most, so much more than
another: between what bounds such numbers lie follows exactly from the shortest ways between them,
and no better attack on them is possible. A cell is a number of people told of one period, or those
who are in one and not in the next: between two parts, or between two periods."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from alongside.engines.evaluation import protect

pytestmark = pytest.mark.once
PERIODS, PARTS = 4, 5  # three, six, nine months and the year; introduced, taken on, came, ...
SMALL = range(1, 8)
Cell = tuple[int, int]


def alike(count: int) -> tuple[int, int]:
    """Between what a number lies that is told like this one."""
    if count in SMALL:
        return SMALL[0], SMALL[-1]
    told = protect(count).value or 0
    return (max(8, told - 2), told + 2) if told else (0, 0)


def service(draw: random.Random) -> list[list[int]]:
    """A small service's year: by period, how many there are of each part."""
    people = draw.randint(5, 60)
    chance = [1.0, *(draw.uniform(0.4, 1) for _ in range(PARTS - 1))]
    counts = [[0] * PARTS for _ in range(PERIODS)]
    for _ in range(people):
        first = draw.randrange(PERIODS)
        for part in range(PARTS):
            if draw.random() > chance[part]:
                break
            for period in range(first, PERIODS):
                counts[period][part] += 1
    return counts


class Attacker:
    """Knows of numbers that one is at most so much above another."""

    def __init__(self, names: Iterable[object]) -> None:
        self._at = {name: row for row, name in enumerate((None, *names))}
        many = len(self._at)
        far = 10**6
        self._most = [[0 if row == col else far for col in range(many)] for row in range(many)]

    def knows(self, one: object, other: object, most: int) -> None:
        """That `one` is above `other` by `most` at the most; None stands for 0."""
        row, col = self._at[one], self._at[other]
        self._most[row][col] = min(self._most[row][col], most)

    def told(self, name: object, count: int) -> None:
        """That a number is told like this one."""
        least, most = alike(count)
        self.knows(name, None, most)
        self.knows(None, name, -least)

    def thinks(self) -> None:
        """Draws every conclusion."""
        for by in range(len(self._most)):
            through = self._most[by]
            for row in self._most:
                first = row[by]
                for col, second in enumerate(through):
                    if first + second < row[col]:
                        row[col] = first + second

    def between(self, one: object, other: object = None) -> tuple[int, int]:
        """By how much `one` is above `other`, at the least and at the most."""
        row, col = self._at[one], self._at[other]
        return -self._most[col][row], self._most[row][col]


def attacked(counts: list[list[int]]) -> tuple[int, int, int]:
    """Of the small cells of a service: how many there are, how many of the counts that are told are
    found closer than they are told, and how many cells are found altogether."""
    cells = [(period, part) for period in range(PERIODS) for part in range(PARTS)]
    attacker = Attacker(cells)
    for period, part in cells:
        attacker.told((period, part), counts[period][part])
        if part:
            attacker.knows((period, part), (period, part - 1), 0)
        if period:
            attacker.knows((period - 1, part), (period, part), 0)
    attacker.thinks()
    small = closer = found = 0
    for one, other in pairs(cells):
        true = counts[one[0]][one[1]] - (counts[other[0]][other[1]] if other else 0)
        least, most = attacker.between(one, other)
        assert least <= true <= most  # the attacker is never wrong
        if true not in SMALL:
            continue
        small += 1
        found += least == most
        closer += other is None and (least, most) != alike(true)
    return small, closer, found


def pairs(cells: list[Cell]) -> list[tuple[Cell, Cell | None]]:
    """Each number by itself, and each beside the ones that it is a part of."""
    found: list[tuple[Cell, Cell | None]] = []
    for period, part in cells:
        found.append(((period, part), None))
        if part:
            found.append(((period, part - 1), (period, part)))
        if period:
            found.append(((period, part), (period - 1, part)))
    return found


def tried(times: int) -> tuple[int, int, int]:
    """The same, over so many services."""
    draw = random.Random(208)
    sums = [attacked(service(draw)) for _ in range(times)]
    return sum(one[0] for one in sums), sum(one[1] for one in sums), sum(one[2] for one in sums)


def test_no_count_of_a_report_is_found_closer_than_it_is_told() -> None:
    small, closer, found = tried(40)
    assert small > 300
    assert (closer, found) == (0, 0)


@pytest.mark.long
def test_no_count_of_thousands_is_found() -> None:
    small, closer, found = tried(3_000)
    assert small > 20_000
    assert (closer, found) == (0, 0)


def parts_beside_their_whole(draw: random.Random) -> tuple[int, int]:
    """As counts were told before: how many small parts there are, and how many are found closer
    than they are told, by taking the others from the whole."""
    parts = [draw.choice((draw.randint(1, 7), draw.randint(8, 20))) for _ in range(3)]
    whole = alike(sum(parts))
    small = closer = 0
    for at, part in enumerate(parts):
        others = [alike(one) for row, one in enumerate(parts) if row != at]
        least = max(alike(part)[0], whole[0] - sum(one[1] for one in others))
        most = min(alike(part)[1], whole[1] - sum(one[0] for one in others))
        assert least <= part <= most
        if part in SMALL:
            small += 1
            closer += (least, most) != alike(part)
    return small, closer


def test_parts_beside_their_whole_were_found_closer() -> None:
    draw = random.Random(208)
    both = [parts_beside_their_whole(draw) for _ in range(200)]
    small, closer = (sum(one[at] for one in both) for at in (0, 1))
    assert closer > small / 8
