"""The service with its catalogue and one outward code."""

from __future__ import annotations

import pytest

from alongside.domain.catalogue.models import Postcode
from alongside.domain.people import public as people
from factories.catalogue import fill


@pytest.fixture
def here(service: people.ServiceRecord) -> people.ServiceRecord:
    """The service, with the files of data/ and where WR1 is."""
    fill()
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22, town="Worcester")
    return service
