"""What changed: figures held against R's, and what must hold for any answers."""

from __future__ import annotations

import csv
import json
import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.evaluation import (
    HIDDEN,
    Caution,
    expected_without_support,
    paired_change,
    protect,
    share_of,
    transitions,
    wilson,
)
from alongside.engines.evaluation._student import quantile
from support import SHARED, needs_shared

EVIDENCE = SHARED / "data/evidence"
SCORES = st.floats(-100, 100).map(lambda value: round(value, 3))
ANSWERS = st.lists(st.tuples(SCORES, st.none() | SCORES), max_size=60)


def rows(name: str) -> list[dict[str, str]]:
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@needs_shared
def test_students_sleepers_change_as_r_says() -> None:
    told = json.loads((EVIDENCE / "paired_sleep_expected.json").read_text("utf-8"))
    answers = [(float(r["pre"]), float(r["post"])) for r in rows("paired_sleep_input.csv")]

    found = paired_change(answers, higher_is_better=True)

    assert (found.before, found.pairs, found.missing) == (10, 10, 0)
    assert found.change == pytest.approx(told["mean_change"], abs=1e-12)
    assert (found.low, found.high) == pytest.approx(told["ci95"], abs=1e-9)
    assert found.over_spread == pytest.approx(told["d_pre_sd"], abs=1e-9)
    assert found.cautions == (Caution.NOBODY_TO_COMPARE,)


@needs_shared
@pytest.mark.parametrize(
    ("arm", "name", "column"),
    [("BtheB", "btb_2m", "bdi.2m"), ("TAU", "tau_2m", "bdi.2m"), ("TAU", "tau_8m", "bdi.8m"),
     ("BtheB", "btb_8m", "bdi.8m")],
)  # fmt: skip
def test_a_trial_that_lost_people_is_told_with_those_it_lost(
    arm: str, name: str, column: str
) -> None:
    file = EVIDENCE / "paired_missing_followup_BtheB_expected.json"
    told = json.loads(file.read_text("utf-8"))[name]
    answers = [
        (float(row["bdi.pre"]), None if row[column] == "NA" else float(row[column]))
        for row in rows("paired_missing_followup_BtheB_input.csv")
        if row["treatment"] == arm
    ]

    found = paired_change(answers, higher_is_better=False, chosen_at_their_worst=True)

    assert (found.before, found.pairs, found.missing) == (
        told["n_pre"], told["n_pairs"], told["n_lost"],
    )  # fmt: skip
    assert found.mean_before == pytest.approx(told["mean_pre_all"])
    assert found.mean_before_stayed == pytest.approx(told["mean_pre_pairs"])
    assert found.mean_after == pytest.approx(told["mean_post"])
    assert found.change == pytest.approx(-told["mean_change"], abs=1e-9)
    assert (found.low, found.high) == pytest.approx((-told["ci95"][1], -told["ci95"][0]), abs=1e-9)
    if told["n_lost"]:
        assert found.mean_before_missing == pytest.approx(told["mean_pre_lost"])
    assert Caution.CHOSEN_AT_THEIR_WORST in found.cautions
    assert (Caution.MANY_MISSING in found.cautions) == (found.share_missing > 0.2)


def test_too_few_and_mostly_missing_make_no_headline() -> None:
    few = paired_change([(1, 2)] * 7, higher_is_better=True)
    most = paired_change([(1, 2)] * 8 + [(1, None)] * 9, higher_is_better=True)

    assert few.change is few.low is few.worst_case is few.over_spread is None
    assert few.cautions == (Caution.TOO_FEW,)
    assert most.change is None
    assert most.cautions == (Caution.MOST_MISSING,)
    assert most.mean_after == 2


def test_a_change_that_could_be_chance_says_so() -> None:
    found = paired_change([(5, 6), (5, 4)] * 6 + [(5, 6)], higher_is_better=True)

    assert found.low is not None
    assert found.low < 0
    assert Caution.COULD_BE_CHANCE in found.cautions


def test_an_answer_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        paired_change([(1, math.nan)], higher_is_better=True)


@given(ANSWERS, st.randoms(), st.booleans())
def test_a_change_depends_on_no_order_and_is_told_or_explained(
    answers: list[tuple[float, float | None]], dice: object, higher: bool
) -> None:
    found = paired_change(answers, higher_is_better=higher)
    mixed = list(answers)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    again = paired_change(mixed, higher_is_better=higher)

    assert (found.before, found.pairs + found.missing) == (len(answers), len(answers))
    if found.change is None:
        assert {Caution.TOO_FEW, Caution.MOST_MISSING} & set(found.cautions)
        return
    assert found.low is not None
    assert found.high is not None
    assert found.worst_case is not None
    assert again.change == pytest.approx(found.change, abs=1e-9)
    assert found.low <= found.change <= found.high
    assert abs(found.worst_case) <= abs(found.change)
    turned = paired_change(answers, higher_is_better=not higher)
    assert turned.change == pytest.approx(-found.change, abs=1e-9)
    assert {Caution.NOBODY_TO_COMPARE} <= set(found.cautions)


