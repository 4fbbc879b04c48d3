"""`alongside bench matching`, small: both engines agree where both are there."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from alongside.cli.bench._waiting import Waiting
from alongside.cli.main import main
from alongside.engines.matching import match, parse_problem
from support import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def bench(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "alongside.cli.main", "bench", "matching", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=ENVIRONMENT)


def test_engines_agree_and_the_whole_is_timed() -> None:
    done = bench("--sizes", "40x20,300x80", "--json")

    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert [size["mentees"] for size in report["sizes"]] == [40, 300]
    for size in report["sizes"]:
        assert size["equal"]
        assert size["rows"][0]["engine"] == "Alongside"
        assert size["rows"][0]["seconds"] > 0
        assert size["graph"]["seconds"] > 0
        assert size["graph"]["equal"]
        assert size["whole"]["objective"] == size["whole"]["bound"]


def test_table_says_in_words_where_there_is_no_peer() -> None:
    done = bench("--sizes", "40x20")

    assert "| 40 x 20 |" in done.stdout
    assert "| Same pairs |" in done.stdout
    assert ("OR-Tools is not installed" in done.stdout) != ("SimpleMinCostFlow" in done.stdout)


def test_people_are_the_same_for_a_seed_and_no_other() -> None:
    once, again, other = (Waiting(seed, 30, 10).problem() for seed in (1, 1, 2))

    assert once == again
    assert once != other


def test_people_make_plans_worth_comparing() -> None:
    answer = match(parse_problem(Waiting(5, 400, 120).problem()))

    assert len(answer.pairs) > 100
    assert len(answer.unplaced) > 20
    assert answer.price_of_fairness > 0


@pytest.mark.parametrize("wrong", ["40", "0x20", "40x", "x", "", "40x20,", "1e3x5", "-4x2"])
def test_wrong_size_is_refused(wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["bench", "matching", f"--sizes={wrong}"])

    assert stopped.value.code == 2
    assert "sizes such as" in capsys.readouterr().err
