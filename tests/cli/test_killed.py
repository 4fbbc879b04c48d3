"""Nothing that was acknowledged is lost or doubled, however often everything is killed outright.

People ask to join while the server, its worker or one web process is killed again and again. Every
client keeps a ledger of what it was told; afterwards the database is held against it.
"""

from __future__ import annotations

import http.client
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from alongside.cli.bench._asking import Ready, Visitor, ready
from support import ROOT

pytestmark = pytest.mark.a_minute
CLIENTS = 6
GONE = (OSError, http.client.HTTPException, RuntimeError, KeyError)


@dataclass
class Ledger:
    """What the clients were told: the keys of requests that were acknowledged."""

    acknowledged: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)
    over: threading.Event = field(default_factory=threading.Event)

    def note(self, key: str) -> None:
        with self.lock:
            self.acknowledged[key] += 1


@dataclass
class Service:
    """`alongside serve` as a process group that can be killed whole or in part."""

    var: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "alongside.cli.main", "serve", "--port", str(self.port)],
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT / "src"),
                "LANG": "C.UTF-8",
                "ALONGSIDE_VAR": str(self.var),
                "ALONGSIDE_LOG_LEVEL": "ERROR",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 180
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the service did not start")

    def children(self) -> list[int]:
        """The web process and the worker."""
        assert self.process is not None
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in listed.split()]

    def kill(self, what: str, chance: random.Random) -> None:
        """Kills -9 everything, or one child, which the service then starts again by itself."""
        assert self.process is not None
        children = self.children()
        if what == "child" and children:
            os.kill(chance.choice(children), signal.SIGKILL)
            return
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        if self.running():
            assert self.process is not None
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def _command(var: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alongside.cli.main", *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"}
        | {"ALONGSIDE_VAR": str(var), "ALONGSIDE_LOG_LEVEL": "ERROR"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def _client(port: int, number: int, ledger: Ledger) -> None:
    """Asks again and again. What was not acknowledged is sent again, as a browser would."""
    waiting: Ready | None = None
    while not ledger.over.is_set():
        try:
            with closing(Visitor(port)) as visitor:
                coming = ready(visitor, visitor.groups("WR1"), first=number * 10_000)
                while not ledger.over.is_set():
                    waiting = waiting or next(coming)
                    status, told, _ = visitor.ask(
                        "POST", waiting.path, cookies=waiting.cookies, body=waiting.body
                    )
                    if status == 302 and "/sent/" in told.get("location", ""):
                        ledger.note(waiting.key)
                        waiting = None
                    elif status < 500:
                        waiting = None  # its answers were held no longer: asked anew
        except GONE:
            time.sleep(0.05)


@contextmanager
def _clients(port: int, ledger: Ledger) -> Iterator[None]:
    threads = [
        threading.Thread(target=_client, args=(port, number, ledger)) for number in range(CLIENTS)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ledger.over.set()
        for thread in threads:
            thread.join()


def _wait_for_more(ledger: Ledger, more: int) -> None:
    enough, until = sum(ledger.acknowledged.values()) + more, time.monotonic() + 180
    while sum(ledger.acknowledged.values()) < enough:
        assert time.monotonic() < until, "nobody was answered for three minutes"
        time.sleep(0.01)


def _killed_again_and_again(var: Path, kills: int) -> Ledger:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    chance, ledger, service = random.Random(20261125), Ledger(), Service(var, port)
    service.start()
    try:
        with _clients(port, ledger):
            for number in range(kills):
                _wait_for_more(ledger, 4)
                time.sleep(chance.random() / 5)
                service.kill("child" if number % 3 == 2 else "all", chance)
                if not service.running():
                    service.start()
            _wait_for_more(ledger, 4)
    finally:
        service.stop()
    return ledger


def _hold_against(var: Path, ledger: Ledger) -> None:
    with sqlite3.connect(var / "alongside.sqlite3") as database:
        kept = Counter(
            key for (key,) in database.execute("SELECT key FROM signposting_request").fetchall()
        )
        messages = database.execute(
            "SELECT count(*), count(DISTINCT key) FROM messaging_message"
        ).fetchone()
        unowned = database.execute(
            "SELECT count(*) FROM signposting_request"
            " WHERE state IN ('asked', 'waiting') AND (owner_kind = '' OR due_on IS NULL)"
        ).fetchone()
    lost = [key for key in ledger.acknowledged if key not in kept]
    doubled = [key for key, times in kept.items() if times > 1]
    assert (lost, doubled, unowned[0]) == ([], [], 0)
    assert messages[0] == messages[1]
    assert _command(var, "audit", "verify").returncode == 0


def test_server_killed_under_load_loses_and_doubles_nothing(own_county: Path) -> None:
    ledger = _killed_again_and_again(own_county, kills=2)

    assert len(ledger.acknowledged) >= 8
    _hold_against(own_county, ledger)


@pytest.mark.long
def test_fifty_kills_lose_and_double_nothing(own_county: Path) -> None:
    ledger = _killed_again_and_again(own_county, kills=50)

    assert len(ledger.acknowledged) >= 200
    _hold_against(own_county, ledger)
