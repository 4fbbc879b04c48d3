"""From the British National Grid to the latitude and longitude that telephones use.

Source of the formulas and constants: Ordnance Survey, *A guide to coordinate systems in Great
Britain* (annexes B and C: the Airy 1830 ellipsoid, the transverse Mercator projection of the
National Grid, and the seven-parameter Helmert transformation from OSGB36 to WGS84). The Helmert
step is good to about 5 metres; the guide says so, and the tests hold it to known points.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin, tan

# The projection: scale on the central meridian, true origin, false origin in metres.
_F0 = 0.9996012717
_LAT0, _LON0 = radians(49), radians(-2)
_E0, _N0 = 400_000.0, -100_000.0

# OSGB36 to WGS84: metres, parts per million, seconds of arc.
_SHIFT = (446.448, -125.157, 542.060)
_SCALE = -20.4894e-6
_TURN = tuple(radians(seconds / 3600) for seconds in (0.1502, 0.2470, 0.8421))


@dataclass(frozen=True)
class _Ellipsoid:
    a: float
    b: float

    @property
    def e2(self) -> float:
        return 1 - (self.b / self.a) ** 2


_AIRY = _Ellipsoid(6_377_563.396, 6_356_256.909)
_WGS84 = _Ellipsoid(6_378_137.0, 6_356_752.3142)


def from_national_grid(easting: float, northing: float) -> tuple[float, float]:
    """WGS84 latitude and longitude, in degrees, of a point of the National Grid in metres.

    Right to about 5 metres within Great Britain. Raises ``ValueError`` for a point that is not on
    the grid of Great Britain."""
    if not (0 <= easting < 700_000 and 0 <= northing < 1_300_000):
        raise ValueError("not on the National Grid")
    return _to_wgs84(*_unprojected(easting, northing))


def _meridian(lat: float) -> float:
    """The arc along the meridian from the true origin, in metres on the projection."""
    n = (_AIRY.a - _AIRY.b) / (_AIRY.a + _AIRY.b)
    apart, together = lat - _LAT0, lat + _LAT0
    return (
        _AIRY.b
        * _F0
        * (
            (1 + n + 5 / 4 * n**2 + 5 / 4 * n**3) * apart
            - (3 * n + 3 * n**2 + 21 / 8 * n**3) * sin(apart) * cos(together)
            + (15 / 8 * n**2 + 15 / 8 * n**3) * sin(2 * apart) * cos(2 * together)
            - 35 / 24 * n**3 * sin(3 * apart) * cos(3 * together)
        )
    )


def _unprojected(easting: float, northing: float) -> tuple[float, float]:
    """Latitude and longitude on the Airy ellipsoid (OSGB36), in radians."""
    lat = _LAT0 + (northing - _N0) / (_AIRY.a * _F0)
    while abs(left := northing - _N0 - _meridian(lat)) >= 1e-5:
        lat += left / (_AIRY.a * _F0)
    squeezed = 1 - _AIRY.e2 * sin(lat) ** 2
    nu = _AIRY.a * _F0 / squeezed**0.5
    rho = _AIRY.a * _F0 * (1 - _AIRY.e2) / squeezed**1.5
    eta2 = nu / rho - 1
    t2, t = tan(lat) ** 2, tan(lat)
    secant = 1 / cos(lat)
    east = easting - _E0
    vii = t / (2 * rho * nu)
    viii = t / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = t / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    x = secant / nu
    xi = secant / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = secant / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    xiia = secant / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    return (
        lat - vii * east**2 + viii * east**4 - ix * east**6,
        _LON0 + x * east - xi * east**3 + xii * east**5 - xiia * east**7,
    )


def _to_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """The Helmert step, by way of cartesian coordinates; degrees come out."""
    nu = _AIRY.a / (1 - _AIRY.e2 * sin(lat) ** 2) ** 0.5
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - _AIRY.e2) * sin(lat)
    (tx, ty, tz), (rx, ry, rz), s = _SHIFT, _TURN, 1 + _SCALE
    x, y, z = (
        tx + s * x - rz * y + ry * z,
        ty + rz * x + s * y - rx * z,
        tz - ry * x + rx * y + s * z,
    )
    across = hypot(x, y)
    lat = atan2(z, across * (1 - _WGS84.e2))
    for _ in range(6):
        nu = _WGS84.a / (1 - _WGS84.e2 * sin(lat) ** 2) ** 0.5
        lat = atan2(z + _WGS84.e2 * nu * sin(lat), across)
    return degrees(lat), degrees(atan2(y, x))