# Fisher and Yates' table, as printed everywhere.
@pytest.mark.parametrize(
    ("freedom", "value"),
    [
        (1, 12.7062),
        (2, 4.3027),
        (3, 3.1824),
        (7, 2.3646),
        (10, 2.2281),
        (30, 2.0423),
        (120, 1.9799),
    ],
)
def test_students_quantiles_are_those_of_the_table(freedom: int, value: float) -> None:
    assert quantile(0.975, freedom) == pytest.approx(value, abs=5e-5)


@given(st.integers(1, 400), st.floats(0.51, 0.999))
def test_quantiles_grow_with_the_share_and_shrink_with_freedom(freedom: int, share: float) -> None:
    assert quantile(share, freedom) <= quantile((share + 1) / 2, freedom)
    assert quantile(share, freedom + 1) <= quantile(share, freedom) * (1 + 1e-12)


def test_wilson_is_the_published_interval() -> None:
    found = wilson(65, 100)

    assert (found.share, round(found.low, 4), round(found.high, 4)) == (0.65, 0.5525, 0.7364)
    for count, of in ((-1, 3), (4, 3), (0, 0)):
        with pytest.raises(ValueError, match="share"):
            wilson(count, of)


@needs_shared
def test_wilson_agrees_with_public_health_englands_figures() -> None:
    told = [row for row in rows("phe_proportions.csv") if row["multiplier"] == "1"]

    assert len(told) > 5
    for row in told:
        count, of = int(float(row["Numerator"])), int(float(row["Denominator"]))
        for level, digits in (("95_0", 0.95), ("99_8", 0.998)):
            found = wilson(count, of, level=digits)
            assert found.low == pytest.approx(float(row[f"lower{level}cl"]), abs=1e-9)
            assert found.high == pytest.approx(float(row[f"upper{level}cl"]), abs=1e-9)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_holds_the_share_and_stays_inside(count: int, more: int) -> None:
    found = wilson(count, count + more)

    assert 0 <= found.low <= found.share <= found.high <= 1


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0"), (1, HIDDEN), (7, HIDDEN), (8, "10"), (12, "10"), (13, "15"), (17, "15"), (18, "20")],
)
def test_small_numbers_are_hidden_and_others_rounded(count: int, words: str) -> None:
    assert protect(count).words == words


@given(st.integers(0, 100_000))
def test_a_protected_count_is_near_and_says_nothing_of_few(count: int) -> None:
    found = protect(count)

    if found.value is None:
        assert 1 <= count <= 7
    else:
        assert found.value % 5 == 0
        assert abs(found.value - count) <= 2
        assert found.words == str(found.value)


def test_shares_come_from_protected_counts() -> None:
    assert share_of(3, 40) is None
    assert share_of(0, 5) is None
    assert share_of(0, 0) is None
    assert share_of(0, 40) == 0
    assert share_of(13, 41) == 38  # 15 of 40
    with pytest.raises(ValueError, match="nought"):
        protect(-1)


def test_levels_move_and_are_never_averaged() -> None:
    found = transitions(
        [(1, 2), (2, 2), (4, 4), (3, 1), (2, None), *[(1, 4)] * 6], levels=(1, 2, 3, 4)
    )

    assert (found.people, found.missing, found.up, found.same, found.down) == (10, 1, 7, 2, 1)
    assert found.at_the_top == 1
    assert found.counts[1, 4] == 6
    assert len(found.counts) == 16
    assert found.risen is not None
    assert found.risen.share == 0.7


def test_few_people_have_no_share_and_unknown_levels_are_refused() -> None:
    assert transitions([(1, 2)] * 7, levels=(1, 2)).risen is None
    assert transitions([], levels=()).people == 0
    with pytest.raises(ValueError, match="levels"):
        transitions([(1, 5)], levels=(1, 2, 3, 4))


@given(st.lists(st.tuples(st.integers(1, 4), st.none() | st.integers(1, 4)), max_size=40))
def test_every_move_is_counted_once(moves: list[tuple[int, int | None]]) -> None:
    found = transitions(moves, levels=(1, 2, 3, 4))

    assert found.up + found.same + found.down == found.people == sum(found.counts.values())
    assert found.people + found.missing == len(moves)


def test_whoever_was_chosen_by_a_low_score_would_have_risen_anyhow() -> None:
    expected = expected_without_support(
        mean_of_everybody=24, mean_of_those_chosen=30, reliability=0.6
    )

    assert expected == pytest.approx(fmean([27.6]))
    with pytest.raises(ValueError, match="reliability"):
        expected_without_support(mean_of_everybody=1, mean_of_those_chosen=1, reliability=1.1)
