"""`alongside bench ranking`, small: every engine's answers are the reference's."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from alongside.cli.bench._population import Population
from alongside.cli.main import main
from engines.ranking import reference
from support import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alongside.cli.main", "bench", "ranking", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=ENVIRONMENT)


def test_bench_answers_as_the_reference_in_json_alone() -> None:
    done = bench("--listings", "400,800", "--needs", "30", "--json")

    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert [row["wrong"] for row in report["rows"]] == [0] * len(report["rows"])
    assert [row["listings"] for row in report["rows"]] == sorted(
        [400, 800] * (len(report["rows"]) // 2)
    )
    for size in (400, 800):
        rows = [row for row in report["rows"] if row["listings"] == size]
        assert len({row["answer"] for row in rows}) == 1
        assert all(0 < row["p50_ms"] <= row["p95_ms"] <= row["p99_ms"] for row in rows)


@pytest.mark.postgres
def test_peer_is_measured_and_gives_the_same_answers() -> None:
    done = bench("--listings", "3000", "--needs", "100", "--json")

    report = json.loads(done.stdout)
    if report["peer"].startswith("not measured"):
        pytest.skip(report["peer"])
    assert len(report["rows"]) >= 2
    assert {row["wrong"] for row in report["rows"]} == {0}


def test_population_is_the_same_for_a_seed_and_no_other() -> None:
    once, again, other = (Population(seed).listings(50) for seed in (1, 1, 2))

    assert once == again
    assert once != other


def test_population_makes_answers_worth_comparing() -> None:
    population = Population(5)
    records, needs = population.listings(3_000), population.needs(20)

    answers = [reference.rank(records, need) for need in needs]

    assert sum(1 for answer in answers if answer["eligible"] > 10) > 10
    assert any(one["ask_first"] for answer in answers for one in answer["results"])


@pytest.mark.parametrize("wrong", ["0", "ten", "", "10,", "-5", "1e5"])
def test_wrong_number_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", "ranking", "--listings", wrong])

    assert stopped.value.code == 2
    assert "whole numbers" in capsys.readouterr().err
