"""Memory stays flat: two workers drain many messages, each once, within 200 MB."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from domain.messaging import stubs
from support import ROOT

FLOOD = Path(stubs.__file__).with_name("flood.py")
MOST_MEGABYTES = 200


def start(database: Path, *words: str) -> subprocess.Popen[str]:
    environment = {
        **os.environ,
        "ALONGSIDE_DATABASE_URL": f"sqlite:///{database}",
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings_test",
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")]),
    }
    return subprocess.Popen(
        [sys.executable, str(FLOOD), *words], env=environment, stdout=subprocess.PIPE, text=True
    )


def end(process: subprocess.Popen[str]) -> tuple[int, int]:
    told, _nothing = process.communicate(timeout=3_000)
    assert process.returncode == 0
    done, peak = told.split()
    return int(done), int(peak)


def flood(folder: Path, count: int) -> None:
    database = folder / "flood.sqlite3"
    prepared, peak_of_preparing = end(start(database, "prepare", str(count)))
    workers = [end(worker) for worker in [start(database, "drain"), start(database, "drain")]]

    assert prepared == sum(sent for sent, _peak in workers) == count
    assert max(peak_of_preparing, *(peak for _sent, peak in workers)) < MOST_MEGABYTES
    with sqlite3.connect(database) as rows:
        query = "select count(*) from foundation_transition where event = 'accept'"
        assert rows.execute(query).fetchone() == (count,)
    rows.close()


@pytest.mark.once
def test_a_few_hundred_messages(tmp_path: Path) -> None:
    flood(tmp_path, 300)


@pytest.mark.long
@pytest.mark.once
def test_a_hundred_thousand_messages(tmp_path: Path) -> None:
    flood(tmp_path, 100_000)
