"""Interop's tests stand on the real catalogue."""

from __future__ import annotations

import pytest

from factories.catalogue import fill


@pytest.fixture
def catalogued(db: None) -> None:
    """The files of data/ as tables."""
    fill()
