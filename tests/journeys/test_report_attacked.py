"""An attacker reads what is told outside, and tries every truth that there can be behind it.

What is told of a change depends on how many people there are, on the sum of their changes and on
the sum of the squares. The attacker has a table of all that whole numbers can make, and tries each
against two reports of which the later one has one person more: harder than anything that is told,
since between two reports there are eight at the least. Where one answer alone is left, that person
is found."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator
from functools import cache
from statistics import fmean, stdev

import pytest

from alongside.engines.evaluation import coarse_change, paired_change, protect

pytestmark = pytest.mark.once
SPAN, FEW, MANY = 6, 8, 13  # points of the scale; people
Told = tuple[float, float, float]
Teller = Callable[[int, int, int], Told]


def interval(people: int, total: int, squares: int) -> tuple[float, float, float]:
    """The change with its interval, as the engine works it out."""
    mean = total / people
    spread = math.sqrt(max(0.0, squares - total * mean) / (people - 1))
    half = _quantile(people) * spread / math.sqrt(people)
    return mean, mean - half, mean + half


@cache
def _quantile(people: int) -> float:
    """Student's quantile, by the way of the engine's own interval."""
    sample = [0.0] * (people - 1) + [1.0]
    found = paired_change([(0.0, one) for one in sample], higher_is_better=True)
    assert found.high is not None
    return (found.high - fmean(sample)) / (stdev(sample) / math.sqrt(people))


def to_four_digits(people: int, total: int, squares: int) -> Told:
    """As it was told before."""
    change, low, high = (float(f"{one:.4g}") for one in interval(people, total, squares))
    return change, low, high


def in_steps(people: int, total: int, squares: int) -> Told:
    """As it is told."""
    found = coarse_change(*interval(people, total, squares), pairs=people, span=SPAN)
    return found.change, found.low, found.high


@cache
def reachable(people: int) -> dict[int, int]:
    """By the sum of so many whole changes, which sums of squares there are: bit n for n."""
    if people == 0:
        return {0: 1}
    found: dict[int, int] = {}
    for total, squares in reachable(people - 1).items():
        for change in range(-SPAN, SPAN + 1):
            found[total + change] = found.get(total + change, 0) | squares << change * change
    return found


def fitting(told: Told, people: int, tell: Teller) -> Iterator[tuple[int, int]]:
    """Each sum that is told like this, with the sums of squares that are, as bits. The wider the
    changes are apart the higher is the upper end, so two cuts find them."""
    for total in range(-SPAN * people, SPAN * people + 1):
        least = -(-total * total // people)
        if abs(tell(people, total, least)[0] - told[0]) > 1e-9:
            continue
        ends = [least, SPAN * SPAN * people + 1]
        first = _cut(ends, lambda at, total=total: tell(people, total, at)[2] >= told[2])  # type: ignore[misc]
        last = _cut(ends, lambda at, total=total: tell(people, total, at)[2] > told[2])  # type: ignore[misc]
        there = reachable(people)[total] & ((1 << last) - (1 << first))
        if there:
            yield total, there


def _cut(ends: list[int], true: Callable[[int], bool]) -> int:
    low, high = ends
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if true(middle) else (middle + 1, high)
    return low


def alike(people: int) -> list[int]:
    """Every number of people that is told like this one."""
    return [one for one in range(FEW, people + 8) if protect(one) == protect(people)]


def numbers_left(told: Told, people: int, tell: Teller) -> list[int]:
    """How many people there may be."""
    return [one for one in alike(people) if any(fitting(told, one, tell))]


def changes_left(before: Told, after: Told, people: int, tell: Teller) -> set[int]:
    """What the one person may have changed who is in the later report and not in the earlier."""
    left: set[int] = set()
    for number in alike(people):
        if number + 1 not in alike(people + 1):
            continue
        later = dict(fitting(after, number + 1, tell))
        for total, squares in fitting(before, number, tell):
            left |= {
                change
                for change in range(-SPAN, SPAN + 1)
                if squares << change * change & later.get(total + change, 0)
            }
    return left


def anybodys_changes(told: Told, people: int, tell: Teller) -> set[int]:
    """What anybody may have changed who is in this one report."""
    return {
        change
        for number in alike(people)
        for total, squares in fitting(told, number, tell)
        for change in range(-SPAN, SPAN + 1)
        if squares >> change * change & reachable(number - 1).get(total - change, 0)
    }


def people_of(draw: random.Random) -> list[int]:
    """What some people changed, most a little to the better."""
    number = draw.randint(FEW + 1, MANY)
    return [max(-SPAN, min(SPAN, round(draw.gauss(1, 2)))) for _ in range(number)]


def people_alike(draw: random.Random) -> list[int]:
    """Some people who all changed alike, or as far as there is room for."""
    number = draw.randint(FEW, MANY)
    if draw.random() < 0.5:
        return [draw.choice((-SPAN, 0, 1, SPAN))] * number
    return [draw.choice((SPAN - 1, SPAN)) for _ in range(number)]


def told_of(changes: list[int], tell: Teller) -> Told:
    return tell(len(changes), sum(changes), sum(one * one for one in changes))


def read_once(times: int, tell: Teller) -> tuple[int, int]:
    """How often one report gave away how many people there are, and what somebody changed."""
    draw = random.Random(208)
    numbers = persons = 0
    for turn in range(times):
        changes = people_alike(draw) if turn % 4 == 0 else people_of(draw)
        told, people = told_of(changes, tell), len(changes)
        left = anybodys_changes(told, people, tell)
        assert set(changes) <= left  # the attacker is never wrong
        numbers += len(numbers_left(told, people, tell)) == 1
        persons += len(left) == 1
    return numbers, persons


def read_twice(times: int, tell: Teller) -> int:
    """How often two reports gave away what the one person changed who is in the second alone."""
    draw = random.Random(208)
    found = 0
    for _ in range(times):
        changes = people_of(draw)
        before, after = told_of(changes[:-1], tell), told_of(changes, tell)
        left = changes_left(before, after, len(changes) - 1, tell)
        assert changes[-1] in left
        found += len(left) == 1
    return found


def test_four_digits_give_away_how_many_and_what_the_last_person_changed() -> None:
    numbers, persons = read_once(24, to_four_digits)
    assert numbers >= 12
    assert persons >= 1  # those who are all alike
    assert read_twice(24, to_four_digits) == 24


def test_a_change_in_steps_gives_away_neither() -> None:
    assert read_once(24, in_steps) == (0, 0)


def test_even_two_reports_with_one_person_between_them_do_not_find_that_person() -> None:
    assert read_twice(24, in_steps) == 0


@pytest.mark.long
def test_steps_give_away_neither_of_thousands() -> None:
    assert read_once(3_000, in_steps) == (0, 0)


@pytest.mark.long
def test_two_reports_find_one_person_in_five_hundred_at_the_most() -> None:
    """The bar for small counts, for reports that are not even told with so few between them."""
    assert read_twice(3_000, in_steps) <= 6
