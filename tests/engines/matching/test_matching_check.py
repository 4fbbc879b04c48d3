"""The checker finds whatever is wrong with an answer, and nothing in a sound one."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given

from alongside.engines.matching_check import faults
from engines.matching import populations as p
from support import ROOT, examples

PROBLEM = p.problem(
    [p.mentee(), p.mentee(id="p2", waiting_days=99), p.mentee(id="p3", times=["mon_morning"])],
    [p.mentor(), p.mentor(id="m2", can_share=[])],
    fair_after_days=90,
)


def changed(change: Callable[[dict, dict], Any]) -> list[str]:
    problem = copy.deepcopy(PROBLEM)
    answer = p.answer(problem)
    change(problem, answer)
    return faults(problem, answer)


def test_sound_answer_has_no_faults() -> None:
    assert changed(lambda problem, answer: None) == []


@given(p.problems() | p.contests())
@examples(50)
def test_sound_answers_have_none_either(problem: dict) -> None:
    assert faults(problem, p.answer(problem)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda q, a: a["unplaced"].clear(), "p3 is told of 0 times"),
        (lambda q, a: a["unplaced"].append({"mentee": "p1", "because": []}), "p1 is told of 2"),
        (lambda q, a: a["unplaced"].append({"mentee": "p9", "because": []}), "p9 is told of 1"),
        (lambda q, a: a["pairs"][0].update(mentor="m9"), "m9 is no mentor"),
        (lambda q, a: [one.update(mentor="m1") for one in a["pairs"]], "m1 has 2 people"),
        (lambda q, a: a["pairs"][0].update(score=1), "the parts do not make up the score"),
        (lambda q, a: a["pairs"][0]["parts"].update(times=51), "the parts of the score are others"),
        (lambda q, a: a["pairs"][0].update(reasons=[]), "reasons or the difference"),
        (lambda q, a: a["pairs"][0].update(reasons=["a"] * 5), "reasons or the difference"),
        (lambda q, a: a.update(objective=1), "the objective is not the sum"),
        (lambda q, a: a.update(bound=1), "or not the bound"),
        (lambda q, a: a.update(certificate=""), "the certificate is missing"),
        (lambda q, a: a.update(price_of_fairness=-1), "below nought"),
        (lambda q, a: a["tiers"][0].update(placed=0), "the tiers are counted wrongly"),
        (lambda q, a: q["mentors"][0].update(ready=False), "not ready"),
        (lambda q, a: q["mentors"][0].update(recheck_on="2026-11-21"), "has run out"),
        (lambda q, a: q["mentors"][0].update(capacity=0), "no place free"),
        (lambda q, a: [one.update(blocks=["m1"]) for one in q["mentees"]], "blocks the other"),
        (lambda q, a: q["mentors"][0].update(age=17), "the mentor is under 18"),
        (lambda q, a: [one.update(age=17) for one in q["mentees"]], "may be under 18"),
        (lambda q, a: q["mentors"][0].update(mentee_gender="man"), "about gender"),
        (lambda q, a: q["mentors"][0].update(conditions=[]), "no condition is shared"),
        (lambda q, a: q["mentors"][0].update(times=[]), "no time is shared"),
        (lambda q, a: q["mentors"][0].update(modes=["phone"]), "no way to meet"),
        (lambda q, a: q["mentors"][0].update(max_km=0), "too far"),
        (lambda q, a: [one.update(must_share=["x"]) for one in q["mentees"]], "not all can be"),
        (
            lambda q, a: [one.update(language_required=True, languages=[]) for one in q["mentees"]],
            "no language is shared",
        ),
    ],
)
def test_fault_is_found(change: Callable[[dict, dict], Any], fault: str) -> None:
    assert any(fault in one for one in changed(change))


def test_checker_shares_no_code_with_the_optimiser() -> None:
    folder = ROOT / "src/alongside/engines/matching_check"
    for path in folder.glob("*.py"):
        assert "engines.matching " not in path.read_text().replace("``", " ").split('"""', 2)[-1]
        assert "import numpy" not in path.read_text()
