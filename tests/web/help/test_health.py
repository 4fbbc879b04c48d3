"""Whoever watches the service learns whether it lives and whether it can serve."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.fixture
def broken_database(db: None) -> Iterator[None]:
    def refuse(execute: Any, sql: str, *rest: Any) -> None:
        raise OperationalError("the database is down")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
def test_readyz_with_every_migration_is_ready() -> None:
    response = Client().get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": "ok", "migrations": "ok"}


@pytest.mark.django_db
def test_readyz_with_a_migration_missing_is_not_ready() -> None:
    MigrationRecorder(connection).record_unapplied("people", "0002_deployment_for_ever")

    response = Client().get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": "ok", "migrations": "missing"}


def test_readyz_without_database_is_not_ready_and_healthz_still_answers(
    broken_database: None,
) -> None:
    response = Client().get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "unreachable"
    assert Client().get("/healthz").json() == {"alive": True}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_health_is_never_kept_by_a_cache(address: str, db: None) -> None:
    assert "no-store" in Client().get(address)["Cache-Control"]
