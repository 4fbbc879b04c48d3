"""Races: the same functions on SQLite, in a file of its own, and in a run on PostgreSQL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from support import ROOT

RunsRaces = Callable[[ModuleType], list[str]]


@pytest.fixture
def on_sqlite(migrated: Path, tmp_path: Path) -> RunsRaces:
    """Runs a module of races by itself, with a file for its connections; which races it ran."""

    def run(races: ModuleType) -> list[str]:
        assert races.__file__ is not None
        file = shutil.copy(migrated, tmp_path / "races.sqlite3")
        environment = {
            **os.environ,
            "ALONGSIDE_DATABASE_URL": f"sqlite:///{file}",
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings_test",
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
        }
        ended = subprocess.run(
            [sys.executable, races.__file__],
            env=environment,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
        assert ended.returncode == 0, ended.stderr[-3_000:]
        return ended.stdout.split()

    return run
