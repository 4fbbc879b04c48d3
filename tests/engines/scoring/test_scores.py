"""Scores: worked by hand, and what holds for any answers."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.engines.scoring import Item, Score, parse_response, score, tally
from engines.scoring.measures import WITH_ITEMS, instrument

SEMCD6 = ("fatigue", "pain", "distress", "other-symptoms", "tasks", "besides-medication")


def scores_of(measure: str, answers: dict[str, Any]) -> dict[str, Score]:
    """The scores of these answers, by scale."""
    found = instrument(measure)
    told = score(found, parse_response(found, {"id": "a", "answers": answers}))
    return {each.scale: each for each in told}


@pytest.mark.parametrize(
    ("given_answers", "value"),
    [
        ((1, 1, 1, 1, 1, 1), 1.0),
        ((10, 10, 10, 10, 10, 10), 10.0),
        ((5, 6, 7, 8, 4, 3), 5.5),
        ((7, None, 5, 6, None, 8), 6.5),  # four of six are enough
        ((7, 7, 8, 9, 9, None), 8.0),
        ((7, None, 5, 6, None, None), None),  # three are not
        ((None,) * 6, None),
    ],
)
def test_semcd6_is_the_mean_of_four_or_more(
    given_answers: tuple[int | None, ...], value: float | None
) -> None:
    told = scores_of("semcd6", dict(zip(SEMCD6, given_answers, strict=True)))

    assert told["confidence"].value == value
    assert told["confidence"].higher_is_better is True


def test_ons4_has_four_scores_and_no_total() -> None:
    told = scores_of("ons4", {"satisfied": 4, "worthwhile": 9, "happy": None, "anxious": 6})

    assert {name: (each.value, each.band) for name, each in told.items()} == {
        "satisfied": (4, "low"),
        "worthwhile": (9, "very high"),
        "happy": (None, None),
        "anxious": (6, "high"),
    }
    assert told["anxious"].higher_is_better is False
    assert told["satisfied"].version == "ons-2018"


@pytest.mark.parametrize(
    ("scale", "bands"),
    [
        ("satisfied", ["low"] * 5 + ["medium"] * 2 + ["high"] * 2 + ["very high"] * 2),
        ("anxious", ["very low"] * 2 + ["low"] * 2 + ["medium"] * 2 + ["high"] * 5),
    ],
)
def test_ons4_band_of_every_answer(scale: str, bands: list[str]) -> None:
    assert [scores_of("ons4", {scale: each})[scale].band for each in range(11)] == bands


def test_loneliness_is_summed_only_when_all_three_are_answered() -> None:
    whole = {"companionship": "often", "left-out": "hardly-ever", "isolated": "some-of-the-time"}

    assert scores_of("ons-loneliness", whole)["ucla"].value == 6
    assert scores_of("ons-loneliness", whole)["direct"].category is None
    assert scores_of("ons-loneliness", {**whole, "isolated": None})["ucla"].value is None
    assert scores_of("ons-loneliness", {"direct": "often"})["direct"].category == "often"
    assert scores_of("ons-loneliness", whole)["ucla"].band is None  # nobody is called lonely


def test_friends_and_family_counts_dont_know_among_all_who_answered() -> None:
    found = instrument("friends-and-family")
    given_answers = ["very-good", "good", "good", "neither", "very-poor", "dont-know", None]
    scored = [
        score(found, parse_response(found, {"id": str(n), "answers": {"experience": each}}))
        for n, each in enumerate(given_answers)
    ]

    (told,) = tally(found, scored)

    assert told.of == 6
    assert told.counts == {"positive": 3, "neither": 1, "negative": 1, "unknown": 1}


@pytest.mark.parametrize(
    ("value", "table", "level"),
    [
        (0, "a_72", 1), (47.0, "a_72", 1), (47.1, "a_72", 2), (55.1, "b_67", 2),
        (55.2, "b_67", 3), (67.0, "b_67", 3), (67.1, "b_67", 4), (67.1, "a_72", 3),
        (70, "a_72", 3), (70, "b_67", 4), (72.4, "a_72", 3), (72.5, "a_72", 4), (100, "b_67", 4),
    ],
)  # fmt: skip
def test_pam_keeps_score_level_and_table(value: float, table: str, level: int) -> None:
    found = instrument("pam")
    record = {
        "id": "a", "score": value, "level": level, "cut_table_version": table,
        "licence_reference": "L-1",
    }  # fmt: skip

    (told,) = score(found, parse_response(found, record))

    assert (told.value, told.band, told.version) == (value, str(level), table)


def any_answer(item: Item) -> st.SearchStrategy[Any]:
    """An answer of the item, or none."""
    if item.kind == "number":
        return st.none() | st.integers(item.least, item.most)
    if item.kind == "choice":
        return st.none() | st.sampled_from([option.id for option in item.options])
    return st.none() | st.text(max_size=20)


@st.composite
def answered(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A measure, and answers to it."""
    name = draw(st.sampled_from(WITH_ITEMS))
    items = instrument(name).items
    return name, {item.id: draw(any_answer(item)) for item in items}


@given(answered(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_null_is_left_out(
    told: tuple[str, dict[str, Any]], random: Any
) -> None:
    name, answers = told
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    without = {item: answer for item, answer in answers.items() if answer is not None}

    assert scores_of(name, dict(shuffled)) == scores_of(name, answers)
    assert scores_of(name, without) == scores_of(name, answers)


@given(answered())
def test_score_is_there_when_enough_is_answered_and_within_its_range(
    told: tuple[str, dict[str, Any]],
) -> None:
    name, answers = told
    found = instrument(name)
    items = {item.id: item for item in found.items}
    scored = scores_of(name, answers)
    for scale in found.scales:
        one = scored[scale.id]
        assert one.answered == sum(answers[item] is not None for item in scale.items)
        enough = one.answered >= scale.needs
        if scale.rule == "category":
            assert (one.category is not None) == enough
            assert one.value is None
            continue
        assert (one.value is not None) == enough
        if one.value is not None:
            used = [items[item] for item in scale.items]
            many = len(used) if scale.rule == "sum" else 1
            assert min(i.least for i in used) * many <= one.value
            assert one.value <= max(i.most for i in used) * many
            assert (one.band is None) == (not scale.bands)


@given(answered(), st.data())
def test_a_better_answer_never_makes_a_score_worse(
    told: tuple[str, dict[str, Any]], data: st.DataObject
) -> None:
    name, answers = told
    found = instrument(name)
    scored = [
        each for each in found.items if each.least < each.most and answers[each.id] is not None
    ]
    assume(scored)
    item = data.draw(st.sampled_from(scored))
    values = {option.id: option.value or 0 for option in item.options}
    other = data.draw(any_answer(item).filter(lambda each: each is not None))
    before, after = scores_of(name, answers), scores_of(name, {**answers, item.id: other})
    rises = values.get(other, other) - values.get(answers[item.id], answers[item.id])
    for scale in found.scales:
        if item.id not in scale.items or before[scale.id].value is None:
            assert before[scale.id] == after[scale.id]
            continue
        change = (after[scale.id].value or 0) - (before[scale.id].value or 0)
        assert change * rises >= 0
        assert (change > 0) == (rises > 0)


@given(st.lists(st.integers(1, 10), min_size=4, max_size=6))
def test_mean_is_exact_to_the_last_bit(given_answers: list[int]) -> None:
    told = scores_of("semcd6", dict(zip(SEMCD6, given_answers, strict=False)))

    assert told["confidence"].value == float(Fraction(sum(given_answers), len(given_answers)))
