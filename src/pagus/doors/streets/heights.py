"""Heights of the ground on a regular grid, from a table: no reader of GeoTIFF is light enough to come along."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.interpolate import RegularGridInterpolator  # type: ignore[import-untyped]

from pagus.doors.streets.network import Heights
from pagus.errors import ShapeError

__all__ = ["read_heights"]

Floats = NDArray[np.float64]
_COLUMNS = ("lon", "lat", "metres")


def read_heights(path: Path) -> Heights:
    """How high lies the ground?

    Takes: a CSV with lon, lat (degrees, a regular grid, in any order) and metres (empty where unknown); a GeoTIFF
    becomes one with ``gdal_translate -of XYZ``. Gives: a function of degrees; nan off the grid or beside a hole in it.
    Refuses: ShapeError for another table, or points that make no grid.
    """
    if not path.is_file():
        raise ShapeError("{file} is no file: check its path", file=path.name)
    try:
        frame = pl.read_csv(path, schema_overrides=dict.fromkeys(_COLUMNS, pl.Float64))
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise ShapeError("{file} is no table of heights: {reason}", file=path.name, reason=error) from error
    missing = [name for name in _COLUMNS if name not in frame.columns]
    if missing:
        raise ShapeError("{file} lacks the column {columns}", file=path.name, columns=", ".join(missing))
    lons, lats = (np.unique(frame[name].to_numpy()) for name in ("lon", "lat"))
    if len(lons) * len(lats) != frame.height or min(len(lons), len(lats)) < 2:
        raise ShapeError(
            "{file} is no regular grid: {lons} longitudes and {lats} latitudes, but {rows} lines",
            file=path.name,
            lons=len(lons),
            lats=len(lats),
            rows=frame.height,
        )
    grid = frame.sort("lat", "lon")["metres"].to_numpy().reshape(len(lats), len(lons))
    between = RegularGridInterpolator((lats, lons), grid, method="linear", bounds_error=False, fill_value=np.nan)

    def heights(lon: Floats, lat: Floats) -> Floats:
        return np.asarray(between(np.column_stack((lat, lon))), dtype=np.float64)

    return heights
