"""`alongside bench today`: a coordinator's Today with thousands of open introductions, beside an
empty Django view on the same core.

A demo is made in a temporary folder, and so many open introductions are added to it, in every state
and late or not. Its coordinator signs in, and one connection asks for the page again and again. The
aim is a page in 150 ms.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import asdict

from alongside.cli import django
from alongside.cli.bench._asking import Visitor
from alongside.cli.bench.web import Row, median, served, wrk

PAGES = (("empty Django view", "empty", "/"), ("Today", "service", "/today/"))
AIM_MS = 150
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PERSON = re.compile(r'name="person" value="([^"]+)"')
_WHO = "Be Grace Adeyemi"


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds the options of this bench."""
    parser.add_argument("--introductions", type=int, default=5_000, help="default 5000")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each page (default 3)")
    parser.add_argument("--seconds", type=int, default=4, help="length of a run (default 4)")


def run(args: argparse.Namespace) -> int:
    """Prints the table. 2 where wrk is missing or a server does not start."""
    if shutil.which("wrk") is None:
        return django.complain("bench today needs wrk (on Debian: apt install wrk).")
    with tempfile.TemporaryDirectory() as room:
        os.environ |= {"ALONGSIDE_VAR": room, "ALONGSIDE_LOG_LEVEL": "WARNING"}
        environment = dict(os.environ)
        subprocess.run(
            [sys.executable, "-m", "alongside.cli.main", "demo"],
            env=environment, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        _introduce(args.introductions)
        with (
            served(environment, "alongside.config.settings") as service,
            served(environment, "alongside.config.settings_empty") as empty,
        ):
            rows = _measure({"service": service, "empty": empty}, args)
    if args.json:
        print(json.dumps([asdict(row) for row in rows], indent=1))
    else:
        print(f"{'page':<26}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}")
        for row in rows:
            print(f"{row.page:<26}{row.per_second:>10.0f}{row.p50_ms:>9.1f}{row.p99_ms:>9.1f}")
        print(f"aim for Today: {AIM_MS} ms")
    return 0


def _measure(ports: dict[str, int], args: argparse.Namespace) -> list[Row]:
    cookies = {"service": _signed_in(ports["service"]), "empty": ""}
    runs: dict[str, list[tuple[float, float, float]]] = {page: [] for page, _, _ in PAGES}
    for number in range(args.rounds + 1):
        for page, where, path in PAGES:
            more = ["-c1", *(["-H", f"Cookie: {cookies[where]}"] if cookies[where] else [])]
            told = wrk([*more, f"http://127.0.0.1:{ports[where]}{path}"], args.seconds)
            if number:  # the first round warms up
                runs[page].append(told)
    return [median(page, told, 0) for page, told in runs.items()]


def _signed_in(port: int) -> str:
    """The cookies of the demo's coordinator. Raises RuntimeError where Today is not shown."""
    visitor = Visitor(port)
    _, told, page = visitor.ask("GET", "/try/")
    token, people = _TOKEN.search(page), _PERSON.findall(page.partition(_WHO)[0])
    if token is None or not people:
        raise RuntimeError("the demo has no coordinator to try")
    cookies = f"alongside_csrf={told['cookie:alongside_csrf']}"
    body = f"csrfmiddlewaretoken={token[1]}&person={people[-1]}"
    _, told, _ = visitor.ask("POST", "/try/", cookies=cookies, body=body)
    mine = "; ".join(
        f"{name.removeprefix('cookie:')}={value}"
        for name, value in told.items()
        if name.startswith("cookie:")
    )
    status, _, page = visitor.ask("GET", "/today/", cookies=mine)
    visitor.close()
    if status != 200 or "app-today" not in page:
        raise RuntimeError("Today was not shown")
    return mine


def _introduce(count: int) -> None:
    """Adds open introductions of the demo's service, each of another person."""
    django.setup()
    from datetime import timedelta

    from alongside.domain.people import public as people
    from alongside.domain.referrals import public as referrals
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.foundation.unit import unit

    here, now, actor = people.service(), clock.now(), system("bench")
    assert here is not None
    for begin in range(0, count, 250):
        with unit(actor=actor, at=now, whole=True):
            for number in range(begin, min(count, begin + 250)):
                referrals.take_over(
                    referrals.TakenPerson(
                        name=f"Bench {number}",
                        reach=referrals.Reach("email", email=f"bench{number}@example.org"),
                        state=("received", "waiting", "attending")[number % 3],
                        since=clock.london_date(now) - timedelta(days=number % 120),
                    ),
                    organisation_id=here.organisation_id,
                    key=f"bench/{number}",
                    actor=actor,
                    at=now,
                )
