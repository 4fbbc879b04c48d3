"""Reads a problem and its answer as plain records and tests each pair again, one by one.

It shares no code with ``engines.matching``, which made the answer: a mistake there is not made
here a second time. It is plain and slow (about 20 microseconds a pair) on purpose. That an answer
is the best is not its matter; the prices of ``engines.matching`` prove that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from ._points import near_enough, points

Record = Mapping[str, Any]


def faults(problem: Record, answer: Record) -> list[str]:
    """What is wrong with an answer, each fault in a sentence; empty where it is sound.

    ``problem`` is a problem that was read without faults, ``answer`` an answer as JSON has it.
    """
    mentees = {one["id"]: one for one in problem["mentees"]}
    mentors = {one["id"]: one for one in problem["mentors"]}
    return [
        *_of_people(mentees, mentors, answer),
        *(
            f"{pair['mentee']} with {pair['mentor']}: {fault}"
            for pair in answer["pairs"]
            if pair["mentee"] in mentees and pair["mentor"] in mentors
            for fault in _of_pair(problem, mentees[pair["mentee"]], mentors[pair["mentor"]], pair)
        ),
        *_of_sums(problem, mentees, answer),
    ]


def _of_people(
    mentees: Mapping[str, Record], mentors: Mapping[str, Record], answer: Record
) -> Iterator[str]:
    """Everybody who waits is told of once, and no mentor has more people than free places."""
    told = Counter(one["mentee"] for one in (*answer["pairs"], *answer["unplaced"]))
    for mentee in sorted(set(told) | set(mentees)):
        if told[mentee] != 1 or mentee not in mentees:
            yield f"{mentee} is told of {told[mentee]} times"
    load = Counter(one["mentor"] for one in answer["pairs"])
    for mentor, taken in sorted(load.items()):
        if mentor not in mentors:
            yield f"{mentor} is no mentor"
        elif taken > mentors[mentor]["capacity"]:
            yield f"{mentor} has {taken} people"


def _of_pair(problem: Record, mentee: Record, mentor: Record, pair: Record) -> Iterator[str]:
    yield from broken_rules(problem, mentee, mentor)
    if pair["parts"] != points(mentee, mentor):
        yield "the parts of the score are others"
    if pair["score"] != sum(pair["parts"].values()) or pair["score"] < 1:
        yield "the parts do not make up the score"
    if not 1 <= len(pair["reasons"]) <= 4 or not pair["difference"]:
        yield "reasons or the difference are missing"


def broken_rules(problem: Record, mentee: Record, mentor: Record) -> Iterator[str]:
    """The hard rules that a pair breaks, each in a sentence."""
    if mentor["ready"] is not True:
        yield "the mentor is not ready"
    if mentor["recheck_on"] is not None and mentor["recheck_on"] < problem["on"]:
        yield "a check of the mentor has run out"
    if mentor["capacity"] < 1:
        yield "the mentor has no place free"
    if mentor["id"] in mentee["blocks"] or mentee["id"] in mentor["blocks"]:
        yield "one blocks the other"
    if not _share(mentee, mentor, "conditions"):
        yield "no condition is shared"
    if not _share(mentee, mentor, "times"):
        yield "no time is shared"
    for wish, other in (("mentor_gender", (mentee, mentor)), ("mentee_gender", (mentor, mentee))):
        asking, asked = other
        if asking.get(wish) is not None and asking[wish] != asked.get("gender"):
            yield "a wish about gender is not met"
    if mentee.get("language_required") and not _share(mentee, mentor, "languages"):
        yield "no language is shared"
    if not set(mentee.get("must_share", ())) <= set(mentor.get("can_share", ())):
        yield "not all can be shared that must be"
    yield from _wall(problem.get("settings", {}), mentee, mentor)
    yield from _way(mentee, mentor)


def _share(mentee: Record, mentor: Record, field: str) -> bool:
    return not set(mentee.get(field, ())).isdisjoint(mentor.get(field, ()))


def _wall(settings: Record, mentee: Record, mentor: Record) -> Iterator[str]:
    """Between adults and people under 18, on whichever side these are."""
    young = mentee["age"] is None or mentee["age"] < 18
    if young and not (settings.get("allow_under_18") and mentor.get("cleared_for_under_18")):
        yield "the mentee may be under 18"
    if not young and mentor.get("age") is not None and mentor["age"] < 18:
        yield "the mentor is under 18"


def _way(mentee: Record, mentor: Record) -> Iterator[str]:
    ways = set(mentee["modes"]) & set(mentor["modes"])
    if not ways:
        yield "no way to meet is shared"
    elif ways == {"in_person"} and not near_enough(mentee, mentor):
        yield "it is too far to meet in person"


def _of_sums(problem: Record, mentees: Mapping[str, Record], answer: Record) -> Iterator[str]:
    total = sum(pair["score"] for pair in answer["pairs"])
    if not answer["objective"] == total == answer["bound"]:
        yield "the objective is not the sum of the scores, or not the bound"
    if answer["certificate"] != "optimal":
        yield "the certificate is missing"
    if answer["price_of_fairness"] < 0:
        yield "the price of fairness is below nought"
    days = problem.get("settings", {}).get("fair_after_days")
    placed = {pair["mentee"] for pair in answer["pairs"]}
    long = {
        one for one, record in mentees.items() if days is not None and record["waiting_days"] > days
    }
    tiers = [{"waiting_over_days": days, "placed": len(long & placed), "of": len(long)}]
    if answer["tiers"] != ([] if days is None else tiers):
        yield "the tiers are counted wrongly"
