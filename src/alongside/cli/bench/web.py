"""`alongside bench web`: pages a second, beside an empty Django view on the same core; and requests
to join, each durable with its audit and its messages, beside a plain insert of two rows.

A demo is made in a temporary folder and served by one web process pinned to the first core; the
load comes from the second core by wrk, over 8 connections. The peer is a view that returns an
empty page through the same middleware, in the same server with the same settings. Runs alternate
and the median of them counts, so a busy moment of the machine touches both alike.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from alongside.cli import django
from alongside.cli.bench._asking import Visitor, ready

PAGES = (
    ("empty Django view", "empty", "/"),
    ("results, one question", "service", "/find/results?near=WR14"),
    ("results, new questions", "service", "/find/results"),
    ("start page", "service", "/"),
    ("plain insert of two rows", "empty", "/insert"),
    ("request to join", "service", "/groups/"),
)
INSERT, JOIN = PAGES[-2][0], PAGES[-1][0]
# Which script tells wrk what to send to a path.
SCRIPTS = {"/find/results": "questions.lua", "/insert": "insert.lua", "/groups/": "asking.lua"}
# Asks another question each time, so that a page kept from a moment ago does not answer.
QUESTIONS = """
local places = {"WR1","WR2","WR3","WR4","WR5","WR6","WR7","WR8","WR9","WR10","WR11","WR12","WR13",
  "WR14","WR15","DY10","DY11","DY12","DY13","DY14","B45","B47","B48","B49","B60","B61","B80","B96",
  "B97","B98"}
local conditions = {"type-1-diabetes","type-2-diabetes","gestational-diabetes","other-diabetes",
  "pre-diabetes","hiv","long-covid","depression","anxiety","copd","heart-failure","chronic-pain"}
local miles = {2, 5, 10, 15, 25, 50}
local asked = 0
init = function(args)
  asked = tonumber(args[1])
end
request = function()
  asked = asked + 1
  local path = "/find/results?near=" .. places[asked % 30 + 1]
    .. "&condition=" .. conditions[math.floor(asked / 30) % 12 + 1]
    .. "&within=" .. miles[math.floor(asked / 360) % 6 + 1]
    .. "&age=" .. (16 + math.floor(asked / 2160) % 80)
  return wrk.format("GET", path)
