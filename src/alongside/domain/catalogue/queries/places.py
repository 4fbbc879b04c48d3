"""Where somebody means, without asking any outside service."""

from __future__ import annotations

from alongside.domain.catalogue.models import Postcode
from alongside.domain.catalogue.postcodes import code_of, outward_of


def coordinates_of(postcode: str) -> tuple[float, float] | None:
    """Latitude and longitude of a postcode, or of the middle of its outward code where the
    whole one was not loaded. None for what is no postcode or was never loaded."""
    code, outward = code_of(postcode), outward_of(postcode)
    if code is None or outward is None:
        return None
    found = {
        row[0]: row[1:]
        for row in Postcode.objects.filter(code__in=[code, outward]).values_list(
            "code", "lat", "lon"
        )
    }
    return found.get(code) or found.get(outward)
