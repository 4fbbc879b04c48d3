"""What every test shares: one seed, forgotten caches, and --long."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings

from support import SHARED, made_once

settings.register_profile(
    "long",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("check", settings.get_profile("long"), max_examples=33)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long proofs too")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("--long") else "check")


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses by mark
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    later = pytest.mark.skip(reason="a long proof: run ./check --long")
    for item in items:
        if not config.getoption("--long") and item.get_closest_marker("long") is not None:
            item.add_marker(later)
        if not _asks_a_database(item) or (_is_page(item) and not config.getoption("--long")):
            item.add_marker(pytest.mark.once)
        elif _is_below_pages(item) and item.get_closest_marker("once") is None:
            item.add_marker(pytest.mark.below_pages)
    # A test of a minute that begins last keeps every worker but its own waiting.
    items.sort(key=lambda item: item.get_closest_marker("a_minute") is None)


def _is_page(item: pytest.Item) -> bool:
    """A page makes one call downward, and what it calls is tested on both databases in its domain
    or journey: pages run on PostgreSQL where they say so, and all of them before a release."""
    return _folder(item) in {"web", "api"} and item.get_closest_marker("postgres") is None


def _is_below_pages(item: pytest.Item) -> bool:
    """Of what both databases can do, the check asks the stricter one, PostgreSQL; SQLite is asked
    by every page, browser and command that stands on it, and by each of these with --long."""
    return _folder(item) in {"foundation", "domain", "journeys"}


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


def _asks_a_database(item: pytest.Item) -> bool:
    named = {"db", "transactional_db", "django_db_setup", "live_server"}
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(named & fixtures)


@pytest.fixture(autouse=True)
def _forget_what_processes_remember() -> None:
    from django.core.cache import cache

    from alongside.domain.catalogue import public as catalogue
    from alongside.domain.directory import public as directory
    from alongside.domain.people import public as people
    from alongside.domain.safety import public as safety
    from alongside.web.shared.open_service import forget_open

    cache.clear()
    catalogue.forget()
    directory.forget_search()
    people.forget_service()
    safety.forget_published()
    forget_open()


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with bombs, deep JSON, open quotation marks and other uploads of that kind."""
    maker = SHARED / "data/security/make_hostile_files.py"
    return made_once(
        tmp_path_factory,
        "hostile",
        lambda here: subprocess.run(
            [sys.executable, str(maker), str(here)], check=True, capture_output=True
        ),
    )


@pytest.fixture(scope="session")
def migrated(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Path:
    """A SQLite file with every table and no rows, to be copied."""

    def keep(folder: Path) -> None:
        with django_db_blocker.unblock(), sqlite3.connect(folder / "empty.sqlite3") as file:
            connection.ensure_connection()
            connection.connection.backup(file)
        file.close()

    if connection.vendor != "sqlite":
        pytest.skip("this run is on another database")
    return made_once(tmp_path_factory, "migrated", keep) / "empty.sqlite3"