end
"""
PLAIN = 'wrk.method = "POST"\n'
# Sends what stands in a file, line after line: cookies, address, form.
SENDS = """
local lines, at, threads = {}, 0, {}
refused = 0
setup = function(thread) threads[#threads + 1] = thread end
init = function(args)
  for line in io.lines(args[1]) do lines[#lines + 1] = line end
end
request = function()
  at = at + 1
  local cookies, path, body = lines[(at - 1) % #lines + 1]:match("^(.-)\\t(.-)\\t(.-)$")
  local headers = {["Cookie"] = cookies, ["Content-Type"] = "application/x-www-form-urlencoded"}
  return wrk.format("POST", path, headers, body)
end
response = function(status) if status ~= 302 then refused = refused + 1 end end
done = function()
  for _, thread in ipairs(threads) do io.write("Refused: " .. thread:get("refused") .. "\\n") end
end
"""
JOINS_A_SECOND = 400  # more than can be answered, so that none is sent twice
NEAR = "WR1"
CONNECTIONS = 8
GRACE_SECONDS = 30


@dataclass(frozen=True)
class Row:
    """One page: how many a second, its latencies in milliseconds and its weight on the wire."""

    page: str
    per_second: float
    p50_ms: float
    p99_ms: float
    wire_bytes: int


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this bench."""
    parser.add_argument("--rounds", type=int, default=5, help="runs of each page (default 5)")
    parser.add_argument("--seconds", type=int, default=4, help="length of a run (default 4)")


def run(args: argparse.Namespace) -> int:
    """Prints the table. 2 where wrk is missing or a server does not start."""
    if shutil.which("wrk") is None or shutil.which("curl") is None:
        return django.complain("bench web needs wrk and curl (on Debian: apt install wrk curl).")
    with tempfile.TemporaryDirectory() as room:
        for name, script in (
            ("questions.lua", QUESTIONS), ("insert.lua", PLAIN), ("asking.lua", SENDS)
        ):  # fmt: skip
            (Path(room) / name).write_text(script, "utf-8")
        environment = os.environ | {"ALONGSIDE_VAR": room, "ALONGSIDE_LOG_LEVEL": "WARNING"}
        subprocess.run(
            [sys.executable, "-m", "alongside.cli.main", "demo"],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        with (
            served(environment, "alongside.config.settings") as service,
            served(environment, "alongside.config.settings_empty") as empty,
        ):
            ports = {"service": service, "empty": empty}
            rows = _measure(ports, args.rounds, args.seconds, Path(room))
    if args.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        _print(rows)
    return 0


def _measure(ports: dict[str, int], rounds: int, seconds: int, room: Path) -> list[Row]:
    runs: dict[str, list[tuple[float, float, float]]] = {page: [] for page, _, _ in PAGES}
    weights = {
        page: _weight(f"http://127.0.0.1:{ports[where]}{path}")
        for page, where, path in PAGES
        if page not in {INSERT, JOIN}
    }
    for number in range(rounds + 1):
        for page, where, path in PAGES:
            prepared = room / "joins.txt"
            if page == JOIN:
                _prepare(prepared, ports[where], seconds * JOINS_A_SECOND, number)
            script = SCRIPTS.get(path)
            more = ["-s", str(room / script)] if script else []
            given = str(prepared) if page == JOIN else str(20_000 * number)
            url = f"http://127.0.0.1:{ports[where]}{path}"
            told = wrk([*more, url, "--", given], seconds)
            if page == JOIN and told[0] > JOINS_A_SECOND:
                raise RuntimeError("more were sent than were ready")
            if number:  # the first round warms up
                runs[page].append(told)
    return [median(page, told, weights.get(page, 0)) for page, told in runs.items()]


def _prepare(path: Path, port: int, count: int, number: int) -> None:
    """Writes so many requests to join that are ready to be sent, each of another person."""
    visitor = Visitor(port)
    coming = ready(visitor, visitor.groups(NEAR), first=number * count)
    lines = [f"{one.cookies}\t{one.path}\t{one.body}\n" for one in islice(coming, count)]
    visitor.close()
    path.write_text("".join(lines), "utf-8")


def median(page: str, told: list[tuple[float, float, float]], weight: int) -> Row:
    """The median run."""
    rate, middle, slow = (statistics.median(column) for column in zip(*told, strict=True))
    return Row(page, rate, middle, slow, weight)


def wrk(arguments: list[str], seconds: int) -> tuple[float, float, float]:
    """Answers a second, and the median and 99th percentile in milliseconds."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", *arguments]
    told = subprocess.run(_pinned(1) + command, capture_output=True, text=True, check=True).stdout
    refused = re.search(r"Refused: [1-9]", told)
    if "Non-2xx" in told or refused:
        raise RuntimeError(f"{arguments} was not answered with a page")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    assert rate is not None
    return float(rate[1]), _milliseconds(told, "50%"), _milliseconds(told, "99%")


def _milliseconds(told: str, percentile: str) -> float:
    found = re.search(rf"{percentile}\s+([\d.]+)(us|ms|s)", told)
    assert found is not None
    return float(found[1]) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[found[2]]


def _weight(url: str) -> int:
    command = ["curl", "-s", "-H", "Accept-Encoding: gzip", "-o", "-", url]
    return len(subprocess.run(command, capture_output=True, check=True).stdout)


@contextmanager
def served(environment: dict[str, str], settings: str) -> Iterator[int]:
    """A server on the first core, as long as it is needed; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [
        sys.executable,
        "-m",
        "alongside.cli.main",
        "serve",
        "--no-worker",
        "--port",
        f"{port}",
    ]
    server = subprocess.Popen(
        _pinned(0) + command,
        env=environment | {"DJANGO_SETTINGS_MODULE": settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(GRACE_SECONDS)


def _wait_for(port: int) -> None:
    until = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the server did not start")


def _pinned(core: int) -> list[str]:
    return ["taskset", "-c", str(core)] if shutil.which("taskset") and os.cpu_count() != 1 else []


def _print(rows: list[Row]) -> None:
    base = rows[0].per_second
    print(f"{'page':<26}{'a second':>10}{'of empty':>10}{'p50 ms':>9}{'p99 ms':>9}{'bytes':>9}")
    for row in rows:
        print(
            f"{row.page:<26}{row.per_second:>10.0f}{row.per_second / base:>10.2f}"
            f"{row.p50_ms:>9.1f}{row.p99_ms:>9.1f}{row.wire_bytes:>9}"
        )
    slow = {row.page: row.p99_ms for row in rows}
    print(f"p99 of a request to join: {slow[JOIN] / slow[INSERT]:.2f} of the plain insert's")
