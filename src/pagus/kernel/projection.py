"""Metres of a national grid as degrees. The only module that knows pyproj, which is loaded at the first question."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pagus.errors import InputError

if TYPE_CHECKING:
    from pyproj import Transformer

__all__ = ["LAMBERT_93", "to_degrees"]

Floats = NDArray[np.float64]
LAMBERT_93 = 2154
"""The EPSG number of the grid of metropolitan France."""


def to_degrees(x_m: Floats, y_m: Floats, epsg: int = LAMBERT_93) -> tuple[Floats, Floats]:
    """At which longitude and latitude (WGS84) are these points of a grid?

    Takes: eastings and northings (n,) in metres, NaN where unknown; the EPSG number of their grid.
    Gives: longitudes and latitudes (n,), NaN where unknown or off the grid. Refuses: InputError for an unknown grid.
    """
    lon, lat = _transformer(epsg).transform(x_m, y_m)
    return _finite(lon), _finite(lat)


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


@cache
def _transformer(epsg: int) -> Transformer:
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        return Transformer.from_crs(epsg, 4326, always_xy=True)
    except CRSError as error:
        raise InputError("no grid has the EPSG number {number}", number=epsg) from error
