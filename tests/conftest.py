"""What every test shares: one seed, forgotten caches, and --long."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "check",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("check")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long proofs too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    later = pytest.mark.skip(reason="a long proof: run ./check --long")
    for item in items:
        if item.get_closest_marker("long") is not None:
            item.add_marker(later)


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
