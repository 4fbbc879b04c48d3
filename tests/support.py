"""What tests share: where the reference data lies, how much of it is tried, what is made once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the reference data (../shared) is not here"
)


def examples(whole: int) -> settings:
    """So many examples of Hypothesis with --long, and a third of them otherwise."""
    everything = settings.get_current_profile_name() == "long"
    return settings(max_examples=whole if everything else max(whole // 3, 8))


def seeds(many: int) -> list[Any]:
    """The seeds of so many random walks: the first is walked on both databases, and the others on
    one, since what they add is other orders and no other SQL. The long proofs walk all on both."""
    return [0, *(pytest.param(seed, marks=pytest.mark.once) for seed in range(1, many))]


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` that `make` filled, the same for every worker of this run: the first that
    asks makes it, the others wait. Nobody writes into it; who wants to takes a copy."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, half = root / name, root / f"{name}.half"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            half.mkdir()
            make(half)
            half.rename(folder)
    return folder
