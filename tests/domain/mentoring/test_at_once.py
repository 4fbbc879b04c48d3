"""Many at once: on SQLite in a file of its own, and on PostgreSQL where it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from domain.mentoring import races
from support import ROOT


def test_many_at_once_on_sqlite(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "ALONGSIDE_DATABASE_URL": f"sqlite:///{tmp_path / 'races.sqlite3'}",
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
    assert ended.stdout.split() == [race.__name__ for race in races.RACES]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("race", races.RACES, ids=lambda race: race.__name__)
def test_many_at_once_on_postgresql(race: Callable[[], None]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite: many at once has its own test")
    race()
