"""The feed's tests stand on the real catalogue, and forget what was counted."""

from __future__ import annotations

import pytest
from django.core.cache import cache

from alongside.api.oruk.middleware import LIMIT
from factories.catalogue import fill


@pytest.fixture(autouse=True)
def _uncounted() -> None:
    cache.clear()
    LIMIT.forget()


@pytest.fixture
def catalogued(db: None) -> None:
    """The files of data/ as tables."""
    fill()
