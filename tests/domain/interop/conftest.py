"""Interop's tests stand on the real catalogue."""

from __future__ import annotations

import pytest

from alongside.domain.catalogue import public as catalogue
from factories.directory import AT


@pytest.fixture
def catalogued(db: None) -> None:
    """The files of data/ as tables."""
    catalogue.sync(at=AT)
