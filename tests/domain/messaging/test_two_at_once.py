"""Two workers at once: on SQLite in a file of its own, and on PostgreSQL where it is."""

from __future__ import annotations

import pytest
from django.db import connection

from domain.conftest import RunsRaces
from domain.messaging import races


@pytest.mark.once
def test_two_at_once_on_sqlite(on_sqlite: RunsRaces) -> None:
    assert on_sqlite(races) == [race.__name__ for race in races.RACES]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("this run is on SQLite: two at once has its own test")
    for race in races.RACES:
        race()
