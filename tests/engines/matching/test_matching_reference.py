"""The engine against every plan there is, and what must hold for every population."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.engines.matching import allowed_pairs, choices, parse_problem
from engines.matching import populations as p
from engines.matching import reference
from support import examples


def same_as_the_reference(problem: dict) -> None:
    told, best = p.answer(problem), reference.best(problem)

    assert p.plan(told) == best["plan"]
    assert told["objective"] == told["bound"] == best["objective"]
    assert told["tiers"] == best["tiers"]
    assert told["price_of_fairness"] == best["price_of_fairness"]


@given(p.problems())
@examples(120)
def test_answer_is_the_best_of_all_plans(problem: dict) -> None:
    same_as_the_reference(problem)


@given(p.contests())
@examples(150)
def test_answer_is_the_best_where_many_want_the_same_few(problem: dict) -> None:
    same_as_the_reference(problem)


@pytest.mark.long
@given(p.problems() | p.contests())
@settings(max_examples=10_000)
def test_answer_is_the_best_of_all_plans_ten_thousand_times(problem: dict) -> None:
    same_as_the_reference(problem)


@given(p.problems() | p.contests())
@examples(100)
def test_pairs_are_all_that_keep_the_rules(problem: dict) -> None:
    pairs = {
        (ours, theirs): score for ours, theirs, score, _ in allowed_pairs(parse_problem(problem))
    }

    assert pairs == reference.allowed(problem)
    assert all(score >= 1 for score in pairs.values())


@given(p.problems() | p.contests(), st.randoms(use_true_random=False))
@examples(60)
def test_answer_does_not_depend_on_any_order(problem: dict, rng: random.Random) -> None:
    mixed = {
        **problem,
        **{part: [_mixed(one, rng) for one in problem[part]] for part in ("mentees", "mentors")},
    }
    for part in ("mentees", "mentors"):
        rng.shuffle(mixed[part])

    told, other = p.answer(problem), p.answer(mixed)

    for pair in (*told["pairs"], *other["pairs"]):
        pair.pop("reasons")  # names in them stand in the order in which the person gave them
        pair.pop("difference")
    assert told == other


def _mixed(record: dict, rng: random.Random) -> dict:
    mixed = {
        name: rng.sample(value, len(value)) if isinstance(value, list) else value
        for name, value in record.items()
    }
    return dict(rng.sample(list(mixed.items()), len(mixed)))


@given(p.contests(), st.data())
@examples(60)
def test_another_mentor_never_lowers_the_count_or_the_sum(problem: dict, data: Any) -> None:
    more = problem["mentors"] + [data.draw(p.mentors(99, 1))]

    before, after = p.answer(problem), p.answer({**problem, "mentors": more})

    if before["tiers"]:
        assert after["tiers"][0]["placed"] >= before["tiers"][0]["placed"]
    if not before["tiers"] or after["tiers"] == before["tiers"]:
        assert after["objective"] >= before["objective"]


@given(p.contests())
@examples(60)
def test_tier_and_price_say_what_fairness_takes(problem: dict) -> None:
    fair = p.answer({**problem, "settings": {**problem["settings"], "fair_after_days": 90}})
    free = p.answer({**problem, "settings": {**problem["settings"], "fair_after_days": None}})

    assert fair["objective"] + fair["price_of_fairness"] == free["objective"]
    assert free["price_of_fairness"] == 0
    assert free["tiers"] == []
    long = {one["id"] for one in problem["mentees"] if one["waiting_days"] > 90}
    assert fair["tiers"][0]["of"] == len(long)
    assert fair["tiers"][0]["placed"] >= sum(1 for pair in free["pairs"] if pair["mentee"] in long)


@given(p.contests(), st.data())
@examples(50)
def test_choices_cost_what_the_best_plan_with_them_lacks(problem: dict, data: Any) -> None:
    asked = data.draw(st.sampled_from([one["id"] for one in problem["mentees"]]))
    best = reference.best(problem)
    now = _placed(best), best["objective"]

    found = choices(parse_problem(problem), asked, limit=9)

    weights = reference.allowed(problem)
    assert {one.pair.mentor for one in found} == {to for ours, to in weights if ours == asked}
    for one in found:
        with_it = reference.best(_only(problem, asked, one.pair.mentor, weights))
        if one.pair.mentor not in with_it["plan"].values() or with_it["plan"][asked] is None:
            continue  # even alone with this mentor, others would be put first
        assert (one.tier_lost, one.points_lost) == (
            now[0] - _placed(with_it),
            now[1] - with_it["objective"],
        )
        assert one.suggested == (best["plan"][asked] == one.pair.mentor)
    assert [one.suggested for one in found[1:]] == [False] * len(found[1:])


def _placed(best: dict) -> int:
    return best["tiers"][0]["placed"] if best["tiers"] else 0


def _only(problem: dict, asked: str, mentor: str, weights: reference.Weights) -> dict:
    """The problem in which the mentee asked about blocks everybody but one mentor."""
    others = [to for ours, to in weights if ours == asked and to != mentor]
    return {
        **problem,
        "mentees": [
            {**one, "blocks": one["blocks"] + others} if one["id"] == asked else one
            for one in problem["mentees"]
        ],
    }


def _compare(seed: int, waiting: int, helping: int) -> None:
    """Rules by the independent checker, and the sums by OR-Tools where it is installed."""
    problem = p.seeded(seed, waiting, helping)
    told = p.answer(problem)
    weights = reference.allowed(problem)
    places = {one["id"]: one["capacity"] for one in problem["mentors"]}
    chosen = {(pair["mentee"], pair["mentor"]): pair["score"] for pair in told["pairs"]}
    assert chosen.items() <= weights.items()
    days = problem["settings"]["fair_after_days"]
    long = {
        one["id"] for one in problem["mentees"] if days is not None and one["waiting_days"] > days
    }
    ahead = 1_000_000
    tiered = {pair: score + ahead * (pair[0] in long) for pair, score in weights.items()}
    placed = told["tiers"][0]["placed"] if told["tiers"] else 0
    assert _greatest(tiered, places) == told["objective"] + ahead * placed
    assert _greatest(weights, places) == told["objective"] + told["price_of_fairness"]


def _greatest(weights: reference.Weights, places: dict[str, int]) -> int:
    try:
        from ortools.graph.python import min_cost_flow
    except ImportError:
        return reference.greatest(weights, places)
    nodes: dict[str, int] = {}
    flow = min_cost_flow.SimpleMinCostFlow()
    for (mentee, mentor), weight in weights.items():
        ours, theirs = (nodes.setdefault(one, len(nodes) + 2) for one in (mentee, mentor))
        flow.add_arc_with_capacity_and_unit_cost(ours, theirs, 1, -weight)
    for mentee in {mentee for mentee, _ in weights}:
        flow.add_arc_with_capacity_and_unit_cost(0, nodes[mentee], 1, 0)
    for mentor in {mentor for _, mentor in weights}:
        flow.add_arc_with_capacity_and_unit_cost(nodes[mentor], 1, places[mentor], 0)
    flow.add_arc_with_capacity_and_unit_cost(0, 1, len(weights), 0)
    flow.set_nodes_supplies([0, 1], [len(weights), -len(weights)])
    assert flow.solve() == flow.OPTIMAL
    return -flow.optimal_cost()


@pytest.mark.parametrize("seed", range(25))
def test_larger_populations_break_no_rule_and_lose_nothing(seed: int) -> None:
    _compare(seed, waiting=30, helping=15)


@pytest.mark.long
def test_ten_thousand_populations_break_no_rule_and_lose_nothing() -> None:
    for seed in range(10_000):
        _compare(seed, waiting=10 + seed % 30, helping=5 + seed % 17)


def test_everybody_wants_the_same_and_there_are_more_than_are_tried_at_first() -> None:
    """300 people alike and 300 mentors, each a little farther: the last ones count as well."""
    mentors = [p.mentor(id=f"m{n}", lat=52.2 + n / 4_000, lon=-2.2) for n in range(300)]
    problem = p.problem([p.mentee(id=f"p{n}") for n in range(300)], mentors)

    told = p.answer(problem)

    assert sorted(pair["mentor"] for pair in told["pairs"]) == sorted(one["id"] for one in mentors)
    alone = {mentor["id"]: p.answer(p.problem([p.mentee()], [mentor])) for mentor in mentors[::60]}
    scores = {pair["mentor"]: pair["score"] for pair in told["pairs"]}
    assert all(one["objective"] == scores[mentor] for mentor, one in alone.items())
    assert told["objective"] == told["bound"] == sum(scores.values())
