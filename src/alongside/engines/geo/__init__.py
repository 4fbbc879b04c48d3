"""Where things are: distance on the globe, postcodes, and British places by name."""

from __future__ import annotations

from alongside.engines.geo._distance import EARTH_KM, distance_km
from alongside.engines.geo._gazetteer import Gazetteer, Match, Place, fold
from alongside.engines.geo._grid import from_national_grid
from alongside.engines.geo._postcode import normalise_postcode, outward_code

__all__ = [
    "EARTH_KM",
    "Gazetteer",
    "Match",
    "Place",
    "distance_km",
    "fold",
    "from_national_grid",
    "normalise_postcode",
    "outward_code",
]
