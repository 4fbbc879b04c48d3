"""Where things are on the earth. See the README beside this file."""

from ._grid import from_national_grid

__all__ = ["from_national_grid"]
