"""What `serve` keeps running is started again when it ends."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from alongside.cli import keeping
from alongside.cli.keeping import Kept

FOR_EVER = [sys.executable, "-c", "import time; time.sleep(600)"]


def _until(met: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pauses of a twentieth of a second."""
    monkeypatch.setattr(keeping, "FIRST_PAUSE_SECONDS", 0.05)
    return


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_that_is_killed_is_started_again_each_time(quick: None) -> None:
    kept = Kept(FOR_EVER, name="test")
    try:
        for _each in range(3):
            first = kept.pid
            os.kill(first, signal.SIGKILL)
            assert _until(lambda first=first: kept.pid != first)
            assert _alive(kept.pid)
    finally:
        kept.stop()


def test_stopping_starts_no_other(quick: None) -> None:
    kept = Kept(FOR_EVER, name="test")

    kept.stop()

    last = kept.pid
    assert not _alive(last)
    assert not _until(lambda: kept.pid != last, 0.3)


def test_one_that_cannot_start_is_not_tried_without_a_pause(tmp_path: Path, quick: None) -> None:
    told = tmp_path / "told"
    write = f"open({str(told)!r}, 'a').write('x')"
    kept = Kept([sys.executable, "-c", write], name="test")
    try:
        assert _until(lambda: told.exists() and len(told.read_text()) >= 3)
        # 0.05, 0.1, 0.2 … seconds apart, and the time that each takes to start.
        assert len(told.read_text()) < 9
    finally:
        kept.stop()
