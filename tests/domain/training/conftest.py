"""A service in which people are trained."""

from __future__ import annotations

import pytest

from factories.training import School


@pytest.fixture
def school(db: None) -> School:
    """An organisation with its modules and a coordinator."""
    return School()
