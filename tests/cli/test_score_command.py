"""`alongside score`, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from alongside.formats.catalogue import DATA, load
from support import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def run(folder: Path, measure: str, text: str, *more: str) -> subprocess.CompletedProcess[str]:
    """The command over a file of these lines."""
    path = folder / "answers.jsonl"
    path.write_text(text)
    command = [sys.executable, "-m", "alongside.cli.main", "score", "--measure", measure]
    return subprocess.run(
        [*command, "--answers", str(path), *more],
        capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=False,
    )  # fmt: skip


def test_scores_are_json_alone(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "answers": {"experience": "good", "why": "Warm people."}},
        {"id": "b", "answers": {"experience": "dont-know"}},
    ]

    done = run(tmp_path, "friends-and-family", "\n".join(map(json.dumps, lines)), "--json")

    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert [each["scores"][0]["category"] for each in told["responses"]] == ["positive", "unknown"]
    assert told["tallies"] == [
        {"scale": "experience", "of": 2,
         "counts": {"positive": 1, "neither": 0, "negative": 0, "unknown": 1}}
    ]  # fmt: skip
    assert "Warm people" not in done.stdout


def test_a_measure_has_other_names_too_each_its_own(tmp_path: Path) -> None:
    entries = load(DATA).entries["measure"]
    names = [name for one in entries for name in (one.id, *one.content.get("also", ()))]
    assert len(names) == len(set(names))

    done = run(tmp_path, "fft", '{"id": "a", "answers": {"experience": "good"}}', "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["measure"] == "friends-and-family"


def test_lines_that_cannot_be_read_are_named_and_the_rest_is_scored(tmp_path: Path) -> None:
    text = "\n".join([
        '{"id": "a", "answers": {"happy": 7}}',
        '{"id": "b", "answers": {"happy": 11}}',
        '{"id": "c", "answers": {"cheerful": 1}}',
        '{"id": "a", "answers": {"happy": 1}}',
        "nothing",
        '{"id": "d", "answers": {"happy": 1, "happy": 2}}',
        '{"id": "e", "answers": {"anxious": 2}}',
    ])  # fmt: skip

    done = run(tmp_path, "ons4", text)

    assert done.returncode == 1
    said = done.stderr.splitlines()
    assert [line.split(":")[0] for line in said] == [
        'Refused line 2, field "happy"', 'Refused line 3, field "cheerful"',
        'Refused line 4, field "id"', "Refused line 5", "Refused line 6",
    ]  # fmt: skip
    assert "2 responses to ons4" in done.stdout
    assert "happy: 7 (high, by ons-2018)" in done.stdout
    assert "no score: 0 of 1 answered" in done.stdout


def test_pam_takes_a_score_and_no_answer(tmp_path: Path) -> None:
    good = (
        '{"id": "a", "score": 70, "level": 3, "cut_table_version": "a_72", '
        '"licence_reference": "L"}'
    )

    assert "score: 70 (3, by a_72)" in run(tmp_path, "pam", good).stdout
    refused = run(tmp_path, "pam", '{"id": "a", "answers": {"q1": 3}}')
    assert refused.returncode == 1
    assert 'field "answers"' in refused.stderr


def test_unknown_measure_or_file_cannot_be_used(tmp_path: Path) -> None:
    unknown = run(tmp_path, "phq9", "{}")
    assert unknown.returncode == 2
    assert "There are: friends-and-family, ons-loneliness, ons4, pam, semcd6." in unknown.stderr
    command = [sys.executable, "-m", "alongside.cli.main", "score", "--measure", "ons4"]
    missing = subprocess.run(
        [*command, "--answers", str(tmp_path / "none")],
        capture_output=True, encoding="utf-8", env=ENVIRONMENT, check=False,
    )  # fmt: skip
    assert missing.returncode == 2
