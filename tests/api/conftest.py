"""The feed's tests stand on the real catalogue, and forget what was counted."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from alongside.api.oruk.middleware import LIMIT
from alongside.domain.catalogue import public as catalogue
from factories.directory import AT


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()
    LIMIT.forget()


@pytest.fixture
def catalogued(db: None) -> None:
    """The files of data/ as tables."""
    catalogue.sync(at=AT)
