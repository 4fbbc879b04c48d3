"""`alongside rank`, as a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from engines.ranking import populations as p
from engines.ranking import reference
from support import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONIOENCODING": "utf-8"}


def rank(folder: Path, *more: str, need: object = p.NEED) -> subprocess.CompletedProcess[str]:
    (folder / "need.json").write_text(need if isinstance(need, str) else json.dumps(need))
    command = [sys.executable, "-m", "alongside.cli.main", "rank"]
    files = ["--listings", str(folder / "listings.jsonl"), "--need", str(folder / "need.json")]
    return subprocess.run(
        command + files + list(more), capture_output=True, encoding="utf-8", env=ENVIRONMENT
    )


def write(folder: Path, *lines: dict | str | bytes) -> None:
    raw = [
        line if isinstance(line, bytes) else (
            line if isinstance(line, str) else json.dumps(line)
        ).encode()
        for line in lines
    ]  # fmt: skip
    (folder / "listings.jsonl").write_bytes(b"\n".join(raw) + b"\n")


def test_answers_as_the_reference_in_json_alone(tmp_path: Path) -> None:
    records = p.seeded_listings(3, 300)
    write(tmp_path, *records)

    done = rank(tmp_path, "--json", "--limit", "0")

    answer = json.loads(done.stdout)
    for result in answer["results"]:
        assert 1 <= len(result.pop("reasons")) <= 4
    assert answer == reference.rank(records, p.NEED)
    assert (done.returncode, done.stderr) == (0, "")


def test_ten_are_given_where_no_limit_is_said(tmp_path: Path) -> None:
    write(tmp_path, *(p.listing(id=f"{n}") for n in range(15)))

    answers = [
        json.loads(rank(tmp_path, "--json", *more).stdout) for more in ([], ["--limit", "3"])
    ]

    assert [len(answer["results"]) for answer in answers] == [10, 3]
    assert [answer["eligible"] for answer in answers] == [15, 15]


def test_malformed_listings_are_named_and_the_rest_ranked(tmp_path: Path) -> None:
    write(
        tmp_path,
        p.listing(id="good"),
        "{not json",
        p.listing(id="good"),
        b'{"id": "\xff"}',
        "",
        p.listing(id="nowhere", lat=None, lon=None),
        '{"id": "a", "id": "b"}',
        '{"lat": NaN}',
        "[" * 100_000,
        '{"cost_pence": ' + "9" * 5_000 + "}",
        " " * (1 << 20) + "x",
        p.listing(id="also good 😀"),
    )

    done = rank(tmp_path, "--json")

    assert done.returncode == 1
    assert [one["id"] for one in json.loads(done.stdout)["results"]] == ["also good 😀", "good"]
    told = done.stderr.splitlines()
    assert [line.split(":")[0] for line in told] == [
        "Refused line 2",
        'Refused line 3, field "id"',
        "Refused line 4",
        "Refused line 5",
        'Refused line 6, field "lat"',
        "Refused line 7",
        "Refused line 8",
        "Refused line 9",
        "Refused line 10",
        "Refused line 11",
    ]
    assert "Line 1 has a listing of the same id" in told[1]
    assert all(line.endswith(".") for line in told)


def test_people_read_the_answer_without_json(tmp_path: Path) -> None:
    write(tmp_path, p.listing(id="tuesday-club", conditions=None))

    done = rank(tmp_path)

    assert done.stdout.splitlines() == [
        "1 listing fits.",
        "",
        "1. tuesday-club",
        "   1.1 miles away · Free · Checked 7 weeks ago",
        "   Ask first: conditions",
        "   Score 10144: distance 9830, assured 314",
    ]


def test_a_file_of_nothing_is_an_empty_answer(tmp_path: Path) -> None:
    (tmp_path / "listings.jsonl").write_bytes(b"")

    assert rank(tmp_path).stdout == "No listing fits.\n"
    assert json.loads(rank(tmp_path, "--json").stdout) == {"eligible": 0, "results": []}


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ("{", "not JSON"),
        ("", "nothing here"),
        ("[]", "object with named fields"),
        ('{"on": "2026-11-22", "age": "old"}', 'field "age"'),
        ("{}", 'field "on"'),
    ],
)
def test_unusable_need_ends_with_two(tmp_path: Path, need: str, told: str) -> None:
    write(tmp_path, p.LISTING)

    done = rank(tmp_path, "--json", need=need)

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_missing_file_and_wrong_limit_end_with_two(tmp_path: Path) -> None:
    missing = rank(tmp_path)
    write(tmp_path, p.LISTING)
    wrong = rank(tmp_path, "--limit", "-1")

    assert missing.returncode == 2
    assert "listings.jsonl' cannot be used: no such file" in missing.stderr
    assert wrong.returncode == 2
    assert "whole number" in wrong.stderr


def test_reader_who_stops_early_is_no_fault(tmp_path: Path) -> None:
    write(tmp_path, *(p.listing(id=f"{n:05}") for n in range(5_000)))
    (tmp_path / "need.json").write_text(json.dumps(p.NEED))
    command = [sys.executable, "-m", "alongside.cli.main", "rank", "--limit", "0"]
    files = ["--listings", str(tmp_path / "listings.jsonl"), "--need", str(tmp_path / "need.json")]

    with subprocess.Popen(
        command + files, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()

    assert told == b""


def test_no_django_is_started() -> None:
    program = (
        "import sys; sys.modules['django'] = None\n"
        "from alongside.cli.main import main\n"
        "main(['rank', '--help'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=ENVIRONMENT
    )

    assert done.returncode == 0
    assert "example:" in done.stdout
