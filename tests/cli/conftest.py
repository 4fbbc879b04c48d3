"""The invented county as `alongside demo` makes it, made once a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT, made_once

FEW = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"}


def _make(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "alongside.cli.main", "demo"],
        env=FEW | {"ALONGSIDE_VAR": str(folder), "ALONGSIDE_LOG_LEVEL": "WARNING"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demo, to be copied: nothing writes into it."""
    return made_once(tmp_path_factory, "county", _make)


@pytest.fixture
def own_county(county: Path, tmp_path: Path) -> Path:
    """The folder of a demo of one's own."""
    return shutil.copytree(county, tmp_path / "county")
