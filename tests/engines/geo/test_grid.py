"""From the National Grid to latitude and longitude, against published points."""

from __future__ import annotations

from math import cos, hypot, radians

import pytest

from alongside.engines.geo import from_national_grid

# Stations of Ordnance Survey's own test file for the definitive transformation (OSTN15).
STATIONS = {
    "St Mary's, Scilly": (49.92226393730, -6.29977752014, 91492.146, 11318.804),
    "Lizard": (49.96006137820, -5.20304609998, 170370.718, 11572.405),
    "Plymouth": (50.43885825610, -4.10864563561, 250359.811, 62016.569),
    "St Catherine's": (50.57563665000, -1.29782277240, 449816.371, 75335.861),
    "Southampton": (50.93127937910, -1.45051433700, 438710.920, 114792.250),
}


@pytest.mark.parametrize("name", STATIONS)
def test_a_known_station_is_within_five_metres(name: str) -> None:
    lat, lon, easting, northing = STATIONS[name]

    found_lat, found_lon = from_national_grid(easting, northing)

    north = (found_lat - lat) * 111_320
    east = (found_lon - lon) * 111_320 * cos(radians(lat))
    assert hypot(north, east) < 5


@pytest.mark.parametrize(
    ("easting", "northing"), [(-1, 200_000), (400_000, -1), (700_000, 1), (1, 1_300_000)]
)
def test_a_point_off_the_grid_is_refused(easting: float, northing: float) -> None:
    with pytest.raises(ValueError, match="National Grid"):
        from_national_grid(easting, northing)
