"""`alongside match`, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engines.matching import populations as p
from engines.matching import reference
from support import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def run(folder: Path, problem: Any, *more: str) -> subprocess.CompletedProcess[str]:
    path = folder / "P.json"
    if isinstance(problem, bytes):
        path.write_bytes(problem)
    else:
        path.write_text(problem if isinstance(problem, str) else json.dumps(problem))
    command = [sys.executable, "-m", "alongside.cli.main", "match", "--problem", str(path), *more]
    return subprocess.run(command, capture_output=True, encoding="utf-8", env=ENVIRONMENT)


def test_answer_is_json_alone_and_that_of_the_engine(tmp_path: Path) -> None:
    problem = p.seeded(3, 30, 12)

    done = run(tmp_path, problem, "--json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == p.answer(problem)
    assert set(json.loads(done.stdout)) == {
        "pairs",
        "unplaced",
        "objective",
        "bound",
        "certificate",
        "tiers",
        "price_of_fairness",
    }


@pytest.mark.parametrize("more", [[], ["--json"]])
def test_every_allowed_pair_is_printed(tmp_path: Path, more: list[str]) -> None:
    problem = p.seeded(3, 30, 12)

    pairs = json.loads(run(tmp_path, problem, "--pairs", *more).stdout)["pairs"]

    assert {(one["mentee"], one["mentor"]): one["score"] for one in pairs} == reference.allowed(
        problem
    )
    assert all(one["score"] == sum(one["parts"].values()) for one in pairs)


def test_no_pair_is_an_empty_list(tmp_path: Path) -> None:
    done = run(tmp_path, p.problem([], []), "--pairs")

    assert json.loads(done.stdout) == {"pairs": []}


def test_answer_in_words(tmp_path: Path) -> None:
    mentees = [p.mentee(), p.mentee(id="p2", times=["mon_morning"], waiting_days=91)]

    done = run(tmp_path, p.problem(mentees, [p.mentor()], fair_after_days=90))

    assert done.returncode == 0
    assert "A mentor for 1 of 2." in done.stdout
    assert "p1 with m1" in done.stdout
    assert "Both live with type 2" in done.stdout
    assert "time: 1 mentor suits in every other way, but they" in done.stdout
    assert "Of 1 who waited more than 90 days: 0." in done.stdout


def test_unplaced_people_are_no_error(tmp_path: Path) -> None:
    done = run(tmp_path, p.problem([p.mentee()], []), "--json")

    assert done.returncode == 0
    assert json.loads(done.stdout)["unplaced"][0]["mentee"] == "p1"


def test_every_fault_is_named_by_line_and_nobody_is_matched(tmp_path: Path) -> None:
    problem = p.problem(
        [p.mentee(), p.mentee(id="p2", surname="x"), p.mentee(id="p3", age=-1)],
        [p.mentor(capacity="two")],
        risk=True,
    )
    text = json.dumps(problem, indent=1)
    lines = text.splitlines()

    done = run(tmp_path, text, "--json")

    assert (done.returncode, done.stdout) == (1, "")
    told = done.stderr.splitlines()
    assert [one.split(":")[0] for one in told] == [
        f'Refused line {_line(lines, "surname")}, mentees record 2, field "surname"',
        f'Refused line {_line(lines, "age", 3)}, mentees record 3, field "age"',
        f'Refused line {_line(lines, "capacity")}, mentors record 1, field "capacity"',
        f'Refused line {_line(lines, "risk")}, settings, field "risk"',
    ]
    assert "p3" not in done.stderr


def _line(lines: list[str], field: str, which: int = 1) -> int:
    return [number for number, line in enumerate(lines, 1) if f'"{field}":' in line][which - 1]


@pytest.mark.parametrize("field", ["age", "id", "times", "blocks"])
@pytest.mark.parametrize("people", [1, 2])
def test_a_field_that_is_missing_is_named_where_its_record_begins(
    tmp_path: Path, field: str, people: int
) -> None:
    mentees = [p.mentee(id=f"p{number}") for number in range(people)]
    del mentees[-1][field]
    text = json.dumps(p.problem(mentees, [p.mentor()]), indent=1)
    begins = [n for n, line in enumerate(text.splitlines(), 1) if line == "  {"][people - 1]

    done = run(tmp_path, text)

    assert done.returncode == 1
    assert done.stderr.startswith(
        f'Refused line {begins}, mentees record {people}, field "{field}": '
    )


@pytest.mark.parametrize("text", ["[]", "null", "7", '{"on": "2026-11-22"}\n{}', "", "{"])
def test_a_file_that_is_not_one_object_is_told_so(tmp_path: Path, text: str) -> None:
    done = run(tmp_path, text)

    assert done.returncode == 2
    assert "This is not one JSON object" in done.stderr or "There is nothing here" in done.stderr


def test_a_record_a_line_is_named_by_that_line(tmp_path: Path) -> None:
    mentees = ",\n".join(
        json.dumps(p.mentee(id=f"p{n}", **({} if n != 2 else {"ages": 1}))) for n in range(4)
    )
    text = f'{{"on": "2026-11-22", "mentees": [\n{mentees}\n], "mentors": []}}'

    done = run(tmp_path, text)

    assert done.returncode == 1
    assert done.stderr.startswith('Refused line 4, mentees record 3, field "ages": ')


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '{"on": "2026-11-22",\n"mentees": [],\n"mentors": [],\n"pets": []}',
            'line 4, field "pets"',
        ),
        ('{"on": "2026-11-22",\n"mentees": [],\n"on": ""}', 'line 3, field "on": This is given'),
        ('{"on": "2026-11-22", "mentees": [],\n"mentors": 7}', 'line 2, field "mentors"'),
        ('{"on": "2026-11-22"}', 'field "mentees": This field is missing'),
        ('{"mentees": [\n\n{"id": "a", "id": "b"}]}', "line 3: A field is given twice"),
        ('{"mentees": [\n{"lat": NaN}]}', "line 2: NaN is not a number"),
        ('{"on": "2026-11-22", "mentees": [' + "[" * 100_000, "too large"),
    ],
)
def test_malformed_field_is_refused(tmp_path: Path, text: str, told: str) -> None:
    done = run(tmp_path, text)

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Refused ")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "[]",
        "7",
        "not json",
        '{"on"',
        '{"mentees": [1,',
        '{"a": 1} 2',
        "{7: 1}",
        b"\xff\xfe",
    ],
)
def test_what_is_no_json_object_is_unusable(tmp_path: Path, text: str | bytes) -> None:
    done = run(tmp_path, text)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("alongside: The problem in ")
    assert "Traceback" not in done.stderr


def test_no_such_file_is_unusable(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "alongside.cli.main", "match", "--problem", "gone.json"]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env=ENVIRONMENT, cwd=tmp_path
    )

    assert done.returncode == 2
    assert "no such file" in done.stderr


def test_a_hundred_thousand_people_and_few_mentors(tmp_path: Path) -> None:
    """One in fifty of them: all are below."""
    _crowd(tmp_path, 2_000)


@pytest.mark.long
def test_a_hundred_thousand_people_are_told_of(tmp_path: Path) -> None:
    _crowd(tmp_path, 100_000)


def _crowd(folder: Path, count: int) -> None:
    mentees = [p.mentee(id=f"p{n}", age=18 + n % 70) for n in range(count)]

    done = run(folder, p.problem(mentees, [p.mentor(id=f"m{n}") for n in range(20)]), "--json")

    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert len(told["pairs"]) == 20
    assert len(told["unplaced"]) == count - 20
